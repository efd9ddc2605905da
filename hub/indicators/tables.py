"""Where do an indicator's records come from? One cooperative's current tables, as Ibis tables."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import ibis
import polars as pl
from ibis.backends.duckdb import Backend

from hub.records.record import Record


class Tables:
    """One cooperative's canonical tables, read where they lie.

    A table that the cooperative has not pushed is there and empty, so an indicator never asks.
    """

    def __init__(
        self, files: Mapping[type[Record], Sequence[Path]], engine: Backend | None = None
    ) -> None:
        """Tables over Parquet files.

        Args:
            files: the current Parquet files of each table.
            engine: an Ibis backend; DuckDB in memory by default.
        """
        self._files = files
        self._engine = engine or ibis.duckdb.connect()
        self._opened: dict[type[Record], ibis.Table] = {}
        self._kept: dict[str, ibis.Table] = {}

    def of(self, schema: type[Record]) -> ibis.Table:
        """The rows of one table, with the columns of its schema."""
        if schema not in self._opened:
            self._opened[schema] = self._open(schema)
        return self._opened[schema]

    def once(self, name: str, make: Callable[[], ibis.Table]) -> ibis.Table:
        """What `make` gives, run at the first call only: counts that several indicators share.

        Args:
            name: what the counts are of; the same name always means the same expression.
            make: builds an expression whose result is small (cells, not members).
        """
        if name not in self._kept:
            self._kept[name] = self._engine.create_table(
                ibis.util.gen_name("once"), make(), temp=True
            )
        return self._kept[name]

    def rows(self, expression: ibis.Table) -> pl.DataFrame:
        """Run an expression and bring its rows here."""
        frame = pl.from_arrow(self._engine.to_pyarrow(expression))
        return frame if isinstance(frame, pl.DataFrame) else frame.to_frame()

    def _open(self, schema: type[Record]) -> ibis.Table:
        files = self._files.get(schema, ())
        if files:
            return self._engine.read_parquet([str(file) for file in files])
        columns = ibis.Schema.from_pyarrow(schema.create_empty().to_arrow().schema)
        return self._engine.create_table(ibis.util.gen_name("empty"), schema=columns, temp=True)
