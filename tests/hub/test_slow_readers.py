"""A reader says what it wants in 64 KB and half a minute, and takes the answer, or is let go."""

import contextlib
import json
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from hub import slow_readers
from hub.server import HubServer, listen
from hub.slow_readers import LONGEST


async def _answer(request: Request) -> Response:
    return Response(str(len(await request.body())))


#: More than the system keeps on the way.
LARGE = b"l" * 20_000_000


async def _large(_request: Request) -> Response:
    return Response(LARGE)


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    app = Starlette(routes=[Route("/", _answer, methods=["GET", "POST"]), Route("/large", _large)])
    app.state.ends = ()
    place = listen("127.0.0.1", 0)
    server = HubServer(app, host="127.0.0.1", port=0)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [place]})
    thread.start()
    yield place.getsockname()[1]
    server.should_exit = True
    thread.join()


@contextmanager
def connected(port: int) -> Iterator[socket.socket]:
    with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
        yield connection


def said(connection: socket.socket) -> tuple[int, str]:
    """The status and the body of the answer that ends a connection."""
    whole = b""
    while part := connection.recv(65_536):
        whole += part
    head, _, body = whole.partition(b"\r\n\r\n")
    return int(head.split()[1]), body.decode()


def refusal(connection: socket.socket) -> tuple[int, str]:
    status, body = said(connection)
    [error] = json.loads(body)["errors"]
    assert error["extensions"] == {"code": "BAD_REQUEST"}
    return status, error["message"]


@pytest.mark.parametrize(
    "head",
    [
        b"GET /?" + b"a" * LONGEST + b" HTTP/1.1\r\nhost: x\r\n\r\n",
        b"GET / HTTP/1.1\r\nhost: x\r\nx-long: " + b"a" * LONGEST + b"\r\n\r\n",
        b"GET / HTTP/1.1\r\nhost: x\r\n" + b"x-many: a\r\n" * (LONGEST // 7) + b"\r\n",
    ],
    ids=["address", "header", "headers"],
)
def test_a_head_that_is_too_long_is_refused(port: int, head: bytes) -> None:
    with connected(port) as connection:
        connection.sendall(head)
        status, message = refusal(connection)
    assert status == 431
    assert "65,536 bytes" in message


def test_a_head_without_end_is_not_kept(port: int) -> None:
    with connected(port) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nx-long: ")
        sent = 0
        try:
            while sent < 100:
                connection.sendall(b"a" * LONGEST)
                sent += 1
        except OSError:
            pass
    # what fills the system's buffers on the way may be sent, and no more
    assert sent < 100


def test_a_long_head_a_long_body_and_a_further_request_are_answered(port: int) -> None:
    long = b"x-long: " + b"a" * (LONGEST - 1_000) + b"\r\n"
    body = b"b" * 500_000
    first = b"POST / HTTP/1.1\r\nhost: x\r\n" + long + b"content-length: 500000\r\n\r\n"
    second = b"POST / HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: 3\r\n\r\n"
    with connected(port) as connection:
        connection.sendall(first + body + second + b"ccc")
        status, rest = said(connection)
    assert status == 200
    assert rest.startswith("500000")
    assert rest.endswith("3")


def test_what_is_no_http_is_refused_in_the_usual_form(port: int) -> None:
    with connected(port) as connection:
        connection.sendall(b"nonsense\r\n\r\n")
        assert refusal(connection) == (400, "the request is not readable as HTTP; correct it")


@pytest.mark.parametrize(
    "lengths",
    [
        b"content-length: 5\r\ntransfer-encoding: chunked\r\n",
        b"transfer-encoding: chunked\r\ntransfer-encoding: identity\r\n",
        b"transfer-encoding: xchunked\r\n",
        b"content-length: 0\r\ncontent-length: 5\r\n",
        b"content-length: +5\r\n",
        b"content-length : 5\r\n",
    ],
)
def test_a_body_whose_end_a_proxy_may_see_elsewhere_is_refused(port: int, lengths: bytes) -> None:
    further = b"GET / HTTP/1.1\r\nhost: x\r\n\r\n"
    with connected(port) as connection:
        connection.sendall(
            b"POST / HTTP/1.1\r\nhost: x\r\n" + lengths + b"\r\n0\r\n\r\n" + further
        )
        whole = b""
        while part := connection.recv(65_536):
            whole += part
    assert whole.count(b"HTTP/1.1") == whole.count(b"HTTP/1.1 400") == 1


def test_a_head_that_does_not_come_is_not_waited_for(
    port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(slow_readers, "PATIENCE", 0.2)
    with connected(port) as silent, connected(port) as slow:
        slow.sendall(b"GET / HTTP/1.1\r\nhost: x\r\n")
        assert refusal(slow)[0] == 408
        assert silent.recv(1) == b""


def test_a_further_request_that_does_not_come_is_not_waited_for(
    port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(slow_readers, "PATIENCE", 0.2)
    with connected(port) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nhost: x\r\n\r\nGET / HTTP/1.1\r\n")
        status, rest = said(connection)
    assert status == 200
    assert "408 Request Timeout" in rest


@pytest.mark.parametrize("rest", [b"b", b"\r\n"], ids=["rest of a body", "empty line"])
def test_whoever_has_the_answer_and_sends_no_further_request_is_let_go(
    port: int, monkeypatch: pytest.MonkeyPatch, rest: bytes
) -> None:
    monkeypatch.setattr(slow_readers, "PATIENCE", 0.3)
    # the answer is there before the body, which nobody reads
    length = b"content-length: 1000\r\n" if rest == b"b" else b""
    asked = b"POST /large HTTP/1.1\r\nhost: x\r\n" + length + b"\r\n"
    with connected(port) as connection:
        connection.sendall(asked)
        assert connection.recv(65_536).startswith(b"HTTP/1.1 405")
        began = time.monotonic()
        with contextlib.suppress(OSError):
            # each of these makes uvicorn forget that it wanted to close
            while time.monotonic() - began < 10:
                connection.sendall(rest)
                time.sleep(0.05)
        assert time.monotonic() - began < 5


def test_whoever_still_sends_what_was_refused_is_not_cut_off_before_reading_why(
    port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(slow_readers, "PATIENCE", 0.2)
    piece, pieces = b"b" * 200_000, 10
    length = b"content-length: %d\r\n" % (pieces * len(piece))
    with connected(port) as connection:
        connection.sendall(b"POST /large HTTP/1.1\r\nhost: x\r\n" + length + b"\r\n")
        for _ in range(pieces):
            connection.sendall(piece)
            time.sleep(0.1)
        connection.sendall(b"GET / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n")
        status, rest = said(connection)
    assert status == 405
    assert "200 OK" in rest


def taken(connection: socket.socket, *, first: float, each: float) -> int:
    """How many bytes of the large answer come to a reader who rests first, and at each million."""
    connection.sendall(b"GET /large HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n")
    whole = 0
    time.sleep(first)
    try:
        while True:
            time.sleep(each)
            part = connection.recv(1_000_000, socket.MSG_WAITALL)
            whole += len(part)
            if not part:
                return whole
    except OSError:
        return whole


def test_a_reader_who_takes_nothing_is_let_go(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slow_readers, "PATIENCE", 0.2)
    with connected(port) as connection:
        assert taken(connection, first=3, each=0) < len(LARGE)


def test_a_slow_reader_is_given_the_whole_answer(
    port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(slow_readers, "PATIENCE", 3.0)
    with connected(port) as connection:
        assert taken(connection, first=0, each=0.25) > len(LARGE)
