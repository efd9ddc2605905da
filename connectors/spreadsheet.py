"""How is a workbook opened without trusting it? Its totals first, then a process with limits."""

import json
import subprocess
import sys
import zipfile
from pathlib import Path

from connectors import spreadsheet_child

_LARGEST = 200 << 20
_MOST_SQUEEZED = 100
# a small repetitive sheet shrinks well and harms nobody
_HARMLESS = 4 << 20
_SECONDS = 20


class UnreadableWorkbook(Exception):
    """A file that is no workbook, is damaged, or asks for a password."""


class DangerousFile(Exception):
    """A workbook that would take far more room than its size says."""


def sheets(workbook: Path, scratch: Path) -> dict[str, Path]:
    """Turn each sheet into a UTF-8 CSV file, row for row.

    Args:
        workbook: an XLSX file.
        scratch: an empty folder for the CSV files.

    Returns:
        The sheet's name -> its CSV file, in the workbook's order.

    Raises:
        UnreadableWorkbook: it is damaged or protected.
        DangerousFile: it is, or pretends to be, larger than the limits.
    """
    _weigh(workbook)
    try:
        child = subprocess.run(  # noqa: S603 - our own program; the file is only an argument
            [sys.executable, "-I", spreadsheet_child.__file__, str(workbook), str(scratch)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=_SECONDS,
            check=False,
            env={},
        )
    except subprocess.TimeoutExpired as error:
        raise DangerousFile from error
    if child.returncode < 0 or child.returncode == spreadsheet_child.TOO_LARGE:
        # stopped by a limit: out of memory ends in an abort, out of time in a signal
        raise DangerousFile
    if child.returncode:
        raise UnreadableWorkbook
    names: list[str] = json.loads(child.stdout)
    return {name: scratch / f"{number}.csv" for number, name in enumerate(names)}


def _weigh(workbook: Path) -> None:
    try:
        with zipfile.ZipFile(workbook) as parts:
            unpacked = sum(part.file_size for part in parts.infolist())
            packed = sum(part.compress_size for part in parts.infolist())
            names = set(parts.namelist())
    except (zipfile.BadZipFile, OSError, NotImplementedError) as error:
        raise UnreadableWorkbook from error
    if "xl/workbook.xml" not in names:
        raise UnreadableWorkbook
    if unpacked > _LARGEST or (unpacked > _HARMLESS and unpacked > packed * _MOST_SQUEEZED):
        raise DangerousFile
