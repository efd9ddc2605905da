"""A resolver that is called straight says what it says when Strawberry calls it."""

import asyncio
from enum import StrEnum
from typing import Any

import pytest
import strawberry
from strawberry.extensions import FieldExtension
from strawberry.types import Info

from schema.resolvers import straighten


@strawberry.enum
class Colour(StrEnum):
    RED = "red"


@strawberry.input
class Wish:
    as_of: str = "today"
    colours: list[Colour] | None = None


@strawberry.type
class Thing:
    name: str

    @strawberry.field
    def wished(
        self, info: Info, wish: Wish | None = None, how_many: int = 2, since: str | None = None
    ) -> str:
        return f"{self.name} {info.field_name} {info.context} {wish!r} {how_many} {since}"

    @strawberry.field
    async def later(self) -> str:
        return f"{self.name} later"


class Louder(FieldExtension):
    def resolve(self, next_: Any, source: Any, info: Info, **kwargs: Any) -> Any:  # noqa: ANN401  Strawberry's signature
        return str(next_(source, info, **kwargs)).upper()


def alone(parent: strawberry.Parent[Thing]) -> str:
    return f"alone with {parent.name}"


@strawberry.type
class Whole(Thing):
    alone: str = strawberry.field(resolver=alone)

    @strawberry.field(extensions=[Louder()])  # type: ignore[untyped-decorator]  # not typed by Strawberry
    def loud(self) -> str:
        return "loud"

    @strawberry.field
    def broken(self) -> str | None:
        raise ValueError("within")


@strawberry.type
class Query:
    @strawberry.field
    @staticmethod
    def thing(name: str = "it") -> Whole:
        return Whole(name=name)


def made(*, straight: bool) -> strawberry.Schema:
    schema = strawberry.Schema(Query)
    if straight:
        scalars = schema.schema_converter.scalar_registry
        straighten(schema._schema, schema.config, scalars)  # noqa: SLF001  no public way to it
    return schema


def answered(schema: strawberry.Schema, asked: str) -> tuple[Any, list[Any]]:
    variables = "$w: Wish, $n: Int! = 5"
    query = f"query({variables}) {{ thing {{ name x: wished(wish: $w, howMany: $n) {asked} }} }}"
    result = asyncio.run(
        schema.execute(query, variable_values={"w": {"asOf": "now"}}, context_value="context")
    )
    return result.data, [error.formatted for error in result.errors or ()]


@pytest.mark.parametrize(
    "asked",
    [
        "wished",
        'wished(wish: {asOf: "x", colours: [RED]}, howMany: 3)',
        "wished(wish: null, since: null)",
        "later loud alone broken",
    ],
)
def test_what_is_said_is_the_same(asked: str) -> None:
    ours = answered(made(straight=True), asked)
    assert ours == answered(made(straight=False), asked)
    assert ours[0]["thing"]["name"] == "it"


def test_what_something_stands_around_is_left_to_strawberry() -> None:
    graph = made(straight=True)._schema  # noqa: SLF001  no public way to it
    usual = made(straight=False)._schema  # noqa: SLF001  as above
    fields: Any = graph.type_map["Whole"]
    others: Any = usual.type_map["Whole"]
    straight = {
        name
        for name, field in fields.fields.items()
        if field.resolve.__qualname__ != others.fields[name].resolve.__qualname__
    }
    assert straight == {"wished", "later", "broken"}
