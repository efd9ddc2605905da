"""Lists that connectors read come back with their errors too; corrected, they pass."""

import csv
import io
from pathlib import Path

import pytest

from connectors.annotated import annotated
from connectors.contract import Finding
from connectors.headers import ADDED
from hub.vocabulary import Language
from tests.connectors.exports import EXPORTS
from tests.connectors.uploads import Outcome, read_paths, workbook

#: An export, its separator, the code of a finding, and what is to be put in place of what.
FAULTY = [
    ("limesurvey/results-survey432535.csv", ",", "ragged_row", ("", "")),
    (
        "decidim/coop.example-open-data-proposals (0.22).csv",
        ";",
        "unreadable_date",
        ("2020-01-10", "2020-31-10"),
    ),
    (
        "decidim-action_delegator/consultation_results.csv",
        ";",
        "unreadable_integer",
        (";26", ";many"),
    ),
]
IDS = [file for file, *_ in FAULTY]


def faulty(file: str, separator: str, change: tuple[str, str]) -> str:
    text = (EXPORTS / file).read_text("utf-8-sig")
    if not change[0]:
        lines = text.splitlines(keepends=True)
        lines[2] = lines[2].rpartition(separator)[0] + "\n"
        return "".join(lines)
    assert change[0] in text
    return text.replace(*change, 1)


def read(file: Path, scratch: Path) -> tuple[Outcome, list[Finding]]:
    scratch.mkdir()
    marks: list[Finding] = []
    known = {"motions": frozenset({"Approuver les comptes ?"})}
    return read_paths((file,), scratch, known=known, marks=marks), marks


@pytest.mark.parametrize(("file", "separator", "code", "change"), FAULTY, ids=IDS)
def test_each_error_stands_at_its_row(
    tmp_path: Path, file: str, separator: str, code: str, change: tuple[str, str]
) -> None:
    path = tmp_path / file.rpartition("/")[2]
    path.write_text(faulty(file, separator, change), encoding="utf-8")
    outcome, marks = read(path, tmp_path / "read")
    row = outcome.one(code).row
    assert row is not None
    (tmp_path / "sent").mkdir()
    content = annotated(path, marks, Language.FR, scratch=tmp_path / "sent")
    assert content is not None
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=separator))
    assert rows[0][-1] == ADDED[Language.FR]
    noted = [number for number, cells in enumerate(rows, start=1) if "".join(cells[-2:]).strip()]
    assert row in noted


@pytest.mark.parametrize(("file", "separator", "code", "change"), FAULTY[1:], ids=IDS[1:])
def test_corrected_beside_the_column_of_errors_it_passes(
    tmp_path: Path, file: str, separator: str, code: str, change: tuple[str, str]
) -> None:
    path = tmp_path / file.rpartition("/")[2]
    path.write_text(faulty(file, separator, change), encoding="utf-8")
    _, marks = read(path, tmp_path / "read")
    (tmp_path / "sent").mkdir()
    content = annotated(path, marks, Language.NL, scratch=tmp_path / "sent")
    assert content is not None
    path.write_bytes(content.replace(change[1].encode(), change[0].encode(), 1))
    outcome, _ = read(path, tmp_path / "again")
    assert code not in outcome.codes()
    assert not outcome.report.blocked


def test_a_sheet_of_a_list_has_its_errors_too(tmp_path: Path) -> None:
    file, separator, code, change = FAULTY[1]
    cells = list(csv.reader(io.StringIO(faulty(file, separator, change)), delimiter=separator))
    path = tmp_path / "proposals.xlsx"
    path.write_bytes(workbook({"Feuil1": cells}))
    _, marks = read(path, tmp_path / "read")
    (tmp_path / "sent").mkdir()
    content = annotated(path, marks, Language.EN, scratch=tmp_path / "sent")
    assert content is not None
    path.write_bytes(content)
    again, _ = read(path, tmp_path / "again")
    assert again.one(code).row is not None
