"""Plain rows are answered at once, and nothing else is: graphql-core says what it always did."""

import asyncio
from enum import Enum
from typing import Annotated, Any, Generic, TypeVar

import pytest
import strawberry
from strawberry.directive import DirectiveLocation, DirectiveValue
from strawberry.extensions import SchemaExtension
from strawberry.schema.config import StrawberryConfig

from schema.execution import Execution, GeneratedLoops

T = TypeVar("T")


@strawberry.enum
class Colour(Enum):
    RED = "r"
    BLUE = "b"


@strawberry.interface
class Named:
    name: str


@strawberry.type
class Inner(Named):
    colour: Colour | None


@strawberry.type
class Page(Generic[T]):
    nodes: list[T]


@strawberry.type
class Row:
    text: str
    number: int | None = None
    ratio: float | None = None
    yes: bool = True
    id: strawberry.ID = strawberry.ID("i")
    words: list[str | None] | None = None
    grid: list[list[int]] | None = None
    inner: Inner | None = None
    inners: list[Inner | None] | None = None
    anything: strawberry.scalars.JSON | None = None

    @strawberry.field
    def told(self) -> str:
        return f"told {self.text}"

    @strawberry.field
    async def later(self) -> str:
        return f"later {self.text}"


@strawberry.type
class Reader:
    """Has its own way to read attributes."""

    text: str

    def __getattribute__(self, name: str) -> Any:  # noqa: ANN401  any attribute
        found = super().__getattribute__(name)
        return f"{found}!" if name == "text" else found


@strawberry.type
class Guesser:
    """Has attributes that nobody gave it."""

    text: str

    def __getattr__(self, name: str) -> str:
        if name.startswith("_"):
            raise AttributeError(name)
        return name


@strawberry.type
class Computed:
    text: str


Computed.text = property(lambda _: "computed", lambda *_: None)  # type: ignore[assignment]


@strawberry.type
class Picky:
    text: str

    @classmethod
    def is_type_of(cls, row: object, _info: object) -> bool:
        return getattr(row, "text", "") != "no"


ROWS = [
    Row(text="a", number=1, ratio=0.5, words=["x", None], grid=[[1], []]),
    Row(text="b", inner=Inner(name="n", colour=Colour.RED), inners=[None]),
    Row(
        text="c",
        inners=[Inner(name="m", colour=None)],
        anything=strawberry.scalars.JSON({"k": [1]}),
    ),
]


@strawberry.type
class Query:
    @strawberry.field
    def rows(self, bad: Annotated[str, strawberry.argument()] = "") -> list[Row | None]:
        spoiled: dict[str, Any] = {
            "null": Row(text=None),  # type: ignore[arg-type]
            "number": Row(text="t", number=2**31),
            "ratio": Row(text="t", ratio=float("inf")),
            "class": Inner(name="x", colour=None),
            "colour": Row(text="t", inner=Inner(name="x", colour="RED")),  # type: ignore[arg-type]
            "list": Row(text="t", words=("x",)),  # type: ignore[arg-type]
            "none": None,
        }
        return [*ROWS, spoiled[bad]] if bad else list(ROWS)

    @strawberry.field
    def row(self) -> Row:
        return ROWS[1]

    @strawberry.field
    def page(self) -> Page[Row]:
        return Page(nodes=ROWS)

    @strawberry.field
    def named(self) -> Named:
        return Inner(name="n", colour=Colour.BLUE)

    @strawberry.field
    def cast(self) -> list[Inner]:
        return [strawberry.cast(Row, Inner(name="n", colour=None))]

    @strawberry.field
    def readers(self) -> list[Reader]:
        return [Reader(text="r")]

    @strawberry.field
    def computed(self) -> list[Computed]:
        return [Computed(text="never")]

    @strawberry.field
    def picky(self) -> list[Picky | None]:
        return [Picky(text="yes"), Picky(text="no")]

    @strawberry.field
    def guessers(self) -> list[Guesser]:
        return [Guesser(text="g")]


class Counted(GeneratedLoops):
    """Notes which fields graphql-core itself executes."""

    fields: list[str]

    def execute_field(self, *arguments: Any) -> Any:  # noqa: ANN401  passed on as they come
        self.fields.append(arguments[2][0].node.name.value)
        return super().execute_field(*arguments)


