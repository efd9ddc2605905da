"""How does a test ask a table about one row? One that keeps every rule, some cells changed."""

from datetime import date
from decimal import Decimal

import dataframely as dy
import polars as pl

from hub.records.record import Record


def broken(table: type[Record], **cells: object) -> set[str]:
    """The rules that a row breaks; what is not given is empty, or the plainest value there is."""
    columns = table.columns()
    row = {name: cells.get(name, _plainest(column)) for name, column in columns.items()}
    frame = pl.DataFrame([row], schema={name: one.dtype for name, one in columns.items()})
    return set(table.filter(frame).failure.counts())


def _plainest(column: dy.Column) -> object:
    if column.nullable:
        return None
    if isinstance(column, dy.Enum):
        return column.categories[0]
    if isinstance(column, dy.String):
        return "2020"
    if isinstance(column, dy.Date):
        return date(2020, 1, 1)
    return Decimal(1) if isinstance(column, dy.Decimal) else 1
