"""What belongs to many is read once, and an answer has its bounds."""

import pytest
import sqlalchemy as sa
from starlette.testclient import TestClient

from schema import reading
from tests.schema.conftest import serve


def test_the_same_question_twice_in_a_request_is_asked_once(
    stored: tuple[TestClient, list[str]],
) -> None:
    client, statements = stored
    client.post("/graphql", json={"query": "{ __typename }"})
    statements.clear()
    query = """{ a: cooperative(slug: "railcoop") { bodies { nodes { code } } }
        b: cooperative(slug: "railcoop") {
            bodies(kind: BOARD) { nodes { code parent { code } } } } }"""
    assert "errors" not in client.post("/graphql", json={"query": query}).json()
    assert len([one for one in statements if "FROM bodies" in one]) == 1


def test_lists_within_lists_are_refused_when_they_grow_too_long(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "MOST_ROWS", 20)
    query = (
        '{ cooperative(slug: "railcoop") { bodies { nodes { code } } '
        "a: observations { nodes { value } } "
        "b: observations(first: 50) { nodes { value } } "
        "c: observations(first: 60) { nodes { value } } } }"
    )
    # the lists are read side by side: how many of them come too late differs from run to run
    errors = client.post("/graphql", json={"query": query}).json()["errors"]
    assert {error["extensions"]["code"] for error in errors} == {"TOO_MUCH"}


def test_two_requests_share_nothing(filled: tuple[sa.Engine, str, str]) -> None:
    with serve(filled[0]) as one, serve(filled[0]) as two:
        query = {"query": "{ cooperatives { nodes { slug } } }"}
        assert one.post("/graphql", json=query).json() == two.post("/graphql", json=query).json()
