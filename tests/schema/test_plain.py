"""A field is plain where reading it can do nothing but give its value."""

import strawberry
from graphql import GraphQLObjectType

from schema.plain import (
    column_behind,
    inner_types,
    list_of_rows,
    made_of,
    plain_fields,
    row_class,
    row_in,
    same_for,
    stands_for,
)
from schema.subgraphs import HubSchema


@strawberry.type
class Leaf:
    text: str


@strawberry.type
class Tree:
    leaves: list[Leaf]
    height: int

    @strawberry.field
    def age(self) -> int:
        return self.height * 2


@strawberry.type
class Stone:
    weight: int


@stands_for(Stone)
class Pebble(Stone):
    def __init__(self, grams: int) -> None:
        self.grams = grams

    @property
    def weight(self) -> int:  # type: ignore[override]
        return self.grams


@strawberry.type
class Wall:
    stones: list[Stone]
    colour: str


@stands_for(Wall, row="plan")
class Drawn(Wall):
    stones = made_of("weights", "laid")

    @same_for("colour")
    def colour(self) -> str:
        return "of the plan"

    def __init__(self, *weights: int) -> None:
        self.weights = weights
        self.laid = Pebble


@strawberry.type
class Query:
    tree: Tree
    stone: Stone
    wall: Wall


def kind(name: str, schema: strawberry.Schema) -> GraphQLObjectType:
    found = schema._schema.type_map[name]  # noqa: SLF001  Strawberry has no public way to it
    assert isinstance(found, GraphQLObjectType)
    return found


SCHEMA = strawberry.Schema(Query)


def test_attributes_are_plain_and_resolvers_are_not() -> None:
    tree = kind("Tree", SCHEMA)
    assert set(plain_fields(tree)) == {"leaves", "height"}
    assert inner_types(tree) == {"leaves": kind("Leaf", SCHEMA)}


def test_a_class_may_promise_that_reading_it_does_nothing_else() -> None:
    stone = kind("Stone", SCHEMA)
    assert row_class(stone) is Pebble
    assert set(plain_fields(stone)) == {"weight"}


def test_a_type_of_graphql_itself_has_no_rows() -> None:
    assert row_class(kind("__Type", SCHEMA)) is None
    assert plain_fields(kind("__Type", SCHEMA)) == {}


def test_figures_are_plain_from_the_list_to_the_last_value() -> None:
    whole = HubSchema()
    for name in ("ObservationConnection", "ObservationEdge", "PageInfo", "Observation", "Source"):
        found = kind(name, whole)
        # a label is said in the language that is asked for
        silent = {field for field, one in found.fields.items() if "language" not in one.args}
        assert set(plain_fields(found)) == silent, name


def test_a_list_made_of_rows_says_where_they_are_and_what_makes_it() -> None:
    wall = kind("Wall", SCHEMA)
    assert list_of_rows(wall, wall.fields["stones"]) == ("weights", "laid")
    assert [stone.weight for stone in Drawn(1, 2).stones] == [1, 2]
    tree = kind("Tree", SCHEMA)
    assert list_of_rows(tree, tree.fields["leaves"]) is None


def test_what_holds_the_row_behind_an_object_is_declared() -> None:
    assert row_in(kind("Wall", SCHEMA)) == "plan"
    assert row_in(kind("Stone", SCHEMA)) is None


def test_an_attribute_may_hang_on_one_column() -> None:
    wall = kind("Wall", SCHEMA)
    assert column_behind(wall, wall.fields["colour"]) == "colour"
    assert column_behind(wall, wall.fields["stones"]) is None
    assert Drawn().colour == "of the plan"
