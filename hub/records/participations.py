"""Participations: which members voted at which assembly, and by which way."""

from typing import ClassVar

import dataframely as dy

from hub.records.record import CodeList, Record
from hub.vocabulary import Channel


class Participations(Record):
    """One row per voter and assembly; a member represented by proxy has a row of their own.

    `represented_by` is the pseudonym of the proxy holder.
    """

    KEY: ClassVar = ("pseudonym", "assembly")
    REFERENCES: ClassVar = {"assembly": "assemblies"}

    pseudonym = dy.String(min_length=1)
    assembly = dy.String(min_length=1)
    channel = CodeList(Channel, nullable=True)
    represented_by = dy.String(nullable=True)
