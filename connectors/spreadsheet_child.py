"""What is in a workbook? Asked by a process of its own, which may die without harm.

Run as `python -I spreadsheet_child.py WORKBOOK FOLDER`: writes one CSV file per sheet into the
folder, row for row, and prints the sheets' names as JSON. It imports nothing of the hub, so that
it needs little memory, and gives itself its limits before it reads a byte of the workbook.
"""

import csv
import datetime as dt
import json
import resource
import sys
from pathlib import Path

MEMORY = 512 << 20
CPU_SECONDS = 10
WRITTEN = 256 << 20
MOST_CELLS = 20_000_000
# fifteen digits are what a spreadsheet itself keeps
_EXACT = 1e15

#: Exit statuses that the parent understands.
UNREADABLE, TOO_LARGE = 3, 4


def _limit() -> None:
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_FSIZE, WRITTEN),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


def _text(cell: object) -> str:
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < _EXACT else f"{cell:.15g}"
    if isinstance(cell, dt.datetime):
        midnight = cell.time() == dt.time()
        return cell.date().isoformat() if midnight else cell.isoformat(sep=" ")
    return str(cell)


def main(workbook: str, folder: str) -> int:
    """Write every sheet of `workbook` into `folder`; returns the exit status."""
    _limit()
    # only now: the library itself must live within the limits
    from python_calamine import CalamineError, CalamineWorkbook  # noqa: PLC0415

    names = []
    try:
        with CalamineWorkbook.from_path(workbook) as book:
            for number, name in enumerate(book.sheet_names):
                sheet = book.get_sheet_by_name(name)
                if sheet.total_height * sheet.total_width > MOST_CELLS:
                    return TOO_LARGE
                names.append(name)
                target = Path(folder, f"{number}.csv")
                with target.open("w", encoding="utf-8", newline="") as file:
                    writer = csv.writer(file, lineterminator="\n")
                    for row in sheet.to_python(skip_empty_area=False):
                        writer.writerow([_text(cell) for cell in row])
    except MemoryError:
        return TOO_LARGE
    except CalamineError as error:
        # the library has a limit of its own, on cells that a sheet only says it repeats
        return TOO_LARGE if "limit exceeded" in str(error) else UNREADABLE
    except OSError:
        return UNREADABLE
    sys.stdout.write(json.dumps(names))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2]))
