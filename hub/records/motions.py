"""Motions: what was put to the vote."""

from typing import ClassVar

import dataframely as dy

from hub.records.record import CodeList, Record
from hub.vocabulary import DenominatorRule


class Motions(Record):
    """One row per motion; `denominator` says over which votes its majority is counted.

    `majority` is the share needed, a fraction 0-1. Source: Popolo Motion and VoteEvent.
    """

    KEY: ClassVar = ("code",)
    REFERENCES: ClassVar = {"assembly": "assemblies"}

    code = dy.String(min_length=1)
    assembly = dy.String(nullable=True)
    title = dy.String(min_length=1)
    language = dy.String(nullable=True, regex="^[a-z]{2}$")
    denominator = CodeList(DenominatorRule)
    majority = dy.Float64(nullable=True, min=0, max=1)
    voted_on = dy.Date()
