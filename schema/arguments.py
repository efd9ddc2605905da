"""What does Python get for an argument? Strawberry's answer, worked out once for each argument.

graphql-core has checked the values by then: what is left is to copy lists, and to make objects of
Strawberry's input types with the fields that were given.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING
from typing import Any, TypeAlias

from strawberry.schema.config import StrawberryConfig
from strawberry.types.arguments import StrawberryArgument, convert_argument
from strawberry.types.base import (
    StrawberryList,
    StrawberryObjectDefinition,
    StrawberryOptional,
    get_object_definition,
)
from strawberry.types.enum import StrawberryEnumDefinition, has_enum_definition

#: Makes of a value, as graphql-core read it, what the resolver gets.
Convert: TypeAlias = Callable[[Any], Any]

#: What stays as graphql-core read it.
_AS_READ = (str, int, float, bool)


def arguments_of(
    arguments: Sequence[StrawberryArgument],
    config: StrawberryConfig,
    scalars: Mapping[object, Any],
) -> Callable[[dict[str, Any]], dict[str, Any]]:
    """Makes of a field's arguments, by their names in the graph, those of its resolver."""
    known = _Known(config, scalars)
    ways = {
        config.name_converter.from_argument(one): (one.python_name, known.way(one.type))
        for one in arguments
    }

    def converted(given: dict[str, Any]) -> dict[str, Any]:
        found = {}
        for name, value in given.items():
            python_name, way = ways[name]
            found[python_name] = value if way is None or value is None else way(value)
        return found

    return converted


class _Known:
    """The ways of converting values of one graph's types."""

    def __init__(self, config: StrawberryConfig, scalars: Mapping[object, Any]) -> None:
        self._config = config
        self._scalars = scalars

    def way(self, of: Any) -> Convert | None:  # noqa: ANN401  Strawberry's types have no common one
        """How a value that is not null is converted; None where it stays as it is."""
        if isinstance(of, StrawberryOptional):
            return self.way(of.of_type)
        if isinstance(of, StrawberryList):
            return self._list(of)
        if of in _AS_READ or isinstance(of, StrawberryEnumDefinition) or has_enum_definition(of):
            return None
        definition = get_object_definition(of)
        if definition is not None and definition.is_input and definition.from_input is None:
            return self._object(of, definition)
        return lambda value: convert_argument(value, of, self._scalars, self._config)

    def _list(self, of: StrawberryList) -> Convert:
        way = self.way(of.of_type)
        if way is None:
            return list
        return lambda values: [None if one is None else way(one) for one in values]

    def _object(self, of: type, definition: StrawberryObjectDefinition) -> Convert:
        called = self._config.name_converter.from_field
        ways = {
            called(field): (
                field.python_name,
                self.way(field.resolve_type(type_definition=definition)),
            )
            for field in definition.fields
        }
        left_out = {
            field.python_name: None
            for field in definition.fields
            if field.default_value is MISSING and field.default_factory is MISSING
        }

        def made(given: Mapping[str, Any]) -> Any:  # noqa: ANN401  the input type's own
            found: dict[str, Any] = dict(left_out)
            for name, value in given.items():
                python_name, way = ways[name]
                found[python_name] = value if way is None or value is None else way(value)
            return of(**found)

        return made
