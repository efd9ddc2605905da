"""How does one answer come about? Plain rows by generated loops, all else by graphql-core.

A row is plain where its fields are attributes of one of the hub's own objects: reading them can
do nothing but give the value, so a loop made for exactly the asked fields says the same as
graphql-core, several times faster. Whatever is not provably so (a resolver, another class, a null
where none may be, a number out of range) is left to graphql-core from its beginning, so that
errors, nulls and their places are always its own.
"""

from collections.abc import Iterable
from typing import Any, Self, TypeAlias, cast

from graphql import (
    GraphQLError,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLOutputType,
    GraphQLResolveInfo,
    VariableValues,
)
from graphql.pyutils import AwaitableOrValue, Path
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext

from schema.loops import Chosen, Loop, generate
from schema.plain import inner_types

#: How Strawberry and graphql-core execute an operation, without any loops.
Execution: TypeAlias = StrawberryGraphQLCoreExecutionContext

#: What a directive may be for a selection to be plain: graphql-core has done with these by then.
_SETTLED = {"skip", "include"}

#: graphql-core's fields of one object: per name in the answer, where it stands in the question.
Asked: TypeAlias = dict[str, list[Any]]


class GeneratedLoops(Execution):
    """Executes one operation. Give it to Strawberry as `execution_context_class`."""

    def __init__(self, *arguments: Any, **named: Any) -> None:  # noqa: ANN401  passed on as they come
        super().__init__(*arguments, **named)
        self._loops: dict[tuple[int, int], tuple[Loop, Asked] | None] = {}
        # whoever watches every resolver must see every resolver
        watched = self.middleware_manager is not None and self.middleware_manager.middlewares
        self._generated = not watched
        self._root: dict[str, Asked] = {}

    def again(
        self, root_value: object, context_value: object, variable_values: VariableValues
    ) -> Self:
        """The same operation for another reader, without what was found out for the first.

        Only for an operation whose fields are the same whatever the values of its variables.
        """
        executor = self.create_sub_executor()
        executor.root_value = root_value
        executor.context_value = context_value
        executor.variable_values = variable_values
        return cast("Self", executor)

    def execute_collected_root_fields(
        self,
        root_type: GraphQLObjectType,
        root_value: Any,  # noqa: ANN401  whatever stands for the graph's root
        grouped_field_set: Asked,
        serially: bool,  # noqa: FBT001  graphql-core's signature
        new_defer_usages: Any,  # noqa: ANN401  graphql-core's own
    ) -> AwaitableOrValue[dict[str, Any]]:
        """Complete the operation; for later readers, by the fields collected for the first."""
        asked = self._root.setdefault("", grouped_field_set)
        return super().execute_collected_root_fields(
            root_type, root_value, asked, serially, new_defer_usages
        )

    def complete_iterable_value(  # noqa: PLR0913, PLR0917  graphql-core's signature
        self,
        item_type: GraphQLOutputType,
        field_details_list: list[Any],
        info: GraphQLResolveInfo[Any],
        path: Path,
        items: Iterable[Any],
        position_context: Any,  # noqa: ANN401  graphql-core's own
    ) -> AwaitableOrValue[list[Any]]:
        """Complete a list: at once where all of its rows are plain."""
        kind = item_type.of_type if isinstance(item_type, GraphQLNonNull) else item_type
        if (
            isinstance(kind, GraphQLObjectType)
            and position_context is None
            and isinstance(items, list)
            and _settled(field_details_list)
            and (asked := self._below(kind, field_details_list)) is not None
            and (found := self._loop(kind, asked)) is not None
            and not found[1]
        ):
            row = found[0].row
            try:
                return [row(one) for one in items]
            except Exception:  # noqa: BLE001, S110  whatever it was, graphql-core words it
                pass
        return super().complete_iterable_value(
            item_type, field_details_list, info, path, items, position_context
        )

    def execute_collected_subfields(  # noqa: PLR0913, PLR0917  graphql-core's signature
        self,
        parent_type: GraphQLObjectType,
        source_value: Any,  # noqa: ANN401  any of the graph's objects
        path: Path,
        grouped_field_set: Asked,
        new_defer_usages: Any,  # noqa: ANN401  graphql-core's own
        delivery_group_map: Any,  # noqa: ANN401  graphql-core's own
    ) -> AwaitableOrValue[dict[str, Any]]:
        """Complete an object: its plain fields at once, and the others as ever."""
        if delivery_group_map is None and not new_defer_usages:
            found = self._loop(parent_type, grouped_field_set)
            if found is not None:
                loop, rest = found
                try:
                    row = loop.row(source_value)
                except Exception:  # noqa: BLE001  whatever it was, graphql-core words it
                    row = None
                if row is not None:
                    return self._complete(row, parent_type, source_value, path, rest)
        return super().execute_collected_subfields(
            parent_type,
            source_value,
            path,
            grouped_field_set,
            new_defer_usages,
            delivery_group_map,
        )

    def _complete(
        self,
        row: dict[str, Any],
        parent_type: GraphQLObjectType,
        source: Any,  # noqa: ANN401  any of the graph's objects
        path: Path,
        rest: Asked,
    ) -> AwaitableOrValue[dict[str, Any]]:
        if not rest:
            return row
        found = self.execute_fields(parent_type, source, path, rest, None)
        if isinstance(found, dict):
            row.update(found)
            return row

        async def awaited() -> dict[str, Any]:
            row.update(await found)
            return row

        return awaited()

    def _loop(self, kind: GraphQLObjectType, asked: Asked) -> tuple[Loop, Asked] | None:
        """The loop for these fields, and those of them that it leaves; None where it is no use."""
        # `collect_subfields` keeps what it gave for the whole request: the ids stay theirs
        place = (id(kind), id(asked))
        if place in self._loops:
            return self._loops[place]
        found = None
        if self._generated and (selection := self._selection(kind, asked)) is not None:
            loop = generate(kind, selection)
            if loop is not None:
                found = loop, {name: asked[name] for name in loop.rest}
        self._loops[place] = found
        return found

    def _below(self, kind: GraphQLObjectType, places: list[Any]) -> Asked | None:
        """The fields asked of what stands there; None where only graphql-core may say."""
        try:
            asked, deferred, _ = self.collect_subfields(kind, places)
        except GraphQLError:  # `@include(if: null)`: an error of every row, and of none without
            return None
        return None if deferred else asked

    def _selection(self, kind: GraphQLObjectType, asked: Asked) -> tuple[Chosen, ...] | None:
        objects = inner_types(kind)
        chosen: list[Chosen] = []
        for name, places in asked.items():
            if not _settled(places):
                return None
            field = places[0].node.name.value
            inner, of = None, objects.get(field)
            if of is not None and (below := self._below(of, places)) is not None:
                inner = self._selection(of, below)
            chosen.append(Chosen(name, field, inner))
        return tuple(chosen)


def _settled(places: list[Any]) -> bool:
    """Whether no directive is left that might still change how a field is answered."""
    for place in places:
        for directive in place.node.directives or ():
            if directive.name.value not in _SETTLED:
                return False
    return True
