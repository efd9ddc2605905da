"""Surveys: how members answered, counted per group."""

from typing import ClassVar

import dataframely as dy
import polars as pl

from hub.records.record import Record


class Surveys(Record):
    """One row per survey, question, group and answer.

    `construct` names what the question measures (`rules_known`, `feels_heard`, `satisfied`);
    `invited` and `answered` are persons of the group, `answers` those who chose this answer.
    """

    KEY: ClassVar = ("survey", "question", "group", "answer")

    survey = dy.String(min_length=1)
    question = dy.String(min_length=1)
    construct = dy.String(nullable=True)
    group = dy.String(nullable=True)
    answer = dy.String(min_length=1)
    answers = dy.Int64(min=0)
    invited = dy.Int64(nullable=True, min=0)
    answered = dy.Int64(nullable=True, min=0)
    asked_on = dy.Date(nullable=True)

    @dy.rule()
    def answered_above_invited(cls) -> pl.Expr:
        """Nobody answers who was not invited."""
        return cls.answered.col <= cls.invited.col