class Watching(SchemaExtension):
    """Sees every resolver."""

    def resolve(self, _next: Any, root: Any, info: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401  Strawberry's signature
        found = _next(root, info, *args, **kwargs)
        return f"seen {found}" if isinstance(found, str) else found


def executed(execution: type[Execution], query: str, **more: Any) -> tuple[Any, list[Any]]:  # noqa: ANN401  as given
    schema = strawberry.Schema(Query, execution_context_class=execution, types=[Inner], **more)
    result = asyncio.run(schema.execute(query, variable_values={"no": None}))
    return result.data, [error.formatted for error in result.errors or ()]


@pytest.fixture
def counted() -> type[Counted]:
    Counted.fields = []
    return Counted


def same(query: str, **more: Any) -> tuple[Any, list[Any]]:  # noqa: ANN401  as given
    ours = executed(GeneratedLoops, query, **more)
    assert ours == executed(Execution, query, **more)
    return ours


PLAIN = (
    "__typename a: text number ratio yes id words grid inner { name c: colour } inners { name }"
)


@pytest.mark.parametrize(
    ("query", "by_graphql_core"),
    [
        (f"{{ rows {{ {PLAIN} }} }}", ["rows"]),
        (f"{{ row {{ {PLAIN} }} }}", ["row"]),
        (f"{{ page {{ __typename nodes {{ {PLAIN} }} }} }}", ["page"]),
        ("{ named { name ... on Inner { colour } } }", ["named"]),
        ("{ rows { text ...F } } fragment F on Row { text number }", ["rows"]),
        # what has a resolver, or a scalar of its own, is left, and the rest is not
        ("{ row { text told later number anything } }", ["row", "told", "later", "anything"]),
        ("{ rows { text told } }", ["rows", "told", "told", "told"]),
        ("{ page { nodes { told } } }", ["page", "nodes", "told", "told", "told"]),
    ],
)
def test_only_what_is_not_plain_is_left_to_graphql_core(
    counted: type[Counted], query: str, by_graphql_core: list[str]
) -> None:
    data, errors = executed(counted, query)
    assert errors == []
    assert counted.fields == by_graphql_core
    assert (data, errors) == same(query)


def test_names_in_the_answer_keep_their_order() -> None:
    data, _ = executed(GeneratedLoops, "{ row { told text later number } }")
    assert list(data["row"]) == ["told", "text", "later", "number"]


@pytest.mark.parametrize("bad", ["null", "number", "ratio", "class", "colour", "none"])
def test_a_bad_row_is_worded_by_graphql_core(bad: str) -> None:
    query = f'{{ rows(bad: "{bad}") {{ {PLAIN} told }} page {{ nodes {{ text }} }} }}'
    data, errors = same(query)
    assert len(data["rows"]) == 4
    assert errors or bad == "none"


def test_a_tuple_in_place_of_a_list_is_still_a_list() -> None:
    data, _ = same('{ rows(bad: "list") { words } }')
    assert data["rows"][3] == {"words": ["x"]}


@pytest.mark.parametrize("field", ["readers", "computed", "guessers", "picky"])
def test_a_class_that_does_more_than_hold_values_is_asked_itself(
    counted: type[Counted], field: str
) -> None:
    executed(counted, f"{{ {field} {{ text }} }}")
    assert "text" in counted.fields
    same(f"{{ {field} {{ text }} }}")


def test_what_was_cast_to_another_type_is_looked_at() -> None:
    _, errors = same("{ cast { name } }")
    assert "Expected value of type" in errors[0]["message"]


def test_whoever_watches_resolvers_sees_them_all() -> None:
    data, _ = same("{ row { text told } rows { text } }", extensions=[Watching])
    assert data["row"] == {"text": "seen b", "told": "seen told b"}
    assert data["rows"][0] == {"text": "seen a"}


def test_a_condition_that_is_null_is_an_error_where_graphql_finds_it() -> None:
    condition = "@include(if: $no)"
    for field in (f"row {{ inner {{ name {condition} }} }}", f"rows {{ text {condition} }}"):
        query = f"query($no: Boolean = true) {{ page {{ nodes {{ text }} }} {field} }}"
        _, errors = same(query)
        assert errors


@strawberry.directive(locations=[DirectiveLocation.FIELD])
def shout(value: DirectiveValue[str]) -> str:
    return str(value).upper()


def test_a_directive_that_changes_values_is_left_to_graphql_core() -> None:
    data, _ = same(
        "{ row { text @shout } rows { text @shout } }",
        directives=[shout],
    )
    assert data["row"] == {"text": "B"}


async def pieces(execution: type[Execution], query: str) -> list[Any]:
    schema = strawberry.Schema(
        Query,
        execution_context_class=execution,
        types=[Inner],
        config=StrawberryConfig(enable_experimental_incremental_execution=True),
    )
    result: Any = await schema.execute(query)
    return [
        result.initial_result.formatted,
        *[piece.formatted async for piece in result.subsequent_results],
    ]


@pytest.mark.parametrize(
    "query",
    [
        "{ row { text ... @defer { number inner { name } } } }",
        "{ row { inner { name ... @defer { colour } } } }",
        "{ rows { text ... @defer { number } } }",
        "{ page { nodes @stream(initialCount: 1) { text } } }",
    ],
)
def test_an_answer_in_pieces_comes_in_the_same_pieces(query: str) -> None:
    ours, theirs = [asyncio.run(pieces(one, query)) for one in (GeneratedLoops, Execution)]
    assert ours == theirs
