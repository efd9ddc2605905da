"""How are findings kept few enough to read, and their totals true?"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

import polars as pl

from connectors.contract import Finding, Severity
from connectors.messages import severity
from connectors.row_set import RowSet

#: So many rows of one kind are named each; the next one stands for all that follow.
NAMED = 20
#: So many findings of one code are named in one file.
NAMED_PER_FILE = 400

_NOTHING: Mapping[str, str | int] = MappingProxyType({})
_NOTHING_EACH: Mapping[str, Sequence[int] | pl.Series] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where in an upload a finding is: a file, a sheet, a column."""

    file: str
    sheet: str | None = None
    column: str | None = None
    header: str | None = None


@dataclass(slots=True)
class Findings:
    """Collects the findings of one upload.

    Two findings are alike when they have the same code, file, sheet and column.

    Attributes:
        marks: where it is given, it receives every finding of every row.
    """

    totals: Counter[str] = field(default_factory=Counter)
    marks: list[Finding] | None = None
    _faulty: dict[tuple[str, str | None], RowSet] = field(default_factory=dict)
    _named: dict[tuple[str, Place], list[Finding]] = field(default_factory=dict)
    _in_file: Counter[tuple[str, str]] = field(default_factory=Counter)

    def add(
        self,
        code: str,
        place: Place,
        *,
        row: int | None = None,
        facts: Mapping[str, str | int] = _NOTHING,
        alike: int = 1,
    ) -> None:
        """Keep one finding.

        Args:
            code: a code of `messages.yaml`.
            place: where it is.
            row: the row as a spreadsheet numbers it.
            facts: what its message needs; never a cell's text.
            alike: how many rows it stands for, from `row` on.
        """
        if row is None:
            self._show(code, place, [row], facts=facts)
        else:
            self._mark(code, place, [row], facts=facts)
        self._count(code, place, row, facts, alike=alike)

    def add_rows(
        self,
        code: str,
        place: Place,
        rows: Sequence[int] | pl.Series,
        *,
        facts: Mapping[str, str | int] = _NOTHING,
        each: Mapping[str, Sequence[int] | pl.Series] = _NOTHING_EACH,
    ) -> None:
        """Keep the same finding for several rows.

        Args:
            code: a code of `messages.yaml`.
            place: where they are.
            rows: as a spreadsheet numbers them.
            facts: what the message needs, and is the same at each of them.
            each: what it needs and differs: its name -> one for each row.
        """
        self._mark(code, place, rows, facts=facts, each=each)
        for at, row in enumerate(rows[: NAMED + 1]):
            self._count(code, place, row, _facts(facts, each, at), alike=1)
        if more := len(rows[NAMED + 1 :]):
            self._count(code, place, None, facts, alike=more)

    def add_together(
        self,
        code: str,
        place: Place,
        rows: Sequence[int] | pl.Series,
        *,
        facts: Mapping[str, str | int] = _NOTHING,
    ) -> None:
        """Keep one finding that stands for several rows, the first of them named.

        It stands for those of later calls as well, of the same code and place.
        """
        if not len(rows):
            return
        self._mark(code, place, rows, facts=facts)
        if named := self._named.get((code, place)):
            self.totals[code] += len(rows)
            named[0] = replace(named[0], alike=named[0].alike + len(rows))
        else:
            self._count(code, place, rows[0], facts, alike=len(rows))

    def fresh(self) -> "Findings":
        """None yet, to be joined to these later."""
        return Findings(marks=None if self.marks is None else [])

    def join(self, others: "Findings") -> None:
        """Keep the findings of other files as well."""
        self.totals += others.totals
        self._in_file += others._in_file  # noqa: SLF001 - of the same class
        self._named |= others._named  # noqa: SLF001 - of the same class
        self._faulty |= others._faulty  # noqa: SLF001 - of the same class
        if self.marks is not None:
            self.marks += others.marks or []

    def blocks(self, place: Place) -> bool:
        """Whether a row of a file or sheet has a blocking finding."""
        return (place.file, place.sheet) in self._faulty

    @property
    def faulty(self) -> int:
        """How many rows have a blocking finding."""
        return sum(map(len, self._faulty.values()))

    def _count(
        self,
        code: str,
        place: Place,
        row: int | None,
        facts: Mapping[str, str | int],
        *,
        alike: int,
    ) -> None:
        self.totals[code] += alike
        named = self._named.setdefault((code, place), [])
        if len(named) > NAMED:
            named[-1] = replace(named[-1], alike=named[-1].alike + alike)
        elif self._in_file[code, place.file] < NAMED_PER_FILE:
            self._in_file[code, place.file] += 1
            named.append(replace(_finding(code, place, row, facts), alike=alike))

    def _mark(
        self,
        code: str,
        place: Place,
        rows: Sequence[int] | pl.Series,
        *,
        facts: Mapping[str, str | int],
        each: Mapping[str, Sequence[int] | pl.Series] = _NOTHING_EACH,
    ) -> None:
        if not len(rows):
            return
        if severity(code) is Severity.BLOCKING:
            self._faulty.setdefault((place.file, place.sheet), RowSet()).add(rows)
        self._show(code, place, rows, facts=facts, each=each)

    def _show(
        self,
        code: str,
        place: Place,
        rows: Iterable[int | None],
        *,
        facts: Mapping[str, str | int],
        each: Mapping[str, Sequence[int] | pl.Series] = _NOTHING_EACH,
    ) -> None:
        if self.marks is not None:
            # one after another: whoever takes them may have enough
            self.marks += (
                _finding(code, place, row, _facts(facts, each, at)) for at, row in enumerate(rows)
            )

    def listed(self, files: Iterable[str]) -> tuple[Finding, ...]:
        """All named findings, in the order of `files`, then of rows."""
        order = {file: index for index, file in enumerate(files)}
        every = [finding for named in self._named.values() for finding in named]
        # a file of an archive is named after it: archive.zip/members.csv
        every.sort(
            key=lambda one: (
                order.get(one.file, order.get(one.file.partition("/")[0], 0)),
                one.sheet or "",
                one.row or 0,
            )
        )
        return tuple(every)


def grouped(findings: Iterable[Finding]) -> list[Finding]:
    """The first of each kind and file, standing for the others of it."""
    alike: dict[tuple[str, str, str], Finding] = {}
    for one in findings:
        kind = (one.code, one.file, str(one.facts.get("table")))
        first = alike.setdefault(kind, replace(one, alike=0))
        alike[kind] = replace(first, alike=first.alike + 1)
    return list(alike.values())


def _facts(
    facts: Mapping[str, str | int], each: Mapping[str, Sequence[int] | pl.Series], at: int
) -> Mapping[str, str | int]:
    """What the message of one row needs."""
    return {**facts, **{name: of[at] for name, of in each.items()}}


def _finding(code: str, place: Place, row: int | None, facts: Mapping[str, str | int]) -> Finding:
    return Finding(
        code=code,
        severity=severity(code),
        file=place.file,
        sheet=place.sheet,
        row=row,
        column=place.column,
        header=place.header,
        facts=dict(facts),
    )
