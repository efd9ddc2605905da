"""Tables one under another are read each by its own headers, in a text or in a sheet."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.encoding import find_encoding
from connectors.pack import find_packs
from connectors.stacking import stack
from tests.connectors.test_spreadsheet import workbook
from tests.connectors.uploads import Reader

BODIES = [["code", "name_fr", "kind"], ["ca", "Conseil", "board"], ["et", "Éthique", "ethics"]]
ASSEMBLIES = [["code", "kind", "date"], ["ag-1", "ordinary", "2021-06-01"]]
MEMBERS = [
    ["lidnummer", "categorie", "soort persoon", "geslacht", "lid sinds"],
    ["L1", "users", "natuurlijk", "v", "2019-04-01"],
]
STACKED = [["Registre"], [], ["Organes"], *BODIES, [], *ASSEMBLIES, ["Leden"], *MEMBERS]


def as_text(rows: list[list[str]], delimiter: str = ";", width: int = 0) -> str:
    out = io.StringIO(newline="")
    padded = [row + [""] * (width - len(row)) for row in rows]
    csv.writer(out, delimiter=delimiter, lineterminator="\n").writerows(padded)
    return out.getvalue()


def parts(file: Path) -> list[tuple[str, int, int | None]]:
    encoding = find_encoding(file, lambda _done, _of: None)
    assert encoding is not None
    found = stack(file, encoding, ";", find_packs(), names=[file.stem])
    return [(one.recognised.pack.table, one.recognised.row, one.last) for one in found.parts]


@pytest.mark.parametrize("width", [0, 5], ids=["as wide as each", "as wide as the widest"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_every_table_of_a_text_is_read(read: Reader, delimiter: str, width: int) -> None:
    outcome = read({"register.csv": as_text(STACKED, delimiter, width)})
    assert outcome.codes() == []
    assert outcome.report.rows == {"bodies": 2, "assemblies": 1, "members": 1}


def test_every_table_of_a_sheet_is_read(read: Reader) -> None:
    outcome = read({"register.xlsx": workbook({"Alles": STACKED})})
    assert outcome.codes() == []
    assert outcome.report.rows == {"bodies": 2, "assemblies": 1, "members": 1}


def test_an_error_is_at_its_row_of_the_file(read: Reader) -> None:
    rows = [list(row) for row in STACKED]
    rows[8][2] = "31/02/2021"
    outcome = read({"register.csv": as_text(rows)})
    assert outcome.places("unreadable_date") == [(9, "C")]
    assert len(outcome.codes()) == 1


def test_a_titled_table_that_lacks_a_column_is_refused_by_name(read: Reader) -> None:
    mandates = [["Mandats"], ["member_number", "role", "start_on"], ["N-1", "chair", "2020-01-01"]]
    outcome = read({"register.csv": as_text([*BODIES, [], *mandates])})
    assert outcome.one("unrecognised_table").row == 6


def test_each_table_ends_above_the_title_of_the_next(tmp_path: Path) -> None:
    file = tmp_path / "register.csv"
    file.write_text(as_text(STACKED))
    assert parts(file) == [("bodies", 4, 6), ("assemblies", 8, 9), ("members", 11, None)]


def test_words_that_are_headers_elsewhere_start_no_table(tmp_path: Path) -> None:
    file = tmp_path / "bodies.csv"
    file.write_text(as_text([*BODIES, ["code", "kind", "board"], [], ["et2", "kind", "ethics"]]))
    assert parts(file) == []


@given(st.lists(st.sampled_from([BODIES, ASSEMBLIES, MEMBERS]), min_size=2, max_size=5))
def test_however_they_are_stacked_each_is_found(
    tmp_path_factory: pytest.TempPathFactory, tables: list[list[list[str]]]
) -> None:
    file = tmp_path_factory.mktemp("stack") / "all.csv"
    file.write_text(as_text([row for table in tables for row in [[], *table]]))
    assert len(parts(file)) == len(tables)
