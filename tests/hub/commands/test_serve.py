"""What cannot be served is refused before anything listens; each side loads what it serves."""

import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from hub import server
from tests.hub.command_line import Run
from tests.schema.served import until

ROOT = Path(__file__).parents[3]


def test_partners_alone_are_not_served_where_none_could_log_in(run: Run) -> None:
    refused = run("serve", "--only", "partner", "--host", "127.0.0.2")
    assert refused.status == 2
    assert "INTERCOOP_ADDRESS" in refused.err


def test_whoever_stops_it_sees_nothing_of_its_inside(tmp_path: Path) -> None:
    assert served_with(sys.executable, folder=tmp_path) == (0, "")


@pytest.mark.parametrize("what", [("--only", "public"), ("--subgraph", "votes")])
def test_who_serves_the_shelf_alone_loads_nothing_that_reads_the_vault(
    tmp_path: Path, what: tuple[str, str]
) -> None:
    status, said = served_with(sys.executable, "-X", "importtime", folder=tmp_path, options=what)
    assert status == 0
    loaded = {line.rpartition("|")[2].strip() for line in said.splitlines()}
    assert "hub.releases.reader" in loaded
    never = {"connectors", "polars", "hub.vault", "hub.workspace", "hub.partners", "hub.identity"}
    assert not loaded & never


def served_with(*python: str, folder: Path, options: tuple[str, ...] = ()) -> tuple[int, str]:
    """Serve until the first answer, stop; its exit status, and what it said as an error."""
    with server.listen("127.0.0.1", 0) as free:
        port = str(free.getsockname()[1])
    command = [*python, "-c", "from hub.cli import main; main()", "serve", "--port", port]
    with (
        (folder / "said").open("w+") as said,  # a pipe would be full before it answers
        subprocess.Popen(  # noqa: S603 - the hub's own command
            [*command, "--data", str(folder / "data"), *options],
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            stderr=said,
        ) as hub,
    ):
        until(lambda: _answers(port), 60)
        hub.send_signal(signal.SIGINT)
        status = hub.wait(timeout=60)
        said.seek(0)
        return status, said.read()


def _answers(port: str) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/livez") as answer:
            return bool(answer.status == 200)
    except OSError:
        return False
