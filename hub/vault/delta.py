"""What becomes of a table when only additions and changes are sent? The rest of it stays."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import polars as pl
import pyarrow.parquet as pq

from hub.vault.difference import hashed


def staying(before: Path, sent: pl.LazyFrame, key: Sequence[str]) -> Iterator[pl.DataFrame]:
    """The rows of the current table of which the sent rows say nothing, some thousands at a time.

    Rows are the same as in `hub.vault.difference`: by key, and by the whole row where there is
    none. They come with the columns and types of the sent rows.

    Args:
        before: the Parquet file of the current table.
        sent: the additions and changes.
        key: the columns that tell two rows apart.
    """
    by = ["key", "repeat"]
    old = hashed(pl.scan_parquet(before), key).select(by)
    said = old.join(
        hashed(sent, key).select(*by, said=pl.lit(value=True)),
        on=by,
        how="left",
        maintain_order="left",
    )["said"]
    stays = said.is_null()
    # what was sent is read now: while the rows are taken, its file may move
    return _chosen(before, stays, sent.collect_schema())


def _chosen(before: Path, stays: pl.Series, kinds: pl.Schema) -> Iterator[pl.DataFrame]:
    with pq.ParquetFile(before) as file:
        start = 0
        for number in range(file.num_row_groups):
            rows = pl.DataFrame(file.read_row_group(number))
            yield _as(kinds, rows.filter(stays.slice(start, rows.height)))
            start += rows.height


def _as(kinds: pl.Schema, rows: pl.DataFrame) -> pl.DataFrame:
    """The rows as this version of the software writes them; a column of its own is empty."""
    return rows.select(_column(name, kind, rows).alias(name) for name, kind in kinds.items())


def _column(name: str, kind: pl.DataType, rows: pl.DataFrame) -> pl.Expr:
    if name not in rows.columns:
        return pl.lit(None, dtype=kind)
    if isinstance(kind, pl.Enum):
        # a code list may have changed: words stay, their numbers do not
        return pl.col(name).cast(pl.String).cast(kind)
    return pl.col(name).cast(kind)
