"""GraphQL over HTTP: every request is answered, from one release, and never with the inside."""

from typing import Any

import orjson
import pytest
import sqlalchemy as sa
from httpx2 import Response
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from hub.releases.contents import Contents
from hub.releases.reader import Shelf
from hub.releases.shelf import METADATA
from hub.releases.writer import write_release
from hub.stores import open_store
from schema.http import GraphQLEndpoint
from schema.negotiation import GRAPHQL, JSON
from schema.subgraphs import HubSchema
from tests.schema.conftest import serve
from tests.schema.published import published

HELLO = {"query": "{ __typename }"}

#: What only someone who sees the hub from inside would say.
INSIDE = ("sqlite", "sqlalchemy", "psycopg", "traceback", ".py", "site-packages", "object at 0x")


def post(client: TestClient, body: bytes, **headers: str) -> Response:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return client.post("/graphql", content=body, headers={"content-type": JSON} | named)


def test_the_answer_comes_as_the_reader_accepts_it(client: TestClient) -> None:
    for accept, given_as in ((GRAPHQL, GRAPHQL), (JSON, JSON), ("*/*", JSON)):
        answer = client.post("/graphql", json=HELLO, headers={"accept": accept})
        assert answer.status_code == 200
        assert answer.headers["content-type"] == f"{given_as}; charset=utf-8"
        assert answer.json() == {"data": {"__typename": "Query"}}


def test_nothing_can_be_had_as_a_picture(client: TestClient) -> None:
    answer = client.post("/graphql", json=HELLO, headers={"accept": "image/png"})
    assert answer.status_code == 406


def test_a_query_may_stand_in_the_address(client: TestClient) -> None:
    query = "query($s: String!) { cooperative(slug: $s) { name } }"
    asked = {"query": query, "variables": '{"s": "railcoop"}'}
    answer = client.get("/graphql", params=asked)
    assert answer.json() == {"data": {"cooperative": {"name": "Railcoop"}}}


def test_a_mutation_by_get_is_refused_as_a_method(client: TestClient) -> None:
    answer = client.get("/graphql", params={"query": "mutation { __typename }"})
    assert (answer.status_code, answer.headers["allow"]) == (405, "POST")


def test_nothing_can_be_changed(client: TestClient) -> None:
    answer = client.post(
        "/graphql", json={"query": "mutation { __typename }"}, headers={"accept": GRAPHQL}
    )
    assert answer.status_code == 400
    assert "nothing can be changed" in answer.json()["errors"][0]["message"]


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_other_methods_are_refused(client: TestClient, method: str) -> None:
    answer = client.request(method, "/graphql")
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD, POST")


def test_a_body_that_is_no_json_is_refused(client: TestClient) -> None:
    assert client.post("/graphql", content="{ __typename }").status_code == 415
    assert post(client, b"{}", content_type="text/plain").status_code == 415


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"3",
        b'{"query": "\xff"}',
        b'{"query": null}',
        b'{"query": ""}',
        b'{"query": 3}',
        b'{"query": "{a}", "variables": []}',
        b'{"query": "{a}", "extensions": "x"}',
        b'{"query": "{a}", "operationName": {}}',
        b'{"query": "{a}", "variables": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    ],
)
def test_what_cannot_be_understood_is_a_bad_request(client: TestClient, body: bytes) -> None:
    answer = post(client, body)
    assert answer.status_code == 400
    [error] = answer.json()["errors"]
    assert error["extensions"]["code"] == "BAD_REQUEST"


def test_a_body_of_more_than_a_megabyte_is_not_read(client: TestClient) -> None:
    assert post(client, b" " * 1_000_001).status_code == 413


@pytest.mark.parametrize("query", ["{", "{ unknown }", "query A { __typename } query B { a }"])
def test_an_invalid_document_is_a_bad_request_for_those_who_know_the_type(
    client: TestClient, query: str
) -> None:
    known = client.post("/graphql", json={"query": query}, headers={"accept": GRAPHQL})
    older = client.post("/graphql", json={"query": query}, headers={"accept": JSON})
    assert (known.status_code, older.status_code) == (400, 200)
    assert "data" not in known.json()
    assert known.json()["errors"][0]["message"]


