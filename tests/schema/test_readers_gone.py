"""Who sends slowly, or goes away, holds nothing: real sockets, and what the hub keeps for them."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import orjson
import pytest
import sqlalchemy as sa
from starlette.applications import Starlette
from starlette.routing import Route, WebSocketRoute
from websockets.sync.client import connect

from hub.releases.reader import Shelf
from schema import requests
from schema.http import GraphQLEndpoint
from schema.subgraphs import HubSchema
from tests.schema.served import served, until

SUBSCRIPTION = "subscription { releasePublished { id } }"
HEAD = (
    b"POST /graphql HTTP/1.1\r\nhost: hub\r\ncontent-type: application/json\r\n"
    b"accept: %b\r\ncontent-length: %d\r\n\r\n"
)


@pytest.fixture
def hub(filled: tuple[sa.Engine, str, str]) -> Iterator[tuple[str, GraphQLEndpoint]]:
    """A hub's address, and its endpoint."""
    endpoint = GraphQLEndpoint(Shelf(filled[0]), HubSchema(), every=0.05)
    routes = [Route("/graphql", endpoint), WebSocketRoute("/graphql", endpoint)]
    with served(Starlette(routes=routes)) as address:
        yield address, endpoint
        endpoint.stop()


@contextmanager
def connected(address: str) -> Iterator[socket.socket]:
    place = urlsplit(address)
    with socket.create_connection((place.hostname, place.port), timeout=10) as connection:
        yield connection


@pytest.mark.parametrize("sent", [b"", b'{"query": '])
def test_a_body_that_does_not_come_is_waited_for_but_not_for_long(
    hub: tuple[str, GraphQLEndpoint], monkeypatch: pytest.MonkeyPatch, sent: bytes
) -> None:
    monkeypatch.setattr(requests, "PATIENCE", 0.3)
    with connected(hub[0]) as connection:
        connection.sendall(HEAD % (b"application/json", 100) + sent)
        answer = connection.recv(10_000)
    head, _, body = answer.partition(b"\r\n\r\n")
    assert b" 408 " in head.splitlines()[0]
    assert b"seconds" in body


def test_who_goes_while_sending_is_forgotten(
    hub: tuple[str, GraphQLEndpoint], caplog: pytest.LogCaptureFixture
) -> None:
    for _ in range(20):
        with connected(hub[0]) as connection:
            connection.sendall(HEAD % (b"application/json", 100) + b'{"query": ')
    with connected(hub[0]) as connection:
        body = orjson.dumps({"query": "{ __typename }"})
        connection.sendall(HEAD % (b"application/json", len(body)) + body)
        assert b" 200 " in connection.recv(10_000).splitlines()[0]
    assert not caplog.records


def test_a_stream_ends_with_its_reader(hub: tuple[str, GraphQLEndpoint]) -> None:
    address, endpoint = hub
    body = orjson.dumps({"query": SUBSCRIPTION})
    with connected(address) as connection:
        connection.sendall(HEAD % (b"text/event-stream", len(body)) + body)
        assert b" 200 " in connection.recv(10_000).splitlines()[0]
        until(lambda: endpoint.streams.open == 1)
    until(lambda: endpoint.streams.open == 0)


def test_a_socket_that_breaks_off_leaves_nothing(hub: tuple[str, GraphQLEndpoint]) -> None:
    address, endpoint = hub
    at = address.replace("http", "ws") + "/graphql"
    with connect(at, subprotocols=["graphql-transport-ws"]) as websocket:  # type: ignore[list-item]
        websocket.send('{"type": "connection_init"}')
        assert "connection_ack" in str(websocket.recv(timeout=10))
        asked = {"id": "1", "type": "subscribe", "payload": {"query": SUBSCRIPTION}}
        websocket.send(orjson.dumps(asked).decode())
        # the socket, and its subscription
        until(lambda: endpoint.streams.open == 2)
        # no goodbye: as when a telephone loses its network
        websocket.socket.shutdown(socket.SHUT_RDWR)
    until(lambda: endpoint.streams.open == 0)
