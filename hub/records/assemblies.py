"""Assemblies: the meetings at which members or a body decide."""

from typing import ClassVar

import dataframely as dy
import polars as pl

from hub.records.record import CodeList, Record
from hub.vocabulary import AssemblyKind, MeetingMode


class Assemblies(Record):
    """One row per meeting.

    `record_date` is the day on which the register is read to say who may vote. `members` is how
    many members of record the minutes give, `eligible` how many of them were entitled to vote,
    `voters` how many voted by the minutes. `quorum` is a fraction of the votes, 0-1.
    Source: OParl Meeting.
    """

    KEY: ClassVar = ("code",)

    code = dy.String(min_length=1)
    kind = CodeList(AssemblyKind)
    date = dy.Date()
    record_date = dy.Date(nullable=True)
    members = dy.Int64(nullable=True, min=0)
    eligible = dy.Int64(nullable=True, min=0)
    voters = dy.Int64(nullable=True, min=0)
    quorum = dy.Float64(nullable=True, min=0, max=1)
    mode = CodeList(MeetingMode, nullable=True)
    agenda_published_on = dy.Date(nullable=True)
    minutes_published_on = dy.Date(nullable=True)

    @dy.rule()
    def voters_above_members(cls) -> pl.Expr:
        """No more voters than members, nor than those entitled to vote."""
        return (cls.voters.col <= cls.members.col).fill_null(value=True) & (
            cls.voters.col <= cls.eligible.col
        ).fill_null(value=True)

    @dy.rule()
    def eligible_above_members(cls) -> pl.Expr:
        """No more members entitled to vote than members."""
        return cls.eligible.col <= cls.members.col
