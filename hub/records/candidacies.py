"""Candidacies: how many people stood for how many seats."""

from typing import ClassVar

import dataframely as dy

from hub.records.record import Record


class Candidacies(Record):
    """One row per election to a body and seat group (a category, a college, or all seats)."""

    KEY: ClassVar = ("body", "seat_group", "date")
    REFERENCES: ClassVar = {"body": "bodies"}

    body = dy.String(min_length=1)
    seat_group = dy.String(nullable=True)
    seats = dy.Int32(min=0)
    candidates = dy.Int32(min=0)
    date = dy.Date()
