"""What cannot be served is refused before anything listens, and who stops it is told nothing."""

import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

from hub import server
from tests.hub.command_line import Run
from tests.schema.served import until

ROOT = Path(__file__).parents[3]


def test_partners_alone_are_not_served_where_none_could_log_in(run: Run) -> None:
    refused = run("serve", "--only", "partner", "--host", "127.0.0.2")
    assert refused.status == 2
    assert "INTERCOOP_ADDRESS" in refused.err


def test_whoever_stops_it_sees_nothing_of_its_inside(tmp_path: Path) -> None:
    with server.listen("127.0.0.1", 0) as free:
        port = str(free.getsockname()[1])
    command = [sys.executable, "-c", "from hub.cli import main; main()", "serve", "--port", port]
    with subprocess.Popen(  # noqa: S603 - the hub's own command
        [*command, "--data", str(tmp_path)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as hub:
        until(lambda: _answers(port), 60)
        hub.send_signal(signal.SIGINT)
        _, said = hub.communicate(timeout=60)
    assert (hub.returncode, said) == (0, "")


def _answers(port: str) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/livez") as answer:
            return bool(answer.status == 200)
    except OSError:
        return False
