"""Are planted errors found, each at its row and column, and nothing else? In every table."""

import csv
import io
import random
from pathlib import Path

import pytest

from connectors.contract import Finding, Severity, Upload
from connectors.headers import letters
from connectors.reading import read_upload
from connectors.table_pack import PERSONS, Parse, TablePack
from tests.connectors.test_every_table import FORMS, KNOWN, PACKS, written_and_meant
from tests.connectors.uploads import KEY, Shelf

#: A cooperative's own row stands alone in its file.
TABLES = [table for table in PACKS if table != "cooperatives"]
ROWS = 60
PLANTED = 20
#: What no column of a kind can mean, and the finding of it.
WRONG = {
    Parse.DATE: ("31/02/2020", "unreadable_date"),
    Parse.PARTIAL_DATE: ("2020-13", "unreadable_date"),
    Parse.YEAR: ("19x0", "unreadable_year"),
    Parse.PERIOD: ("2020-13", "unreadable_period"),
    Parse.INTEGER: ("12a", "unreadable_integer"),
    Parse.DECIMAL: ("1,2,3", "unreadable_number"),
    Parse.AMOUNT: ("douze", "unreadable_number"),
    Parse.SHARE: ("½ %", "unreadable_number"),
    Parse.BOOLEAN: ("peut-être", "unreadable_boolean"),
    Parse.WORD: ("zzz", "unknown_word"),
}

Planted = set[tuple[str, int, str | None]]


def told_apart(pack: TablePack, column: str, number: int) -> str:
    """A cell of a row that no other row repeats."""
    parse = pack.fields[column].parse
    if column in PERSONS:
        return f"{number:064x}"
    if column in pack.key and column not in pack.schema.REFERENCES:
        if parse is Parse.DATE:
            return f"{1900 + number}-05-06"
        if parse is Parse.PERIOD:
            return str(1900 + number)
        if parse is Parse.TEXT and column not in FORMS:
            return f"row-{number}"
    return written_and_meant(pack, column, 0)[0]


def wrong(pack: TablePack, column: str) -> tuple[str, str] | None:
    """What to plant in a column, None where every text is right."""
    if column in pack.schema.REFERENCES:
        return "nowhere", "unknown_reference"
    if pack.fields[column].parse in WRONG:
        return WRONG[pack.fields[column].parse]
    definition = pack.schema.columns()[column]
    if not definition.nullable and pack.fields[column].default is None:
        return "", "missing_value"
    return None


def with_errors(pack: TablePack, chance: random.Random) -> tuple[str, Planted]:
    """A file with one error in each of some rows, and where they stand."""
    columns = list(pack.fields)
    rows = [[told_apart(pack, column, number) for column in columns] for number in range(ROWS)]
    planted: Planted = set()
    spoilt = chance.sample(range(ROWS), PLANTED)
    for number in spoilt:
        index = chance.randrange(len(columns))
        found = wrong(pack, columns[index])
        if found is None:
            # a row that lost its last cell, or got one too many
            rows[number] = rows[number][:-1] if chance.random() < 1 / 2 else [*rows[number], "x"]
            planted.add(("ragged_row", number + 2, None))
            continue
        rows[number][index], code = found
        planted.add((code, number + 2, letters(index)))
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";")
    writer.writerow([pack.fields[column].headers[0] for column in columns])
    writer.writerows(rows)
    return out.getvalue(), planted


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("table", TABLES)
def test_what_is_planted_is_found_and_nothing_else(tmp_path: Path, table: str, seed: int) -> None:
    pack = PACKS[table]
    text, planted = with_errors(pack, random.Random(f"{table} {seed}"))  # noqa: S311 - no secret
    file = tmp_path / f"{table}.csv"
    file.write_text(text, encoding="utf-8")
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    upload = Upload(
        cooperative="demo",
        import_id="import-1",
        files=(file,),
        key=KEY,
        known=KNOWN,
        scratch=scratch,
    )
    marks: list[Finding] = []
    report = read_upload(upload, Shelf(), lambda *_: None, marks=marks)
    found = {(one.code, one.row, one.column) for one in marks}
    assert found == planted
    assert all(one.severity is Severity.BLOCKING for one in marks)
    assert report.blocked
