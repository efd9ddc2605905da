"""No document, however it is twisted, holds the hub up for long."""

from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from graphql import get_introspection_query
from starlette.testclient import TestClient

from hub.settings import QueryLimits
from schema import documents
from tests.schema.attacks import BODIES, DOCUMENTS
from tests.schema.conftest import serve

DEEPEST = QueryLimits().depth
MANY = DOCUMENTS["more operations than anyone needs"]


@pytest.fixture(scope="module")
def attacked(filled: tuple[sa.Engine, str, str]) -> Iterator[TestClient]:
    with serve(filled[0]) as client:
        yield client


@pytest.mark.parametrize("attack", DOCUMENTS)
def test_a_twisted_document_is_refused(attacked: TestClient, attack: str) -> None:
    answer = attacked.post("/graphql", json={"query": DOCUMENTS[attack]})
    assert answer.status_code == 200
    codes = {error.get("extensions", {}).get("code") for error in answer.json()["errors"]}
    assert codes <= {
        "BAD_USER_INPUT", "GRAPHQL_PARSE_FAILED", "GRAPHQL_VALIDATION_FAILED", "TOO_MUCH",
    }  # fmt: skip
    assert not answer.json().get("data")


@pytest.mark.parametrize("attack", BODIES)
def test_a_twisted_body_is_refused(attacked: TestClient, attack: str) -> None:
    headers = {"content-type": "application/json"}
    answer = attacked.post("/graphql", content=BODIES[attack], headers=headers)
    assert answer.status_code in (200, 400)
    assert answer.json()["errors"]


def test_introspection_is_not_too_much(client: TestClient) -> None:
    answer = client.post("/graphql", json={"query": get_introspection_query()})
    assert "errors" not in answer.json()


def test_a_query_of_the_deepest_kind_is_answered(client: TestClient) -> None:
    rounds = (DEEPEST - 2) // 3
    query = (
        '{ cooperative(slug: "railcoop") {'
        + "bodies(first: 1) { nodes { cooperative {" * rounds
        + "slug"
        + "} } }" * rounds
        + "} }"
    )
    assert "errors" not in client.post("/graphql", json={"query": query}).json()


def test_the_same_question_has_the_same_answer_again(client: TestClient) -> None:
    # a long document is read again each time, a short one is kept
    long = "#" * documents.LONGEST_KEPT + "\n"
    for query in ("{ unknown }", "{ cooperatives { nodes { slug } } }"):
        answers = [
            client.post("/graphql", json={"query": text}).json()
            for text in (query, query, long + query, long + query)
        ]
        for answer in answers:
            for error in answer.get("errors", ()):
                del error["locations"]
        assert answers[1:] == answers[:-1]


def test_a_page_size_in_a_variable_counts_each_time_anew(client: TestClient) -> None:
    query = """query($first: Int) { cooperatives(first: $first) { nodes {
        observations(first: 1000) { nodes { value } } } } }"""
    for first, refused in ((3, False), (100, True), (3, False)):
        answer = client.post("/graphql", json={"query": query, "variables": {"first": first}})
        assert ("errors" in answer.json()) is refused


def test_the_cost_is_told_to_those_who_ask(client: TestClient) -> None:
    query = "{ cooperatives(first: 2) { nodes { slug } } }"
    asked = {"query": query, "extensions": {"cost": True}}
    cost = client.post("/graphql", json=asked).json()["extensions"]["cost"]
    # cooperatives, nodes, and a slug for each of two
    assert (cost["requestedQueryCost"], cost["actualQueryCost"]) == (4, 4)
    assert cost["throttleStatus"]["maximumAvailable"] == QueryLimits().cost
    for extensions in (None, {}, {"cost": "yes"}):
        told = client.post("/graphql", json={"query": query, "extensions": extensions}).json()
        assert "extensions" not in told


def test_the_cost_of_a_refused_question_is_told_where_it_can_be_read(client: TestClient) -> None:
    big = (
        "{ cooperatives(first: 100) { nodes { observations(first: 1000) { nodes { value } } } } }"
    )
    for query, told in ((big, True), ("{", False), (MANY, False)):
        asked = {"query": query, "extensions": {"cost": True}, "operationName": None}
        if query == MANY:
            asked["operationName"] = "q1"
        answer = client.post("/graphql", json=asked).json()
        assert answer["errors"]
        assert ("cost" in answer.get("extensions", {})) is told
        if told:
            assert answer["extensions"]["cost"]["actualQueryCost"] == 0
            assert answer["extensions"]["cost"]["requestedQueryCost"] > QueryLimits().cost
