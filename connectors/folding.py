"""Which rows are one record? Those with one key: from the earliest start to the latest end."""

from collections.abc import Sequence

import polars as pl

from connectors.table_pack import TablePack

#: Where a record starts and ends; every other column keeps its first value.
_STARTS, _ENDS = ("joined_on", "start_on"), ("left_on", "end_on")


def folded(rows: pl.DataFrame, pack: TablePack) -> pl.DataFrame:
    """One row per key, in the order of first appearance.

    Args:
        rows: canonical rows; those whose key has a blank part stay as they are.
        pack: says the key.
    """
    whole = rows.select(pl.all_horizontal(pl.col(pack.key).is_not_null())).to_series()
    if not whole.any() or not rows.filter(whole).select(pack.key).is_duplicated().any():
        return rows
    columns = [name for name in rows.columns if name not in pack.key]
    merged = (
        rows.filter(whole)
        .group_by(pack.key, maintain_order=True)
        .agg(_merged(name) for name in columns)
        .select(rows.columns)
    )
    return pl.concat([merged, rows.filter(~whole)]).sort("source_row", maintain_order=True)


def _merged(column: str) -> pl.Expr:
    values = pl.col(column)
    if column in _STARTS:
        return values.min()
    if column in _ENDS:
        # one row that has not ended means that the record has not
        return pl.when(values.null_count() == 0).then(values.max())
    return values.drop_nulls().first() if column != "source_row" else values.first()


def first_of_each(rows: pl.DataFrame, key: Sequence[str]) -> pl.DataFrame:
    """The first row of each key, without those whose key is blank."""
    return rows.drop_nulls(list(key)).unique(key, keep="first", maintain_order=True)
