"""The partner side is beside the public one, and neither answers for the other."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from hub.app import create_app
from hub.partner_app import BothSides, create_partner_app
from hub.settings import Settings
from tests.hub.web.released import fill_shelf

ROOT = Path(__file__).parents[2]


def test_each_address_goes_to_the_side_that_has_it(settings: Settings) -> None:
    fill_shelf(settings.shelf_url)
    both = BothSides(create_app(settings), create_partner_app(settings, None))
    with TestClient(both) as client:
        assert client.get("/").headers["content-type"].startswith("text/html")
        assert client.get("/imports").status_code == 401
        assert client.post("/imports/i1/approve").status_code == 401
        assert client.get("/nowhere").headers["content-type"].startswith("text/html")
        assert client.post("/graphql", json={"query": "{ __typename }"}).status_code == 200


def test_only_a_server_that_takes_files_leads_to_where_they_are_sent(settings: Settings) -> None:
    fill_shelf(settings.shelf_url)
    public = create_app(settings)
    with TestClient(public) as client:
        assert 'href="/partners"' not in client.get("/").text
    with TestClient(BothSides(public, create_partner_app(settings, None))) as client:
        assert 'href="/partners"' in client.get("/").text


def test_nobody_may_anything_where_nobody_is_known(settings: Settings) -> None:
    with TestClient(create_partner_app(settings, None)) as client:
        answer = client.post("/imports?cooperative=essai", content=b"a")
        assert (answer.status_code, answer.headers["www-authenticate"]) == (401, "Bearer")
        assert not settings.uploads.exists()


def test_every_answer_of_the_partner_side_carries_the_headers(settings: Settings) -> None:
    with TestClient(create_partner_app(settings, None)) as client:
        answer = client.get("/imports")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cache-control"] == "no-store"


def test_a_fault_of_the_hub_is_said_without_a_word_of_the_inside(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = create_partner_app(settings, None)
    with TestClient(app, raise_server_exceptions=False) as client:
        monkeypatch.delattr(app.state, "desk")
        monkeypatch.setattr("hub.partners.endpoints.actor_of", lambda _request: 1 / 0)
        answer = client.get("/imports")
    assert (answer.status_code, answer.json()["type"]) == (500, "urn:intercoop:problem:hub_fault")
    assert "division" not in answer.text


@contextmanager
def served(folder: Path, *words: str) -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = int(free.getsockname()[1])
    command = [sys.executable, "-c", "from hub.cli import main; main()", "serve", *words]
    with subprocess.Popen(  # noqa: S603  this interpreter, the hub's own command
        [*command, "--port", str(port), "--data", str(folder)],
        stdout=subprocess.DEVNULL,
        cwd=ROOT,
    ) as hub:
        try:
            yield port
        finally:
            os.kill(hub.pid, signal.SIGINT)
            assert hub.wait(60) == 0


def ask(port: int, path: str) -> tuple[int, bytes]:
    for _ in range(1200):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            return answer.status, answer.read()
        except ConnectionRefusedError:
            time.sleep(0.1)
        finally:
            connection.close()
    raise AssertionError("the hub did not start within two minutes")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ((), {"/imports": 401, "/": 200}),
        (("--only", "public"), {"/imports": 404, "/": 200}),
        (("--only", "partner"), {"/imports": 401, "/": 404}),
    ],
)
def test_both_sides_are_served_together_or_apart(
    tmp_path: Path, words: tuple[str, ...], expected: Mapping[str, int]
) -> None:
    fill_shelf(Settings.read(tmp_path, {}).shelf_url)
    with served(tmp_path, *words) as port:
        assert {path: ask(port, path)[0] for path in expected} == expected
        if expected["/imports"] == 401:
            assert json.loads(ask(port, "/imports")[1])["status"] == 401
    assert (tmp_path / "workspace.db").exists() is (words != ("--only", "public"))
