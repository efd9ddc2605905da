"""Recommendation events: what became of a recommendation, step by step."""

from typing import ClassVar

import dataframely as dy

from hub.records.record import CodeList, Record
from hub.vocabulary import RecommendationStage


class RecommendationEvents(Record):
    """One row per step; `raw_token` is the word the cooperative's own software uses."""

    KEY: ClassVar = ("recommendation", "stage", "on")
    REFERENCES: ClassVar = {"recommendation": "recommendations", "by_body": "bodies"}

    recommendation = dy.String(min_length=1)
    stage = CodeList(RecommendationStage)
    raw_token = dy.String(nullable=True)
    on = dy.Date()
    by_body = dy.String(nullable=True)
    reason = dy.String(nullable=True)
    url = dy.String(nullable=True, regex="^https?://")
