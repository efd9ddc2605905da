"""How does one answer come about? Plain rows by generated loops, all else by graphql-core.

A row is plain where its fields are attributes of one of the hub's own objects: reading them can
do nothing but give the value, so a loop made for exactly the asked fields says the same as
graphql-core, several times faster. Whatever is not provably so (a resolver, another class, a null
where none may be, a number out of range) is left to graphql-core from its beginning, so that
errors, nulls and their places are always its own.
"""

import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple, Self, TypeAlias, cast

from graphql import (
    GraphQLBoolean,
    GraphQLEnumType,
    GraphQLError,
    GraphQLFloat,
    GraphQLID,
    GraphQLInt,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLOutputType,
    GraphQLResolveInfo,
    GraphQLScalarType,
    GraphQLString,
    VariableValues,
)
from graphql.pyutils import AwaitableOrValue, Path
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext
from strawberry.types.cast import TYPE_CAST_ATTRIBUTE
from strawberry.types.enum import StrawberryEnumDefinition

from schema.plain import BEHIND, inner_types, path_of, plain_fields, row_class

#: How Strawberry and graphql-core execute an operation, without any loops.
Execution: TypeAlias = StrawberryGraphQLCoreExecutionContext

#: How many loops are kept. One takes some kilobytes, and some tenths of a millisecond to make.
KEPT = 512

#: What a directive may be for a selection to be plain: graphql-core has done with these by then.
_SETTLED = {"skip", "include"}

#: graphql-core's fields of one object: per name in the answer, where it stands in the question.
Asked: TypeAlias = dict[str, list[Any]]


#: How a line reads a value that is found along a path.
_WAY = re.compile(r"^v\d+ = row\.(\w+)\.")

#: Generated code that checks a value, and makes of it what stands in the answer.
_Lines: TypeAlias = list[str]


class _Chosen(NamedTuple):
    """One field asked of an object: its name in the answer, its own, and what is asked of it."""

    name: str
    field: str
    inner: "tuple[_Chosen, ...] | None"


#: The test that a value passes when graphql-core would give it back as it is.
_UNCHANGED: Mapping[GraphQLOutputType, str] = {
    GraphQLBoolean: "type({0}) is bool",
    GraphQLFloat: "type({0}) is float and {0} - {0} == 0.0",
    GraphQLID: "type({0}) is str",
    GraphQLInt: "type({0}) is int and -2147483648 <= {0} <= 2147483647",
    GraphQLString: "type({0}) is str",
}


class _NotPlain(Exception):
    """A value that graphql-core has to look at."""


@dataclass(frozen=True, slots=True)
class _Loop:
    """The generated code for one selection of one type.

    Attributes:
        row: one object as its part of the answer, with None for every name in `rest`.
        rest: the names in the answer that are left to graphql-core.
    """

    row: Callable[[Any], dict[str, Any]]
    rest: tuple[str, ...]


class GeneratedLoops(Execution):
    """Executes one operation. Give it to Strawberry as `execution_context_class`."""

    def __init__(self, *arguments: Any, **named: Any) -> None:  # noqa: ANN401  passed on as they come
        super().__init__(*arguments, **named)
        self._loops: dict[tuple[int, int], tuple[_Loop, Asked] | None] = {}
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

    def _loop(self, kind: GraphQLObjectType, asked: Asked) -> tuple[_Loop, Asked] | None:
        """The loop for these fields, and those of them that it leaves; None where it is no use."""
        # `collect_subfields` keeps what it gave for the whole request: the ids stay theirs
        place = (id(kind), id(asked))
        if place in self._loops:
            return self._loops[place]
        found = None
        if self._generated and (selection := self._selection(kind, asked)) is not None:
            loop = _generate(kind, selection)
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

    def _selection(self, kind: GraphQLObjectType, asked: Asked) -> tuple[_Chosen, ...] | None:
        objects = inner_types(kind)
        chosen: list[_Chosen] = []
        for name, places in asked.items():
            if not _settled(places):
                return None
            field = places[0].node.name.value
            inner, of = None, objects.get(field)
            if of is not None and (below := self._below(of, places)) is not None:
                inner = self._selection(of, below)
            chosen.append(_Chosen(name, field, inner))
        return tuple(chosen)


def _settled(places: list[Any]) -> bool:
    """Whether no directive is left that might still change how a field is answered."""
    for place in places:
        for directive in place.node.directives or ():
            if directive.name.value not in _SETTLED:
                return False
    return True


# ---------------------------------------------------------------------- the generated code


