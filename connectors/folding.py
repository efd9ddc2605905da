"""Which rows are one record? Those with one key: from the earliest start to the latest end."""

from collections.abc import Sequence

import polars as pl

from connectors.table_pack import TablePack

#: Where a record starts and ends; every other column keeps its first value.
_STARTS, _ENDS = ("joined_on", "start_on"), ("left_on", "end_on")


def repeated(rows: pl.DataFrame, pack: TablePack) -> pl.Series:
    """UInt64: a number that all rows of one key have; null where no other row has the key.

    Args:
        rows: canonical rows; a key that has a blank part is nobody else's.
        pack: says the key.
    """
    key = rows.select(pack.key)
    # hashes: keys as long as a pseudonym's take many times the memory and the time
    hashes = key.hash_rows()
    for column in key.iter_columns():
        hashes = hashes.set(column.is_null(), None)
    in_order = hashes.sort()
    again = in_order.filter(in_order == in_order.shift())
    if again.is_empty():
        return hashes.clear(hashes.len())
    return hashes.set(hashes.is_in(again.implode()).not_(), None)


def folded(rows: pl.DataFrame, pack: TablePack) -> pl.DataFrame:
    """One row per key, in the order of first appearance.

    Args:
        rows: canonical rows; those whose key has a blank part stay as they are.
        pack: says the key.
    """
    several = repeated(rows, pack).is_not_null()
    if not several.any():
        return rows
    columns = [name for name in rows.columns if name not in pack.key]
    merged = (
        rows.filter(several)
        .group_by(pack.key, maintain_order=True)
        .agg(_merged(name) for name in columns)
        .select(rows.columns)
    )
    return pl.concat([merged, rows.filter(~several)]).sort("source_row", maintain_order=True)


def _merged(column: str) -> pl.Expr:
    values = pl.col(column)
    if column in _STARTS:
        return values.min()
    if column in _ENDS:
        # one row that has not ended means that the record has not
        return pl.when(values.null_count() == 0).then(values.max())
    return values.first(ignore_nulls=column != "source_row")


def first_of_each(rows: pl.DataFrame, key: Sequence[str]) -> pl.DataFrame:
    """The first row of each key, without those whose key is blank."""
    return rows.drop_nulls(list(key)).unique(key, keep="first", maintain_order=True)
