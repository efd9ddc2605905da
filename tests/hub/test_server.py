"""When the hub stops, those who are being told of releases are let go first."""

import contextlib
import gc
import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from hub import server
from hub.app import create_app
from hub.server import CannotListen, listen, serve
from hub.settings import Settings
from tests.hub.web.released import fill_shelf
from tests.schema.served import until

NEWS = "subscription%7BreleasePublished%7Bid%7D%7D"


def test_an_open_stream_does_not_keep_the_hub_from_stopping(tmp_path: Path) -> None:
    fill_shelf(Settings.read(tmp_path, {}).shelf_url)
    program = (
        "import sys; from hub.app import create_app; from hub.server import listen, serve;"
        "from hub.settings import Settings; from pathlib import Path;"
        "place = listen('127.0.0.1', 0);"
        "print(place.getsockname()[1], flush=True);"
        "serve(create_app(Settings.read(Path(sys.argv[1]), {})), place)"
    )
    with subprocess.Popen(  # noqa: S603  this interpreter, a program written here
        [sys.executable, "-c", program, str(tmp_path)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    ) as hub:
        assert hub.stdout is not None
        assert hub.stderr is not None
        port = int(hub.stdout.readline())
        with _stream(port) as stream:
            assert stream.readline() == b":\n"
            os.kill(hub.pid, signal.SIGINT)
            assert stream.read().endswith(b"event: complete\ndata:\n\n")
        assert hub.wait(30) == 0
        assert hub.stderr.read() == ""


def test_one_subgraph_is_served_by_itself(tmp_path: Path) -> None:
    fill_shelf(Settings.read(tmp_path, {}).shelf_url)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = str(free.getsockname()[1])
    program = "from hub.cli import main; main()"
    words = ("serve", "--subgraph", "votes", "--port", port, "--data", str(tmp_path))
    with subprocess.Popen(  # noqa: S603  this interpreter, the hub's own command
        [sys.executable, "-c", program, *words],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    ) as hub:
        with _answer(f"http://127.0.0.1:{port}/graphql?query=%7B_service%7Bsdl%7D%7D") as answer:
            assert b"union _Entity = Assembly | Cooperative" in answer.read()
        os.kill(hub.pid, signal.SIGINT)
        assert hub.wait(30) == 0
        assert hub.stdout is not None
        assert "only votes" in hub.stdout.read()


def test_a_port_that_is_taken_is_a_problem_with_a_way_out() -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as taken,
        pytest.raises(CannotListen, match="cannot listen") as raised,
    ):
        listen("127.0.0.1", taken.getsockname()[1])
    assert "--port" in raised.value.next_step


@pytest.mark.parametrize("host", ["127.0.0.1", "::1"])
def test_both_kinds_of_addresses_can_be_listened_on(host: str) -> None:
    with listen(host, 0) as place:
        assert place.getsockname()[0] == host


def test_while_it_serves_what_stays_for_ever_is_not_looked_through(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual, seen = gc.get_threshold(), list[tuple[int, int]]()

    def run(_self: object, sockets: object) -> None:
        del sockets
        seen.append((gc.get_threshold()[0], gc.get_freeze_count()))

    monkeypatch.setattr(server.HubServer, "run", run)
    with listen("127.0.0.1", 0) as place:
        try:
            serve(create_app(Settings.read(tmp_path, {})), place)
        finally:
            left = gc.get_freeze_count()
            gc.set_threshold(*usual)
            gc.unfreeze()
    assert left == 0
    [(young, frozen)] = seen
    assert young > usual[0]
    assert frozen > 0


def _stream(port: int) -> http.client.HTTPResponse:
    return _answer(f"http://127.0.0.1:{port}/graphql?query={NEWS}", "text/event-stream")


def _answer(address: str, accept: str = "application/json") -> http.client.HTTPResponse:
    asked = urllib.request.Request(address, headers={"accept": accept})  # noqa: S310
    for _ in range(600):
        try:
            answer: http.client.HTTPResponse = urllib.request.urlopen(asked, timeout=30)  # noqa: S310
        except urllib.error.URLError:
            time.sleep(0.1)
        else:
            return answer
    raise AssertionError("the hub did not start within a minute")


def test_one_connection_too_many_is_asked_to_come_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "_CONNECTIONS", 5)
    settings = Settings.read(tmp_path, {})
    fill_shelf(settings.shelf_url)
    app = create_app(settings)
    place = listen("127.0.0.1", 0)
    port = place.getsockname()[1]
    serving = server.HubServer(app, host="127.0.0.1", port=port)
    running = threading.Thread(target=serving.run, kwargs={"sockets": [place]})
    running.start()

    def status() -> int:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        connection.request("GET", "/livez")
        found = connection.getresponse().status
        connection.close()
        return found

    try:
        until(lambda: serving.started)
        assert status() == 200
        with contextlib.ExitStack() as idle:
            for _ in range(6):
                idle.enter_context(socket.create_connection(("127.0.0.1", port)))
            until(lambda: status() == 503)
        until(lambda: status() == 200)
    finally:
        serving.should_exit = True
        running.join()
        app.state.shelf_engine.dispose()