@lru_cache(maxsize=KEPT)
def _generate(kind: GraphQLObjectType, selection: tuple[_Chosen, ...]) -> _Loop | None:
    """The loop for one selection of one type; None where there is nothing to gain."""
    origin = row_class(kind)
    if origin is None:
        return None
    code = _Code()
    lines = [f"if type(row) is not {code.known(origin)}: raise NotPlain"]
    if kind.is_type_of is not None:
        lines.append(f"if hasattr(row, {TYPE_CAST_ATTRIBUTE!r}): raise NotPlain")
    answer, rest = [], []
    for number, (name, field, inner) in enumerate(selection):
        value = "None"
        if field == "__typename":
            value = repr(kind.name)
        elif (read := code.field(f"v{number}", kind, field, inner)) is None:
            rest.append(name)
        else:
            lines += read
            value = f"v{number}"
        answer.append(f"{name!r}: {value}")
    if len(rest) == len(selection):
        return None
    return _Loop(code.function([*_along(lines), f"return {{{', '.join(answer)}}}"]), tuple(rest))


def _along(lines: _Lines) -> _Lines:
    """The same lines, going but once along the way that several paths begin with."""
    first = Counter(way[1] for line in lines if (way := _WAY.search(line)))
    for name, often in first.items():
        if often > 1:
            begun = [f"w{name} = row.{name}"]
            rest = (one.replace(f" = row.{name}.", f" = w{name}.") for one in lines[1:])
            lines = [lines[0], *begun, *rest]
    return lines


class _Code:
    """The generated code of one loop, and the objects that it names."""

    def __init__(self) -> None:
        self._names: dict[str, Any] = {"NotPlain": _NotPlain}

    def known(self, thing: Hashable | Mapping[Any, str]) -> str:
        """The name by which the code knows an object."""
        name = f"k{len(self._names)}"
        self._names[name] = thing
        return name

    def function(self, lines: _Lines) -> Callable[[Any], dict[str, Any]]:
        """The function with this body."""
        text = "\n ".join(["def answer(row):", *lines])
        # names come from the schema's Python classes, words from GraphQL names: letters, digits, _
        exec(text, self._names)  # noqa: S102
        made: Callable[[Any], dict[str, Any]] = self._names["answer"]
        return made

    def field(
        self, name: str, kind: GraphQLObjectType, field: str, inner: tuple[_Chosen, ...] | None
    ) -> _Lines | None:
        """Lines that read and check one attribute; None where it is left to graphql-core."""
        plain = plain_fields(kind).get(field)
        if plain is None:
            return None
        checked = self._value(name, plain.type, inner)
        if checked is None:
            return None
        return [f"{name} = row.{path_of(kind, plain)}", *checked]

    def _value(
        self, name: str, of: GraphQLOutputType, inner: tuple[_Chosen, ...] | None
    ) -> _Lines | None:
        if isinstance(of, GraphQLNonNull):
            return self._present(name, of.of_type, inner)
        checked = self._present(name, of, inner)
        return checked and [f"if {name} is not None:", *(f" {line}" for line in checked)]

    def _present(
        self, name: str, of: GraphQLOutputType, inner: tuple[_Chosen, ...] | None
    ) -> _Lines | None:
        if isinstance(of, GraphQLScalarType):
            unchanged = _UNCHANGED.get(of)
            return [f"if not ({unchanged.format(name)}): raise NotPlain"] if unchanged else None
        if isinstance(of, GraphQLEnumType):
            return self._word(name, of)
        if isinstance(of, GraphQLList):
            return self._list(name, of.of_type, inner)
        if isinstance(of, GraphQLObjectType) and inner is not None:
            loop = _generate(of, inner)
            return [f"{name} = {self.known(loop.row)}({name})"] if loop and not loop.rest else None
        return None

    def _word(self, name: str, of: GraphQLEnumType) -> _Lines | None:
        behind = of.extensions.get(BEHIND)
        if not isinstance(behind, StrawberryEnumDefinition):
            return None
        members: Any = behind.wrapped_cls
        words = {one: of.coerce_output_value(one) for one in members}
        return [
            f"if type({name}) is not {self.known(members)}: raise NotPlain",
            f"{name} = {self.known(words)}[{name}]",
        ]

    def _list(
        self, name: str, of: GraphQLOutputType, inner: tuple[_Chosen, ...] | None
    ) -> _Lines | None:
        checked = self._value(f"{name}i", of, inner)
        return checked and [
            f"if type({name}) is not list: raise NotPlain",
            f"{name}l = []",
            f"for {name}i in {name}:",
            *(f" {line}" for line in checked),
            f" {name}l.append({name}i)",
            f"{name} = {name}l",
        ]
