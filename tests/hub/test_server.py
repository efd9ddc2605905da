"""When the hub stops, those who are being told of releases are let go first."""

import http.client
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from hub.settings import Settings
from tests.hub.web.released import fill_shelf

NEWS = "subscription%7BreleasePublished%7Bid%7D%7D"


def test_an_open_stream_does_not_keep_the_hub_from_stopping(tmp_path: Path) -> None:
    fill_shelf(Settings.read(tmp_path, {}).shelf_url)
    program = (
        "import sys; from hub.app import create_app; from hub.server import serve;"
        "from hub.settings import Settings; from pathlib import Path; import socket;"
        "free = socket.create_server(('127.0.0.1', 0)); port = free.getsockname()[1];"
        "free.close();"
        "print(port, flush=True);"
        "serve(create_app(Settings.read(Path(sys.argv[1]), {})), host='127.0.0.1', port=port)"
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


def _stream(port: int) -> http.client.HTTPResponse:
    asked = urllib.request.Request(
        f"http://127.0.0.1:{port}/graphql?query={NEWS}", headers={"accept": "text/event-stream"}
    )
    for _ in range(600):
        try:
            stream: http.client.HTTPResponse = urllib.request.urlopen(asked, timeout=30)  # noqa: S310
        except urllib.error.URLError:
            time.sleep(0.1)
        else:
            return stream
    raise AssertionError("the hub did not start within a minute")
