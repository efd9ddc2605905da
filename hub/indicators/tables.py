"""Where do an indicator's records come from? One cooperative's current tables, as Ibis tables.

Turning expressions into SQL takes longer than running them on a small register, and the SQL is
the same for every cooperative, because tables have the same names in each. So it is kept: the
first cooperative pays for it, the others only run it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import ibis
import polars as pl
import pyarrow as pa
from ibis.backends.duckdb import Backend

from hub.records.record import Record


@dataclass(slots=True)
class Prepared:
    """An expression as SQL, and what must be there before it can run."""

    sql: str = ""
    schemas: list[type[Record]] = field(default_factory=list)
    shared: list[str] = field(default_factory=list)


#: Name of an expression -> its SQL, for the life of the process.
PREPARED: dict[str, Prepared] = {}


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
        self._preparing: list[Prepared] = []

    def of(self, schema: type[Record]) -> ibis.Table:
        """The rows of one table, with the columns of its schema."""
        for prepared in self._preparing:
            prepared.schemas.append(schema)
        if schema not in self._opened:
            self._opened[schema] = self._open(schema)
        return self._opened[schema]

    def once(self, name: str, make: Callable[[], ibis.Table]) -> ibis.Table:
        """What `make` gives, run at the first call only: counts that several indicators share.

        Args:
            name: what the counts are of; the same name always means the same expression.
            make: builds an expression whose result is small (cells, not members).
        """
        for prepared in self._preparing:
            prepared.shared.append(name)
        if name not in self._kept:
            table = f"once {name}"
            self._engine.raw_sql(f'CREATE TEMP TABLE "{table}" AS {self._sql(table, make)}')
            self._kept[name] = self._engine.table(table)
        return self._kept[name]

    def cells(self, name: str, make: Callable[[], ibis.Table]) -> pl.DataFrame:
        """Run the expression of that name, which `make` builds, and bring its rows here."""
        return _frame(self._engine.con.sql(self._sql(name, make)).to_arrow_table())

    def rows(self, expression: ibis.Table) -> pl.DataFrame:
        """Run an expression that has no name, and bring its rows here."""
        return _frame(self._engine.to_pyarrow(expression))

    def _sql(self, name: str, make: Callable[[], ibis.Table]) -> str:
        prepared = PREPARED.get(name)
        if prepared is None:
            prepared = Prepared()
            self._preparing.append(prepared)
            expression = make()
            self._preparing.remove(prepared)
            prepared.sql = self._typed(expression)
            PREPARED[name] = prepared
        else:
            for schema in prepared.schemas:
                self.of(schema)
            for shared in prepared.shared:
                self.once(shared, _unneeded)
        return prepared.sql

    def _typed(self, expression: ibis.Table) -> str:
        """SQL that gives the types which the expression promises; DuckDB's own may be wider."""
        mapper = self._engine.compiler.type_mapper
        casts = ", ".join(
            f'CAST("{name}" AS {mapper.from_ibis(kind).sql("duckdb")}) AS "{name}"'
            for name, kind in expression.schema().items()
        )
        return f"SELECT {casts} FROM ({self._engine.compile(expression)})"  # noqa: S608 - our own

    def _open(self, schema: type[Record]) -> ibis.Table:
        files = self._files.get(schema, ())
        if files:
            return self._engine.read_parquet(
                [str(file) for file in files], table_name=schema.__name__
            )
        columns = ibis.Schema.from_pyarrow(schema.create_empty().to_arrow().schema)
        return self._engine.create_table(schema.__name__, schema=columns, temp=True)


def _unneeded() -> ibis.Table:
    """Stands for an expression that was prepared with the one that needs it."""
    raise AssertionError("a prepared expression needs one that was never prepared")


def _frame(table: pa.Table) -> pl.DataFrame:
    frame = pl.from_arrow(table)
    return frame if isinstance(frame, pl.DataFrame) else frame.to_frame()
