"""A resolver gets the arguments that Strawberry would give it, and none that another one has."""

from collections.abc import Callable
from enum import StrEnum
from typing import Any

import pytest
import strawberry
from strawberry.types.arguments import convert_arguments

from schema.arguments import arguments_of


@strawberry.enum
class Colour(StrEnum):
    RED = "red"


@strawberry.input
class Inner:
    as_of: str | None
    count: int = 3


@strawberry.input
class Wish:
    from_: str | None = strawberry.field(default=None, name="from")
    colours: list[Colour] | None = None
    inner: Inner | None = None
    inners: list[Inner | None] = strawberry.field(default_factory=list)


@strawberry.type
class Query:
    @strawberry.field
    def wished(  # noqa: PLR0913, PLR0917  one of each kind
        self,
        wish: Wish,
        first_one: int = 1,
        words: list[str] | None = None,
        grid: list[list[float | None]] | None = None,
        id: strawberry.ID | None = None,  # noqa: A002  as the graph has it
        ids: list[strawberry.ID] | None = None,
        colour: Colour | None = None,
    ) -> str:
        return str((wish, first_one, words, grid, id, ids, colour))


SCHEMA = strawberry.Schema(Query)
[FIELD] = Query.__strawberry_definition__.fields  # type: ignore[attr-defined]  # Strawberry adds it
SCALARS = SCHEMA.schema_converter.scalar_registry


def ours() -> Callable[[dict[str, Any]], dict[str, Any]]:
    return arguments_of(FIELD.arguments, SCHEMA.config, SCALARS)


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"wish": {}, "firstOne": 2},
        {"wish": {"from": "2020", "colours": [Colour.RED]}, "words": ["a"], "colour": Colour.RED},
        {"wish": {"inner": {"asOf": None}, "inners": [{"count": 1}, None]}, "words": None},
        {"wish": {"colours": None, "inner": None}, "grid": [[0.5, None], []], "id": "x"},
        {"ids": ["x", "y"], "firstOne": 0},
    ],
    ids=["none", "few", "words", "objects", "nulls", "ids"],
)
def test_what_a_resolver_gets_is_what_strawberry_gives(given: dict[str, Any]) -> None:
    theirs = convert_arguments(given, FIELD.arguments, SCALARS, SCHEMA.config)
    assert ours()(given) == theirs


def test_a_list_is_the_resolvers_own() -> None:
    given: dict[str, Any] = {"words": ["a"], "wish": {"colours": [Colour.RED]}}
    found = ours()(given)
    found["words"].append("b")
    found["wish"].colours.clear()
    assert given == {"words": ["a"], "wish": {"colours": [Colour.RED]}}
