"""Experiments: ideas of members that were tried out."""

from typing import ClassVar

import dataframely as dy

from hub.records.record import PARTIAL_DATE, CodeList, Record
from hub.vocabulary import ExperimentOutcome


class Experiments(Record):
    """One row per experiment, tied to a recommendation or to a theme; dates may be partial."""

    KEY: ClassVar = ("code",)
    REFERENCES: ClassVar = {"recommendation": "recommendations"}

    code = dy.String(min_length=1)
    name = dy.String(nullable=True)
    recommendation = dy.String(nullable=True)
    theme = dy.String(nullable=True)
    needs_on = dy.String(nullable=True, regex=PARTIAL_DATE)
    started_on = dy.String(nullable=True, regex=PARTIAL_DATE)
    ended_on = dy.String(nullable=True, regex=PARTIAL_DATE)
    outcome = CodeList(ExperimentOutcome, nullable=True)
