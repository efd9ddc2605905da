"""How is a workbook opened without trusting it?"""

import io
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

import pytest
import xlsxwriter

from connectors.spreadsheet import sheets
from connectors.unsafe import DangerousFile, UnreadableFile
from tests.connectors.uploads import Reader

HEADERS = ["lidnummer", "categorie", "soort persoon", "geslacht", "lid sinds", "geboren op"]


def workbook(sheets: Mapping[str, Sequence[Sequence[object]]]) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"default_date_format": "dd/mm/yyyy"})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                sheet.write(number, column, cell)
    book.close()
    return out.getvalue()


GOOD = ["L1", "users", "natuurlijk", "v", date(2019, 4, 1), datetime(1980, 5, 6)]  # noqa: DTZ001 - a cell


def test_several_sheets_with_titles_and_notes_are_normal(read: Reader) -> None:
    content = workbook(
        {
            "Leden": [["Register van de leden"], [], HEADERS, GOOD],
            "Vergaderingen": [["code", "soort", "datum"], ["a1", "gewone", date(2020, 6, 1)]],
            "Nota's": [["Alleen lezen"]],
        }
    )
    outcome = read({"register.xlsx": content})
    assert outcome.codes() == ["unread_sheet"]
    assert outcome.report.rows == {"members": 1, "assemblies": 1}
    [row] = outcome.tables["members"].to_dicts()
    assert (row["joined_on"], row["birth_year"], row["gender"]) == (
        date(2019, 4, 1),
        1980,
        "female",
    )
    assert (row["source_file"], row["source_row"]) == ("register.xlsx#Leden", 4)


def test_a_fault_is_found_at_its_sheet_row_and_column(read: Reader) -> None:
    bad = [*GOOD[:4], "31/02/2020", None]
    content = workbook({"Titel": [["x"]], "Leden": [["Register"], HEADERS, GOOD, bad]})
    finding = read({"register.xlsx": content}).one("unreadable_date")
    assert (finding.sheet, finding.row, finding.column) == ("Leden", 4, "E")
    assert finding.header == "lid sinds"


def test_numbers_and_truths_keep_their_meaning(read: Reader) -> None:
    content = workbook(
        {
            "x": [
                ["slug", "name", "country", "founded_on", "synthetic"],
                ["demo", 7.0, "BE", 2019, True],
            ]
        }
    )
    [row] = read({"c.xlsx": content}).tables["cooperatives"].to_dicts()
    assert (row["name"], row["founded_on"], row["synthetic"]) == ("7", "2019", True)


def test_decimals_are_those_that_the_spreadsheet_shows(read: Reader) -> None:
    headers = ["member_number", "quantity", "amount", "currency", "as_of"]
    content = workbook({"x": [headers, ["1", 3, 0.1 + 0.2, "EUR", date(2020, 1, 1)]]})
    [row] = read({"c.xlsx": content}).tables["shareholdings"].to_dicts()
    assert str(row["amount"]) == "0.30"


def test_a_workbook_of_notes_alone_is_refused(read: Reader) -> None:
    assert read({"n.xlsx": workbook({"Notes": [["Hello"]]})}).codes() == ["no_known_headers"]


@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04 broken", b"\xd0\xcf\x11\xe0 a password", b"code,title\n"]
)
def test_a_damaged_workbook_is_a_finding(read: Reader, content: bytes) -> None:
    codes = read({"n.xlsx": content}).codes()
    assert codes == ["unreadable_workbook" if content else "empty_file"]


def test_a_zip_without_a_workbook_is_unreadable(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    with zipfile.ZipFile(path, "w") as parts:
        parts.writestr("mimetype", "x")
    with pytest.raises(UnreadableFile):
        sheets(path, tmp_path)


def test_a_sparse_workbook_dies_in_its_own_process(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet()
    sheet.write(0, 0, 1)
    sheet.write(1_048_575, 16_383, 1)
    book.close()
    with pytest.raises(DangerousFile):
        sheets(path, tmp_path)


def test_a_zip_bomb_is_never_unpacked(read: Reader) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("xl/workbook.xml", "x")
        parts.writestr("xl/worksheets/sheet1.xml", b"0" * 20_000_000)
    assert read({"n.xlsx": out.getvalue()}).codes() == ["dangerous_file"]


def test_entities_in_the_xml_are_never_unfolded(tmp_path: Path) -> None:
    book = workbook({"x": [["code", "title"], ["r1", "One"]]})
    path = tmp_path / "x.xlsx"
    doctype = '<!DOCTYPE t [<!ENTITY a "aaaaaaaaaa">' + "".join(
        f'<!ENTITY {name} "&{before};&{before};&{before};&{before};&{before};">'
        for before, name in zip("abcdefghijkl", "bcdefghijklm", strict=True)
    )
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            content = old.read(name).decode()
            if name == "xl/sharedStrings.xml":
                head, rest = content.split("\n", 1)
                content = f"{head}\n{doctype}]>{rest.replace('One', '&m;')}"
            new.writestr(name, content)
    try:
        found = sheets(path, tmp_path)
    except (UnreadableFile, DangerousFile):
        return
    assert found["x"].stat().st_size < 1000
