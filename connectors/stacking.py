"""Do several tables stand one under another in a file? Each has headers of its own.

Spreadsheets are laid out so, and reports are printed so. Between two tables stands a blank row, or
a row with a title alone.
"""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from connectors.encoding import Encoding
from connectors.headers import plain
from connectors.recognition import Recognised, recognise
from connectors.table_pack import TablePack

#: Longer files are exports of one table; every row of a shorter one is looked at.
LARGEST = 4 << 20

_Row = Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One table of a file that holds several.

    Attributes:
        last: the last row that is its own; None where it is the last table.
    """

    recognised: Recognised
    last: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stack:
    """The tables of a file, where there are several.

    Attributes:
        rows: all rows of the file.
        parts: at least two tables, or none.
    """

    rows: Sequence[_Row]
    parts: tuple[Part, ...]


def stack(
    path: Path,
    encoding: Encoding,
    delimiter: str,
    packs: Sequence[TablePack],
    *,
    names: Sequence[str],
) -> Stack:
    """Find the tables that stand one under another.

    Args:
        path: a text, or the text that a sheet was turned into.
        encoding: how its bytes become text.
        delimiter: what separates its cells.
        packs: the tables that could be there.
        names: the file's and the sheet's names; they only break ties.
    """
    if path.stat().st_size > LARGEST:
        return Stack(rows=(), parts=())
    text = b"".join(encoding.pieces(path)).decode()
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        rows = [tuple(row) for row in reader]
    except csv.Error:
        return Stack(rows=(), parts=())
    heads = list(_heads(rows, packs, names))
    if len(heads) < 2:  # noqa: PLR2004 - one table is none under another
        return Stack(rows=rows, parts=())
    ends = [_end_above(rows, head.row) for head in heads[1:]]
    parts = (
        Part(recognised=head, last=last) for head, last in zip(heads, [*ends, None], strict=True)
    )
    return Stack(rows=rows, parts=tuple(parts))


def _heads(
    rows: Sequence[_Row], packs: Sequence[TablePack], names: Sequence[str]
) -> Iterator[Recognised]:
    known = {
        plain(one) for pack in packs for field in pack.fields.values() for one in field.headers
    }
    above = 0
    for number, cells in enumerate(rows, start=1):
        written = _written(cells)
        # values that happen to be known headers stand below other values
        if above < 2 and sum(plain(cell) in known for cell in written) >= 2:  # noqa: PLR2004 - a row of its own
            title = _written(rows[number - 2]) if number > 1 else []
            found = recognise([cells], packs, names=[*names, *title])
            if found is not None and (found.certain or title):
                yield replace(found, row=number)
        above = len(written)


def _end_above(rows: Sequence[_Row], head: int) -> int:
    """The last row above some headers that is neither blank nor a title."""
    last = head - 1
    while last and len(_written(rows[last - 1])) < 2:  # noqa: PLR2004 - blank, or a title
        last -= 1
    return last


def _written(cells: _Row) -> list[str]:
    return [cell for cell in cells if cell.strip()]
