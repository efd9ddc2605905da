"""How is one selection of plain rows answered quickly? By code made for exactly its fields.

Two kinds of code: of one object of the graph, and of all rows of a table at once, of which no
object is made where their columns say all that is asked.
"""

import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any, NamedTuple, TypeAlias

from graphql import (
    GraphQLBoolean,
    GraphQLEnumType,
    GraphQLFloat,
    GraphQLID,
    GraphQLInt,
    GraphQLList,
    GraphQLNamedType,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLOutputType,
    GraphQLScalarType,
    GraphQLString,
    get_named_type,
)
from strawberry.types.cast import TYPE_CAST_ATTRIBUTE
from strawberry.types.enum import StrawberryEnumDefinition

from hub.releases.figure import Figure, Figures
from schema.plain import (
    BEHIND,
    column_behind,
    list_of_rows,
    path_of,
    plain_fields,
    row_class,
    row_in,
)

#: How many loops are kept. One takes some kilobytes, and some tenths of a millisecond to make.
KEPT = 512

#: How a line reads a value that is found along a path.
_WAY = re.compile(r"^v\d+ = row\.(\w+)\.")

#: Generated code that checks a value, and makes of it what stands in the answer.
_Lines: TypeAlias = list[str]


class Chosen(NamedTuple):
    """One field asked of an object: its name in the answer, its own, and what is asked of it."""

    name: str
    field: str
    inner: "tuple[Chosen, ...] | None"


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
class Loop:
    """The generated code for one selection of one type.

    Attributes:
        row: one object as its part of the answer, with None for every name in `rest`.
        rest: the names in the answer that are left to graphql-core.
    """

    row: Callable[[Any], dict[str, Any]]
    rest: tuple[str, ...]


@lru_cache(maxsize=KEPT)
def generate(kind: GraphQLObjectType, selection: tuple[Chosen, ...]) -> Loop | None:
    """The loop for one selection of one type; None where there is nothing to gain."""
    origin = row_class(kind)
    if origin is None:
        return None
    code = _Code()
    first = [f"if type(row) is not {code.known(origin)}: raise NotPlain"]
    if kind.is_type_of is not None:
        first.append(f"if hasattr(row, {TYPE_CAST_ATTRIBUTE!r}): raise NotPlain")
    lines: _Lines = []
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
    last = f"return {{{', '.join(answer)}}}"
    return Loop(code.function("row", [*first, *_along(lines), last]), tuple(rest))


def _along(lines: _Lines) -> _Lines:
    """The same lines, going but once along the way that several paths begin with."""
    first = Counter(way[1] for line in lines if (way := _WAY.search(line)))
    for name, often in first.items():
        if often > 1:
            rest = (one.replace(f" = row.{name}.", f" = w{name}.") for one in lines)
            lines = [f"w{name} = row.{name}", *rest]
    return lines


class _Table:
    """The loops for one selection of the things that a table's rows stand for.

    Args:
        kind: of these things.
        selection: what is asked of each; all of it is plain.
        one: the loop for one of them.
    """

    def __init__(self, kind: GraphQLObjectType, selection: tuple[Chosen, ...], one: Loop) -> None:
        self._kind = kind
        self._selection = selection
        self._one = one.row
        self._class = row_class(kind)
        self._loops: dict[type[Figure], Callable[..., list[dict[str, Any]]]] = {}

    def __call__(self, rows: Iterable[Any], make: Callable[[Any], Any]) -> list[dict[str, Any]]:
        """All rows as their part of the answer.

        Args:
            rows: the table, or a list.
            make: makes of a row what it stands for.
        """
        known = isinstance(make, partial) and make.func is self._class
        if not (known and isinstance(rows, Figures)):
            return [self._one(make(row)) for row in rows]
        loop = self._loops.get(rows.shape)
        if loop is None:
            loop = self._loops[rows.shape] = self._made(rows.shape)
        return loop(rows.rows, make)

    def _made(self, shape: type[Figure]) -> Callable[..., list[dict[str, Any]]]:
        code = _Code()
        first: _Lines = ["answers = []", "add = answers.append"]
        columns: _Lines = []
        others: _Lines = []
        answer = []
        made = f"row = make({code.known(shape)}(at))"
        for number, (name, field, inner) in enumerate(self._selection):
            value = f"v{number}"
            if field == "__typename":
                value = repr(self._kind.name)
            elif (read := code.column(value, self._kind, field, shape)) is not None:
                columns += read
            else:
                read = code.field(value, self._kind, field, inner) or []
                place = _place(self._kind, field, shape)
                if place is None:
                    others += read
                else:
                    first.append(f"known{number} = {{}}")
                    columns += _once(value, f"known{number}", place, [made, *read])
            answer.append(f"{name!r}: {value}")
        if others:
            others = [made, *_along(others)]
        each = [*columns, *others, f"add({{{', '.join(answer)}}})"]
        rows = ["for at in rows:", *(f" {line}" for line in each)]
        return code.function("rows, make", [*first, *rows, "return answers"])


