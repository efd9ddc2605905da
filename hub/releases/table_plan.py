"""Under which rules were the tables of one population and day made? Published beside the cells."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from hub.releases.structure import Structure


class Movers(StrEnum):
    """How many people joined, left or changed group since the release before."""

    FIRST = "first"
    NONE = "none"
    FEW = "few"
    MANY = "many"


@dataclass(frozen=True, slots=True, kw_only=True)
class TablePlan:
    """What an auditor must know of one population and day besides its cells.

    Attributes:
        structure: the columns and tables.
        known: key as text -> exact count that is public beside the rounded cells.
        movers: since the last release whose cells were not held.
        held_from: the release from which all cells are carried forward; None when made anew.
        base: to which counts are rounded.
        key_id: tells keys apart, without a way back to the key.
        parameters: SHA-256 of the parameters in force.
        method: version of the method.
    """

    cooperative: str
    population: str
    period: str
    as_of: str
    structure: Structure
    known: Mapping[str, int]
    movers: Movers
    held_from: str | None
    base: int
    key_id: str
    parameters: str
    method: str
