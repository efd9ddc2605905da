"""Which character separates the cells of a text file? The one under which its headers are known.

Where no known header decides, `clevercsv` does: it judges by how regular the cells become.
"""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from connectors.encoding import Encoding
from connectors.recognition import MOST_TITLE_ROWS, Recognised, recognise
from connectors.table_pack import TablePack

DELIMITERS = (",", ";", "\t", "|", ":", "^", "~")
_SAMPLE = 1 << 17
_ROWS_COMPARED = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """How a text is cut into cells, and what its headers were taken for.

    Attributes:
        rows: the first rows as cells, titles and headers included.
        recognised: the best reading as a table, None when no two headers are known.
        below: another delimiter that the rows under the headers use instead, if they do.
    """

    delimiter: str
    rows: tuple[tuple[str, ...], ...]
    recognised: Recognised | None
    below: str | None


def cut(
    path: Path,
    encoding: Encoding,
    packs: Sequence[TablePack],
    *,
    names: Sequence[str],
    delimiters: Sequence[str] = DELIMITERS,
) -> Cut:
    """Find the delimiter and the headers of a text file.

    Args:
        path: the file.
        encoding: how its bytes become text.
        packs: the tables whose headers are known.
        names: the file's name, to break ties.
        delimiters: those that it may be; one alone where a person said so.
    """
    lines = _sample(path, encoding)
    cuts = {delimiter: _rows(lines, delimiter) for delimiter in delimiters}
    found = {
        delimiter: recognise(rows[:MOST_TITLE_ROWS], packs, names=names)
        for delimiter, rows in cuts.items()
    }
    delimiter = max(delimiters, key=lambda delimiter: _known_headers(found[delimiter]))
    recognised = found[delimiter]
    if recognised is None:
        delimiter = delimiters[0] if len(delimiters) == 1 else _regular(lines)
    return Cut(
        delimiter=delimiter,
        rows=cuts[delimiter],
        recognised=recognised,
        below=_below(cuts, delimiter, recognised) if recognised else None,
    )


def _sample(path: Path, encoding: Encoding) -> str:
    start = next(encoding.pieces(path), b"")[:_SAMPLE]
    whole = len(start) < _SAMPLE or b"\n" not in start
    # the last line is cut off in its middle, unless it is the file's own, or there is no other
    return (start if whole else start[: start.rfind(b"\n") + 1]).decode(errors="ignore")


def _rows(lines: str, delimiter: str) -> tuple[tuple[str, ...], ...]:
    reader = csv.reader(io.StringIO(lines, newline=""), delimiter=delimiter)
    rows = []
    try:
        for row in islice(reader, MOST_TITLE_ROWS + _ROWS_COMPARED):
            rows.append(tuple(row))  # noqa: PERF401 - what was read before an error counts
    except csv.Error:
        pass  # a cell beyond all measure: the count of records reports it
    return tuple(rows)


def _known_headers(recognised: Recognised | None) -> tuple[int, bool]:
    return (len(recognised.columns), recognised.certain) if recognised else (0, False)


def _regular(lines: str) -> str:
    # takes half a second to load, which only files without known headers should cost
    from clevercsv.detect import Detector  # noqa: PLC0415

    # it gives up on a NUL, which the check of the encoding reports
    dialect = Detector().detect(lines[:4096].replace("\0", " "), delimiters=DELIMITERS)
    delimiter = dialect.delimiter if dialect else ""
    return delimiter if delimiter in DELIMITERS else ","


def _below(
    cuts: dict[str, tuple[tuple[str, ...], ...]], delimiter: str, recognised: Recognised
) -> str | None:
    """The delimiter under which all rows below the headers fit, when they are one cell now."""
    width = len(cuts[delimiter][recognised.row - 1])
    if any(len(row) > 1 for row in cuts[delimiter][recognised.row :]):
        return None
    for other in cuts:
        rows = [row for row in cuts[other][recognised.row :] if row]
        if rows and all(len(row) == width for row in rows):
            return other
    return None