def _place(kind: GraphQLObjectType, field: str, shape: type[Figure]) -> int | None:
    """Where in a row stands what a field hangs on; None where it hangs on more."""
    return shape.standing.get(column_behind(kind, plain_fields(kind)[field]) or "")


def _once(value: str, known: str, place: int, read: _Lines) -> _Lines:
    """The lines that read a value, for the first of the rows that say the same in one place."""
    return [
        f"{value} = {known}.get(at[{place}])",
        f"if {value} is None:",
        *(f" {line}" for line in read),
        f" {known}[at[{place}]] = {value}",
    ]


class _Code:
    """The generated code of one loop, and the objects that it names."""

    def __init__(self) -> None:
        self._names: dict[str, Any] = {"NotPlain": _NotPlain}

    def known(self, thing: Hashable | Mapping[Any, str]) -> str:
        """The name by which the code knows an object."""
        name = f"k{len(self._names)}"
        self._names[name] = thing
        return name

    def function(self, of: str, lines: _Lines) -> Callable[..., Any]:
        """The function with these parameters and this body."""
        text = "\n ".join([f"def answer({of}):", *lines])
        # names come from the schema's Python classes, words from GraphQL names: letters, digits, _
        exec(text, self._names)  # noqa: S102
        made: Callable[..., Any] = self._names["answer"]
        return made

    def field(
        self, name: str, kind: GraphQLObjectType, field: str, inner: tuple[Chosen, ...] | None
    ) -> _Lines | None:
        """Lines that read and check one attribute; None where it is left to graphql-core."""
        plain = plain_fields(kind).get(field)
        if plain is None:
            return None
        whole = list_of_rows(kind, plain)
        if whole is not None:
            return self._rows(name, get_named_type(plain.type), inner, whole)
        checked = self._value(name, plain.type, inner)
        if checked is None:
            return None
        return [f"{name} = row.{path_of(kind, plain)}", *checked]

    def column(
        self, name: str, kind: GraphQLObjectType, field: str, shape: type[Figure]
    ) -> _Lines | None:
        """The same lines for a value that a table's row says; None where it does not."""
        plain = plain_fields(kind)[field]
        held, _, part = path_of(kind, plain).partition(".")
        if held != row_in(kind):
            return None
        if part in shape.standing:
            checked = self._value(name, plain.type, None)
            return checked and [f"{name} = at[{shape.standing[part]}]", *checked]
        if part in shape.coded:
            place, codes = shape.coded[part]
            words = self._words(get_named_type(plain.type))
            if words and set(words) == set(codes):
                said = {code.value: word for code, word in words.items()}
                return [f"{name} = {self.known(said)}[at[{place}]]"]
        return None

    def _rows(
        self,
        name: str,
        of: GraphQLNamedType,
        inner: tuple[Chosen, ...] | None,
        whole: tuple[str, str],
    ) -> _Lines | None:
        if not isinstance(of, GraphQLObjectType) or inner is None:
            return None
        loop = generate(of, inner)
        if loop is None or loop.rest:
            return None
        rows, make = whole
        return [f"{name} = {self.known(_Table(of, inner, loop))}(row.{rows}, row.{make})"]

    def _value(
        self, name: str, of: GraphQLOutputType, inner: tuple[Chosen, ...] | None
    ) -> _Lines | None:
        if isinstance(of, GraphQLNonNull):
            return self._present(name, of.of_type, inner)
        checked = self._present(name, of, inner)
        return checked and [f"if {name} is not None:", *(f" {line}" for line in checked)]

    def _present(
        self, name: str, of: GraphQLOutputType, inner: tuple[Chosen, ...] | None
    ) -> _Lines | None:
        if isinstance(of, GraphQLScalarType):
            unchanged = _UNCHANGED.get(of)
            return [f"if not ({unchanged.format(name)}): raise NotPlain"] if unchanged else None
        if isinstance(of, GraphQLEnumType):
            return self._word(name, of)
        if isinstance(of, GraphQLList):
            return self._list(name, of.of_type, inner)
        if isinstance(of, GraphQLObjectType) and inner is not None:
            loop = generate(of, inner)
            return [f"{name} = {self.known(loop.row)}({name})"] if loop and not loop.rest else None
        return None

    def _word(self, name: str, of: GraphQLEnumType) -> _Lines | None:
        words = self._words(of)
        if not words:
            return None
        members: Any = type(next(iter(words)))
        return [
            f"if type({name}) is not {self.known(members)}: raise NotPlain",
            f"{name} = {self.known(words)}[{name}]",
        ]

    @staticmethod
    def _words(of: GraphQLNamedType) -> dict[Any, str]:
        """Each member of the class behind a list of words, and its word; {} for another type."""
        behind = of.extensions.get(BEHIND)
        if not (isinstance(of, GraphQLEnumType) and isinstance(behind, StrawberryEnumDefinition)):
            return {}
        members: Any = behind.wrapped_cls
        return {one: of.coerce_output_value(one) for one in members}

    def _list(
        self, name: str, of: GraphQLOutputType, inner: tuple[Chosen, ...] | None
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
