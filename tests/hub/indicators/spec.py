"""What does a test write of a record? The columns it is about; the rest is filled in here."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import polars as pl

from hub.indicators.catalogue import CATALOGUE
from hub.indicators.compute import measures
from hub.indicators.measure import Measure
from hub.indicators.tables import Tables
from hub.records.tables import TABLES
from hub.releases.observation import breakdown_text

if TYPE_CHECKING:
    from decimal import Decimal

    from hub.records.record import Record

#: A group of like rows: column -> value; `times` says how many, `start` the first one's number.
Rows = Sequence[Mapping[str, Any]]

#: Period -> numerator and denominator.
Parts = dict[str, tuple[int | float, int | float | None]]

_FILLED: dict[str, dict[str, Any]] = {
    "assemblies": {"code": "general", "kind": "ordinary", "date": date(2022, 6, 15)},
    "bodies": {"code": "board", "name_en": "a body", "kind": "board"},
    "cycles": {"code": "first", "name": "a cycle"},
    "figures": {
        "part": "value",
        "period": "2022",
        "as_of": "2022-12-31",
        "presence": "given",
        "printed": "as printed",
        "unit": "count",
        "bound": "exact",
        "document": "annual report",
        "place": "a table",
    },
    "mandates": {
        "body": "board",
        "role": "member",
        "gender": "not_recorded",
        "start_on": date(2010, 1, 1),
    },
    "member_categories": {"code": "users", "kind": "user", "college_aggregation": "unknown"},
    "members": {
        "category": "users",
        "person_kind": "natural",
        "gender": "not_recorded",
        "joined_on": date(2010, 1, 1),
    },
    "participations": {"assembly": "general"},
    "recommendations": {"title": "a recommendation"},
    "shareholdings": {"quantity": 1, "currency": "EUR", "as_of": date(2022, 12, 31)},
    "spaces_activity": {"period": "2022"},
    "voter_counts": {"assembly": "general"},
}

_NUMBERED = {"pseudonym": "p", "code": "r"}


def tables(folder: Path, records: Mapping[str, Rows]) -> Tables:
    """Canonical tables with these records, as Parquet files that satisfy their schemas."""
    files: dict[type[Record], list[Path]] = {}
    for table, rows in records.items():
        file = folder / f"{table}-{uuid4().hex}.parquet"
        _frame(table, rows).write_parquet(file)
        files[TABLES[table]] = [file]
    return Tables(files)


def found(folder: Path, indicator: str, records: Mapping[str, Rows]) -> list[Measure]:
    """All measures of one indicator over these records."""
    return all_found(folder, [indicator], records)


def all_found(
    folder: Path, indicators: Iterable[str], records: Mapping[str, Rows]
) -> list[Measure]:
    """All measures of several indicators over these records."""
    entries = [CATALOGUE[indicator] for indicator in indicators]
    return list(measures(tables(folder, records), "example", entries))


def parts(of: Iterable[Measure], breakdown: str = "") -> Parts:
    """Period -> numerator and denominator of one group."""
    return {
        measure.period: (
            _plain(measure.numerator),
            None if measure.denominator is None else _plain(measure.denominator),
        )
        for measure in of
        if breakdown_text(measure.breakdown) == breakdown
    }


def groups(of: Iterable[Measure], *dimensions: str) -> dict[str, int | float]:
    """Code (codes joined by `|`) -> numerator, for the breakdown by these dimensions."""
    return {
        "|".join(code for _, code in measure.breakdown): _plain(measure.numerator)
        for measure in of
        if [dimension.value for dimension, _ in measure.breakdown] == sorted(dimensions)
    }


def _plain(exact: "int | Decimal") -> int | float:
    return exact if isinstance(exact, int) else float(exact)


def _frame(table: str, rows: Rows) -> pl.DataFrame:
    schema = TABLES[table]
    columns = schema.create_empty().schema
    numbered = next((column for column in _NUMBERED if column in columns), None)
    frames, last = [], 0
    for row in rows:
        written = {**_FILLED[table], **row}
        times = written.pop("times", 1)
        first = written.pop("start", last + 1)
        last = first + times - 1
        filled = {
            "cooperative": "example",
            "import_id": "example",
            "source_file": "example.csv",
            "source_row": 1,
            **written,
        }
        frame = pl.select(number=pl.int_range(first, last + 1))
        frames.append(
            frame.select(
                _column(name, kind, filled, numbered=numbered) for name, kind in columns.items()
            )
        )
    return schema.validate(pl.concat(frames), cast=True)


def _column(
    name: str, kind: pl.DataType, filled: Mapping[str, Any], *, numbered: str | None
) -> pl.Expr:
    if name == numbered and name not in filled:
        text = pl.concat_str(pl.lit(_NUMBERED[name]), pl.col("number").cast(pl.String))
        return text.cast(kind).alias(name)
    return pl.lit(filled.get(name)).cast(kind).alias(name)
