"""How long does the import of a spreadsheet take, as a whole command?

    python -m bench.import_workbooks [--rows 50000] [--runs 3]

Beside it the same rows as CSV. The workbooks hold ten columns, with years as numbers and days as
dates, as spreadsheets do. Processor time includes the process that opens the workbook. Bar: at
most 6 s for 50,000 rows.
"""

import argparse
import csv
import datetime as dt
import os
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

import xlsxwriter
from rich.console import Console
from rich.table import Table

from bench.import_rows import median, run_import
from bench.registers import write_upload

Cell = str | int | dt.date
Row = Sequence[Cell]

_HEADERS = (
    *("member_number", "category", "person_kind", "gender", "birth_year", "region"),
    *("joined_on", "left_on", "remarks", "telephone"),
)
_ODS = "urn:oasis:names:tc:opendocument:xmlns"
_CONTENT = f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document-content office:version="1.2" xmlns:office="{_ODS}:office:1.0"
 xmlns:table="{_ODS}:table:1.0" xmlns:text="{_ODS}:text:1.0"><office:body><office:spreadsheet>
<table:table table:name="members">"""
_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
_MANIFEST = f"""<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="{_ODS}:manifest:1.0">
<manifest:file-entry manifest:full-path="/" manifest:media-type="{_TYPE}"/></manifest:manifest>"""
_END = "</table:table></office:spreadsheet></office:body></office:document-content>"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--rows", type=int, default=50_000)
    parser.add_argument("--runs", type=int, default=3)
    asked = parser.parse_args()
    table = Table("", "seconds", "processor s", "peak MB", title=f"{asked.rows:,} member rows")
    for suffix, write in (("csv", _write_csv), ("xlsx", _write_xlsx), ("ods", _write_ods)):
        with tempfile.TemporaryDirectory() as folder:
            upload = Path(folder) / "upload"
            upload.mkdir()
            # what else a register needs: the cooperative itself, and its categories
            write_upload(upload, 0)
            (upload / "members.csv").unlink()
            write(upload / f"members.{suffix}", _rows(asked.rows))
            runs = [
                run_import(upload, Path(folder) / f"data{number}")
                for number in range(asked.runs + 1)
            ][1:]
            seconds, processor = median(runs, "seconds"), median(runs, "processor")
            peak = max(run.peak for run in runs)
            table.add_row(suffix, f"{seconds:.2f}", f"{processor:.2f}", f"{peak:,.0f}")
    console = Console()
    console.print(table)
    console.print(f"load of the machine (1, 5, 15 minutes): {os.getloadavg()}")


def _rows(count: int) -> Iterator[Row]:
    yield _HEADERS
    for number in range(count):
        yield (
            f"M-{number:08d}",
            "users" if number % 17 else "workers",
            "natural",
            ("female", "male", "not_recorded")[number % 3],
            1940 + number % 65,
            f"BE{number % 3 + 1}",
            dt.date(2017 + number % 6, number % 12 + 1, 15),
            "",
            "a remark that nobody reads" if number % 5 == 0 else "",
            f"0470 {number % 1_000_000:06d}",
        )


def _write_csv(file: Path, rows: Iterator[Row]) -> None:
    with file.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(rows)


def _write_xlsx(file: Path, rows: Iterator[Row]) -> None:
    with xlsxwriter.Workbook(file, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("members")
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        for at, row in enumerate(rows):
            for column, cell in enumerate(row):
                if isinstance(cell, dt.date):
                    sheet.write_datetime(at, column, cell, day)
                elif cell != "":
                    sheet.write(at, column, cell)


def _write_ods(file: Path, rows: Iterator[Row]) -> None:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("mimetype", _TYPE)
        parts.writestr("META-INF/manifest.xml", _MANIFEST)
        with parts.open("content.xml", "w") as content:
            content.write(_CONTENT.encode())
            for row in rows:
                cells = "".join(map(_ods_cell, row))
                content.write(f"<table:table-row>{cells}</table:table-row>".encode())
            content.write(_END.encode())


def _ods_cell(cell: Cell) -> str:
    if isinstance(cell, dt.date):
        value = f'office:value-type="date" office:date-value="{cell.isoformat()}"'
    elif isinstance(cell, int):
        value = f'office:value-type="float" office:value="{cell}"'
    elif cell == "":
        return "<table:table-cell/>"
    else:
        value = 'office:value-type="string"'
    return f"<table:table-cell {value}><text:p>{escape(str(cell))}</text:p></table:table-cell>"


if __name__ == "__main__":
    main()
