"""What is in a workbook? Asked by a process of its own."""

import json
import subprocess
import sys
from pathlib import Path

import xlsxwriter

from connectors import spreadsheet_child


def run(workbook: Path, folder: Path) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-I", spreadsheet_child.__file__, str(workbook), str(folder)],
        capture_output=True,
        check=False,
        env={},
    )


def test_every_sheet_becomes_a_file_row_for_row(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    book = xlsxwriter.Workbook(path)
    first = book.add_worksheet("Één")
    first.write(2, 1, "two\nlines, é")
    first.write(3, 0, 12.0)
    book.add_worksheet("Empty")
    book.close()
    done = run(path, tmp_path)
    assert json.loads(done.stdout) == ["Één", "Empty"]
    assert (tmp_path / "0.csv").read_text("utf-8") == ',\n,\n,"two\nlines, é"\n12,\n'
    assert (tmp_path / "1.csv").read_text("utf-8") == ""


def test_a_damaged_workbook_ends_with_its_own_status(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(b"PK\x03\x04 broken")
    assert run(path, tmp_path).returncode == spreadsheet_child.UNREADABLE


def test_a_sheet_of_too_many_cells_ends_with_its_own_status(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet()
    sheet.write(0, 0, 1)
    sheet.write(1_048_575, 20, 1)
    book.close()
    done = run(path, tmp_path)
    assert done.returncode == spreadsheet_child.TOO_LARGE or done.returncode < 0
