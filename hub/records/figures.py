"""Figures: numbers and statements that a cooperative itself has published, as printed."""

from enum import StrEnum
from typing import ClassVar

import dataframely as dy
import polars as pl

from hub.records.record import PARTIAL_DATE, CodeList, Record


class Part(StrEnum):
    """Which part of an indicator a printed number is."""

    VALUE = "value"
    NUMERATOR = "numerator"
    DENOMINATOR = "denominator"


class Presence(StrEnum):
    """Whether the source gives the figure, leaves it blank, or could not have one."""

    GIVEN = "given"
    MISSING = "missing"
    NOT_APPLICABLE = "not_applicable"


class Qualitative(StrEnum):
    """What a statement in words says, so that it can be compared without becoming a number."""

    SLIGHT_MAJORITY_WOMEN = "slight_majority_women"
    SLIGHT_MAJORITY_MEN = "slight_majority_men"
    PARITY = "parity"
    OTHER = "other"


class Bound(StrEnum):
    """How a printed number stands to the true one."""

    EXACT = "exact"
    ROUNDED = "rounded"
    ABOUT = "about"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"


class Figures(Record):
    """One row per printed cell.

    The parts of one observation share `indicator`, `breakdown`, `period`, `as_of` and `place`.
    `breakdown` is `dimension=code`, separated by `|`, empty for the total. `period` is ISO 8601;
    `as_of` is the date or partial date the figure was true. `printed` is the cell letter by
    letter; `value` the same as a number in `unit` (`count`, `percent`, `eur`, `eur_million`,
    `ratio`, `per_month`, ...), with `value_high` where a range is printed; `precision` the step
    of the last printed digit, in that unit (2,900 printed for any number from 2,850 to 2,950 has
    100). A statement in words has `qualitative` and no value. `place` names the table or section.
    """

    KEY: ClassVar = ("indicator", "part", "breakdown", "period", "as_of", "place", "row_label")

    indicator = dy.String(min_length=1)
    part = CodeList(Part)
    breakdown = dy.String(nullable=True, regex="^[a-z_]+=[^|=]+(\\|[a-z_]+=[^|=]+)*$")
    period = dy.String(min_length=4)
    as_of = dy.String(regex=PARTIAL_DATE)
    presence = CodeList(Presence)
    printed = dy.String(min_length=1)
    value = dy.Float64(nullable=True)
    value_high = dy.Float64(nullable=True)
    qualitative = CodeList(Qualitative, nullable=True)
    unit = dy.String(min_length=1)
    precision = dy.Float64(nullable=True, min=0)
    bound = CodeList(Bound)
    document = dy.String(min_length=1)
    place = dy.String(min_length=1)
    row_label = dy.String(nullable=True)
    column_label = dy.String(nullable=True)
    page = dy.String(nullable=True)
    url = dy.String(nullable=True, regex="^https?://")
    note = dy.String(nullable=True)

    @dy.rule()
    def given_without_value(cls) -> pl.Expr:
        """A given figure has a number or a statement; a missing one has neither."""
        has = cls.value.col.is_not_null() | cls.qualitative.col.is_not_null()
        return has == (cls.presence.col == Presence.GIVEN.value)

    @dy.rule()
    def negative_count(cls) -> pl.Expr:
        """Counts and amounts are not negative."""
        return cls.value.col >= 0
