"""Rows that are awaited are the same rows, and a connection is never left half-way."""

import asyncio
from collections.abc import Iterator

import psycopg
import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from hub.releases import awaited
from hub.releases.awaited import Awaited
from hub.releases.statements import Asked, Statements
from hub.stores import open_store, was_stopped
from tests.conftest import MakesDatabase

KINDS = sa.table("kinds", *(sa.column(name) for name in ("n", "r", "b", "t", "j")))


@pytest.fixture
def url(fresh_database: MakesDatabase) -> str:
    made = fresh_database()
    engine = open_store(made)
    with engine.begin() as connection:
        connection.exec_driver_sql(
            "CREATE TABLE kinds (n integer, r double precision, b boolean, t text, j json)"
        )
        connection.exec_driver_sql(
            "INSERT INTO kinds VALUES (1, 0.1, true, 'é 100 %%', '[1]'), (2, null, null, null, "
            "null)"
        )
    engine.dispose()
    return made


@pytest.fixture
def engine(url: str) -> Iterator[sa.Engine]:
    engine = open_store(url, read_only=True, seconds=20)
    yield engine
    engine.dispose()


def asked(kind: str = "all", *, t: str | None = "é 100 %") -> Asked:
    def write() -> sa.Select[tuple[object, ...]]:
        j = sa.cast(KINDS.c.j, sa.Text)
        query = sa.select(KINDS.c.n, KINDS.c.r, KINDS.c.b, KINDS.c.t, j).order_by(KINDS.c.n)
        given = sa.bindparam("t", type_=sa.Text)
        return query.where(KINDS.c.n <= sa.bindparam("n", type_=sa.Integer), given.is_not(None))

    return Asked(kind, write, {"n": 2, "t": t})


def said(statement: str) -> Asked:
    return Asked(statement, lambda: sa.select(sa.literal_column(statement)), {})


@pytest.mark.parametrize("t", ["é 100 %", None], ids=["some", "none"])
def test_awaited_rows_are_those_that_a_thread_reads(engine: sa.Engine, t: str | None) -> None:
    found = asyncio.run(Awaited(engine).read(asked(t=t)))
    assert found == Statements(engine).read(asked(t=t))
    assert len(found) == (0 if t is None else 2)


def test_many_are_asked_at_once_and_each_is_told_its_own(engine: sa.Engine) -> None:
    asking = Awaited(engine)

    async def all_of_them() -> list[list[tuple[object, ...]]]:
        return await asyncio.gather(*(asking.read(said(f"{n}")) for n in range(30)))

    assert asyncio.run(all_of_them()) == [[(n,)] for n in range(30)]
    pool = engine.pool
    assert isinstance(pool, sa.QueuePool)
    assert pool.checkedin() <= awaited.AT_ONCE
    assert pool.checkedout() == 0


def test_a_statement_is_prepared_once_and_not_without_end(
    engine: sa.Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(awaited, "PREPARED", 2)
    asking = Awaited(engine)

    async def one_after_the_other() -> list[tuple[object, ...]]:
        for kind in ("1", "2", "1", "3", "4", "2"):
            await asking.read(said(kind))
        return await asking.read(said("name FROM pg_prepared_statements ORDER BY name"))

    assert asyncio.run(one_after_the_other()) == [("figures_0",), ("figures_1",)]


def test_what_cannot_be_read_is_said_and_the_connection_is_good(engine: sa.Engine) -> None:
    asking = Awaited(engine)
    with pytest.raises(DBAPIError, match="nowhere"):
        asyncio.run(asking.read(said("nowhere")))
    with pytest.raises(DBAPIError, match="division by zero"):
        asyncio.run(asking.read(said("1 / 0")))
    assert asyncio.run(asking.read(said("1"))) == [(1,)]


def test_a_statement_that_takes_too_long_is_stopped(url: str) -> None:
    engine = open_store(url, read_only=True, seconds=0.1)
    with pytest.raises(DBAPIError) as stopped:
        asyncio.run(Awaited(engine).read(said("pg_sleep(20)")))
    engine.dispose()
    assert was_stopped(stopped.value)


def test_nothing_is_written(engine: sa.Engine) -> None:
    statement = Asked("w", lambda: sa.text("DELETE FROM kinds"), {})  # type: ignore[arg-type, return-value]
    with pytest.raises(DBAPIError, match="read-only"):
        asyncio.run(Awaited(engine).read(statement))


def test_whoever_goes_away_leaves_no_connection_half_way(engine: sa.Engine) -> None:
    asking = Awaited(engine)

    async def went_away() -> list[tuple[object, ...]]:
        await asking.read(said("1"))
        waiting = asyncio.create_task(asking.read(said("pg_sleep(5), 7")))
        await asyncio.sleep(0.1)
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting
        return await asking.read(said("2"))

    assert asyncio.run(went_away()) == [(2,)]


def test_the_loop_goes_on_while_the_server_thinks(engine: sa.Engine) -> None:
    asking = Awaited(engine)

    async def meanwhile() -> int:
        waiting = asyncio.create_task(asking.read(said("pg_sleep(0.2)")))
        turns = 0
        while not waiting.done():
            await asyncio.sleep(0.01)
            turns += 1
        return turns

    assert asyncio.run(meanwhile()) >= 3


def test_a_connection_that_its_server_left_is_made_again(
    engine: sa.Engine, postgresql: sa.URL
) -> None:
    asking = Awaited(engine)
    asyncio.run(asking.read(said("1")))
    plain = postgresql.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(plain, autocommit=True) as other:
        other.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s",
            [engine.url.database],
        )
    assert asyncio.run(asking.read(said("2"))) == [(2,)]


def test_a_server_that_is_gone_is_an_error() -> None:
    nowhere = open_store("postgresql+psycopg://127.0.0.1:1/none", read_only=True)
    with pytest.raises(DBAPIError):
        asyncio.run(Awaited(nowhere).read(said("1")))


@pytest.mark.parametrize("size", [10, 3_000_000], ids=["short", "long"])
def test_long_values_come_and_go_whole(engine: sa.Engine, size: int) -> None:
    given = Asked("t", lambda: sa.select(sa.bindparam("t", type_=sa.Text)), {"t": "x" * size})
    [[found]] = asyncio.run(Awaited(engine).read(given))
    assert found == "x" * size
