"""How do the rows of one table become records?"""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from connectors import waiting
from connectors.checking import Checking
from connectors.conditions import beside
from connectors.contract import Upload
from connectors.findings import Findings, Place
from connectors.pack import find_packs
from connectors.references import References
from connectors.taking import Taking, without_blank_rows
from tests.connectors.uploads import KEY, Shelf

COLUMNS = ("pseudonym", "category", "joined_on")


def taken(
    system: str, *parts: Sequence[tuple[str, ...]], **besides: str
) -> tuple[Findings, Shelf]:
    """What becomes of members of a system, some rows at a time."""
    [pack] = [one for one in find_packs() if (one.system, one.table) == (system, "members")]
    upload = Upload(
        cooperative="demo", import_id="i", files=(), key=KEY, known=None, scratch=Path()
    )
    findings, shelf = Findings(), Shelf()
    checking = Checking(
        upload=upload, sink=shelf, findings=findings, references=References.judged_elsewhere()
    )
    table = Taking(
        checking=checking,
        pack=pack,
        source="m.csv",
        place=lambda name: Place(file="m.csv", header=name),
    )
    row = 2
    for part in parts:
        text = pl.DataFrame(part, schema=dict.fromkeys(COLUMNS, pl.String), orient="row")
        text = text.with_columns(pl.lit(cell).alias(name) for name, cell in besides.items())
        table.take(text, pl.Series("row", range(row, row + len(part)), dtype=pl.UInt32))
        row += len(part)
    assert bool(shelf.tables) != pack.repeats
    table.finish()
    return findings, shelf


def test_rows_of_one_member_are_one_record_however_far_apart(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(waiting, "_SLICE", 2)
    other = [(str(number), "a", "2020-01-01") for number in range(10, 15)]
    findings, shelf = taken(
        "civicrm",
        [("1", "a", "2020-01-01"), *other],
        [("1", "a", "2019-01-01")],
        **{beside("Membership Status"): "Current"},
    )
    rows = pl.concat(shelf.tables["members"])
    assert rows["source_row"].to_list() == [2, 3, 4, 5, 6, 7]
    assert rows["joined_on"][0] == date(2019, 1, 1)
    assert all(batch.height <= waiting._SLICE for batch in shelf.tables["members"])  # noqa: SLF001 - as set above
    assert not findings.totals


def test_a_fault_in_a_row_that_is_joined_to_another_is_said_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(waiting, "_SLICE", 2)
    good = [("1", "a", "2020-01-01"), ("2", "a", "2020-01-01"), ("3", "a", "2020-01-01")]
    faulty = [("1", "a", "soon"), ("4", "a", "later")]
    findings, shelf = taken("dolibarr", good, faulty, **{beside("Statut"): "1"})
    found = [(one.code, one.row) for one in findings.listed([])]
    assert found == [("unreadable_date", 5), ("unreadable_date", 6)]
    assert pl.concat(shelf.tables["members"])["source_row"].to_list() == [2, 3, 4]


def test_what_needs_no_other_row_is_stored_at_once() -> None:
    good = [("1", "a", "01/01/2020"), ("2", "a", "01/01/2020")]
    _, shelf = taken("galette", good[:1], good[1:], **{"=compte": "Oui"})
    assert [batch.height for batch in shelf.tables["members"]] == [1, 1]


def test_rows_without_a_word_are_none_and_rows_without_a_key_are() -> None:
    text = pl.DataFrame(
        {"pseudonym": ["1", "", " ", None, "2"], "=name": ["", "A", "\xa0", "", None]}
    )
    row = pl.Series("row", [2, 3, 4, 5, 6], dtype=pl.UInt32)
    kept, rows = without_blank_rows(text, row, "pseudonym")
    assert rows.to_list() == [2, 3, 6]
    assert kept["pseudonym"].to_list() == ["1", "", "2"]
