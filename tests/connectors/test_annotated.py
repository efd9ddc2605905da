"""A cooperative gets its own file back, each error at its row; corrected, it passes."""

import codecs
import csv
import io
import re
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from connectors.annotated import annotated
from connectors.contract import Finding, Severity, Upload
from connectors.headers import ADDED
from connectors.open_document import as_ods
from connectors.reading import read_upload
from connectors.spreadsheet import sheets
from hub.vocabulary import Language
from tests.connectors.uploads import KEY, KNOWN, Shelf

HEADERS = ["member_number", "category", "person_kind", "gender", "joined_on"]
GOOD = ["N-1", "users", "natural", "female", "2019-02-01"]
BAD = ["N-2", "users", "natural", "male", "31/02/2020"]


def read(file: Path, scratch: Path) -> list[Finding]:
    """Every finding of every row of a file."""
    marks: list[Finding] = []
    upload = Upload(
        cooperative="demo", import_id="i", files=(file,), key=KEY, known=KNOWN, scratch=scratch
    )
    read_upload(upload, Shelf(), lambda *_: None, marks=marks)
    return marks


def sent_back(file: Path, tmp_path: Path, language: Language = Language.EN) -> bytes:
    scratch = tmp_path / f"scratch{len(list(tmp_path.iterdir()))}"
    scratch.mkdir()
    content = annotated(file, read(file, scratch), language, scratch=scratch)
    assert content is not None
    return content


def as_text(rows: list[list[str]], delimiter: str = ",", end: str = "\n") -> str:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, lineterminator=end).writerows(rows)
    return out.getvalue()


def as_workbook(rows: list[list[str]], file: Path) -> Path:
    book = xlsxwriter.Workbook(str(file))
    sheet = book.add_worksheet("Leden")
    for number, row in enumerate(rows):
        sheet.write_row(number, 0, row)
    book.close()
    return file


@pytest.mark.parametrize(
    ("language", "name", "mark"),
    [
        (Language.FR, "N-2", codecs.BOM_UTF8),
        (Language.EN, "N-2", b""),
        (Language.FR, "N-\u00e9", b""),
    ],
    ids=["its errors have accents", "nothing has", "it has some itself"],
)
def test_a_file_without_accents_says_how_those_of_its_errors_are_written(
    tmp_path: Path, language: Language, name: str, mark: bytes
) -> None:
    file = tmp_path / "members.csv"
    file.write_text(as_text([HEADERS, GOOD, [name, *BAD[1:]]]), encoding="utf-8")
    content = sent_back(file, tmp_path, language)
    assert content[:3] == (mark or b"mem")
    file.write_bytes(content)
    assert [one.row for one in read(file, tmp_path)] == [3]


def test_a_file_of_two_bytes_a_letter_comes_back_as_one(tmp_path: Path) -> None:
    file = tmp_path / "members.csv"
    file.write_bytes(as_text([HEADERS, GOOD, BAD]).encode("utf-16-le"))
    assert ADDED[Language.FR] in sent_back(file, tmp_path, Language.FR).decode("utf-16-le")
    assert sent_back(file, tmp_path, Language.FR).startswith("member".encode("utf-16-le"))


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize(
    ("delimiter", "encoding", "end"),
    [
        (";", "cp1252", "\r\n"),
        (",", "utf-8-sig", "\n"),
        ("\t", "utf-16", "\r\n"),
        (";", "mac-roman", "\r"),
    ],
)
def test_the_file_comes_back_as_it_was_written(
    tmp_path: Path, language: Language, delimiter: str, encoding: str, end: str
) -> None:
    file = tmp_path / "members.csv"
    rows = [["Été à l'ouïe, élèves"], HEADERS, GOOD, BAD]
    file.write_bytes(as_text(rows, delimiter, end).encode(encoding))
    text = sent_back(file, tmp_path, language).decode(encoding)
    found = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    assert found[:3] == [rows[0], [*HEADERS, ADDED[language]], [*GOOD, ""]]
    assert found[3][:5] == BAD
    assert found[3][5].startswith("E (joined_on): ")
    assert text.count(end) == 4


def test_corrected_and_uploaded_again_it_passes(tmp_path: Path) -> None:
    file = tmp_path / "members.csv"
    file.write_text(as_text([HEADERS, GOOD, BAD]))
    file.write_bytes(sent_back(file, tmp_path).replace(b"31/02/2020", b"29/02/2020"))
    scratch = tmp_path / "again"
    scratch.mkdir()
    assert read(file, scratch) == []


def test_a_file_annotated_twice_has_one_column_of_errors(tmp_path: Path) -> None:
    file = tmp_path / "members.csv"
    file.write_text(as_text([HEADERS, GOOD, BAD]))
    once = sent_back(file, tmp_path)
    file.write_bytes(once)
    assert sent_back(file, tmp_path) == once
    dutch = sent_back(file, tmp_path, Language.NL).decode()
    assert dutch.splitlines()[0].count("(hub)") == 1


