"""A conversation keeps to `graphql-transport-ws`, and says how it was broken when it ends."""

import asyncio
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from starlette.applications import Starlette
from starlette.routing import WebSocketRoute
from starlette.testclient import TestClient, WebSocketTestSession
from starlette.types import Message
from starlette.websockets import WebSocketDisconnect

from hub.releases.reader import Shelf
from hub.stores import open_store
from schema import streams, websocket
from schema.http import GraphQLEndpoint
from schema.subgraphs import HubSchema
from tests.schema.released import empty, release
from tests.schema.served import until

NEWS = "subscription { releasePublished { number } }"
GRAPH = HubSchema()


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[sa.Engine]:
    engine = open_store(f"sqlite:///{tmp_path / 'shelf.db'}")
    empty(engine)
    release(engine, 1)
    yield engine
    engine.dispose()


@pytest.fixture
def endpoint(engine: sa.Engine) -> GraphQLEndpoint:
    return GraphQLEndpoint(Shelf(engine), GRAPH, every=0.01)


@pytest.fixture
def client(endpoint: GraphQLEndpoint) -> Iterator[TestClient]:
    routes = [WebSocketRoute("/graphql", endpoint)]
    with TestClient(Starlette(routes=routes)) as client:
        yield client


def connect(client: TestClient) -> AbstractContextManager[WebSocketTestSession]:
    return client.websocket_connect("/graphql", subprotocols=[websocket.PROTOCOL])


def greet(socket: WebSocketTestSession) -> None:
    socket.send_json({"type": "connection_init"})
    assert socket.receive_json() == {"type": "connection_ack"}


def subscribe(socket: WebSocketTestSession, name: str, query: str, **more: object) -> None:
    payload = {"query": query, **more}
    socket.send_json({"id": name, "type": "subscribe", "payload": payload})


def close_of(socket: WebSocketTestSession) -> int:
    with pytest.raises(WebSocketDisconnect) as closed:
        socket.receive_json()
    return closed.value.code


def test_a_reader_is_told_of_each_release_until_they_complete(
    client: TestClient, engine: sa.Engine, endpoint: GraphQLEndpoint
) -> None:
    with connect(client) as socket:
        greet(socket)
        subscribe(socket, "news", NEWS)
        subscribe(socket, "now", "{ release { number } }")
        assert socket.receive_json()["payload"] == {"data": {"release": {"number": 1}}}
        assert socket.receive_json() == {"id": "now", "type": "complete"}
        for count in (2, 3):
            release(engine, count)
            assert socket.receive_json() == {
                "id": "news",
                "type": "next",
                "payload": {"data": {"releasePublished": {"number": count}}},
            }
        socket.send_json({"id": "news", "type": "complete"})
        socket.send_json({"type": "ping"})
        assert socket.receive_json() == {"type": "pong"}
        # the id is free again
        subscribe(socket, "news", "{ __typename }")
        assert socket.receive_json()["type"] == "next"
    until(lambda: endpoint.streams.open == 0)


def test_when_the_hub_stops_every_operation_is_completed(
    client: TestClient, endpoint: GraphQLEndpoint
) -> None:
    with connect(client) as socket:
        greet(socket)
        subscribe(socket, "news", NEWS)
        socket.send_json({"type": "ping"})
        assert socket.receive_json() == {"type": "pong"}
        assert client.portal is not None
        client.portal.call(endpoint.stop)
        assert socket.receive_json() == {"id": "news", "type": "complete"}


@pytest.mark.parametrize(
    ("payload", "said"),
    [
        ({"query": "{"}, "Syntax Error"),
        ({"query": "subscription { unknown }"}, "unknown"),
        ({"query": "mutation { __typename }"}, "nothing can be changed"),
        ({"query": 3}, "no text"),
        ({}, "missing"),
        ({"documentId": "unknown"}, "documentId"),
        ({"query": NEWS, "operationName": "Other"}, "Other"),
        ({"query": "subscription($x: Int!) { releasePublished { id } }"}, "x"),
    ],
)
def test_an_operation_that_cannot_be_answered_fails_alone(
    client: TestClient, payload: dict[str, Any], said: str
) -> None:
    with connect(client) as socket:
        greet(socket)
        socket.send_json({"id": "1", "type": "subscribe", "payload": payload})
        answer = socket.receive_json()
        assert (answer["id"], answer["type"]) == ("1", "error")
        assert said in answer["payload"][0]["message"]
        subscribe(socket, "2", "{ __typename }")
        assert socket.receive_json()["payload"] == {"data": {"__typename": "Query"}}