def test_one_operation_of_several_is_chosen_by_name(client: TestClient) -> None:
    query = 'query A { __typename } query B { cooperative(slug: "railcoop") { slug } }'
    answer = client.post("/graphql", json={"query": query, "operationName": "B"}).json()
    assert answer == {"data": {"cooperative": {"slug": "railcoop"}}}
    answer = client.post("/graphql", json={"query": query, "operationName": "C"}).json()
    assert "no operation named 'C'" in answer["errors"][0]["message"]


def test_every_answer_names_its_release(client: TestClient, releases: tuple[str, str]) -> None:
    first, latest = releases
    for answer in (
        client.post("/graphql", json=HELLO),
        client.get("/graphql", params={"query": "{"}),
        client.put("/graphql"),
        post(client, b"{"),
    ):
        assert answer.headers["hub-release"] == latest
    answer = client.post(f"/releases/{first}/graphql", json=HELLO)
    assert answer.headers["hub-release"] == first


def test_an_earlier_release_answers_as_it_always_did(
    client: TestClient, releases: tuple[str, str]
) -> None:
    query = {
        "query": '{ compare(indicators: ["turnout.assembly"], cooperatives: ["railcoop"]) '
        "{ periods } releases { nodes { number } } }"
    }
    then = client.post(f"/releases/{releases[0]}/graphql", json=query).json()["data"]
    now = client.post("/graphql", json=query).json()["data"]
    assert "2023-06" not in then["compare"]["periods"]
    assert "2023-06" in now["compare"]["periods"]
    assert then["releases"]["nodes"] == [{"number": 1}]
    assert now["releases"]["nodes"] == [{"number": 2}, {"number": 1}]


@pytest.mark.parametrize("unknown", ["unknown", "%00", "%F0%9F%98%80", "a" * 5000])
def test_an_unknown_release_is_not_found(client: TestClient, unknown: str) -> None:
    answer = client.post(f"/releases/{unknown}/graphql", json=HELLO)
    assert answer.status_code == 404
    assert answer.json()["errors"][0]["extensions"]["code"] == "NO_SUCH_RELEASE"


def test_before_the_first_release_the_way_to_one_is_told(store_url: str) -> None:
    engine = open_store(store_url)
    METADATA.create_all(engine)
    with serve(engine) as client:
        answer = client.post("/graphql", json=HELLO)
    engine.dispose()
    assert answer.status_code == 503
    assert "`intercoop release`" in answer.json()["errors"][0]["message"]


def test_a_new_release_is_answered_from_at_once(store_url: str) -> None:
    engine = open_store(store_url)
    METADATA.create_all(engine)
    whole = published()
    with serve(engine) as client:
        for count in (1, 2):
            said = Contents(cooperatives=whole.cooperatives[:count])
            write_release(engine, said, {"imports": []}, software_version="1")
            answer = client.post("/graphql", json={"query": "{ cooperatives { nodes { id } } }"})
            assert len(answer.json()["data"]["cooperatives"]["nodes"]) == count
    engine.dispose()


def test_a_shelf_that_cannot_be_read_says_no_more_than_that(store_url: str) -> None:
    engine = open_store(store_url)  # without tables
    with serve(engine) as client:
        answer = client.post("/graphql", json=HELLO)
    engine.dispose()
    assert answer.status_code == 503
    assert not any(word in answer.text.lower() for word in INSIDE)


def test_a_part_that_cannot_be_read_leaves_the_others(store_url: str) -> None:
    engine = open_store(store_url)
    METADATA.create_all(engine)
    write_release(engine, published(), {"imports": []}, software_version="1")
    with engine.begin() as connection:
        connection.execute(sa.text("DROP TABLE bodies"))
    with serve(engine) as client:
        query = '{ cooperative(slug: "railcoop") { name bodies { nodes { code } } } }'
        answer = client.post("/graphql", json={"query": query})
    engine.dispose()
    found = answer.json()
    # the other fields are still there
    assert found["data"] == {"cooperative": {"name": "Railcoop", "bodies": None}}
    assert found["errors"][0]["extensions"] == {"code": "UNAVAILABLE"}
    assert not any(word in answer.text.lower() for word in INSIDE)


