"""What are a cooperative's measures? Each indicator's cells, summed to the margins it may have."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

import polars as pl

from hub.indicators.catalogue import Entry
from hub.indicators.cells import MARGIN
from hub.indicators.measure import Measure
from hub.indicators.tables import Tables
from hub.releases.observation import Breakdown, breakdown_text
from hub.vocabulary import Dimension

_WHEN = ("period", "as_of")


def measures(tables: Tables, cooperative: str, entries: Iterable[Entry]) -> Iterator[Measure]:
    """The measures of one cooperative, in the order of the entries, then of time and group.

    Each expression is run once for its finest cells, and the margins are summed here: whatever
    the number of breakdowns, the register is read once.

    Args:
        tables: the cooperative's records.
        cooperative: its slug.
        entries: of the catalogue; those that are only declared give nothing.
    """
    for entry in entries:
        if entry.compute is not None:
            cells = tables.cells(entry.definition.code, partial(entry.compute, tables))
            yield from sorted(_measures(entry, cooperative, cells), key=_order)


def _order(measure: Measure) -> tuple[str, date, int, str]:
    return (
        measure.period,
        measure.as_of,
        len(measure.breakdown),
        breakdown_text(measure.breakdown),
    )


def _measures(entry: Entry, cooperative: str, cells: pl.DataFrame) -> Iterator[Measure]:
    given = pl.col(MARGIN) if MARGIN in cells.columns else pl.lit(value=False)
    finest = cells.filter(~given.fill_null(value=False))
    ready = cells.filter(given.fill_null(value=False))
    for grouping in _groupings(entry, cells.columns):
        for row in _summed(finest, grouping).iter_rows(named=True):
            yield _measure(entry, cooperative, row)
    for row in _single(ready).iter_rows(named=True):
        yield _measure(entry, cooperative, row)


def _groupings(entry: Entry, columns: Sequence[str]) -> Iterator[tuple[Dimension, ...]]:
    yield ()
    wanted = [(dimension,) for dimension in entry.definition.breakdowns]
    for grouping in (*wanted, *entry.pairs):
        if set(grouping) <= set(columns):
            yield tuple(sorted(grouping))


def _summed(finest: pl.DataFrame, grouping: tuple[Dimension, ...]) -> pl.DataFrame:
    codes = [dimension.value for dimension in grouping]
    for code in codes:
        if isinstance(finest.schema[code], pl.List):
            finest = finest.explode(code)
    sums = [name for name in ("numerator", "denominator") if name in finest.columns]
    return finest.drop_nulls(codes).group_by(*_WHEN, *codes).agg(pl.col(sums).sum())


def _single(ready: pl.DataFrame) -> pl.DataFrame:
    # a margin is of one code; cells of the same table may have made its column a list
    lists = [name for name, kind in ready.schema.items() if isinstance(kind, pl.List)]
    return ready.with_columns(pl.col(lists).list.first())


def _measure(entry: Entry, cooperative: str, row: dict[str, Any]) -> Measure:
    breakdown: Breakdown = tuple(
        (dimension, row[dimension]) for dimension in Dimension if row.get(dimension) is not None
    )
    denominator = row.get("denominator")
    return Measure(
        indicator=entry.definition.code,
        cooperative=cooperative,
        period=row["period"],
        as_of=row["as_of"],
        breakdown=breakdown,
        numerator=_number(row["numerator"]),
        denominator=None if denominator is None else _number(denominator),
    )


def _number(exact: int | Decimal) -> int | Decimal:
    whole = isinstance(exact, Decimal) and exact == exact.to_integral_value()
    return int(exact) if whole else exact
