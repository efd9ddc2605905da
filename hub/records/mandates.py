"""Mandates: who holds a seat or a role in which body, and since when."""

from typing import ClassVar

import dataframely as dy
import polars as pl

from hub.records.record import CodeList, Record
from hub.vocabulary import Gender, MandateOrigin, Role


class Mandates(Record):
    """One row per person, body, role and term.

    `category` and `gender` are the person's at the start of the mandate. The mandate runs from
    `start_on` to the day before `end_on`. Source: Popolo Membership, renamed because a membership
    of the cooperative is another thing.
    """

    KEY: ClassVar = ("pseudonym", "body", "role", "start_on")
    REFERENCES: ClassVar = {"body": "bodies", "category": "member_categories"}

    pseudonym = dy.String(min_length=1)
    body = dy.String(min_length=1)
    role = CodeList(Role)
    category = dy.String(nullable=True)
    gender = CodeList(Gender)
    start_on = dy.Date()
    end_on = dy.Date(nullable=True)
    origin = CodeList(MandateOrigin, nullable=True)

    @dy.rule()
    def ended_before_start(cls) -> pl.Expr:
        """No mandate ends before it starts."""
        return cls.end_on.col >= cls.start_on.col