def test_a_browser_that_opens_the_address_gets_the_editor(
    filled: tuple[sa.Engine, str, str],
) -> None:
    def editor(request: Request) -> PlainTextResponse:
        return PlainTextResponse(f"the editor at {request.url.path}")

    endpoint = GraphQLEndpoint(Shelf(filled[0]), HubSchema(), editor=editor)
    with TestClient(Starlette(routes=[Route("/graphql", endpoint)])) as client:
        page = {"accept": "text/html,*/*"}
        assert client.get("/graphql", headers=page).text == "the editor at /graphql"
        asked = client.get("/graphql", params={"query": "{ __typename }"}, headers=page)
        assert asked.json() == {"data": {"__typename": "Query"}}


def test_introspection_stays_open(client: TestClient) -> None:
    answer = client.post("/graphql", json={"query": "{ __schema { queryType { name } } }"})
    assert answer.json() == {"data": {"__schema": {"queryType": {"name": "Query"}}}}


ANSWERED = {200, 400, 404, 405, 406, 413, 415}
often = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
#: Texts without the words that a test would take for the hub's own.
words = st.text(max_size=40).filter(lambda text: not any(word in text.lower() for word in INSIDE))
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | words,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3),
    max_leaves=8,
)


def written(value: object) -> bytes:
    try:
        return orjson.dumps(value)
    except orjson.JSONEncodeError:  # an integer of more than 64 bits
        return b"{}"


def never_from_inside(answer: Response) -> None:
    assert answer.status_code in ANSWERED
    assert not any(word in answer.text.lower() for word in INSIDE)
    assert "INTERNAL" not in answer.text


@often
@given(query=words | st.text("{}()[]:$!@#.\"' \nabcquery123", max_size=60))
def test_no_text_as_a_query_breaks_the_hub(client: TestClient, query: str) -> None:
    never_from_inside(client.get("/graphql", params={"query": query}))


@often
@given(body=st.binary(max_size=60) | json_values.map(written))
def test_no_body_breaks_the_hub(client: TestClient, body: bytes) -> None:
    never_from_inside(post(client, body))


#: A query with a variable for every kind of argument.
ASK_ALL = """
query(
  $text: String, $texts: [String!], $id: ID!, $slug: String!, $first: Int,
  $filter: ObservationFilter!, $by: [Dimension!], $language: Language!,
  $chosen: RecommendationFilter
) {
  node(id: $id) { id }
  cooperative(slug: $slug) {
    bodies(first: $first, after: $text) { nodes { name(language: $language) } }
    assemblies(first: $first, after: $text) { nodes { code } }
    observations(
      indicators: $texts, from: $text, to: $text, by: $by, first: $first, after: $text
    ) {
      nodes { value breakdown { label(language: $language) } }
    }
    recommendations(filter: $chosen, first: $first, after: $text) { nodes { title } }
    recommendationFunnel(cycle: $text) { total }
  }
  cooperatives(first: $first, after: $text) { nodes { slug } }
  observations(filter: $filter, first: $first, after: $text) { nodes { value } }
  recommendations(filter: $chosen, first: $first, after: $text) { nodes { title } }
  practices(search: $text, first: $first, after: $text) { nodes { name } }
  releases(first: $first, after: $text) { nodes { number } }
  release(id: $text) { number }
  indicator(code: $slug) { code }
}
"""


@often
@given(variables=st.fixed_dictionaries({
    "text": st.none() | words,
    "texts": st.none() | st.lists(words, max_size=3),
    "id": words,
    "slug": words | st.just("smartcoop"),
    "first": st.none() | st.integers(-5, 2000) | st.integers(),
    "filter": st.fixed_dictionaries({}, optional={
        "from": words, "to": words, "indicators": st.lists(words, max_size=2),
        "cooperatives": st.lists(words, max_size=2),
    }),
    "by": st.none() | st.lists(st.sampled_from(["GENDER", "BODY", "x"]), max_size=2),
    "language": st.sampled_from(["FR", "NL", "EN", "DE"]),
    "chosen": st.none() | st.fixed_dictionaries({}, optional={"cycle": words, "theme": words}),
}))  # fmt: skip
def test_no_variables_break_the_hub(client: TestClient, variables: dict[str, Any]) -> None:
    body = written({"query": ASK_ALL, "variables": variables})
    never_from_inside(post(client, body))
