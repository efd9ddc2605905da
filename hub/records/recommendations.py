"""Recommendations: what members proposed, in texts that are public."""

from typing import ClassVar

import dataframely as dy

from hub.records.record import Record


class Recommendations(Record):
    """One row per recommendation; `text` is a public text only, without its authors' names."""

    KEY: ClassVar = ("code",)
    REFERENCES: ClassVar = {"cycle": "cycles", "origin_body": "bodies"}

    code = dy.String(min_length=1)
    cycle = dy.String(nullable=True)
    origin_body = dy.String(nullable=True)
    theme = dy.String(nullable=True)
    title = dy.String(min_length=1)
    text = dy.String(nullable=True)
    language = dy.String(nullable=True, regex="^[a-z]{2}$")
    submitted_on = dy.Date(nullable=True)
