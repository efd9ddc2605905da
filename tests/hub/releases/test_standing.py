"""Whoever kept every release has the newest tables of each day, wherever they are."""

from dataclasses import replace

import sqlalchemy as sa

from hub.releases.contents import Contents
from hub.releases.reader import Shelf
from hub.releases.release import Release
from hub.releases.standing import place, standing, tables
from hub.releases.writer import write_release
from tests.hub.releases.test_kept_tables import CELL, PLAN
from tests.hub.releases.test_writer import COOP


def release(engine: sa.Engine, **days: float) -> Release:
    """One with a table of one cell on each of these days."""
    said = Contents(
        cooperatives=(COOP,),
        plans=tuple(replace(PLAN, as_of=day) for day in days),
        cells=tuple(replace(CELL, as_of=day, value=value) for day, value in days.items()),
    )
    written = write_release(engine, said, {}, software_version="1")
    found = Shelf(engine).release(written.release_id)
    assert found is not None
    return found


def test_a_release_stands_with_what_it_left_out(engine: sa.Engine) -> None:
    first = release(engine, monday=50, tuesday=60)
    second = release(engine, tuesday=65)
    shelf = Shelf(engine)
    found = standing(shelf, second)
    assert {cell.as_of: cell.value for cell in found.tables.cells} == {"monday": 50, "tuesday": 65}
    assert {plan.as_of for plan in found.tables.plans} == {"monday", "tuesday"}
    monday = place(replace(PLAN, as_of="monday"))
    assert found.left_out == {monday: first.id}
    assert found.releases == {
        first.id: tables(shelf, first.id),
        second.id: tables(shelf, second.id),
    }


def test_a_later_release_changes_nothing_of_what_stood(engine: sa.Engine) -> None:
    first = release(engine, monday=50)
    release(engine, monday=55)
    shelf = Shelf(engine)
    assert standing(shelf, first).tables == tables(shelf, first.id)
