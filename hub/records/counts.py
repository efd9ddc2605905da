"""Counts: how many votes each option of a motion received."""

from typing import ClassVar

import dataframely as dy

from hub.records.record import CodeList, Record
from hub.vocabulary import VoteOption


class Counts(Record):
    """One row per motion, college and option; a null college means all members.

    `votes` are ballots, `weight` is what they weighed after the college's voting share.
    Source: Popolo Count.
    """

    KEY: ClassVar = ("motion", "college", "option")
    REFERENCES: ClassVar = {"motion": "motions"}

    motion = dy.String(min_length=1)
    college = dy.String(nullable=True)
    option = CodeList(VoteOption)
    votes = dy.Int64(min=0)
    weight = dy.Float64(nullable=True, min=0)
