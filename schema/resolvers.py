"""How is a resolver called? Straight, with its arguments as the Python values they stand for.

Strawberry's own way leaves room for extensions of single fields, and goes through nine functions
and two coroutines more for each of them.
"""

from collections.abc import Callable, Mapping
from typing import Any

from graphql import GraphQLField, GraphQLObjectType, GraphQLResolveInfo, GraphQLSchema
from strawberry.schema.config import StrawberryConfig
from strawberry.types.field import StrawberryField

from schema.arguments import arguments_of
from schema.plain import BEHIND


def straighten(
    graph: GraphQLSchema, config: StrawberryConfig, scalars: Mapping[object, Any]
) -> None:
    """Let all resolvers of a graph be called straight.

    Args:
        graph: of Strawberry's making.
        config: its settings.
        scalars: those it knows, by their Python type.
    """
    for kind in graph.type_map.values():
        if isinstance(kind, GraphQLObjectType) and kind is not graph.subscription_type:
            for field in kind.fields.values():
                straight = _straight(field, config, scalars)
                if straight is not None:
                    field.resolve = straight


def _straight(
    field: GraphQLField, config: StrawberryConfig, scalars: Mapping[object, Any]
) -> Callable[..., Any] | None:
    """The resolver of a field; None where there is none, or something stands around it."""
    behind = field.extensions.get(BEHIND)
    if not isinstance(behind, StrawberryField) or behind.extensions:
        return None
    resolver = behind.base_resolver
    if resolver is None or resolver.parent_parameter or resolver.root_parameter:
        return None
    told = resolver.info_parameter.name if resolver.info_parameter else None
    arguments = arguments_of(behind.arguments, config, scalars)
    function = resolver.wrapped_func
    takes_self = bool(resolver.self_parameter)
    if not callable(function):
        return None

    def resolve(source: object, info: GraphQLResolveInfo[Any], **given: Any) -> Any:  # noqa: ANN401  as given
        named = arguments(given)
        if told is not None:
            named[told] = config.info_class(_raw_info=info, _field=behind)
        return function(source, **named) if takes_self else function(**named)

    return resolve
