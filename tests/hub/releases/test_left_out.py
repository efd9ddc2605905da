"""What a release leaves out is found in the newest release that has it."""

from dataclasses import replace

import sqlalchemy as sa

from hub.releases.contents import Contents
from hub.releases.left_out import LeftOut, left_out
from hub.releases.reader import Shelf
from hub.releases.release import Release
from hub.releases.writer import write_release
from tests.hub.releases.test_kept_tables import PLAN
from tests.hub.releases.test_writer import COOP


def release(engine: sa.Engine, *days: str) -> Release:
    plans = tuple(replace(PLAN, as_of=day) for day in days)
    said = Contents(cooperatives=(COOP,), plans=plans)
    written = write_release(engine, said, {}, software_version="1")
    found = Shelf(engine).release(written.release_id)
    assert found is not None
    return found


def found(engine: sa.Engine, after: Release) -> list[LeftOut]:
    with engine.connect() as connection:
        return [LeftOut(*row) for row in connection.execute(left_out(after))]


def test_each_day_is_in_the_newest_release_that_has_it(engine: sa.Engine) -> None:
    first = release(engine, "2020-01-01", "2021-01-01")
    second = release(engine, "2021-01-01")
    third = release(engine, "2022-01-01")
    about = (PLAN.cooperative, PLAN.population)
    oldest = LeftOut(first.id, *about, "2020-01-01")
    assert found(engine, first) == []
    assert found(engine, second) == [oldest]
    assert set(found(engine, third)) == {oldest, LeftOut(second.id, *about, "2021-01-01")}


def test_what_a_later_release_says_again_was_left_out_before_it(engine: sa.Engine) -> None:
    first = release(engine, "2020-01-01")
    second = release(engine, "2021-01-01")
    third = release(engine, "2020-01-01", "2021-01-01")
    assert [one.release_id for one in found(engine, second)] == [first.id]
    assert found(engine, third) == []
