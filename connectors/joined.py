"""Do the cells of a row stand together in one cell, as a spreadsheet leaves what it did not cut?

Where a comma is the decimal sign, spreadsheets cut files at semicolons only: an export with
commas, opened and saved there, has one column, and each row that has quotes is quoted anew.
"""

import csv
from collections.abc import Callable, Sequence

#: How findings call the signs at which exports are cut.
SIGNS = {",": ",", ";": ";", "\t": "TAB"}

#: Two may be an address or a name in any cell.
_FEWEST_CELLS = 3

Rows = Sequence[Sequence[str]]


def joined_by(rows: Rows, is_known: Callable[[Rows], bool]) -> str | None:
    """The sign that stands between the headers of a file without known ones, in one cell.

    Args:
        rows: the first rows of the file, as they were cut.
        is_known: whether rows that are cut there have known headers.
    """
    if not any(len(_filled(row)) == 1 for row in rows):
        return None
    for sign in SIGNS:
        apart = [_apart(row, sign) for row in rows]
        if max(map(len, apart), default=0) >= _FEWEST_CELLS and is_known(apart):
            return sign
    return None


def joined_row(rows: Rows, header_row: int, sign: str) -> int | None:
    """The first row below the headers that is one cell, and cut at the sign has them all.

    A line break within quotes cuts such rows in pieces: then it is enough that half of all rows
    are one cell.

    Args:
        rows: the first rows of the file, cut at `sign`.
        header_row: the row of the headers, counted from 1.
        sign: at which the headers are cut.
    """
    width = len(rows[header_row - 1])
    if width == 1:
        return None
    below = {
        number: row for number, row in enumerate(rows[header_row:], header_row + 1) if any(row)
    }
    cells = {number: len(_apart(row, sign)) for number, row in below.items() if len(row) == 1}
    pieces = [number for number, one in cells.items() if one >= min(_FEWEST_CELLS, width)]
    whole = [number for number in pieces if cells[number] == width >= _FEWEST_CELLS]
    enough = whole or (pieces if len(pieces) * 2 >= len(below) else [])
    return enough[0] if enough else None


def _filled(row: Sequence[str]) -> list[str]:
    return [cell for cell in row if cell.strip()]


def _apart(row: Sequence[str], sign: str) -> list[str]:
    """The cells of a row of one cell, cut at the sign; of another row, as they are."""
    filled = _filled(row)
    if len(filled) != 1:
        return [*row]
    try:
        return next(csv.reader([filled[0]], delimiter=sign), [])
    except csv.Error:
        return [*row]
