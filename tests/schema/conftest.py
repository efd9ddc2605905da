"""What do the tests of the graph ask of? A small shelf of two releases, on both databases."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest
import sqlalchemy as sa
from starlette.applications import Starlette
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient

from hub.releases import awaited
from hub.releases.contents import Contents
from hub.releases.reader import Shelf
from hub.releases.shelf import METADATA
from hub.releases.writer import write_release
from hub.stores import open_store
from schema.http import GraphQLEndpoint
from schema.subgraphs import HubSchema
from tests.schema.published import published

Ask = Callable[..., dict[str, Any]]


def fill(engine: sa.Engine) -> tuple[str, str]:
    """Write two releases; the first lacks the latest assembly's figures. Returns their ids."""
    METADATA.create_all(engine)
    whole = published()
    early = Contents(
        cooperatives=whole.cooperatives,
        indicators=whole.indicators,
        observations=tuple(one for one in whole.observations if one.period != "2023-06"),
    )
    imports = [{"cooperative": "railcoop", "import": "i-1", "commitment": "c0ffee"}]
    made = {"imports": imports, "parameters": "p1"}
    first = write_release(engine, early, made, software_version="0.1.0")
    second = write_release(engine, whole, made, software_version="0.1.0")
    return first.release_id, second.release_id


@contextmanager
def serve(engine: sa.Engine) -> Iterator[TestClient]:
    """A program that serves the graph at the hub's two addresses."""
    # a new release is answered from at once: the shelf is looked at for every request
    endpoint = GraphQLEndpoint(Shelf(engine), HubSchema(), every=0)
    routes = [
        Route("/graphql", endpoint),
        WebSocketRoute("/graphql", endpoint),
        Route("/releases/{release_id}/graphql", endpoint),
    ]
    with TestClient(Starlette(routes=routes)) as client:
        yield client


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[sa.Engine, str, str]]:
    """A filled SQLite shelf and the ids of its releases."""
    engine = open_store(f"sqlite:///{tmp_path_factory.mktemp('shelf') / 'shelf.db'}")
    yield engine, *fill(engine)
    engine.dispose()


@pytest.fixture(scope="session")
def releases(filled: tuple[sa.Engine, str, str]) -> tuple[str, str]:
    """The ids of the earlier and of the latest release."""
    return filled[1], filled[2]


@pytest.fixture(scope="session")
def client(filled: tuple[sa.Engine, str, str]) -> Iterator[TestClient]:
    """A client of the filled shelf."""
    with serve(filled[0]) as client:
        yield client


@pytest.fixture(scope="session")
def ask(client: TestClient) -> Ask:
    """Ask a query; the answer's `data`, after no error."""

    def asked(query: str, *, at: str = "/graphql", **variables: object) -> dict[str, Any]:
        answer = client.post(at, json={"query": query, "variables": variables}).json()
        assert "errors" not in answer, answer["errors"]
        found: dict[str, Any] = answer["data"]
        return found

    return asked


@pytest.fixture(scope="session")
def refused(client: TestClient) -> Ask:
    """Ask a query that is refused; its only error."""

    def asked(query: str, **variables: object) -> dict[str, Any]:
        answer = client.post("/graphql", json={"query": query, "variables": variables})
        assert answer.status_code == 200
        [error] = answer.json()["errors"]
        found: dict[str, Any] = error
        return found

    return asked


@pytest.fixture
def stored(
    store_url: str, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[TestClient, list[str]]]:
    """A client of a filled shelf on either database, and the SQL statements it makes."""
    engine = open_store(store_url)
    fill(engine)
    engine.dispose()
    reading = open_store(store_url, read_only=True)
    statements: list[str] = []
    listen(reading, statements)

    async def noting(connection: Any, text: str, given: Any) -> Any:  # noqa: ANN401  passed on as they come
        statements.append(text)
        return await rows(connection, text, given)

    rows = awaited._rows  # noqa: SLF001  the last place before the driver
    monkeypatch.setattr(awaited, "_rows", noting)
    with serve(reading) as client:
        yield client, statements
    reading.dispose()


def listen(engine: sa.Engine, statements: list[str]) -> None:
    """Note every statement that reaches the database's driver, whichever way it came."""

    class Noting(psycopg.Cursor[Any]):
        def execute(self, query: Any, *given: Any, **named: Any) -> "Noting":  # noqa: ANN401
            statements.append(str(query))
            super().execute(query, *given, **named)
            return self

    @sa.event.listens_for(engine, "connect")
    def _listen(connection: Any, _record: object) -> None:  # noqa: ANN401  either driver's
        if isinstance(connection, sqlite3.Connection):
            connection.set_trace_callback(statements.append)
        else:
            connection.cursor_factory = Noting
