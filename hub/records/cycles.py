"""Cycles: the rounds in which recommendations are worked out."""

from typing import ClassVar

import dataframely as dy

from hub.records.record import PARTIAL_DATE, Record


class Cycles(Record):
    """One row per cycle; dates may be partial; `themes` are separated by `|`."""

    KEY: ClassVar = ("code",)

    code = dy.String(min_length=1)
    name = dy.String(min_length=1)
    start_on = dy.String(nullable=True, regex=PARTIAL_DATE)
    end_on = dy.String(nullable=True, regex=PARTIAL_DATE)
    themes = dy.String(nullable=True)
