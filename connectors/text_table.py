"""What is one table of text found in a file? Where it lies, how it is cut, where it starts."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import polars as pl

from connectors.encoding import Encoding
from connectors.ragged import Records, measure

#: A line longer than this is none; it would be measured anew with each piece that is read.
LONGEST_LINE = 6 << 20
#: So many rows are enough to be mapped and checked at once, and so many bytes of long ones.
_BATCH, _BATCH_BYTES = 200_000, 48 << 20
NO_ROWS = pl.Series("row", [], dtype=pl.UInt32)


@dataclass(frozen=True, slots=True, kw_only=True)
class TextTable:
    """A table of text with one row of headers.

    Attributes:
        path: the file, or the temporary text that a sheet was turned into.
        delimiter: one ASCII character.
        header_row: the row of the headers, counted from 1; rows above it are titles.
        headers: one per column, as they stand in the file.
        last_row: the last row that is read, where another table stands below.
    """

    path: Path
    encoding: Encoding
    delimiter: str
    header_row: int
    headers: tuple[str, ...]
    last_row: int | None = None

    @property
    def size(self) -> int:
        """How much there is to read, in the unit of `TextRows.done`."""
        return self.path.stat().st_size

    @property
    def lost(self) -> bool:
        """Whether the text holds letters that an earlier program lost."""
        return self.encoding.lost

    def read(self, columns: list[int]) -> "Iterator[TextRows]":
        """All rows, some hundred thousand at a time; see `read_rows`."""
        return gathered(read_rows(self, columns))

    def look(self, columns: list[int]) -> "Iterator[TextRows]":
        """All rows, a few megabytes at a time, for whoever stops early."""
        return read_rows(self, columns)


@dataclass(frozen=True, slots=True, kw_only=True)
class TextRows:
    """Some rows of a table, all as text, and those that could not be cut into cells.

    Attributes:
        cells: the asked columns, named by their index (`"0"`, `"3"`), as text.
        rows: UInt32, the row of each, counted from 1.
        ragged: UInt32, the rows with more or fewer cells than there are headers.
        ragged_cells: UInt32, how many each of those has.
        stray: UInt32, the rows with a stray quote.
        given_up: the row from which on nothing was read, after too many stray quotes.
        done: bytes of UTF-8 read so far.
        endless: whether it was given up because a line does not end.
    """

    cells: pl.DataFrame
    rows: pl.Series
    ragged: pl.Series
    ragged_cells: pl.Series
    stray: pl.Series
    given_up: int | None
    done: int
    endless: bool = False


def gathered(pieces: "Iterator[TextRows]") -> "Iterator[TextRows]":
    """Pieces of few rows put together; what is done once a batch would be done too often.

    Broken rows count as the others do: all that waits is held in memory.
    """
    waiting: list[TextRows] = []
    rows = before = 0
    for piece in pieces:
        waiting.append(piece)
        rows += piece.rows.len() + piece.ragged.len() + piece.stray.len()
        if rows >= _BATCH or piece.done - before >= _BATCH_BYTES:
            yield _in_one(waiting)
            waiting, rows, before = [], 0, piece.done
    if waiting:
        yield _in_one(waiting)


def _in_one(pieces: "list[TextRows]") -> "TextRows":
    return TextRows(
        cells=pl.concat([piece.cells for piece in pieces], rechunk=True),
        rows=pl.concat([piece.rows for piece in pieces], rechunk=True),
        ragged=pl.concat([piece.ragged for piece in pieces]),
        ragged_cells=pl.concat([piece.ragged_cells for piece in pieces]),
        stray=pl.concat([piece.stray for piece in pieces]),
        given_up=pieces[-1].given_up,
        done=pieces[-1].done,
        endless=pieces[-1].endless,
    )


def read_rows(table: TextTable, columns: list[int]) -> Iterator[TextRows]:
    """Read a table from the row after its headers, a few megabytes at a time.

    Args:
        table: where it lies.
        columns: which columns, counted from 0; no other is parsed.
    """
    rest = b""
    row = done = 0
    for piece, last in _pieces(table):
        done += len(piece)
        text = rest + piece
        records = measure(text, table.delimiter, last=last)
        yield _cut(table, columns, records, row=row, done=done)
        if records.too_many:
            return
        row += records.ends.size
        end = int(records.ends[-1]) if records.ends.size else 0
        # from the bytes as read: a quote that is still open must be judged again
        rest = text[end:]
        if len(rest) > LONGEST_LINE and not last:
            yield _given_up(columns, row=row + 1, done=done)
            return


def _given_up(columns: list[int], *, row: int, done: int) -> TextRows:
    """No more rows: from this one on the text is one line beyond all measure."""
    return TextRows(
        cells=pl.DataFrame(schema={str(column): pl.String for column in columns}),
        rows=NO_ROWS,
        ragged=NO_ROWS,
        ragged_cells=NO_ROWS,
        stray=NO_ROWS,
        given_up=row,
        done=done,
        endless=True,
    )


def _pieces(table: TextTable) -> Iterator[tuple[bytes, bool]]:
    """Pieces of the text, each with whether it is the last; the last ends in a line feed."""
    waiting = b""
    for piece in table.encoding.pieces(table.path):
        if waiting:
            yield waiting, False
        waiting = piece
    yield waiting if waiting.endswith(b"\n") else waiting + b"\n", True


def _cut(
    table: TextTable, columns: list[int], records: Records, *, row: int, done: int
) -> TextRows:
    width = len(table.headers)
    rows = np.arange(row + 1, row + 1 + records.ends.size, dtype=np.uint32)
    below = rows > table.header_row
    if table.last_row is not None:
        below &= rows <= table.last_row
    if records.too_many:
        # what follows the last stray quote was not measured
        below &= rows <= rows[records.stray].max(initial=0)
    ragged = below & ~records.blank & ~records.stray & (records.cells != width)
    keep = below & ~records.blank & ~records.stray & ~ragged
    stray = rows[below & records.stray]
    return TextRows(
        cells=_parse(_kept(records, keep), table, columns, height=int(keep.sum())),
        rows=pl.Series("row", rows[keep]),
        ragged=pl.Series("row", rows[ragged]),
        ragged_cells=pl.Series("cells", records.cells[ragged], dtype=pl.UInt32),
        stray=pl.Series("row", stray),
        given_up=int(stray[-1]) + 1 if records.too_many and stray.size else None,
        done=done,
    )


def _kept(records: Records, keep: npt.NDArray[np.bool_]) -> bytes:
    end = int(records.ends[-1]) if records.ends.size else 0
    text = records.text[:end]
    if keep.all():
        return text.tobytes()
    return text[np.repeat(keep, np.diff(records.ends, prepend=0))].tobytes()


def _parse(text: bytes, table: TextTable, columns: list[int], *, height: int) -> pl.DataFrame:
    names = [str(column) for column in range(len(table.headers))]
    asked = [str(column) for column in columns]
    if not text:
        return pl.DataFrame(schema=dict.fromkeys(asked, pl.String))
    schema = dict.fromkeys(names, pl.String)
    written = pl.scan_csv(text, has_header=False, separator=table.delimiter, schema=schema)
    cells = written.select(asked).collect()
    if cells.height != height:
        raise AssertionError("the parser and the measure disagree on the number of rows")
    return cells
