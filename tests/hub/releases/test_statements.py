"""A statement is written once, kept within bounds, and outlives a lost connection."""

import psycopg
import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from hub.releases import statements
from hub.releases.statements import Asked, Statements
from hub.stores import open_store


def number(kind: str, value: int, written: list[str]) -> Asked:
    def write() -> sa.Select[tuple[int]]:
        written.append(kind)
        return sa.select(sa.bindparam("n", type_=sa.Integer).label("n"))

    return Asked(kind, write, {"n": value})


@pytest.fixture
def url(store_url: str) -> str:
    """A database that is there."""
    engine = open_store(store_url)
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE numbers (n INTEGER)")
    engine.dispose()
    return store_url


def test_a_kind_is_written_once_and_given_its_values_each_time(url: str) -> None:
    engine = open_store(url, read_only=True)
    asking, written = Statements(engine), list[str]()
    found = [asking.read(number("n", value, written)) for value in (1, 2)]
    engine.dispose()
    assert found == [[(1,)], [(2,)]]
    assert written == ["n"]


def test_what_was_asked_least_recently_is_forgotten(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(statements, "KEPT", 2)
    engine = open_store(url, read_only=True)
    asking, written = Statements(engine), list[str]()
    for kind in ("a", "b", "a", "c", "a", "b"):
        asking.read(number(kind, 1, written))
    engine.dispose()
    assert written == ["a", "b", "c", "b"]


def test_what_cannot_be_read_is_said(url: str) -> None:
    engine = open_store(url, read_only=True)
    nowhere = sa.table("nowhere", sa.column("n"))
    with pytest.raises(DBAPIError, match="nowhere"):
        Statements(engine).read(Asked("n", lambda: sa.select(nowhere.c.n), {}))
    engine.dispose()


def test_a_server_that_is_not_there_is_said() -> None:
    engine = open_store("postgresql+psycopg://127.0.0.1:1/none", read_only=True)
    with pytest.raises(DBAPIError, match="refused"):
        Statements(engine).read(number("n", 1, []))


def test_a_connection_that_its_server_left_is_made_again(
    fresh_database: "object", postgresql: sa.URL
) -> None:
    url = fresh_database()  # type: ignore[operator]
    engine = open_store(url, read_only=True)
    asking, written = Statements(engine), list[str]()
    asking.read(number("n", 1, written))
    with psycopg.connect(postgresql.set(drivername="postgresql").render_as_string()) as other:
        other.autocommit = True
        other.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s",
            [sa.make_url(url).database],
        )
    assert asking.read(number("n", 2, written)) == [(2,)]
    engine.dispose()
