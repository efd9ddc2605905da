"""Anybody can audit a release again from what is published; the exit status says the result."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa
import typer
from typer.testing import CliRunner

from hub import migrate
from hub.commands import audit, cells
from hub.commands.shelf import NoShelf, UnknownRelease
from hub.previous import tables_digest
from hub.releases.cell import EVERYONE, Cell
from hub.releases.contents import Contents
from hub.releases.shelf import CELLS
from hub.releases.table_plan import Movers, TablePlan
from hub.releases.writer import write_release
from hub.stores import open_store
from tests.hub.disclosure.audited import GENDER, cell, plan, structure
from tests.hub.releases.test_writer import COOP

PLAN = plan(structure({"gender": GENDER}, ("gender",)), {EVERYONE: 52})


def counts(women: float, men: float) -> Sequence[Cell]:
    keys = {EVERYONE: women + men, (("gender", "female"),): women, (("gender", "male"),): men}
    return [cell(key, value) for key, value in keys.items()]


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[sa.Engine]:
    engine = open_store(f"sqlite:///{tmp_path / 'shelf.db'}")
    migrate.upgrade(engine, "shelf")
    yield engine
    engine.dispose()


def release(engine: sa.Engine, of: Sequence[Cell], under: TablePlan = PLAN) -> str:
    said = Contents(cooperatives=(COOP,), cells=tuple(of), plans=(under,))
    made = {"tables": tables_digest(said.cells, said.plans)}
    return write_release(engine, said, made, software_version="1").release_id


def ran(folder: Path, *words: str) -> tuple[int, str]:
    app = typer.Typer()
    app.command("audit")(audit.audit)
    app.command("cells")(cells.cells)
    outcome = CliRunner().invoke(app, [*words, "--data", str(folder)], catch_exceptions=False)
    return outcome.exit_code, outcome.output


def test_a_release_that_tells_nothing_passes(engine: sa.Engine, tmp_path: Path) -> None:
    found = release(engine, counts(30, 20))
    status, said = ran(tmp_path, "audit", "latest")
    assert status == 0
    assert f"Release {found}" in said
    assert "with none before it" in said
    assert "0 findings" in said


def test_a_release_that_tells_too_much_is_said_to(engine: sa.Engine, tmp_path: Path) -> None:
    release(engine, counts(31, 20))
    status, said = ran(tmp_path, "audit", "latest")
    assert status == audit.FOUND
    assert "gender=female" in said
    assert "no multiple of the base" in said


def test_the_release_before_is_held_beside_unless_another_is_named(
    engine: sa.Engine, tmp_path: Path
) -> None:
    first = release(engine, counts(30, 20))
    second = release(engine, counts(25, 25), replace(PLAN, movers=Movers.FEW))
    status, said = ran(tmp_path, "audit", second, "--json")
    report = json.loads(said)
    assert status == audit.FOUND
    assert report["previous"] == first
    assert {one["kind"] for one in report["findings"]} == {"held"}
    assert ran(tmp_path, "audit", second, "--against", second)[0] == 0


def test_a_day_that_the_release_before_left_out_is_held_against_the_one_that_has_it(
    engine: sa.Engine, tmp_path: Path
) -> None:
    release(engine, counts(30, 20))
    other_day = replace(PLAN, as_of="2023-06-01")
    release(engine, [replace(one, as_of="2023-06-01") for one in counts(30, 20)], other_day)
    third = release(engine, counts(25, 25), replace(PLAN, movers=Movers.FEW))
    status, said = ran(tmp_path, "audit", third, "--json")
    assert status == audit.FOUND
    assert {one["kind"] for one in json.loads(said)["findings"]} == {"held"}


def test_altered_tables_are_said_to_be_although_nothing_follows_from_them(
    engine: sa.Engine, tmp_path: Path
) -> None:
    release(engine, counts(30, 20))
    with engine.begin() as connection:
        kept = connection.scalar(sa.select(CELLS.c.cells))
        assert kept is not None
        swapped = {**kept, "key": [kept["key"][at] for at in (0, 2, 1)]}
        connection.execute(sa.update(CELLS).values(cells=swapped))
    status, said = ran(tmp_path, "audit", "latest")
    assert status == audit.FOUND
    assert "0 findings" in said
    assert "not those that were published" in said


def test_an_unlimited_count_is_said_to_have_no_end(engine: sa.Engine, tmp_path: Path) -> None:
    release(engine, [cell(EVERYONE, 51, upper=None)])
    assert "47 to any" in ran(tmp_path, "audit", "latest")[1]


def test_an_unknown_release_and_an_empty_hub_are_said_to_be(
    engine: sa.Engine, tmp_path: Path
) -> None:
    with pytest.raises(UnknownRelease, match="intercoop releases"):
        ran(tmp_path, "audit", "unknown")
    with pytest.raises(UnknownRelease):
        ran(tmp_path, "audit", "latest")
    with pytest.raises(NoShelf, match="intercoop release"):
        ran(tmp_path / "nowhere", "cells", "latest")
    assert engine.dialect.name == "sqlite"
