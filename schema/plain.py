"""Which rows are plain? Those whose fields are attributes, and reading them does nothing else."""

import inspect
from collections.abc import Callable, Mapping
from functools import lru_cache
from operator import attrgetter
from typing import Any, TypeVar, cast

from graphql import GraphQLField, GraphQLObjectType, get_named_type
from strawberry.types.base import StrawberryObjectDefinition
from strawberry.types.field import StrawberryField

_T = TypeVar("_T")

#: How many types are known at once: those of the graph and of its subgraphs.
KEPT = 512

#: What stands behind a type or field of the graph, as Strawberry keeps it.
BEHIND = "strawberry-definition"

#: How every class reads its attributes that does not do it in a way of its own.
_READ = inspect.getattr_static(object, "__getattribute__")

#: The class whose objects stand for a type's own, and its attribute that holds the row behind
#: an object; see `stands_for`.
_STAND_INS: dict[type, type] = {}
_ROWS: dict[type, str | None] = {}


def stands_for(origin: type, *, row: str | None = None) -> Callable[[type[_T]], type[_T]]:
    """Declare that the objects of a class stand for those of a graph type.

    The class promises that its attributes can be read in any order and as often as wanted, and
    that this does nothing but give their values: a loop may read them, and graphql-core again.

    Args:
        origin: the graph type's class.
        row: the attribute that holds the table's row that an object is made of.
    """

    def declare(stand_in: type[_T]) -> type[_T]:
        _STAND_INS[origin] = stand_in
        _ROWS[stand_in] = row
        return stand_in

    return declare


class SameFor(property):
    """An attribute that is the same for all rows that say the same in one column.

    Args:
        read: gives the attribute of an object.
        column: of the row that the object is made of.
    """

    def __init__(self, read: Callable[[Any], Any], column: str) -> None:
        super().__init__(read)
        self.column = column


def same_for(column: str) -> Callable[[Callable[[Any], _T]], _T]:
    """Declare that an attribute of a stand-in hangs on one column of its row and nothing else."""
    return lambda read: cast("Any", SameFor(read, column))


class ListOfRows(property):
    """An attribute that is a list of things, each made of a row.

    Args:
        rows: the attribute that holds the rows.
        make: the attribute that makes of a row what it stands for.
    """

    def __init__(self, rows: str, make: str) -> None:
        super().__init__(lambda one: list(map(getattr(one, make), getattr(one, rows))))
        self.of = rows, make


def made_of(rows: str, make: str) -> Any:  # noqa: ANN401  of any type
    """An attribute of a stand-in: a list of things, each made of a row."""
    return ListOfRows(rows, make)


class Behind(property):
    """An attribute that is another one, found by going along a path from its object.

    Args:
        path: names of attributes, joined by dots; a loop goes along it by itself.
    """

    def __init__(self, path: str) -> None:
        super().__init__(attrgetter(path))
        self.path = path


def behind(path: str) -> Any:  # noqa: ANN401  of any type
    """An attribute of a stand-in that is found along a path."""
    return Behind(path)


@lru_cache(maxsize=KEPT)
def row_class(kind: GraphQLObjectType) -> type | None:
    """The one class whose attributes are the type's fields; None where it might do more."""
    behind = kind.extensions.get(BEHIND)
    if not isinstance(behind, StrawberryObjectDefinition) or behind.is_type_of is not None:
        return None
    # what is generic is made as the generic class: `Connection(...)`, not `BodyConnection(...)`
    origin = behind.concrete_of.origin if behind.concrete_of else behind.origin
    if origin in _STAND_INS:
        return _STAND_INS[origin]
    watches_reads = inspect.getattr_static(origin, "__getattribute__") is not _READ
    return None if watches_reads or hasattr(origin, "__getattr__") else origin


@lru_cache(maxsize=KEPT)
def plain_fields(kind: GraphQLObjectType) -> Mapping[str, GraphQLField]:
    """The fields of a type that are attributes and nothing else, by name."""
    origin = row_class(kind)
    if origin is None:
        return {}
    return {name: field for name, field in kind.fields.items() if _is_plain(origin, field)}


@lru_cache(maxsize=KEPT)
def inner_types(kind: GraphQLObjectType) -> Mapping[str, GraphQLObjectType]:
    """The types of those plain fields that have fields of their own, by name."""
    named = {name: get_named_type(field.type) for name, field in plain_fields(kind).items()}
    return {name: of for name, of in named.items() if isinstance(of, GraphQLObjectType)}


def path_of(kind: GraphQLObjectType, field: GraphQLField) -> str:
    """Where the value of a plain field is found, from its object: one attribute, or a path."""
    attribute: str = field.extensions[BEHIND].python_name
    found = inspect.getattr_static(row_class(kind), attribute, None)
    return found.path if isinstance(found, Behind) else attribute


def list_of_rows(kind: GraphQLObjectType, field: GraphQLField) -> tuple[str, str] | None:
    """Where the rows of a plain field are found and what makes its things of them."""
    attribute: str = field.extensions[BEHIND].python_name
    found = inspect.getattr_static(row_class(kind), attribute, None)
    return found.of if isinstance(found, ListOfRows) else None


def column_behind(kind: GraphQLObjectType, field: GraphQLField) -> str | None:
    """The one column of its row that a plain field hangs on; None where it may be several."""
    attribute: str = field.extensions[BEHIND].python_name
    found = inspect.getattr_static(row_class(kind), attribute, None)
    return found.column if isinstance(found, SameFor) else None


def row_in(kind: GraphQLObjectType) -> str | None:
    """The attribute in which the objects of a type hold the row they are made of."""
    origin = row_class(kind)
    return None if origin is None else _ROWS.get(origin)


def _is_plain(origin: type, field: GraphQLField) -> bool:
    behind = field.extensions.get(BEHIND)
    promised = origin in _STAND_INS.values()
    return (
        isinstance(behind, StrawberryField)
        and behind.is_basic_field
        and behind.default_resolver is getattr
        and getattr(field.resolve, "_is_default", False)
        and not field.args
        and (promised or not _is_computed(origin, behind.python_name))
    )


def _is_computed(origin: type, attribute: str) -> bool:
    return hasattr(inspect.getattr_static(origin, attribute, None), "__get__")
