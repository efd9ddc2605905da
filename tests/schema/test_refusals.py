"""What is said on purpose is shown; what went wrong inside is not."""

import pytest
from graphql import GraphQLError
from starlette.testclient import TestClient

from schema.refusals import LONGEST_MESSAGE, BadInput, TooMuch, may_be_shown, shown


def test_a_refusal_carries_its_code() -> None:
    assert shown(BadInput("no", "ask again")) == {
        "message": "no; ask again",
        "extensions": {"code": "BAD_USER_INPUT"},
    }
    wrapped = GraphQLError("no; ask less", original_error=TooMuch("no", "ask less"), path=["a"])
    assert may_be_shown(wrapped)


def test_a_fault_inside_is_masked_and_keeps_its_place() -> None:
    fault = GraphQLError("no such table", original_error=ValueError("no such table"), path=["a"])
    found = shown(fault)
    assert "table" not in found["message"]
    assert (found["path"], found["extensions"]) == (["a"], {"code": "INTERNAL"})


def test_a_message_of_the_library_about_an_answer_is_masked() -> None:
    assert not may_be_shown(GraphQLError("Expected value of type 'X' but got: <X>.", path=["a"]))


def test_a_message_about_the_question_is_shown() -> None:
    assert may_be_shown(GraphQLError("Syntax Error: Unexpected '}'."))
    assert may_be_shown(GraphQLError("Argument 'first' has an invalid value.", path=["a"]))


@pytest.mark.parametrize(
    ("query", "variables", "code"),
    [
        ("{", None, "GRAPHQL_PARSE_FAILED"),
        ("{ nothing }", None, "GRAPHQL_VALIDATION_FAILED"),
        ("{ releases(first: true) { nodes { id } } }", None, "GRAPHQL_VALIDATION_FAILED"),
        ("query($n: Int) { releases(first: $n) { nodes { id } } }", {"n": "x"}, "BAD_USER_INPUT"),
        ("query($n: Int!) { releases(first: $n) { nodes { id } } }", {}, "BAD_USER_INPUT"),
        ("{ releases(first: 0) { nodes { id } } }", None, "BAD_USER_INPUT"),
    ],
)
def test_every_refusal_has_a_code(
    client: TestClient, query: str, variables: object, code: str
) -> None:
    answer = client.post("/graphql", json={"query": query, "variables": variables}).json()
    assert {error["extensions"]["code"] for error in answer["errors"]} == {code}


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (None, "not to be null"),
        (True, "a non string value: true"),
        ({"a": None, "b": [False]}, "{'a': null, 'b': [false]}"),
        (["None", "it's True"], """['None', "it's True"]"""),
    ],
)
def test_a_value_is_repeated_as_the_reader_wrote_it(
    client: TestClient, given: object, said: str
) -> None:
    query = "query($s: String!) { cooperative(slug: $s) { name } }"
    answer = client.post("/graphql", json={"query": query, "variables": {"s": given}}).json()
    [error] = answer["errors"]
    assert said in error["message"]


LONG = "x" * 90_000


@pytest.mark.parametrize(
    ("body", "ends"),
    [
        ({"query": "{ __typename }", "operationName": LONG}, "correct the name"),
        ({"query": '{ releases(first: "' + LONG + '") { nodes { id } } }'}, 'xxx"'),
        (
            {"query": '{ observations(filter: {from: "' + LONG + '"}) { nodes { value } } }'},
            "comes before `to`",
        ),
    ],
    ids=["operation", "literal", "period"],
)
def test_a_message_is_short_however_much_was_asked(
    client: TestClient, body: dict[str, str], ends: str
) -> None:
    [error] = client.post("/graphql", json=body).json()["errors"]
    assert len(error["message"]) <= LONGEST_MESSAGE + len("...")
    assert error["message"].endswith(ends)
