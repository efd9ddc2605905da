"""What does every canonical row carry, whatever its table? Where it came from."""

import enum
from collections.abc import Mapping
from types import MappingProxyType
from typing import ClassVar

import dataframely as dy

#: A calendar date, or only its year or month where no more is known: 2021, 2021-06, 2021-06-01.
PARTIAL_DATE = r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$"

#: A name for addresses and files: lower-case letters, digits and hyphens.
SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"


class Record(dy.Schema):
    """The columns that say whose a row is, and which import, file and row it was read from.

    Unknown is null, never 0. `KEY` names the columns that tell two rows apart within one import;
    empty where a table may hold the same row twice. `REFERENCES` says which table defines a
    column's codes.
    """

    KEY: ClassVar[tuple[str, ...]] = ()
    REFERENCES: ClassVar[Mapping[str, str]] = MappingProxyType({})

    cooperative = dy.String()
    import_id = dy.String()
    source_file = dy.String()
    source_row = dy.UInt32()


class CodeList(dy.Enum):
    """A column whose words are one of `hub.vocabulary`'s code lists."""

    def __init__(self, words: type[enum.Enum], *, nullable: bool = False) -> None:
        super().__init__(words, nullable=nullable)
