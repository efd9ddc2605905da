"""How many rows have a fault, each counted once? By their numbers, four bytes each."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import polars as pl

#: So many numbers may be there twice before they are looked through.
_LOOSE = 1 << 20


def _none() -> pl.Series:
    return pl.Series([], dtype=pl.UInt32)


@dataclass(slots=True)
class RowSet:
    """Numbers of rows; a set of Python would take sixty bytes for each."""

    _known: pl.Series = field(default_factory=_none)
    _loose: list[pl.Series] = field(default_factory=list)
    _held: int = 0

    def add(self, rows: Sequence[int] | pl.Series) -> None:
        """Take rows in, those that are there already as well."""
        self._loose.append(pl.Series(rows, dtype=pl.UInt32))
        self._held += len(rows)
        if self._held > max(_LOOSE, self._known.len()):
            self._look_through()

    def __len__(self) -> int:
        """How many different rows."""
        self._look_through()
        return self._known.len()

    def _look_through(self) -> None:
        self._known = pl.concat([self._known, *self._loose]).unique()
        self._loose, self._held = [], 0
