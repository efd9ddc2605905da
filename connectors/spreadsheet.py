"""How is a workbook opened without trusting it? Its totals first, then a process with limits."""

import json
import subprocess
import sys
from pathlib import Path

from connectors import spreadsheet_child
from connectors.archive import weigh
from connectors.unsafe import DangerousFile, UnreadableFile

_SECONDS = 20
#: What a file of each kind has inside.
_INSIDE = ("xl/workbook.xml", "content.xml")


def sheets(workbook: Path, scratch: Path) -> dict[str, Path]:
    """Turn each sheet into a UTF-8 CSV file, row for row.

    Args:
        workbook: an XLSX or ODS file.
        scratch: an empty folder for the CSV files.

    Returns:
        The sheet's name -> its CSV file, in the workbook's order.

    Raises:
        UnreadableFile: it is damaged or protected.
        DangerousFile: it is, or pretends to be, larger than the limits.
    """
    if weigh(workbook).isdisjoint(_INSIDE):
        raise UnreadableFile
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
        raise UnreadableFile
    names: list[str] = json.loads(child.stdout)
    return {name: scratch / f"{number}.csv" for number, name in enumerate(names)}
