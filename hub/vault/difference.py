"""What changes when one table takes the place of another? Rows added, gone and changed."""

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from hub.records.record import Record

#: More rows gone than this share are worth a warning: an export that was cut off looks like that.
MANY = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One table against the one that it replaces, in rows.

    Attributes:
        before: how many rows there were.
        added: rows whose key is new.
        gone: rows whose key is there no longer.
        changed: rows with the same key that say something else; 0 where a table has no key.
    """

    before: int
    added: int
    gone: int
    changed: int

    @property
    def many_gone(self) -> bool:
        """Whether more than a tenth of the rows are gone."""
        return self.gone > self.before * MANY


def difference(before: pl.LazyFrame, after: pl.LazyFrame, key: Sequence[str]) -> Difference:
    """Compare two tables by key; only counts leave this function.

    Rows are compared by 64-bit hashes, so that two registers of a million fit into memory.

    Args:
        before: the current rows.
        after: those that take their place.
        key: the columns that tell two rows apart; where there is none, whole rows are compared.
    """
    old, new = hashed(before, key), hashed(after, key)
    by = ["key", "repeat"]
    both = old.join(new, on=by, how="inner")
    return Difference(
        before=old.height,
        added=new.height - both.height,
        gone=old.height - both.height,
        changed=int((both["row"] != both["row_right"]).sum()),
    )


def hashed(rows: pl.LazyFrame, key: Sequence[str]) -> pl.DataFrame:
    """The hash of each row's key and of the row, and how many rows before it have that key.

    Args:
        rows: a canonical table; where its rows came from is no part of what they say.
        key: as in `difference`.
    """
    kinds = rows.collect_schema()
    # codes are compared as words: their numbers may differ from one version to the next
    columns = {
        name: pl.col(name).cast(pl.String)
        if isinstance(kind, pl.Enum | pl.Categorical | pl.Decimal)
        else pl.col(name)
        for name, kind in kinds.items()
        if name not in Record.column_names()
    }
    named = [columns[name] for name in key] or list(columns.values())
    return (
        rows.select(
            key=pl.struct(named).hash(),
            row=pl.struct(list(columns.values())).hash(),
        )
        .with_columns(repeat=pl.int_range(pl.len()).over("key"))
        .collect()
    )
