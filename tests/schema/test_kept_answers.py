"""An answer can be kept by everyone on its way, and says for how long and of which release."""

import gzip
import hashlib
from collections.abc import Iterator
from pathlib import Path

import orjson
import pytest
import sqlalchemy as sa
from starlette.applications import Starlette
from starlette.routing import Route
from starlette.testclient import TestClient

from hub.releases.reader import Shelf
from hub.stores import open_store
from schema.http import GraphQLEndpoint
from schema.negotiation import GRAPHQL, JSON
from schema.subgraphs import HubSchema
from tests.schema.released import empty, release

HELLO = {"query": "{ __typename }"}
LONG = {"query": "{ __schema { types { name description fields { name } } } }"}
TEXT = "{ cooperatives { nodes { slug } } }"
HASH = hashlib.sha256(TEXT.encode()).hexdigest()
APQ = orjson.dumps({"persistedQuery": {"version": 1, "sha256Hash": HASH}}).decode()


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_the_latest_is_kept_for_half_a_minute_and_a_pinned_release_for_a_year(
    client: TestClient, releases: tuple[str, str], method: str
) -> None:
    for path, release_id, kept in (
        ("/graphql", releases[1], "public, max-age=30, must-revalidate"),
        (
            f"/releases/{releases[0]}/graphql",
            releases[0],
            "public, max-age=31536000, immutable",
        ),
    ):
        asked = {"params": HELLO} if method == "GET" else {"json": HELLO}
        headers = client.request(method, path, **asked).headers  # type: ignore[arg-type]
        assert (headers["hub-release"], headers["cache-control"]) == (release_id, kept)
        assert headers["vary"] == "Accept, Accept-Encoding"
        assert headers["etag"].startswith('"')


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("{", 400),
        ("{ unknown }", 400),
        ('{ cooperative(slug: "x") { bodies(first: -1) { a } } }', 400),
    ],
)
def test_no_error_is_kept(client: TestClient, query: str, status: int) -> None:
    answer = client.get("/graphql", params={"query": query}, headers={"accept": GRAPHQL})
    assert answer.status_code == status
    assert answer.headers["cache-control"] == "no-store"
    assert "etag" not in answer.headers


def test_a_reader_who_has_the_answer_is_told_that_it_holds(client: TestClient) -> None:
    first = client.get("/graphql", params=HELLO)
    tag = first.headers["etag"]
    for known in (tag, f"W/{tag}", f'"other", {tag}', "*"):
        again = client.get("/graphql", params=HELLO, headers={"if-none-match": known})
        assert (again.status_code, again.content) == (304, b"")
        for name in ("etag", "cache-control", "vary", "hub-release"):
            assert again.headers[name] == first.headers[name]
    other = client.get("/graphql", params=HELLO, headers={"if-none-match": '"other"'})
    assert other.status_code == 200
    # a condition on a POST is not about what is kept
    posted = client.post("/graphql", json=HELLO, headers={"if-none-match": tag})
    assert posted.status_code == 200


def test_the_head_is_that_of_the_answer(client: TestClient) -> None:
    whole, head = client.get("/graphql", params=LONG), client.head("/graphql", params=LONG)
    assert (head.status_code, head.content) == (200, b"")
    assert dict(head.headers) == dict(whole.headers)


def test_an_answer_is_as_short_as_the_reader_can_read(client: TestClient) -> None:
    plain = client.get("/graphql", params=LONG, headers={"accept-encoding": "identity"})
    tags = {plain.headers["etag"]}
    for encoding in ("gzip", "br", "zstd"):
        with client.stream(
            "GET", "/graphql", params=LONG, headers={"accept-encoding": encoding}
        ) as answer:
            body = b"".join(answer.iter_raw())
        assert answer.headers["content-encoding"] == encoding
        assert len(body) < len(plain.content) / 3
        tags.add(answer.headers["etag"])
        if encoding == "gzip":
            assert gzip.decompress(body) == plain.content
    assert len(tags) == 4


def test_any_page_may_ask(client: TestClient) -> None:
    asked = {"origin": "https://example.org", "access-control-request-method": "POST"}
    allowed = client.options("/graphql", headers=asked)
    assert allowed.status_code == 204
    assert allowed.headers["access-control-allow-methods"] == "GET, HEAD, POST"
    assert allowed.headers["access-control-allow-headers"] == "*"
    for answer in (
        allowed,
        client.post("/graphql", json=HELLO),
        client.get("/graphql", params={"query": "{"}),
        client.put("/graphql"),
        client.get("/releases/unknown/graphql", params=HELLO),
    ):
        assert answer.headers["access-control-allow-origin"] == "*"
        assert "access-control-allow-credentials" not in answer.headers
        assert "Hub-Release" in answer.headers["access-control-expose-headers"]


