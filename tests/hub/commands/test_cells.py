"""A release's cells are one long table whose columns add up, and no cell of it is a formula."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa

from hub import migrate
from hub.commands.cells import UnknownCooperative
from hub.releases.cell import EVERYONE, Cell
from hub.releases.contents import Contents
from hub.releases.structure import Column
from hub.releases.writer import write_release
from hub.stores import open_store
from hub.vocabulary import Status
from tests.hub.commands.test_audit import ran
from tests.hub.disclosure.audited import PLACE, SIDE, cell, cells, plan, structure
from tests.hub.releases.test_writer import COOP

#: West and north are held by some together with another place.
HELD = Column(
    dimension="place", codes={"w": frozenset({"west"})}, partition=False, codes_of="place"
)
BY_PLACE = structure(
    {"place": PLACE, "side": SIDE, "held": HELD}, ("place",), ("side",), ("held",)
)
VALUES = {"east": 10, "north": 15, "west": 20, "far": 30}


def published() -> list[Cell]:
    return cells(BY_PLACE, lambda key: VALUES[key[0][1]] if key else 45)


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[sa.Engine]:
    engine = open_store(f"sqlite:///{tmp_path / 'shelf.db'}")
    migrate.upgrade(engine, "shelf")
    yield engine
    engine.dispose()


def release(engine: sa.Engine, of: Sequence[Cell], *days: str) -> None:
    plans = tuple(plan(BY_PLACE, as_of=day) for day in days or ("2025-12-31",))
    said = Contents(cooperatives=(COOP,), cells=tuple(of), plans=plans)
    write_release(engine, said, {}, software_version="1")


def lines(folder: Path, *options: str) -> list[dict[str, str]]:
    status, text = ran(folder, "cells", "latest", *options)
    assert status == 0
    return list(csv.DictReader(text.splitlines()))


def test_every_column_adds_up_to_the_total(engine: sa.Engine, tmp_path: Path) -> None:
    release(engine, published())
    found = lines(tmp_path)
    assert list(found[0]) == [
        "cooperative", "population", "period", "measure", "place", "side", "value", "status",
        "reason", "lo", "hi",
    ]  # fmt: skip
    [total] = [one for one in found if (one["place"], one["side"]) == ("T", "T")]
    assert (total["value"], total["status"], total["lo"], total["hi"]) == (
        "45", "rounded", "41", "49",
    )  # fmt: skip
    for column, other in (("place", "side"), ("side", "place")):
        parts = [float(one["value"]) for one in found if one[column] != "T" == one[other]]
        assert sum(parts) == 45


def test_groups_that_overlap_are_left_out(engine: sa.Engine, tmp_path: Path) -> None:
    release(engine, published())
    assert "held" not in lines(tmp_path)[0]
    assert len(lines(tmp_path)) == 1 + 3 + 2


def test_one_cooperative_can_be_asked_for(engine: sa.Engine, tmp_path: Path) -> None:
    release(engine, published())
    assert len(lines(tmp_path, "--cooperative", "coop")) == 6
    with pytest.raises(UnknownCooperative, match="It has: coop"):
        lines(tmp_path, "--cooperative", "other")


def test_days_that_share_a_period_are_called_by_their_date(
    engine: sa.Engine, tmp_path: Path
) -> None:
    earlier = [replace(one, as_of="2025-06-01") for one in published()]
    release(engine, [*published(), *earlier], "2025-12-31", "2025-06-01")
    assert {one["period"] for one in lines(tmp_path)} == {"2025-06-01", "2025-12-31"}


def test_capital_has_the_columns_of_its_own_cells(engine: sa.Engine, tmp_path: Path) -> None:
    shown = cell(EVERYONE, 1234.5, measure="capital", lower=None, upper=None)
    hidden = cell(
        (("held", "w"),), None, measure="capital", status=Status.SUPPRESSED_PRIMARY,
        reason="few_or_dominant_holders", lower=0.0,
    )  # fmt: skip
    release(engine, [shown, hidden])
    found = lines(tmp_path, "--magnitudes")
    assert [(one["held"], one["value"], one["lo"], one["reason"]) for one in found] == [
        ("T", "1234.5", "", ""),
        ("w", "", "0", "few_or_dominant_holders"),
    ]
    assert lines(tmp_path) == []


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_no_text_is_a_formula(engine: sa.Engine, tmp_path: Path, start: str) -> None:
    release(engine, [cell(EVERYONE, 45, measure="capital", reason=f"{start}1+1")])
    assert lines(tmp_path, "--magnitudes")[0]["reason"] == f"'{start}1+1"
