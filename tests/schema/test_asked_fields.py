"""Whatever way a field is asked for, its name is among those that are asked for."""

import asyncio

import pytest
import strawberry
from strawberry.types import Info

from schema.asked_fields import names_below
from schema.reading import Reading

FOUND: list[frozenset[str]] = []


@strawberry.type
class Leaf:
    name: str = "n"
    code: str = "c"


@strawberry.type
class Query:
    @strawberry.field
    def leaf(self, info: Info[Reading, None]) -> Leaf:
        FOUND.append(names_below(info))
        return Leaf()


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("{ leaf { name } }", {"name"}),
        ("{ leaf { other: name } }", {"name"}),
        ("{ leaf { ... on Leaf { code } } }", {"code"}),
        ("{ leaf { ...f } } fragment f on Leaf { name ...g } fragment g on Leaf { code }",
         {"name", "code"}),
        ("{ leaf { name @skip(if: true) code } }", {"name", "code"}),
        ("{ leaf { name } leaf { code } }", {"name", "code"}),
    ],
)  # fmt: skip
def test_a_name_is_found_however_it_is_asked_for(query: str, names: set[str]) -> None:
    FOUND.clear()
    result = asyncio.run(strawberry.Schema(Query).execute(query))
    assert result.errors is None
    assert [names | {"leaf"}] == FOUND
