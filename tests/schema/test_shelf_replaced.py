"""Whatever happens to the shelf's file, readers hear the truth, or that it cannot be told now."""

import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.routing import Route
from starlette.testclient import TestClient

from hub.releases.reader import Shelf
from hub.stores import open_store
from schema.http import GraphQLEndpoint
from schema.subgraphs import HubSchema
from tests.schema.released import empty, release

SLUGS = "{ cooperatives { nodes { slug bodies { nodes { code } } } } }"
BODIES = "{ recommendations { nodes { code } } }"
INSIDE = ("sqlite", "sqlalchemy", "traceback", "database", ".db", "table", "select")


def written(file: Path, *counts: int) -> list[str]:
    """A shelf with a release of so many cooperatives each; their ids."""
    engine = open_store(f"sqlite:///{file}")
    empty(engine)
    ids = [release(engine, count) for count in counts]
    engine.dispose()
    return ids


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "shelf.db"


@pytest.fixture
def client(file: Path) -> Iterator[TestClient]:
    """A hub that has answered from a shelf of one release."""
    written(file, 1)
    engine = open_store(f"sqlite:///{file}", read_only=True, seconds=0.2)
    endpoint = GraphQLEndpoint(Shelf(engine), HubSchema(), every=0)
    routes = [
        Route("/graphql", endpoint),
        Route("/releases/{release_id}/graphql", endpoint),
    ]
    with TestClient(Starlette(routes=routes)) as client:
        assert client.post("/graphql", json={"query": "{ __typename }"}).status_code == 200
        yield client
    engine.dispose()


def ask(client: TestClient, query: str, at: str = "/graphql") -> tuple[int, dict[str, object]]:
    answer = client.post(at, json={"query": query})
    assert not any(word in answer.text.lower() for word in INSIDE)
    if answer.status_code == 503:
        assert int(answer.headers["retry-after"]) > 0
        assert answer.headers["cache-control"] == "no-store"
    found: dict[str, object] = answer.json()
    return answer.status_code, found


def test_another_shelf_in_its_place_is_the_one_that_answers(
    client: TestClient, file: Path
) -> None:
    [gone] = written(file.with_name("same.db"), 1)
    assert ask(client, BODIES, f"/releases/{gone}/graphql")[0] == 200
    written(file.with_name("other.db"), 2)
    file.with_name("other.db").replace(file)
    assert ask(client, "{ cooperatives { nodes { slug } } }")[0] == 200
    # what only the former shelf held is not answered as if it were empty
    status, said = ask(client, "{ practices { nodes { code } } }", f"/releases/{gone}/graphql")
    assert (status, "data" in said) == (404, False)


def test_a_release_that_went_while_it_was_known_is_asked_anew(
    client: TestClient, file: Path
) -> None:
    written(file.with_name("other.db"), 2, 3)
    file.with_name("other.db").replace(file)
    status, said = ask(client, SLUGS)
    assert status == 200
    assert len(said["data"]["cooperatives"]["nodes"]) == 3  # type: ignore[index]


def test_a_file_that_was_moved_away_is_missed_and_found_again(
    client: TestClient, file: Path
) -> None:
    away = file.with_name("away.db")
    file.rename(away)
    assert ask(client, BODIES)[0] == 503
    # what is at hand is still given
    assert ask(client, "{ __typename }")[0] == 200
    away.rename(file)
    assert ask(client, BODIES) == (200, {"data": {"recommendations": {"nodes": []}}})


def test_a_file_that_is_no_shelf_is_told_and_the_shelf_is_found_again(
    client: TestClient, file: Path
) -> None:
    kept = file.with_name("kept.db")
    shutil.copy(file, kept)
    other = file.with_name("other")
    other.write_bytes(b"no shelf at all " * 1000)
    other.replace(file)
    assert ask(client, BODIES)[0] == 503
    kept.replace(file)
    assert ask(client, BODIES)[0] == 200


def test_a_locked_shelf_is_waited_for_but_not_for_long(client: TestClient, file: Path) -> None:
    locked = file.with_name("locked.db")
    written(locked, 2)
    other = sqlite3.connect(locked, isolation_level=None)
    other.execute("PRAGMA journal_mode=DELETE")
    other.execute("BEGIN EXCLUSIVE")
    locked.replace(file)
    try:
        status, said = ask(client, BODIES)
    finally:
        other.rollback()
        other.close()
    assert (status, said["errors"][0]["extensions"]) == (503, {"code": "UNAVAILABLE"})  # type: ignore[index]
    assert ask(client, BODIES)[0] == 200
