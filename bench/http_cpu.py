"""What does a kept answer cost, against a bare Starlette application that writes the same JSON?

    python -m bench.http_cpu [--requests 4000] [--rounds 9]

100 observations of 6 fields. Processor time (user and system) per request through the ASGI
interface, in one process; the sides take turns, so that a busy machine slows all of them, and the
ratio is the median over the rounds. The bare side writes with orjson, as the hub does. Bars: at
most 1.3 for a kept answer, at most 0.8 for a 304.
"""

import argparse
import asyncio
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import orjson
from rich.console import Console
from rich.table import Table
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message

from bench.hundred import release_them
from hub.app import create_app
from hub.migrate import upgrade
from hub.settings import Settings
from hub.stores import open_store

_QUERY = """{
  observations(filter: {}, first: 100) {
    nodes { period value numerator denominator status origin }
  }
}"""
_BARE = "bare Starlette, orjson"
_BARS = {"kept answer": 1.3, "304": 0.8}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--requests", type=int, default=4_000)
    parser.add_argument("--rounds", type=int, default=9)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, _hub(Path(folder)) as hub:
        costs = asyncio.run(_measure(hub, asked.requests, asked.rounds))
    table = Table("", "processor time, µs", "ratio", "bar")
    bare = costs.pop(_BARE)
    table.add_row(_BARE, f"{statistics.median(bare):.1f}", "1", "")
    for name, spent in costs.items():
        ratio = statistics.median(one / other for one, other in zip(spent, bare, strict=True))
        bar = f"<= {_BARS[name]}" if name in _BARS else ""
        table.add_row(name, f"{statistics.median(spent):.1f}", f"{ratio:.2f}", bar)
    Console().print(table)


async def _measure(hub: Starlette, requests: int, rounds: int) -> dict[str, list[float]]:
    body = orjson.dumps({"query": _QUERY})
    first = await _ask(hub, body=body)
    answer = orjson.loads(first.body)
    if len(answer["data"]["observations"]["nodes"]) != 100:  # noqa: PLR2004  as many as said above
        raise SystemExit("the hub does not answer as it should")

    async def rows(_request: Request) -> Response:
        return Response(orjson.dumps(answer), media_type="application/json")

    async def rows_slowly(_request: Request) -> JSONResponse:
        return JSONResponse(answer)

    bare, usual = (
        Starlette(routes=[Route("/graphql", endpoint, methods=["POST"])])
        for endpoint in (rows, rows_slowly)
    )
    asked_by_get: dict[str, Any] = {"method": "GET", "query_string": b"query=" + _QUERY.encode()}
    tag = (await _ask(hub, **asked_by_get)).headers[b"etag"]
    sides: dict[str, tuple[ASGIApp, dict[str, Any]]] = {
        _BARE: (bare, {"body": body}),
        "bare Starlette, its JSONResponse": (usual, {"body": body}),
        "kept answer": (hub, {"body": body}),
        "kept answer, brotli": (hub, {"body": body, "headers": [(b"accept-encoding", b"br")]}),
        "304": (hub, {**asked_by_get, "headers": [(b"if-none-match", tag)]}),
    }
    costs: dict[str, list[float]] = {name: [] for name in sides}
    for _ in range(rounds):
        for name, (app, request) in sides.items():
            started = time.process_time()
            for _ in range(requests):
                await _ask(app, **request)
            costs[name].append((time.process_time() - started) / requests * 1e6)
    return costs


class _Heard:
    """What an application sent."""

    def __init__(self) -> None:
        self.headers: dict[bytes, bytes] = {}
        self.body = b""

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.headers = dict(message["headers"])
        else:
            self.body += message["body"]


async def _ask(
    app: ASGIApp,
    *,
    method: str = "POST",
    body: bytes = b"",
    query_string: bytes = b"",
    headers: list[tuple[bytes, bytes]] | None = None,
) -> _Heard:
    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": "/graphql",
        "raw_path": b"/graphql",
        "root_path": "",
        "query_string": query_string,
        "headers": [
            (b"host", b"127.0.0.1"),
            (b"content-type", b"application/json"),
            (b"accept", b"application/json"),
            *(headers or ()),
        ],
        "client": ("127.0.0.1", 50_000),
        "server": ("127.0.0.1", 8_000),
    }
    heard = _Heard()
    await app(scope, receive, heard.send)
    return heard


@contextmanager
def _hub(folder: Path) -> Iterator[Starlette]:
    settings = Settings.read(folder, {})
    engine = open_store(settings.shelf_url)
    upgrade(engine, "shelf")
    release_them(engine)
    engine.dispose()
    app = create_app(settings)
    yield app
    app.state.shelf_engine.dispose()


if __name__ == "__main__":
    main()
