"""How is a person taken out of the vault? File by file, each replaced whole or not at all.

Killed at any moment, every file is either as before or without the person; doing it again does
the rest. Releases stay: they hold counts, and nobody.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from hub.vault.keys import sync_folder
from hub.vault.table_file import handed_on, table_writer

# a folder beside the imports: what a killed erasure leaves there, the next import sweeps
_WORKPLACE = "erasure.unfinished"
#: The person whom a row is about, and the person whom a row only mentions.
_ABOUT, _MENTIONS = "pseudonym", "represented_by"


def holding(home: Path, pseudonym: str) -> list[Path]:
    """The files of a cooperative in which a person stands.

    Args:
        home: the cooperative's folder of the vault.
        pseudonym: the person's.
    """
    return [file for file in sorted(home.glob("*/*.parquet")) if _holds(file, pseudonym)]


def rewrite(file: Path, pseudonym: str) -> int:
    """Replace a file by one without the person; returns how many rows it has now.

    Rows about the person go; where a row of somebody else mentions them as proxy holder, only
    the mention goes.
    """
    workplace = file.parents[1] / _WORKPLACE
    workplace.mkdir(exist_ok=True, mode=0o700)
    fresh = workplace / file.name
    rows = 0
    with pq.ParquetFile(file) as old:
        schema = old.schema_arrow
        with table_writer(fresh, schema) as new:
            for batch in _without(old, pseudonym):
                rows += batch.num_rows
                new.write_table(handed_on(batch))
    with fresh.open("rb") as written:
        os.fsync(written.fileno())
    fresh.replace(file)
    sync_folder(file.parent)
    workplace.rmdir()
    return rows


def _without(file: pq.ParquetFile, pseudonym: str) -> Iterator[pa.Table]:
    for number in range(file.num_row_groups):
        rows = file.read_row_group(number)
        if _ABOUT in rows.column_names:
            others = _text(rows, _ABOUT).ne_missing(pseudonym)
            rows = rows.filter(others.to_arrow())
        if _MENTIONS in rows.column_names:
            named = _text(rows, _MENTIONS)
            kept = named.set(named == pseudonym, None).to_arrow()
            at = rows.column_names.index(_MENTIONS)
            field = rows.schema.field(at)
            rows = rows.set_column(at, field, kept.cast(field.type))
        yield rows


def _text(rows: pa.Table, column: str) -> pl.Series:
    return pl.Series(column, rows[column], dtype=pl.String)


def _holds(file: Path, pseudonym: str) -> bool:
    rows = pl.scan_parquet(file)
    named = [name for name in (_ABOUT, _MENTIONS) if name in rows.collect_schema()]
    if not named:
        return False
    found = rows.filter(pl.any_horizontal(pl.col(name) == pseudonym for name in named))
    return bool(found.select(pl.len()).collect().item())
