"""Where do an indicator's records come from? One cooperative's current tables, as Ibis tables."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import ibis
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

    def of(self, schema: type[Record]) -> ibis.Table:
        """The rows of one table, with the columns of its schema."""
        files = self._files.get(schema, ())
        if files:
            return self._engine.read_parquet([str(file) for file in files])
        return ibis.memtable(schema.create_empty().to_arrow())
