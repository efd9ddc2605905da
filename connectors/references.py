"""Which codes does an upload use that nothing defines? Tables that define codes are read first."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from graphlib import TopologicalSorter

import polars as pl

from connectors.findings import Findings, Place
from hub.records.tables import TABLES


def reading_order() -> Mapping[str, int]:
    """Table -> when it is read, those that define codes before those that use them."""
    uses = {
        table: {defining for defining in schema.REFERENCES.values() if defining != table}
        for table, schema in TABLES.items()
    }
    return {table: turn for turn, table in enumerate(TopologicalSorter(uses).static_order())}


def _defining_tables() -> Mapping[str, str]:
    """Table -> the column of the codes it defines, for tables that others refer to."""
    named = {table for schema in TABLES.values() for table in schema.REFERENCES.values()}
    return {table: TABLES[table].KEY[0] for table in named}


@dataclass(slots=True)
class References:
    """The codes known so far, and the uses of codes that may still come.

    Attributes:
        codes: defining table -> its codes: from earlier imports, and from this upload.
        judged_here: whether all codes can be known here.
    """

    codes: dict[str, set[str]]
    judged_here: bool = True
    _waiting: list[tuple[str, pl.DataFrame, str, Place]] = field(default_factory=list)

    @classmethod
    def starting_from(cls, known: Mapping[str, Iterable[str]]) -> "References":
        """Nothing but the codes that earlier imports defined."""
        return cls(codes={table: set(codes) for table, codes in known.items()})

    @classmethod
    def judged_elsewhere(cls) -> "References":
        """Nothing is known, and no use of a code is wrong."""
        return cls(codes={}, judged_here=False)

    def define(self, table: str, rows: pl.DataFrame) -> None:
        """Take note of the codes that these rows define."""
        if column := _defining_tables().get(table):
            self.codes.setdefault(table, set()).update(rows[column].drop_nulls())

    def check(
        self,
        table: str,
        rows: pl.DataFrame,
        findings: Findings,
        *,
        place: Callable[[str], Place],
    ) -> pl.Series:
        """Report the rows that use an unknown code, and return them.

        Columns that refer to their own table are judged by `finish`, since a later row may define
        what an earlier one uses.
        """
        broken = pl.Series("source_row", [], dtype=pl.UInt32)
        if not self.judged_here:
            return broken
        for column, defining in TABLES[table].REFERENCES.items():
            used = rows.select("source_row", column).drop_nulls()
            if defining == table:
                self._waiting.append((defining, used, column, place(column)))
            else:
                unknown = self._report(defining, used, column, findings, place=place(column))
                broken = broken.append(unknown)
        return broken

    def finish(self, findings: Findings) -> None:
        """Judge what had to wait for the end of the upload."""
        for defining, used, column, place in self._waiting:
            self._report(defining, used, column, findings, place=place)

    def _report(
        self, defining: str, used: pl.DataFrame, column: str, findings: Findings, *, place: Place
    ) -> pl.Series:
        known = self.codes.get(defining, set())
        unknown = [code for code in used[column].unique() if code not in known]
        rows = used.filter(pl.col(column).is_in(unknown))["source_row"]
        findings.add_rows("unknown_reference", place, rows, facts={"table": defining})
        return rows