def test_forms_of_an_answer_are_not_mixed_up(client: TestClient) -> None:
    for accept in (JSON, GRAPHQL, JSON, GRAPHQL):
        answer = client.get("/graphql", params=HELLO, headers={"accept": accept})
        assert answer.headers["content-type"] == f"{accept}; charset=utf-8"
    # a POST does not read the address
    posted = client.post("/graphql", params=HELLO, json={"query": "{ release { number } }"})
    assert posted.json() == {"data": {"release": {"number": 2}}}


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[sa.Engine]:
    engine = open_store(f"sqlite:///{tmp_path / 'shelf.db'}")
    empty(engine)
    release(engine, 1)
    yield engine
    engine.dispose()


@pytest.fixture
def own(engine: sa.Engine) -> Iterator[TestClient]:
    """A client of a hub of this test's own."""
    trusted = {"turnout": "query Turnout { release { number } }"}
    endpoint = GraphQLEndpoint(Shelf(engine), HubSchema(), trusted=trusted, every=0)
    routes = [
        Route("/graphql", endpoint),
        Route("/releases/{release_id}/graphql", endpoint),
    ]
    with TestClient(Starlette(routes=routes)) as client:
        yield client


def test_an_answer_at_hand_is_given_while_the_shelf_cannot_be_read(
    own: TestClient, engine: sa.Engine
) -> None:
    query = {"query": TEXT}
    first = own.post("/graphql", json=query)
    with engine.begin() as connection:
        for table in ("releases", "cooperatives"):
            connection.execute(sa.text(f"ALTER TABLE {table} RENAME TO {table}_elsewhere"))
    again = own.post("/graphql", json=query)
    assert (again.status_code, again.content) == (200, first.content)
    pinned = own.post(f"/releases/{first.headers['hub-release']}/graphql", json=query)
    assert pinned.status_code == 200


def test_the_next_release_is_not_answered_from_what_was_kept(
    own: TestClient, engine: sa.Engine
) -> None:
    first = own.get("/graphql", params={"query": TEXT})
    release(engine, 2)
    again = own.get(
        "/graphql", params={"query": TEXT}, headers={"if-none-match": first.headers["etag"]}
    )
    assert again.status_code == 200
    assert len(again.json()["data"]["cooperatives"]["nodes"]) == 2


def test_a_document_is_registered_by_post_and_asked_for_by_get(own: TestClient) -> None:
    by_hash = {"extensions": APQ}
    missing = own.get("/graphql", params=by_hash)
    assert (missing.status_code, missing.headers["cache-control"]) == (200, "no-store")
    assert missing.json()["errors"][0]["message"] == "PersistedQueryNotFound"
    assert own.get("/graphql", params=by_hash, headers={"accept": GRAPHQL}).status_code == 400
    registered = own.post("/graphql", json={"query": TEXT, "extensions": orjson.loads(APQ)})
    for found in (
        own.get("/graphql", params=by_hash),
        own.get("/graphql", params={"documentId": f"sha256:{HASH}"}),
        own.post("/graphql", json={"documentId": f"sha256:{HASH}"}),
    ):
        assert found.json() == registered.json()
        assert found.headers["cache-control"] == "public, max-age=30, must-revalidate"


def test_a_document_that_is_refused_is_not_registered(own: TestClient) -> None:
    text = "{ unknown }"
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    own.post("/graphql", json={"query": text, "documentId": f"sha256:{sha256}"})
    assert own.get("/graphql", params={"documentId": f"sha256:{sha256}"}).status_code == 404


def test_a_trusted_document_is_asked_for_by_its_id(own: TestClient) -> None:
    answer = own.get("/graphql", params={"documentId": "turnout", "operationName": "Turnout"})
    assert answer.json() == {"data": {"release": {"number": 1}}}
    unknown = own.get("/graphql", params={"documentId": "unknown"})
    assert unknown.status_code == 404
    [error] = unknown.json()["errors"]
    assert error["extensions"]["code"] == "PERSISTED_DOCUMENT_NOT_FOUND"


def test_a_subscription_needs_a_reader_of_streams(own: TestClient) -> None:
    query = {"query": "subscription { releasePublished { id } }"}
    for answer in (
        own.post("/graphql", json=query, headers={"accept": JSON}),
        own.get("/graphql", params=query, headers={"accept": GRAPHQL}),
    ):
        assert answer.status_code == 406
        assert "text/event-stream" in answer.json()["errors"][0]["message"]


def test_the_cost_is_told_to_those_who_ask(own: TestClient) -> None:
    asked = {"query": TEXT, "extensions": {"cost": True}}
    assert "cost" in own.post("/graphql", json=asked).json()["extensions"]
    assert "extensions" not in own.post("/graphql", json={"query": TEXT}).json()