def test_every_row_has_its_error_however_many_there_are(tmp_path: Path) -> None:
    file = tmp_path / "members.csv"
    file.write_text(as_text([HEADERS, *([f"N-{n}", *BAD[1:]] for n in range(50))]))
    lines = sent_back(file, tmp_path).decode().splitlines()[1:]
    assert [line for line in lines if "joined_on" not in line] == []


def test_what_two_tables_find_in_one_cell_is_said_once(tmp_path: Path) -> None:
    file = tmp_path / "members.csv"
    file.write_text(as_text([HEADERS, BAD]))
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    content = annotated(file, [*read(file, tmp_path)] * 2, Language.EN, scratch=scratch)
    assert content is not None
    assert content.decode().count("joined_on") == 2


def test_a_row_with_too_few_cells_is_not_filled_up(tmp_path: Path) -> None:
    file = tmp_path / "members.csv"
    file.write_text(as_text([HEADERS, GOOD, GOOD[:3]]))
    content = sent_back(file, tmp_path)
    file.write_bytes(content)
    again = tmp_path / "again"
    again.mkdir()
    assert [one.row for one in read(file, again)] == [3]


def test_the_note_of_a_row_with_too_few_cells_becomes_no_value_in_a_spreadsheet(
    tmp_path: Path,
) -> None:
    file = tmp_path / "members.csv"
    # the number is last: it would be whatever stands right after the others
    order = [*HEADERS[1:], HEADERS[0]]
    file.write_text(as_text([order, [*GOOD[1:], GOOD[0]], GOOD[1:]]))
    rows = list(csv.reader(io.StringIO(sent_back(file, tmp_path).decode())))
    assert "cells" in rows[2][5]
    assert rows[2][4] == ""
    # a spreadsheet saves every row as wide as the widest that holds something
    file.write_text(as_text([row[:6] for row in rows]))
    again = tmp_path / "again"
    again.mkdir()
    assert [(one.code, one.row) for one in read(file, again)] == [("missing_value", 3)]


def test_a_file_that_a_spreadsheet_widened_has_one_column_of_errors(tmp_path: Path) -> None:
    file = tmp_path / "members.csv"
    file.write_text(as_text([HEADERS, BAD, [*GOOD, "too many"]]))
    rows = list(csv.reader(io.StringIO(sent_back(file, tmp_path).decode())))
    file.write_text(as_text([row + [""] * (7 - len(row)) for row in rows]))
    headers, first, _ = csv.reader(io.StringIO(sent_back(file, tmp_path).decode()))
    assert [headers.count(ADDED[Language.EN]), len(headers), len(first)] == [1, 7, 7]


def test_what_concerns_the_table_is_said_at_its_first_row(tmp_path: Path) -> None:
    file = tmp_path / "members.csv"
    file.write_text(as_text([HEADERS[:3] + HEADERS[4:], GOOD[:3] + GOOD[4:]]))
    header, first = sent_back(file, tmp_path).decode().splitlines()
    assert header.endswith('"errors (hub)"')
    assert "gender" in first


def test_a_workbook_comes_back_as_a_workbook_and_passes_when_corrected(tmp_path: Path) -> None:
    file = as_workbook([["Register"], HEADERS, GOOD, BAD], tmp_path / "members.xlsx")
    file.write_bytes(sent_back(file, tmp_path))
    file.write_bytes(sent_back(file, tmp_path, Language.FR))
    folder = tmp_path / "sheets"
    folder.mkdir()
    with sheets(file, folder)["Leden"].open(newline="") as text:
        rows = list(csv.reader(text))
    assert rows[1] == [*HEADERS, "erreurs (hub)"]
    assert rows[2][5] == ""
    assert rows[3][5].startswith("E (joined_on): ")
    corrected = [[cell.replace("31/02", "29/02") for cell in row] for row in rows]
    scratch = tmp_path / "again"
    scratch.mkdir()
    assert read(as_workbook(corrected, tmp_path / "members.xlsx"), scratch) == []


@pytest.mark.parametrize(
    ("name", "content"),
    [("x.json", "[]"), ("x.csv", ""), ("x.csv", "a,b\n1,2\n"), ("x.csv", "\0\x01\x02")],
)
def test_a_file_without_a_known_table_is_not_sent_back(
    tmp_path: Path, name: str, content: str
) -> None:
    (tmp_path / name).write_text(content)
    assert annotated(tmp_path / name, [], Language.EN, scratch=tmp_path) is None


def test_a_workbook_of_notes_alone_is_not_sent_back(tmp_path: Path) -> None:
    file = as_workbook([["a", "b"], ["1", "2"]], tmp_path / "notes.xlsx")
    assert annotated(file, [], Language.EN, scratch=tmp_path) is None


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_a_workbook_that_cannot_be_opened_is_not_sent_back(tmp_path: Path, kind: str) -> None:
    file = as_workbook([HEADERS, BAD], tmp_path / f"members.{kind}")
    file.write_bytes(file.read_bytes()[:1000])
    assert annotated(file, [], Language.EN, scratch=tmp_path) is None


def zipped(file: Path, contents: dict[str, str]) -> Path:
    with zipfile.ZipFile(file, "w") as archive:
        for name, text in contents.items():
            archive.writestr(name, text)
    return file


