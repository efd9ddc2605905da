"""Everybody who waits is told of every release, in order, by one look at the shelf."""

import asyncio
from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from hub.releases.reader import Shelf
from hub.stores import open_store
from schema.arrivals import Arrivals
from schema.directory import Directories
from schema.latest import Latest
from tests.schema.released import empty, release


@pytest.fixture
def engine(store_url: str) -> Iterator[sa.Engine]:
    engine = open_store(store_url)
    empty(engine)
    release(engine, 1)
    yield engine
    engine.dispose()


def arrivals(engine: sa.Engine) -> Arrivals:
    shelf = Shelf(engine)
    directories = Directories(shelf)
    return Arrivals(shelf, directories, Latest(directories, every=0.01))


async def numbers(waited: Arrivals, than: int) -> list[int]:
    return [one.release.number for one in await waited.later(than)]


def running() -> int:
    return len(asyncio.all_tasks()) - 1


def test_all_who_wait_are_told_and_nothing_runs_on(engine: sa.Engine) -> None:
    async def told() -> tuple[list[list[int]], int]:
        waited = arrivals(engine)
        waiting = [asyncio.create_task(numbers(waited, 1)) for _ in range(50)]
        await asyncio.sleep(0.05)
        assert not any(one.done() for one in waiting)
        assert running() <= 50 + 2  # one watch for all, and its look
        release(engine, 2)
        found = await asyncio.gather(*waiting)
        await asyncio.sleep(0.05)
        return found, running()

    found, left = asyncio.run(told())
    assert found == [[2]] * 50
    assert left == 0


def test_who_was_away_is_told_of_all_that_came_meanwhile(engine: sa.Engine) -> None:
    release(engine, 2)
    release(engine, 3)
    assert asyncio.run(numbers(arrivals(engine), 0)) == [1, 2, 3]
    assert asyncio.run(numbers(arrivals(engine), 1)) == [2, 3]


def test_who_stops_waiting_leaves_nothing_behind(engine: sa.Engine) -> None:
    async def left() -> int:
        waited = arrivals(engine)
        for _ in range(3):
            with pytest.raises(TimeoutError):
                await asyncio.wait_for(waited.later(1), 0.03)
        await asyncio.sleep(0.05)
        return running()

    assert asyncio.run(left()) == 0


def test_when_the_hub_stops_nobody_waits_on(engine: sa.Engine) -> None:
    async def told() -> list[list[int]]:
        waited = arrivals(engine)
        waiting = [asyncio.create_task(numbers(waited, 1)) for _ in range(3)]
        await asyncio.sleep(0.03)
        waited.stop()
        return [*await asyncio.gather(*waiting), await numbers(waited, 0)]

    assert asyncio.run(told()) == [[], [], [], []]


def test_a_shelf_that_cannot_be_read_for_a_while_only_delays_the_news(engine: sa.Engine) -> None:
    def rename(one: str, other: str) -> None:
        with engine.begin() as connection:
            connection.execute(sa.text(f"ALTER TABLE {one} RENAME TO {other}"))

    async def told() -> list[int]:
        waited = arrivals(engine)
        rename("releases", "elsewhere")
        waiting = asyncio.create_task(numbers(waited, 1))
        await asyncio.sleep(0.05)
        rename("elsewhere", "releases")
        release(engine, 2)
        return await asyncio.wait_for(waiting, 20)

    assert asyncio.run(told()) == [2]


def test_news_that_cannot_be_read_are_told_once_they_can(engine: sa.Engine) -> None:
    async def told() -> list[int]:
        waited = arrivals(engine)
        release(engine, 2)
        release(engine, 3)
        assert await numbers(waited, 2) == [3]
        with engine.begin() as connection:
            connection.execute(sa.text("ALTER TABLE cooperatives RENAME TO elsewhere"))
        waiting = asyncio.create_task(numbers(waited, 1))
        await asyncio.sleep(0.1)
        with engine.begin() as connection:
            connection.execute(sa.text("ALTER TABLE elsewhere RENAME TO cooperatives"))
        return await asyncio.wait_for(waiting, 20)

    assert asyncio.run(told()) == [2, 3]
