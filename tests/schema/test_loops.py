"""A table's rows are answered as the things made of them would be, and those are not made."""

import asyncio
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
import strawberry

from hub.releases.figure import Figure, Figures, shaped
from schema.execution import Execution, GeneratedLoops
from schema.plain import behind, made_of, same_for, stands_for
from schema.words import Unit

SHAPE = shaped(frozenset({"position", "text", "value", "unit", "contested"}))

GOOD: tuple[Any, ...] = (0, 0.5, "word", "ratio", 1)


@strawberry.type
class Thing:
    text: str | None
    value: float
    unit: Unit
    contested: bool
    place: str
    said: "Said"


@strawberry.type
class Said:
    word: str | None


@stands_for(Thing, row="found")
class Seen(Thing):
    made = 0

    def __init__(self, where: str, found: Figure) -> None:
        Seen.made += 1
        self.found = found
        self.place = where

    @same_for("text")
    def said(self) -> Said:
        """What it says."""
        return Said(word=self.found.text)

    text = behind("found.text")
    value = behind("found.value")
    unit = behind("found.unit")
    contested = behind("found.contested")


@strawberry.type
class Page:
    things: list[Thing]


@stands_for(Page)
class Read(Page):
    things = made_of("rows", "make")

    def __init__(self, rows: Any, make: Callable[[Figure], Thing]) -> None:  # noqa: ANN401  a list or a table
        self.rows = rows
        self.make = make


def answered(
    asked: str,
    rows: Any,  # noqa: ANN401  a list or a table
    make: Callable[[Figure], Thing],
    execution: type[Execution],
) -> tuple[Any, list[str], int]:
    """What is answered, the errors, and how many things were made for it."""

    @strawberry.type
    class Query:
        @strawberry.field
        def page(self) -> Page:
            return Read(rows, make)

    Seen.made = 0
    schema = strawberry.Schema(Query, execution_context_class=execution)
    result = asyncio.run(schema.execute(f"{{ page {{ things {{ {asked} }} }} }}"))
    errors = [f"{error.message} {error.path}" for error in result.errors or ()]
    things = result.data["page"]["things"] if result.data else None
    return things, errors, Seen.made


MAKE: Callable[[Figure], Thing] = partial(Seen, "here")
ROWS = [GOOD, (1, 1.5, None, "count", 0)]


@pytest.mark.parametrize(
    ("asked", "made"),
    [
        ("__typename value words: text unit", 0),
        # what a row does not say as it is, is read from the thing
        ("value contested place unit", 2),
        ("value said { word }", 2),
        ("said { word } contested", 4),
    ],
)
def test_things_are_made_only_where_the_columns_do_not_say_it(asked: str, made: int) -> None:
    things, errors, found = answered(asked, Figures(SHAPE, ROWS), MAKE, GeneratedLoops)
    assert (errors, found) == ([], made)
    assert (things, []) == answered(asked, Figures(SHAPE, ROWS), MAKE, Execution)[:2]


@pytest.mark.parametrize(
    "bad",
    [
        (1, float("nan"), "word", "ratio", 1),
        (1, None, "word", "ratio", 1),
        (1, 0.5, object(), "ratio", 1),
        (1, 0.5, "word", "no unit", 1),
        (1, 0.5, "word", [], 1),
        (1, 0.5),
    ],
    ids=["nan", "null", "object", "word", "list", "short"],
)
def test_a_bad_row_is_worded_by_graphql_core(bad: tuple[Any, ...]) -> None:
    def both(execution: type[Execution]) -> tuple[Any, list[str]]:
        return answered("value text unit", Figures(SHAPE, [GOOD, bad]), MAKE, execution)[:2]

    assert both(GeneratedLoops) == both(Execution)
    assert both(Execution)[1]


def test_a_list_and_another_maker_are_left_to_the_things() -> None:
    figures = list(Figures(SHAPE, ROWS))
    expected = [{"value": 0.5}, {"value": 1.5}]
    for rows, make in ((figures, MAKE), (Figures(SHAPE, ROWS), lambda row: Seen("there", row))):
        assert answered("value", rows, make, GeneratedLoops) == (expected, [], 2)


def test_what_hangs_on_one_column_is_read_once_for_all_rows_that_say_the_same() -> None:
    rows = [GOOD, (1, 0.1, "word", "ratio", 0), (2, 0.2, "other", "ratio", 0)]
    things, errors, made = answered("said { word }", Figures(SHAPE, rows), MAKE, GeneratedLoops)
    assert (errors, made) == ([], 2)
    assert [thing["said"]["word"] for thing in things] == ["word", "word", "other"]
