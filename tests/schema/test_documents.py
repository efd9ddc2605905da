"""No document, however it is twisted, holds the hub up for long."""

import pytest
from graphql import get_introspection_query
from starlette.testclient import TestClient

from schema.documents import DEEPEST, MOST_FIELDS

FAN_OUT = "".join(
    f"fragment f{one} on Cooperative {{"
    f" a: bodies {{ nodes {{ cooperative {{ ...f{one + 1} }} }} }}"
    f" b: bodies {{ nodes {{ cooperative {{ ...f{one + 1} }} }} }} }}"
    for one in range(20)
)
TWISTED = {
    "fragments that double at every level": f"{FAN_OUT} fragment f20 on Cooperative {{ slug }}"
    "{ cooperatives { nodes { ...f0 } } }",
    "too many aliases": "{"
    + " ".join(f"a{one}: __typename" for one in range(MOST_FIELDS + 1))
    + "}",
    "too deep": '{ cooperative(slug: "x") ' + "{ bodies { nodes { cooperative " * DEEPEST,
    "a fragment within itself": "fragment f on Query { ...f } { ...f }",
    "two fragments within each other": "fragment f on Query { ...g } fragment g on Query { ...f }"
    "{ ...f }",
    "a long chain of fragments": "".join(
        f"fragment f{one} on Query {{ ...f{one + 1} }}" for one in range(500)
    )
    + "fragment f500 on Query { __typename } { ...f0 }",
    "a list within a list": "{ compare(indicators: " + "[" * 3000 + "]" * 3000 + ") { unknown } }",
    "many directives": "{ __typename " + "@skip(if: false) " * 500 + "}",
    "many tokens": "{" + "a " * 40_000 + "}",
    "a long comment": "#" * 500_000 + "\n{ __typename }",
}


@pytest.mark.parametrize("twist", TWISTED)
def test_a_twisted_document_is_refused_before_it_runs(client: TestClient, twist: str) -> None:
    answer = client.post("/graphql", json={"query": TWISTED[twist]})
    assert answer.status_code == 200
    assert answer.json()["errors"]
    assert "data" not in answer.json()


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
    for query in ("{ unknown }", "{ cooperatives { nodes { slug } } }"):
        first, again = (client.post("/graphql", json={"query": query}) for _ in range(2))
        assert first.json() == again.json()
