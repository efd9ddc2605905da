"""Do files made to do harm do any? The worker stays small and short, and the reason is said."""

import io
import subprocess
import sys
import zipfile
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

import pytest
import xlsxwriter

from connectors import spreadsheet_child
from tests.connectors.uploads import Reader

_ODS = (
    '<?xml version="1.0" encoding="UTF-8"?>{doctype}<office:document-content '
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body>'
    '<office:spreadsheet><table:table table:name="x">{rows}</table:table>'
    "</office:spreadsheet></office:body></office:document-content>"
)
_MANIFEST = (
    '<?xml version="1.0"?><manifest:manifest '
    'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    '<manifest:file-entry manifest:full-path="/" '
    'manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/></manifest:manifest>'
)
_CELL = (
    '<table:table-cell{times} office:value-type="string">'
    "<text:p>{text}</text:p></table:table-cell>"
)


def ods(rows: str, doctype: str = "") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        parts.writestr("META-INF/manifest.xml", _MANIFEST)
        parts.writestr("content.xml", _ODS.format(rows=rows, doctype=doctype))
    return out.getvalue()


def repeated_cells(rows_repeated: int = 1_048_576) -> bytes:
    cell = _CELL.format(times=' table:number-columns-repeated="16384"', text="x" * 100)
    return ods(
        f'<table:table-row table:number-rows-repeated="{rows_repeated}">{cell}</table:table-row>'
    )


def entities() -> bytes:
    doctype = '<!DOCTYPE t [<!ENTITY a "aaaaaaaaaa">' + "".join(
        f'<!ENTITY {name} "{f"&{before};" * 10}">'
        for before, name in zip("abcdefghijk", "bcdefghijkl", strict=True)
    )
    cell = _CELL.format(times="", text="&l;")
    return ods(f"<table:table-row>{cell}</table:table-row>", doctype + "]>")


def sparse() -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet()
    sheet.write(0, 0, 1)
    sheet.write(1_048_575, 16_383, 1)
    book.close()
    return out.getvalue()


def many_strings() -> bytes:
    """Two hundred thousand different long cells, which shrink well but not suspiciously."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet()
    for row in range(20_000):
        for column in range(10):
            sheet.write_string(row, column, f"{row} {column} " + "word " * 30)
    book.close()
    return out.getvalue()


BOMBS: Mapping[str, Callable[[], bytes]] = {
    "repeated.ods": repeated_cells,
    "repeated less.ods": partial(repeated_cells, 5_000),
    "entities.ods": entities,
    "sparse.xlsx": sparse,
    "many.xlsx": many_strings,
}


#: Runs a program and says its peak and its work. A process starts with the size of the one that
#: starts it, so it must not be started by the large one that runs the tests.
_MEASURE = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={})
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(used.ru_maxrss, used.ru_utime + used.ru_stime)
"""


@pytest.mark.parametrize("name", BOMBS)
def test_the_worker_stays_within_512_mb_and_10_seconds_of_work(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(BOMBS[name]())
    worker = [sys.executable, "-I", spreadsheet_child.__file__, str(path), str(tmp_path)]
    measured = subprocess.run(  # noqa: S603 - our own programs
        [sys.executable, "-I", "-c", _MEASURE, *worker], capture_output=True, text=True, check=True
    )
    peak, seconds = measured.stdout.split()
    assert int(peak) * (1 if sys.platform == "darwin" else 1024) <= 512 << 20
    assert float(seconds) <= 10.5  # the limit is enforced by the second


@pytest.mark.parametrize("name", ["repeated.ods", "repeated less.ods", "sparse.xlsx"])
def test_a_bomb_is_refused_by_name(read: Reader, name: str) -> None:
    assert read({name: BOMBS[name]()}).codes() == ["dangerous_file"]


def test_entities_are_never_unfolded(read: Reader) -> None:
    outcome = read({"entities.ods": entities()})
    assert outcome.report.blocked
    assert "aaaaaaaaaa" not in str(outcome.tables)


def test_json_nested_without_end_is_refused(read: Reader) -> None:
    assert read({"a.json": "[" * 100_000}).codes() == ["unreadable_json"]


def test_a_json_file_beyond_all_measure_is_not_read(read: Reader) -> None:
    assert read({"a.json": b" " * ((64 << 20) + 1)}).codes() == ["too_large"]
