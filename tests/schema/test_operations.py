"""Among several operations none is chosen for the reader."""

import pytest
from starlette.testclient import TestClient

from schema.negotiation import GRAPHQL, JSON

SEVERAL = "query A { __typename } query B { release { number } }"


@pytest.mark.parametrize(("accept", "status"), [(GRAPHQL, 400), (JSON, 200)])
def test_two_operations_without_a_name_are_refused(
    client: TestClient, accept: str, status: int
) -> None:
    answer = client.post("/graphql", json={"query": SEVERAL}, headers={"accept": accept})
    assert answer.status_code == status
    assert "data" not in answer.json()
    assert "`operationName`" in answer.json()["errors"][0]["message"]


def test_the_one_that_is_named_is_answered(client: TestClient) -> None:
    answer = client.post("/graphql", json={"query": SEVERAL, "operationName": "B"})
    assert answer.json() == {"data": {"release": {"number": 2}}}


def test_fragments_are_no_operations(client: TestClient) -> None:
    query = "query A { ...f } fragment f on Query { __typename }"
    assert client.post("/graphql", json={"query": query}).json() == {
        "data": {"__typename": "Query"}
    }
