"""What the guide to pushing over the network tells people to type does what it says.

With the hub as its commands start it, and two people who come in as the guide tells them.
"""

import http.client
import json
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.hub.conftest import FILES

GUIDES = Path(__file__).parents[1] / "docs" / "how-to"
UNTIL_PUBLISHED = """
curl -sS -N -H "$STEWARD" "$HUB/imports/$IMPORT/events" > last
until curl -sS -H "$STEWARD" "$HUB/imports/$IMPORT" | grep -q '"state":"published"'
do sleep 0.3; done
"""
AGREEMENT = [
    "--roles",
    "r",
    "--purpose",
    "p",
    "--legal-basis",
    "l",
    "--retention",
    "r",
    "--notice",
    "n",
    "--signatory",
    "s",
    "--from",
    "2020-01-01",
    "--until",
    "2099-12-31",
]
PYTHON = [sys.executable, "-c", "from hub.cli import main; main()"]


def blocks(guide: str) -> list[str]:
    text = (GUIDES / guide).read_text("utf-8")
    return re.findall(r"^```sh\n(.*?)^```", text, re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Hub:
    """A hub that runs, in a folder of its own."""

    folder: Path
    port: int

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def run(self, *words: str) -> str:
        """What a command of `intercoop` prints."""
        done = subprocess.run(  # noqa: S603 - the hub's own commands
            [*PYTHON, *words], env=self.environment(), capture_output=True, text=True, check=True
        )
        return done.stdout

    def environment(self) -> dict[str, str]:
        return {**os.environ, "INTERCOOP_DATA": str(self.folder), "COLUMNS": "250"}

    def login(self, name: str, role: str) -> str:
        """The address at which a new person logs in, once."""
        added = self.run("account", "add", name, "--role", role, "-c", "essai", "--json")
        said = self.run("account", "login", json.loads(added)["id"], "--port", str(self.port))
        return said.split()[-1]


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[Hub]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        hub = Hub(tmp_path / "data", int(free.getsockname()[1]))
    hub.folder.mkdir()
    signed = tmp_path / "agreement.pdf"
    signed.write_text("signed")
    hub.run("agreement", "record", "essai", "--document", str(signed), *AGREEMENT)
    serve = [*PYTHON, "serve", "--port", str(hub.port)]
    with subprocess.Popen(serve, env=hub.environment(), stdout=subprocess.DEVNULL) as process:  # noqa: S603 - as a reader starts it
        try:
            _wait_for(hub.port)
            yield hub
        finally:
            process.terminate()


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


def test_the_commands_of_the_guide_push_publish_and_withdraw(tmp_path: Path, hub: Hub) -> None:
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    program = "\n".join(
        f"echo '=== {number}'\n{block}"
        for number, block in enumerate(blocks("push-over-the-network.md"))
    )
    # a person waits until it is published before taking it back
    last = program.rindex("curl -sS -X POST")
    program = program[:last] + UNTIL_PUBLISHED + program[last:]
    given = {
        "HUB": hub.address,
        "COOP": "essai",
        "STEWARD_LOGIN": hub.login("Ann", "steward"),
        "APPROVER_LOGIN": hub.login("Bob", "approver"),
    }
    done = subprocess.run(  # noqa: S603 - the commands of the guide
        ["bash", "-eu", "-c", program],  # noqa: S607 - the reader's own shell
        cwd=tmp_path,
        env={**os.environ, **given},
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    answers = done.stdout.split("=== ")
    assert '"state":"queued"' in answers[2]
    assert '"mode":"delta","tables":{"new.csv":["intercoop/members"]}' in done.stdout
    assert "event: end" in done.stdout
    assert "urn:intercoop:problem" not in done.stdout
    assert '"state":"approved"' in done.stdout
    assert '"state":"withdrawn"' in answers[-1]
    assert '"cannot_be_recalled":["' in answers[-1]
    assert (tmp_path / "findings.csv").read_text("utf-8-sig").startswith("file,sheet,row")


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_the_guide_tells_the_same_commands_in_each_language(language: str) -> None:
    told = blocks(f"push-over-the-network.{language}.md")
    assert told == blocks("push-over-the-network.md")
