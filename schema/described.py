"""What does a type or field say of itself? Its docstring, in the graph as in the code."""

from inspect import cleandoc, isclass
from types import ModuleType

from strawberry.types import get_object_definition


def describe(*modules: ModuleType) -> None:
    """Give every graph type and resolver of these modules its docstring as description."""
    for module in modules:
        for found in vars(module).values():
            definition = get_object_definition(found) if isclass(found) else None
            if definition is None or found.__module__ != module.__name__:
                continue
            definition.description = definition.description or cleandoc(found.__doc__ or "")
            for field in definition.fields:
                if field.base_resolver and not field.description:
                    spoken = field.base_resolver.wrapped_func.__doc__
                    field.description = cleandoc(spoken or "")
