"""What the guide to pushing over the network tells people to type does what it says."""

import http.client
import re
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn

from hub import migrate
from hub.agreements import Agreements
from hub.partner_app import create_partner_app
from hub.partners.worker import Worker
from hub.settings import Settings
from hub.stores import open_store
from tests.hub.conftest import FILES
from tests.hub.partners.conftest import AGREED, Introduced

PAGE = Path(__file__).parents[1] / "docs" / "how-to" / "push-over-the-network.md"
UNTIL_PUBLISHED = """
curl -sS -N -H "$STEWARD" "$HUB/imports/$IMPORT/events" > last
until curl -sS -H "$STEWARD" "$HUB/imports/$IMPORT" | grep -q '"state":"published"'
do sleep 0.3; done
"""
BLOCKS = re.findall(r"^```sh\n(.*?)^```", PAGE.read_text(), re.MULTILINE | re.DOTALL)


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """The address of a hub that works."""
    settings = Settings.read(tmp_path / "data", {})
    engine = open_store(settings.workspace_url)
    migrate.upgrade(engine, "workspace")
    Agreements(engine).record("essai", AGREED)
    engine.dispose()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = int(free.getsockname()[1])
    app = create_partner_app(settings, Introduced())
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=port, log_level="warning"))
    thread = threading.Thread(target=server.run)
    with Worker(settings):
        thread.start()
        _wait_for(port)
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            server.should_exit = True
            thread.join()
    app.state.desk.engine.dispose()
    app.state.shelf_engine.dispose()


def _wait_for(port: int) -> None:
    for _ in range(600):
        connection = http.client.HTTPConnection("127.0.0.1", port)
        try:
            connection.request("GET", "/livez")
        except ConnectionRefusedError:
            time.sleep(0.1)
        else:
            return
        finally:
            connection.close()
    raise AssertionError("the hub did not start within a minute")


def test_the_commands_of_the_guide_push_publish_and_withdraw(tmp_path: Path, address: str) -> None:
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    program = "\n".join(f"echo '=== {number}'\n{block}" for number, block in enumerate(BLOCKS))
    # a person waits until it is published before taking it back
    last = program.rindex("curl -sS -X POST")
    program = program[:last] + UNTIL_PUBLISHED + program[last:]
    variables = f"HUB={address} COOP=essai STEWARD='x-actor: ann' APPROVER='x-actor: bob'\n"
    done = subprocess.run(  # noqa: S603 - the commands of the guide
        ["bash", "-eu", "-c", variables + program],  # noqa: S607 - the reader's own shell
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    answers = done.stdout.split("=== ")
    assert '"state":"queued"' in answers[1]
    assert '"mode":"delta","tables":{"new.csv":["intercoop/members"]}' in done.stdout
    assert "event: end" in done.stdout
    assert "urn:intercoop:problem" not in done.stdout
    assert '"state":"approved"' in done.stdout
    assert '"state":"withdrawn"' in answers[-1]
    assert '"cannot_be_recalled":["' in answers[-1]
    assert (tmp_path / "findings.csv").read_text("utf-8-sig").startswith("file,sheet,row")
