"""What is a table that no longer is text? Cells that JSON or a connector gave, with their rows."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import polars as pl

from connectors.text_table import NO_ROWS, TextRows

_LOST = "[\ufffd\0]"


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameTable:
    """A table in memory.

    Attributes:
        headers: one per column of `cells`, in its order.
        cells: all text; the names of its columns are their numbers, counted from 0.
        rows: UInt32, the row, line or record of each, counted from 1.
        header_row: always 0, there is no row of headers in the file.
        at: index of a header -> the letters of the column of the file that it stands in, if any.
    """

    headers: tuple[str, ...]
    cells: pl.DataFrame
    rows: pl.Series
    header_row: int = 0
    at: Mapping[int, str] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """How much there is to read, in the unit of `TextRows.done`."""
        return self.cells.height

    @property
    def lost(self) -> bool:
        """Whether a cell holds letters that an earlier program lost."""
        found = (column.str.contains(_LOST).any() for column in self.cells.iter_columns())
        return any(found)

    def read(self, columns: list[int]) -> Iterator[TextRows]:
        """All rows at once, of the asked columns."""
        yield TextRows(
            cells=self.cells.select(str(column) for column in columns),
            rows=self.rows,
            ragged=NO_ROWS,
            ragged_cells=NO_ROWS,
            stray=NO_ROWS,
            given_up=None,
            done=self.size,
        )

    def look(self, columns: list[int]) -> Iterator[TextRows]:
        """The same: nothing is gained by stopping early."""
        return self.read(columns)
