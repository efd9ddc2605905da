"""Cooperatives: the identity of each, public by nature."""

from typing import ClassVar

import dataframely as dy

from hub.records.record import PARTIAL_DATE, SLUG, Record


class Cooperatives(Record):
    """One row per cooperative.

    `country` is ISO 3166-1 alpha-2; `languages` are ISO 639-1 codes separated by spaces;
    `synthetic` marks an invented cooperative, and every page, file and answer shows it.
    Vocabulary: ESSGlobal for `legal_form` as free text, NACE section or plain words for `sector`.
    """

    KEY: ClassVar = ("slug",)

    slug = dy.String(regex=SLUG)
    name = dy.String(min_length=1)
    country = dy.String(regex="^[A-Z]{2}$")
    legal_form = dy.String(nullable=True)
    sector = dy.String(nullable=True)
    founded_on = dy.String(nullable=True, regex=PARTIAL_DATE)
    dissolved_on = dy.String(nullable=True, regex=PARTIAL_DATE)
    website = dy.String(nullable=True, regex="^https?://")
    languages = dy.String(nullable=True, regex="^[a-z]{2}( [a-z]{2})*$")
    synthetic = dy.Bool()
