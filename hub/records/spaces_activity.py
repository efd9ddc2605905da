"""Activity of participatory spaces: who enrols and who keeps coming."""

from typing import ClassVar

import dataframely as dy
import polars as pl

from hub.records.record import Record


class SpacesActivity(Record):
    """One row per body and period (ISO 8601 year, month, day or interval).

    `enrolled` and `regular` are persons, `meetings` and `contributions` are counted as held and
    as made. A null body means all spaces of the cooperative together, each person counted once.
    """

    KEY: ClassVar = ("body", "period")
    REFERENCES: ClassVar = {"body": "bodies"}

    body = dy.String(nullable=True)
    period = dy.String(min_length=4)
    enrolled = dy.Int64(nullable=True, min=0)
    regular = dy.Int64(nullable=True, min=0)
    meetings = dy.Int64(nullable=True, min=0)
    contributions = dy.Int64(nullable=True, min=0)

    @dy.rule()
    def regular_above_enrolled(cls) -> pl.Expr:
        """No more regular participants than enrolled ones."""
        return cls.regular.col <= cls.enrolled.col
