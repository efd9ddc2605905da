"""Members: who belongs to the cooperative, under which category, since when."""

from typing import ClassVar

import dataframely as dy
import polars as pl

from hub.records.record import CodeList, Record
from hub.vocabulary import Gender, PersonKind

_LATEST_BIRTH = 2100


class Members(Record):
    """One row per person and category held; a member of two categories has two rows.

    `pseudonym` is a keyed hash made by or for the cooperative. Age is `birth_year` or `age_band`
    (18-24, 25-34, ... 65+), never a birth date; `region` is a NUTS code; `education` an ISCED 2011
    level 0-8; `occupation` an ISCO-08 major group 0-9. A person is a member from `joined_on` to
    the day before `left_on`.
    """

    KEY: ClassVar = ("pseudonym", "category")
    REFERENCES: ClassVar = {"category": "member_categories"}

    pseudonym = dy.String(min_length=1)
    category = dy.String(min_length=1)
    person_kind = CodeList(PersonKind)
    gender = CodeList(Gender)
    birth_year = dy.Int16(nullable=True, min=1880, max=_LATEST_BIRTH)
    age_band = dy.String(nullable=True, regex=r"^(\d{1,3}-\d{1,3}|\d{1,3}\+)$")
    region = dy.String(nullable=True, regex="^[A-Z]{2}[A-Z0-9]{0,3}$")
    education = dy.Int8(nullable=True, min=0, max=8)
    occupation = dy.Int8(nullable=True, min=0, max=9)
    joined_on = dy.Date()
    left_on = dy.Date(nullable=True)

    @dy.rule()
    def left_before_joined(cls) -> pl.Expr:
        """Nobody leaves before joining."""
        return cls.left_on.col >= cls.joined_on.col

    @dy.rule()
    def joined_before_born(cls) -> pl.Expr:
        """Nobody joins before the year of their birth."""
        # a year that cannot be is said as such, and once
        joined = cls.joined_on.col.dt.year() >= cls.birth_year.col
        return joined | (cls.birth_year.col > _LATEST_BIRTH)
