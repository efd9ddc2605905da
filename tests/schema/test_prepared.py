"""An operation that was executed before is executed again with nothing of its first reader."""

import asyncio
from typing import Any

import pytest
import strawberry
from graphql import GraphQLSchema, parse
from strawberry.types import Info
from strawberry.utils.await_maybe import await_maybe

from schema import prepared
from schema.execution import Execution, GeneratedLoops
from schema.prepared import Operation, Prepared

SOME = "query($yes: Boolean! = true, $n: Int = 1) { told(n: $n) row { text@include(if: $yes) n } }"
PLAIN = "query($n: Int) { told(n: $n) row { text } }"


@strawberry.type
class Row:
    text: str
    n: int


@strawberry.type
class Query:
    @strawberry.field
    def told(self, info: Info[Any, None], n: int | None = None) -> str:
        return f"{info.context} {n}"

    @strawberry.field
    def row(self) -> Row:
        return Row(text="t", n=1)


@pytest.fixture
def graph() -> GraphQLSchema:
    return strawberry.Schema(Query)._schema  # noqa: SLF001  Strawberry has no public way to it


def asked(
    known: Prepared,
    text: str,
    variables: dict[str, Any] | None = None,
    *,
    execution: type[Execution] = GeneratedLoops,
    reader: Any = "me",  # noqa: ANN401  no reading is needed here
) -> Any:  # noqa: ANN401  as answered
    executor = known.executor(
        execution, Operation(text, None), parse(text), root=None, reading=reader,
        variables=variables,
    )  # fmt: skip
    if isinstance(executor, list):
        return [fault.message for fault in executor]

    async def answered() -> Any:  # noqa: ANN401  as answered
        return await await_maybe(executor.execute_operation())

    return asyncio.run(answered()).data


@pytest.mark.parametrize("execution", [GeneratedLoops, Execution])
def test_each_reader_is_told_of_by_its_own_context_and_variables(
    graph: GraphQLSchema, execution: type[Execution]
) -> None:
    known = Prepared(graph)
    told = [
        asked(known, PLAIN, {"n": number}, reader=reader, execution=execution)["told"]
        for number, reader in enumerate(("me", "you", "them"))
    ]
    assert told == ["me 0", "you 1", "them 2"]


def test_a_field_that_a_variable_leaves_out_is_not_left_out_for_others(
    graph: GraphQLSchema,
) -> None:
    known = Prepared(graph)
    rows = [asked(known, SOME, {"yes": yes})["row"] for yes in (False, True, False)]
    assert rows == [{"n": 1}, {"text": "t", "n": 1}, {"n": 1}]


def test_faults_of_variables_are_found_the_second_time_too(graph: GraphQLSchema) -> None:
    known = Prepared(graph)
    first, _, again = (asked(known, PLAIN, {"n": n}) for n in ("x", 1, "x"))
    assert first == again
    assert "Int cannot represent" in first[0]


def test_nothing_of_a_reader_is_kept(graph: GraphQLSchema) -> None:
    known = Prepared(graph)
    asked(known, PLAIN, reader="secret")
    [kept] = known._kept.values()  # noqa: SLF001  what nobody may see
    assert (kept.context_value, kept.root_value) == (None, None)


def test_what_was_asked_least_recently_is_forgotten(
    graph: GraphQLSchema, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(prepared, "KEPT", 2)
    known = Prepared(graph)
    for name in ("a", "b", "a", "c"):
        asked(known, f"{{ {name}: told }}")
    assert [one.text for _, one in known._kept] == ["{ a: told }", "{ c: told }"]  # noqa: SLF001  what is not seen
