"""Voter counts: how many voted, per group, where a cooperative keeps no roll."""

from typing import ClassVar

import dataframely as dy
import polars as pl

from hub.records.record import CodeList, Record
from hub.vocabulary import Gender


class VoterCounts(Record):
    """One row per assembly and group; a null category, gender or college means all of them.

    `members` are the group's members of record, `voters` those who voted.
    """

    KEY: ClassVar = ("assembly", "category", "gender", "college")
    REFERENCES: ClassVar = {"assembly": "assemblies", "category": "member_categories"}

    assembly = dy.String(min_length=1)
    category = dy.String(nullable=True)
    gender = CodeList(Gender, nullable=True)
    college = dy.String(nullable=True)
    members = dy.Int64(nullable=True, min=0)
    voters = dy.Int64(min=0)

    @dy.rule()
    def voters_above_members(cls) -> pl.Expr:
        """No more voters than members."""
        return cls.voters.col <= cls.members.col