def test_an_archive_comes_back_as_one_and_passes_when_corrected(tmp_path: Path) -> None:
    proposals = (
        "id;component/id;is_amend;url;participatory_space/id;state;title/fr;published_at\n"
        "41;8;false;https://x/p/41;3;;A;yesterday\n42;8;false;https://x/p/42;3\n"
    )
    held = {
        "export/members.csv": as_text([HEADERS, GOOD, BAD]),
        "c-open-data-proposals.csv": proposals,
        "data.json": "[]",
    }
    file = zipped(tmp_path / "export.zip", held)
    with zipfile.ZipFile(io.BytesIO(sent_back(file, tmp_path))) as archive:
        back = {name: archive.read(name).decode() for name in archive.namelist()}
    assert list(back) == list(held)
    assert back["data.json"] == "[]"
    assert "joined_on" in back["export/members.csv"].splitlines()[2]
    first, second = back["c-open-data-proposals.csv"].splitlines()[1:]
    assert ("published_at" in first, ";;;" in second) == (True, True)
    corrected = {
        "members.csv": back["export/members.csv"].replace("31/02/2020", "2020-02-28"),
        "c-open-data-proposals.csv": first.join(
            [back["c-open-data-proposals.csv"].splitlines()[0] + "\n", "\n"]
        ).replace("yesterday", "2024-01-02"),
    }
    again = tmp_path / "again"
    again.mkdir()
    found = read(zipped(tmp_path / "corrected.zip", corrected), again)
    assert [one.code for one in found if one.severity is Severity.BLOCKING] == []


@pytest.mark.parametrize("held", [{"data.json": "[]"}, {}], ids=["no table", "nothing"])
def test_an_archive_without_a_known_table_is_not_sent_back(
    tmp_path: Path, held: dict[str, str]
) -> None:
    file = zipped(tmp_path / "export.zip", held)
    assert annotated(file, [], Language.EN, scratch=tmp_path) is None


def test_an_archive_that_cannot_be_opened_is_not_sent_back(tmp_path: Path) -> None:
    file = zipped(tmp_path / "export.zip", {"members.csv": as_text([HEADERS, BAD])})
    file.write_bytes(file.read_bytes()[:60])
    assert annotated(file, [], Language.EN, scratch=tmp_path) is None


def test_the_columns_of_a_workbook_are_as_wide_as_what_stands_in_them(tmp_path: Path) -> None:
    file = as_workbook([HEADERS, GOOD, BAD], tmp_path / "members.xlsx")
    with zipfile.ZipFile(io.BytesIO(sent_back(file, tmp_path))) as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml").decode()
    widths = [float(one) for one in re.findall(r'<col [^>]*width="([0-9.]+)"', sheet)]
    needed = [max(map(len, cells)) for cells in zip(HEADERS, GOOD, BAD, strict=True)]
    assert all(width > wide for width, wide in zip(widths, needed, strict=False))
    assert widths[5] > 50


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_tables_one_under_another_each_get_the_column(tmp_path: Path, kind: str) -> None:
    bodies = [["code", "name_fr", "kind"], ["ca", "Conseil", "board"]]
    rows = [["Organes"], *bodies, [], ["Leden"], HEADERS, GOOD, BAD]
    file = tmp_path / f"register.{kind}"
    if kind == "csv":
        file.write_text(as_text(rows))
    else:
        as_workbook(rows, file)
    back = sent_back(file, tmp_path)
    again = tmp_path / f"again.{kind}"
    again.write_bytes(back)
    scratch = tmp_path / "again"
    scratch.mkdir()
    assert [(one.code, one.row) for one in read(again, scratch)] == [("unreadable_date", 8)]
    if kind == "csv":
        lines = list(csv.reader(io.StringIO(back.decode())))
        assert [line[-1] for line in lines if ADDED[Language.EN] in line] == [
            ADDED[Language.EN]
        ] * 2
        assert "date" in lines[7][-1]


def test_an_open_document_comes_back_as_one_and_passes_when_corrected(tmp_path: Path) -> None:
    file = tmp_path / "members.ods"
    rows = [["Register"], [], HEADERS, GOOD, BAD]
    file.write_bytes(as_ods({"Leden": rows, "Notes": [["nothing"]]}))
    file.write_bytes(sent_back(file, tmp_path))
    file.write_bytes(sent_back(file, tmp_path, Language.FR))
    folder = tmp_path / "sheets"
    folder.mkdir()
    with sheets(file, folder)["Leden"].open(newline="") as text:
        found = list(csv.reader(text))
    assert found[2] == [*HEADERS, "erreurs (hub)"]
    assert [bool(row[5]) for row in found[3:]] == [False, True]
    assert found[4][5].startswith("E (joined_on): ")
    corrected = [[cell.replace("31/02", "29/02") for cell in row] for row in found]
    file.write_bytes(as_ods({"Leden": corrected}))
    scratch = tmp_path / "again"
    scratch.mkdir()
    assert read(file, scratch) == []
