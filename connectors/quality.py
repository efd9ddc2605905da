"""How good is an export? Four scores from 0 to 100: complete, valid, recent, linked."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import polars as pl

from connectors.contract import Report
from hub.records.record import Record
from hub.records.tables import TABLES
from hub.vocabulary import Language

#: The four scores, as people call them, and what each means.
DEFINITIONS: Mapping[str, Mapping[Language, tuple[str, str]]] = {
    "completeness": {
        Language.FR: ("complétude", "cellules remplies, parmi celles qui peuvent toujours l'être"),
        Language.NL: (
            "volledigheid",
            "ingevulde cellen, van de cellen die altijd vol kunnen zijn",
        ),
        Language.EN: ("completeness", "cells that are filled, of those that can always be"),
    },
    "validity": {
        Language.FR: ("validité", "lignes sans constat bloquant, parmi les lignes lues"),
        Language.NL: ("geldigheid", "rijen zonder blokkerende bevinding, van de gelezen rijen"),
        Language.EN: ("validity", "rows without a blocking finding, of the rows read"),
    },
    "timeliness": {
        Language.FR: (
            "actualité",
            "100 si la date la plus récente a un an au plus, 0 à partir de trois ans",
        ),
        Language.NL: (
            "actualiteit",
            "100 als de jongste datum hoogstens een jaar oud is, 0 vanaf drie jaar",
        ),
        Language.EN: (
            "timeliness",
            "100 where the latest date is a year old at most, 0 from three years on",
        ),
    },
    "linkage": {
        Language.FR: (
            "rattachement",
            "lignes de présence et de parts dont la personne est au registre",
        ),
        Language.NL: (
            "koppeling",
            "rijen van aanwezigheid en aandelen waarvan de persoon in het register staat",
        ),
        Language.EN: ("linkage", "rows of rolls and holdings whose person is in the register"),
    },
}

#: Tables whose rows name people of the register.
LINKED = ("participations", "shareholdings")
#: Said where nothing is known, which is no filled cell.
_UNKNOWN = ("not_recorded", "unknown", "undisclosed")
#: Columns whose blank cells say something: still a member, still in office, nobody's proxy.
_MAY_BE_BLANK = frozenset(
    {
        *("left_on", "end_on", "ended_on", "closed_on", "dissolved_on"),
        *("represented_by", "parent", "aliases", "note", "transaction"),
    }
)
#: Of two columns, one is enough.
_EITHER = (("birth_year", "age_band"),)
_YEAR = 365


@dataclass(frozen=True, slots=True, kw_only=True)
class Quality:
    """The four scores, whole numbers from 0 to 100; None where there is nothing to judge."""

    completeness: int | None
    validity: int | None
    timeliness: int | None
    linkage: int | None


def quality(report: Report, tables: Mapping[str, pl.LazyFrame], today: date) -> Quality:
    """Judge one upload.

    Args:
        report: of the upload, with what it says of people who are not in the register.
        tables: the valid canonical rows.
        today: the day of the import.
    """
    read = sum(one.rows for one in report.identified if not one.implied)
    linked = sum(report.rows.get(table, 0) for table in LINKED)
    judged = [_judged(table, rows, today) for table, rows in tables.items()]
    latest = [one.latest for one in judged if one.latest is not None]
    return Quality(
        completeness=_percent(sum(one.filled for one in judged), sum(one.cells for one in judged)),
        validity=_percent(read - min(report.faulty, read), read),
        timeliness=_timeliness(max(latest, default=None), today),
        linkage=_percent(linked - report.totals.get("not_in_register", 0), linked),
    )


def _percent(part: int, whole: int) -> int | None:
    # rounded down: 100 is kept for what is whole
    return None if whole == 0 else part * 100 // whole


class _Judged(NamedTuple):
    """One table: how many cells are filled, how many could be, and the latest day that has been.

    A mandate may well end in the future: such a day says nothing of how recent the table is.
    """

    filled: int
    cells: int
    latest: date | None


def _judged(table: str, rows: pl.LazyFrame, today: date) -> _Judged:
    kinds = rows.collect_schema()
    columns = [name for name in kinds if name not in {*Record.column_names(), *_MAY_BE_BLANK}]
    whole = [name for name in columns if _is_always_filled(table, name, kinds[name])]
    filled = {name: _is_filled(name, kinds[name]) for name in columns if name not in whole}
    for one, other in _EITHER:
        if one in filled and other in filled:
            filled[one] |= filled.pop(other)
    days = [pl.col(name) for name, kind in kinds.items() if kind == pl.Date]
    found = rows.select(
        pl.len().alias("=rows"),
        pl.max_horizontal(
            pl.lit(None, pl.Date), *(day.filter(day <= today).max() for day in days)
        ).alias("=latest"),
        **{name: mask.sum() for name, mask in filled.items()},
    ).collect()
    height = int(found["=rows"][0])
    return _Judged(
        filled=sum(int(found[name][0]) for name in filled) + height * len(whole),
        cells=height * (len(filled) + len(whole)),
        latest=found["=latest"][0],
    )


def _is_always_filled(table: str, name: str, kind: pl.DataType) -> bool:
    """Whether a valid row says so already: the largest columns need not be read again."""
    column = TABLES[table].columns().get(name)
    return kind == pl.String and column is not None and not column.nullable


def _is_filled(name: str, kind: pl.DataType) -> pl.Expr:
    filled = pl.col(name).is_not_null()
    if isinstance(kind, pl.Enum):
        unknown = [word for word in kind.categories if word in _UNKNOWN]
        return filled & pl.col(name).is_in(pl.Series(unknown, dtype=kind).implode()).not_()
    if isinstance(kind, pl.Categorical):
        filled &= pl.col(name).cast(pl.String).is_in(_UNKNOWN).not_().fill_null(value=False)
    return filled


def _timeliness(latest: date | None, today: date) -> int | None:
    if latest is None:
        return None
    age = (today - latest).days
    return max(0, min(100, (3 * _YEAR - age) * 100 // (2 * _YEAR)))
