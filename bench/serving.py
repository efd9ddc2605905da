"""Which servers of Python's does `servers_cpu.py` ask? One of these, in a process of its own.

    python -m bench.serving bare|strawberry|ours|hub [SHELF_URL]

Prints its port, and serves on loopback until its standard input ends.
"""

import os
import sys
import tempfile
import threading
from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route
from starlette.testclient import TestClient
from starlette.types import ASGIApp

from bench.hundred import NODES, AsItComes, ReadingInMemory, RowsInMemory
from hub.app import create_app
from hub.server import listen, serve
from hub.settings import Settings
from schema import enquiries
from schema.http import GraphQLEndpoint
from schema.subgraphs import HubSchema


def _bare() -> Starlette:
    with TestClient(_at_graphql(_ours())) as client:
        answer = client.post("/graphql", json={"query": NODES}).json()

    async def rows(_request: Request) -> JSONResponse:
        return JSONResponse(answer)

    return Starlette(routes=[Route("/graphql", rows, methods=["GET", "POST"])])


def _ours() -> GraphQLEndpoint:
    enquiries.Reading = ReadingInMemory  # type: ignore[misc]  Apollo's rows are not waited for, either
    return GraphQLEndpoint(RowsInMemory(), HubSchema())


def _at_graphql(endpoint: ASGIApp) -> Starlette:
    return Starlette(routes=[Route("/graphql", endpoint)])


def _hub(url: str) -> Starlette:
    with tempfile.TemporaryDirectory() as folder:
        return create_app(Settings.read(Path(folder), {"INTERCOOP_SHELF_URL": url}))


def main(kind: str, *of: str) -> None:
    """Serve."""
    made = {
        "bare": _bare,
        "strawberry": lambda: _at_graphql(AsItComes(RowsInMemory())),
        "ours": lambda: _at_graphql(_ours()),
        "hub": lambda: _hub(of[0]),
    }
    app = made[kind]()
    # the hub's own server stops its subscriptions first
    if not hasattr(app.state, "graphql"):
        app.state.graphql = _ours()
    place = listen("127.0.0.1", 0)
    threading.Thread(target=_until_told, daemon=True).start()
    print(place.getsockname()[1], flush=True)
    serve(app, place)


def _until_told() -> None:
    sys.stdin.read()
    os._exit(0)


if __name__ == "__main__":
    main(*sys.argv[1:])
