"""Four scores say how good an export is, each by its definition."""

from dataclasses import replace
from datetime import date

import polars as pl
import pytest

from connectors.contract import Identified, Report
from connectors.quality import DEFINITIONS, Quality, quality
from hub.vocabulary import Gender, Language

TODAY = date(2026, 11, 23)


def report(rows: int = 10, faulty: int = 0, **kept: int) -> Report:
    one = Identified(
        file="f.csv",
        sheet=None,
        table="members",
        system="intercoop",
        version="1",
        evidence=(),
        columns={},
        unknown=(),
        rows=rows,
    )
    return Report(
        identified=(one,) if rows else (), findings=(), totals={}, rows=kept, faulty=faulty
    )


def score(frame: pl.DataFrame, of: Report | None = None) -> Quality:
    return quality(of or report(), {"members": frame.lazy()}, TODAY)


def test_completeness_is_the_share_of_filled_cells() -> None:
    rows = pl.DataFrame(
        {"birth_year": [1980, None], "age_band": [None, None], "left_on": [None, None]},
        schema={"birth_year": pl.Int16, "age_band": pl.String, "left_on": pl.Date},
    )
    assert score(rows).completeness == 50


def test_a_gender_that_was_not_asked_is_no_filled_cell() -> None:
    rows = pl.DataFrame({"gender": ["female", "not_recorded", "declined", None]})
    assert score(rows.cast(pl.Enum(Gender))).completeness == 50


def test_rows_that_imply_a_code_list_too_are_rows_once() -> None:
    members = report(rows=4, faulty=4).identified[0]
    codes = replace(members, table="member_categories", implied=True)
    found = Report(identified=(codes, members), findings=(), totals={}, rows={}, faulty=4)
    assert quality(found, {}, TODAY).validity == 0


@pytest.mark.parametrize(("rows", "faulty", "expected"), [(200, 1, 99), (4, 9, 0), (0, 0, None)])
def test_validity_is_the_share_of_rows_without_a_blocking_finding(
    rows: int, faulty: int, expected: int | None
) -> None:
    assert quality(report(rows, faulty), {}, TODAY).validity == expected


@pytest.mark.parametrize(
    ("latest", "expected"),
    [
        (date(2026, 11, 22), 100),
        (date(2025, 11, 23), 100),
        (date(2024, 11, 23), 50),
        (date(2023, 11, 1), 0),
        (date(2030, 1, 1), None),
        (None, None),
    ],
)
def test_timeliness_falls_from_the_first_year_to_the_third(
    latest: date | None, expected: int | None
) -> None:
    rows = pl.DataFrame({"joined_on": [latest]}, schema={"joined_on": pl.Date})
    assert score(rows).timeliness == expected


def test_linkage_is_the_share_of_rolls_that_name_somebody_of_the_register() -> None:
    rolls = report(participations=3, shareholdings=5)
    found = Report(identified=(), findings=(), totals={"not_in_register": 2}, rows=rolls.rows)
    assert quality(found, {}, TODAY).linkage == 75
    assert quality(report(), {}, TODAY).linkage is None


@pytest.mark.parametrize("language", Language)
def test_every_score_is_named_and_defined(language: Language) -> None:
    assert set(DEFINITIONS) == {"completeness", "validity", "timeliness", "linkage"}
    assert all(all(said[language]) for said in DEFINITIONS.values())
