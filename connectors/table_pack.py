"""What does a mapping pack say of one table? By what it is known, and how its cells are read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from connectors.conditions import Condition
from connectors.contract import Mode
from hub.problem import Problem
from hub.records.record import Record

#: Columns that name a person: whatever a pack says, only a keyed hash of them is kept.
PERSONS = ("pseudonym", "represented_by")


class Parse(StrEnum):
    """How the text of a cell becomes a value."""

    TEXT = "text"
    PSEUDONYM = "pseudonym"  # a keyed hash
    GIVEN_PSEUDONYM = "given_pseudonym"  # one that was made on the cooperative's premises
    DATE = "date"
    PARTIAL_DATE = "partial_date"  # a date, a month or a year, kept as ISO text
    PERIOD = "period"  # an ISO 8601 year, month, day or interval, kept as text
    YEAR = "year"  # a year, or a date of which only the year is kept
    INTEGER = "integer"
    DECIMAL = "decimal"
    AMOUNT = "amount"  # money, to the cent
    CENTS = "cents"  # money, as a whole number of cents
    SHARE = "share"  # a fraction 0-1, or a percentage with its sign
    BOOLEAN = "boolean"
    WORD = "word"  # one of a code list
    POSTCODE = "postcode"  # a postcode of which only the NUTS region is kept


class DateOrder(StrEnum):
    """Whether 01/02/2020 is in February or in January; ISO dates are always read."""

    DAY_FIRST = "day_first"
    MONTH_FIRST = "month_first"


class FaultyPack(Problem):
    """A mapping pack that cannot be used as it is written."""

    def __init__(self, pack: str, fault: str) -> None:
        super().__init__(
            f"Mapping pack {pack}: {fault}",
            "Correct the pack; connectors/packs/README.md describes every key",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldPack:
    """How one canonical column is read.

    Attributes:
        headers: accepted headers, the preferred ones first.
        values: plain word -> what it stands for; None for "nothing is known"; `*` is any other.
        default: what an empty cell or an absent column stands for.
        required: whether a file without this column is refused.
        where: the cell counts only in rows where this holds.
        times: the column whose number the value is multiplied by.
        negative: the value is taken away, not added, in rows where this holds.
        country: the column that names the country of a postcode.
        otherwise: the column that counts in rows where this one is blank, and the code of the
            finding that says so of them, if any.
        labels: language -> the header a template shows.
    """

    headers: tuple[str, ...]
    parse: Parse
    values: Mapping[str, str | None]
    default: str | None
    required: bool
    where: tuple[Condition, ...] = ()
    times: str | None = None
    negative: tuple[Condition, ...] = ()
    country: str | None = None
    otherwise: tuple[str, str | None] | None = None
    labels: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class TablePack:
    """How one canonical table is recognised and read.

    Attributes:
        version: of the system; where exports of several look alike, the first and the last.
        match: the canonical columns without which a file is not this table.
        key: the canonical columns that no two rows share; empty where rows may repeat.
        export: the file it is read from; tables of one system with the same name share a file.
        signature: what only this system's file has, each as the headers accepted for it.
        besides: further columns that are looked at and never stored -> headers accepted for them.
        only: rows of another kind are not this table's, and nobody needs to be told.
        leave_out: rows that cannot be stored honestly; they are counted in a finding.
        fill_down: columns whose blank cells continue the row above, when all of them are blank.
        grouped: the column that headings such as `A (12)` between the rows fill, and the column
            of the file that is blank in them.
        repeats: rows with the same key are one: the earliest start, the latest end.
        derived: a code list that this file only implies; taken where nothing else defines it.
        masked: whether an apostrophe before `=`, `+`, `-` or `@` is the exporting system's.
        blank: words that the exporting system writes where a cell is empty.
        notes: header -> code of the advice given when the file has it.
        lacks: code of a finding -> the headers of a column; it is given where none is there.
        decides: columns without which former members look like current ones, and what stands
            there of current ones.
        first_counts: headers that this system's files have twice: the first column is meant.
        chosen: plain header -> the canonical column that a person chose; empty for none.
        worded: the canonical columns of which a person said what a word stands for.
    """

    system: str
    version: str
    table: str
    schema: type[Record]
    match: tuple[str, ...]
    fields: Mapping[str, FieldPack]
    key: tuple[str, ...]
    mode: Mode
    dates: DateOrder
    export: str
    signature: tuple[tuple[str, ...], ...]
    besides: Mapping[str, tuple[str, ...]]
    only: tuple[Condition, ...]
    leave_out: tuple[tuple[Condition, ...], ...]
    fill_down: tuple[str, ...]
    grouped: tuple[str, str] | None
    repeats: bool
    derived: bool
    masked: bool
    notes: Mapping[str, str]
    lacks: Mapping[str, tuple[str, ...]]
    blank: tuple[str, ...] = ()
    decides: tuple[Condition, ...] = ()
    first_counts: tuple[str, ...] = ()
    chosen: Mapping[str, str] = field(default_factory=dict)
    worded: tuple[str, ...] = ()

    def words(self, column: str) -> frozenset[str]:
        """All words of a column that say which rows are records, or which cells count."""
        conditions = [*self.only, *(one for every in self.leave_out for one in every)]
        for each in self.fields.values():
            conditions += [*each.where, *each.negative]
        return frozenset().union(*(one.words for one in conditions if one.column == column))

    @property
    def shapes(self) -> bool:
        """Whether not every row and cell of the file is taken as it stands."""
        conditional = any(field.where for field in self.fields.values())
        return conditional or bool(
            self.masked
            or self.blank
            or self.grouped
            or self.fill_down
            or self.only
            or self.leave_out
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """An export that is known and holds nothing that could be stored honestly.

    Attributes:
        signature: as of a table; none where it is known by its name.
        fewest: so many of the signature's headers show it.
        down: whether they stand one below another, each beside its value.
        named: a part of the file's name.
        why: `why_fr`, `why_nl`, `why_en` -> a sentence.
    """

    system: str
    signature: tuple[tuple[str, ...], ...]
    why: Mapping[str, str]
    fewest: int = 2
    down: bool = False
    named: str = ""
