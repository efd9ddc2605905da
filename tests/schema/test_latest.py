"""The latest release is looked up once for all, and outlives a shelf that cannot be read."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import sqlalchemy as sa

from hub.releases.reader import Shelf
from hub.stores import open_store
from schema.directory import Directories
from schema.latest import Latest
from tests.schema.released import empty, release


@pytest.fixture
def engine(store_url: str) -> Iterator[sa.Engine]:
    engine = open_store(store_url)
    yield engine
    engine.dispose()


def latest(engine: sa.Engine, *, every: float) -> Latest:
    return Latest(Directories(Shelf(engine)), every=every)


async def number(asked: Latest) -> int | None:
    found = await asked.directory()
    return found.release.number if found else None


@contextmanager
def counted(engine: sa.Engine) -> Iterator[list[str]]:
    statements: list[str] = []

    def note(*called: str) -> None:
        statements.append(called[2])

    sa.event.listen(engine, "before_cursor_execute", note)
    yield statements
    sa.event.remove(engine, "before_cursor_execute", note)


def test_before_the_first_release_there_is_none(engine: sa.Engine) -> None:
    empty(engine)
    assert asyncio.run(number(latest(engine, every=60))) is None


def test_a_thousand_who_ask_at_once_make_one_look(engine: sa.Engine) -> None:
    empty(engine)
    release(engine, 1)

    async def asked() -> set[int | None]:
        known = latest(engine, every=60)
        return set(await asyncio.gather(*(number(known) for _ in range(1_000))))

    with counted(engine) as statements:
        assert asyncio.run(asked()) == {1}
    assert sum("FROM releases" in one for one in statements) == 1


def test_a_new_release_is_seen_when_the_time_has_come(engine: sa.Engine) -> None:
    empty(engine)
    release(engine, 1)

    async def asked() -> list[int | None]:
        often, rarely = latest(engine, every=0), latest(engine, every=60)
        before = [await number(often), await number(rarely)]
        release(engine, 2)
        return [*before, await number(often), await number(rarely)]

    assert asyncio.run(asked()) == [1, 1, 2, 1]


def test_a_shelf_that_can_no_longer_be_read_leaves_the_release_that_was_known(
    engine: sa.Engine,
) -> None:
    empty(engine)
    release(engine, 1)

    async def asked() -> int | None:
        known = latest(engine, every=0)
        await number(known)
        with engine.begin() as connection:
            connection.execute(sa.text("ALTER TABLE releases RENAME TO elsewhere"))
        return await number(known)

    assert asyncio.run(asked()) == 1


def test_a_shelf_that_never_could_be_read_says_so(engine: sa.Engine) -> None:
    with pytest.raises(sa.exc.SQLAlchemyError):
        asyncio.run(number(latest(engine, every=0)))


def test_nobody_waits_for_a_locked_shelf(engine: sa.Engine, store_url: str) -> None:
    empty(engine)
    release(engine, 1)
    reading = open_store(store_url, read_only=True)
    locked, answered = threading.Event(), threading.Event()

    def lock() -> None:
        with engine.connect() as connection:
            if connection.dialect.name == "sqlite":
                connection.exec_driver_sql("PRAGMA locking_mode=EXCLUSIVE")
                connection.exec_driver_sql("UPDATE releases SET number = number")
            else:
                connection.exec_driver_sql("LOCK TABLE releases IN ACCESS EXCLUSIVE MODE")
            locked.set()
            answered.wait(30)
            connection.rollback()

    async def asked() -> int | None:
        known = latest(reading, every=0)
        await number(known)
        reading.dispose()
        locking = threading.Thread(target=lock)
        locking.start()
        locked.wait(30)
        try:
            return await number(known)
        finally:
            answered.set()
            locking.join()
            engine.dispose()
            await number(known)  # the look that was held up ends before its loop does

    assert asyncio.run(asked()) == 1
    reading.dispose()
