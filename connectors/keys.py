"""Which rows repeat another one? Told by 64-bit hashes of their keys, across a whole upload.

A hash takes 8 bytes a row, a key ten times as many. Among 10 million rows two different keys
share a hash once in 400,000 uploads.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import polars as pl

from connectors.findings import Findings, Place


@dataclass(slots=True)
class Keys:
    """The keys of one canonical table, of all files of an upload."""

    _hashes: list[npt.NDArray[np.uint64]] = field(default_factory=list)
    _rows: list[npt.NDArray[np.uint32]] = field(default_factory=list)
    _places: list[Place] = field(default_factory=list)

    def add(self, rows: pl.DataFrame, key: Sequence[str], place: Place) -> None:
        """Take note of some rows.

        Args:
            rows: canonical rows with `source_row`.
            key: the columns that no two rows share.
            place: the file, and the column that a repetition is shown at.
        """
        self._hashes.append(rows.select(key).hash_rows().to_numpy())
        self._rows.append(rows["source_row"].to_numpy())
        self._places.append(place)

    def report(self, fields: Mapping[str, str], findings: Findings) -> None:
        """Report every row whose key an earlier row has; `fields` says what the key is called."""
        if not self._hashes:
            return
        hashes = np.concatenate(self._hashes)
        # sorting a copy, on all cores, is enough to know, and most uploads repeat nothing
        in_order = pl.Series(hashes).sort().to_numpy()
        repeated = np.unique(in_order[1:][in_order[1:] == in_order[:-1]])
        if not repeated.size:
            return
        starts = np.cumsum([0, *(part.size for part in self._hashes)])
        first: dict[int, tuple[Place, int]] = {}
        for at in np.flatnonzero(np.isin(hashes, repeated)):
            batch = int(np.searchsorted(starts, at, side="right")) - 1
            place = self._places[batch]
            row = int(self._rows[batch][at - starts[batch]])
            before, row_before = first.setdefault(int(hashes[at]), (place, row))
            # two tables may be read from one row; another sheet has rows of the same numbers
            if (before.file, before.sheet, row_before) != (place.file, place.sheet, row):
                other = before.sheet and before.sheet != place.sheet
                facts: dict[str, str | int] = {
                    **fields,
                    "first_file": f"{before.file} ({before.sheet})" if other else before.file,
                    "first_row": row_before,
                }
                findings.add("duplicate_key", place, row=row, facts=facts)
