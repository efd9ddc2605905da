"""Practices: how democracy is done, described by the same seven questions everywhere."""

from typing import ClassVar

import dataframely as dy

from hub.records.record import CodeList, Record
from hub.vocabulary import Language, PracticeDimension, PracticeStatus


class Practices(Record):
    """One row per practice, dimension, language and statement.

    `code` names the practice within the cooperative, `mechanism` what it is made of (circles,
    working groups). `evidence` says where the statement comes from. `period` is ISO 8601.
    `adopted_from` is `cooperative/code` of the practice it was taken from, `adopted_on` since
    when (partial date), `adoption_result` with what result. Source: Participedia cases, and the
    grid of Caire and Nivoix (2012).
    """

    KEY: ClassVar = ("code", "dimension", "language", "position")

    code = dy.String(min_length=1)
    name = dy.String(min_length=1)
    mechanism = dy.String(nullable=True)
    dimension = CodeList(PracticeDimension)
    language = CodeList(Language)
    position = dy.Int16(min=1)
    text = dy.String(min_length=1)
    evidence = dy.String(nullable=True)
    status = CodeList(PracticeStatus)
    period = dy.String(nullable=True)
    licence = dy.String(min_length=1)
    adopted_from = dy.String(nullable=True)
    adopted_on = dy.String(nullable=True)
    adoption_result = dy.String(nullable=True)