@pytest.mark.parametrize(
    ("message", "code"),
    [
        ({"type": "unknown"}, 4400),
        ({"type": "subscribe"}, 4400),
        ({"type": "subscribe", "id": "", "payload": {}}, 4400),
        ({"type": "subscribe", "id": "x" * 101, "payload": {}}, 4400),
        ({"type": "subscribe", "id": "1", "payload": "{ a }"}, 4400),
        ({"type": "connection_init"}, 4429),
        ([], 4400),
        (3, 4400),
    ],
)
def test_who_breaks_the_protocol_is_told_how(
    client: TestClient, message: object, code: int
) -> None:
    with connect(client) as socket:
        greet(socket)
        socket.send_json(message)
        assert close_of(socket) == code


@pytest.mark.parametrize("text", ["", "{", "[" * 100_000, " " * 1_000_001])
def test_what_is_no_message_ends_the_conversation(client: TestClient, text: str) -> None:
    with connect(client) as socket:
        greet(socket)
        socket.send_text(text)
        assert close_of(socket) == 4400


def test_bytes_are_no_message(client: TestClient) -> None:
    with connect(client) as socket:
        socket.send_bytes(b"{}")
        assert close_of(socket) == 4400


def test_one_id_names_one_operation(client: TestClient) -> None:
    with connect(client) as socket:
        greet(socket)
        subscribe(socket, "news", NEWS)
        subscribe(socket, "news", NEWS)
        assert close_of(socket) == 4409


def test_a_socket_carries_only_so_many_operations(client: TestClient) -> None:
    with connect(client) as socket:
        greet(socket)
        for number in range(websocket.MOST_OPERATIONS + 1):
            subscribe(socket, str(number), NEWS)
        assert close_of(socket) == 4429


def test_nobody_is_answered_before_they_greet(client: TestClient) -> None:
    with connect(client) as socket:
        subscribe(socket, "1", "{ __typename }")
        assert close_of(socket) == 4401


def test_who_never_greets_is_not_waited_for(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(websocket, "FIRST_WORD", 0.01)
    with connect(client) as socket:
        assert close_of(socket) == 4408


def test_another_protocol_is_refused_with_its_name(client: TestClient) -> None:
    with client.websocket_connect("/graphql", subprotocols=["graphql-ws"]) as socket:
        assert close_of(socket) == 4406


def test_a_quiet_socket_is_kept_alive(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(websocket, "QUIET", 0.01)
    with connect(client) as socket:
        greet(socket)
        assert socket.receive_json() == {"type": "ping"}
        socket.send_json({"type": "pong"})
        assert socket.receive_json() == {"type": "ping"}


def test_when_there_is_no_room_the_reader_is_asked_to_come_again(
    client: TestClient, endpoint: GraphQLEndpoint
) -> None:
    endpoint.streams = streams.Streams(most=0)
    with connect(client) as socket:
        assert close_of(socket) == 1013


@pytest.mark.parametrize("stuck", [True, False])
def test_a_reader_who_can_no_longer_be_told_is_let_go(
    endpoint: GraphQLEndpoint, monkeypatch: pytest.MonkeyPatch, *, stuck: bool
) -> None:
    monkeypatch.setattr(websocket, "PATIENCE", 0.01)
    said: list[Message] = [
        {"type": "websocket.connect"},
        {"type": "websocket.receive", "text": '{"type": "connection_init"}'},
    ]

    async def receive() -> Message:
        if not said:
            await asyncio.Event().wait()
        return said.pop(0)

    async def send(message: Message) -> None:
        if message["type"] != "websocket.accept":
            if stuck:
                await asyncio.Event().wait()
            raise OSError

    scope = {"type": "websocket", "path_params": {}, "subprotocols": [websocket.PROTOCOL]}
    asyncio.run(asyncio.wait_for(endpoint(scope, receive, send), 10))
    assert endpoint.streams.open == 0
