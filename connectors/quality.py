"""How good is an export? Four scores from 0 to 100: complete, valid, recent, linked."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import polars as pl

from connectors.contract import Report
from hub.records.record import Record
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
    read = sum(one.rows for one in report.identified)
    linked = sum(report.rows.get(table, 0) for table in LINKED)
    filled, cells = (sum(part) for part in zip((0, 0), *map(_cells, tables.values()), strict=True))
    return Quality(
        completeness=_percent(filled, cells),
        validity=_percent(read - min(report.faulty, read), read),
        timeliness=_timeliness(_latest(tables.values(), today), today),
        linkage=_percent(linked - report.totals.get("not_in_register", 0), linked),
    )


def _percent(part: int, whole: int) -> int | None:
    # rounded down: 100 is kept for what is whole
    return None if whole == 0 else part * 100 // whole


def _cells(rows: pl.LazyFrame) -> tuple[int, int]:
    """How many cells are filled, and how many could be."""
    kinds = rows.collect_schema()
    columns = [name for name in kinds if name not in {*Record.column_names(), *_MAY_BE_BLANK}]
    filled = {name: _is_filled(name, kinds[name]) for name in columns}
    for one, other in _EITHER:
        if one in filled and other in filled:
            filled[one] |= filled.pop(other)
    counted = rows.select(
        pl.len().alias("=rows"), **{name: mask.sum() for name, mask in filled.items()}
    ).collect()
    height = int(counted["=rows"][0])
    return sum(int(counted[name][0]) for name in filled), height * len(filled)


def _is_filled(name: str, kind: pl.DataType) -> pl.Expr:
    filled = pl.col(name).is_not_null()
    if isinstance(kind, pl.Enum | pl.Categorical):
        filled &= pl.col(name).cast(pl.String).is_in(_UNKNOWN).not_().fill_null(value=False)
    return filled


def _latest(tables: Iterable[pl.LazyFrame], today: date) -> date | None:
    """The latest day that has been; a mandate may well end in the future."""
    found = []
    for rows in tables:
        for name, kind in rows.collect_schema().items():
            if kind == pl.Date:
                days = rows.filter(pl.col(name) <= today).select(pl.col(name).max()).collect()
                found.append(days.item())
    return max((day for day in found if day is not None), default=None)


def _timeliness(latest: date | None, today: date) -> int | None:
    if latest is None:
        return None
    age = (today - latest).days
    return max(0, min(100, (3 * _YEAR - age) * 100 // (2 * _YEAR)))
