"""Which findings are the same one again? Those of one kind in one column: a line says them all."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from connectors.contract import Finding, Severity
from connectors.messages import fix, severity, what
from hub.vocabulary import Language

#: So many sentences of one group are said, where they differ from row to row.
_SAID = 3

#: What needs to be done comes first.
_ORDER = tuple(Severity)


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """All findings of one kind at one place.

    Attributes:
        rows: the rows that are named, ascending, as a spreadsheet numbers them.
        count: how many rows it concerns, never capped.
        whats: what is wrong; more than one sentence where it differs from row to row.
    """

    severity: Severity
    code: str
    file: str
    sheet: str | None
    column: str | None
    header: str | None
    rows: tuple[int, ...]
    count: int
    whats: tuple[str, ...]
    fixes: tuple[str, ...]

    @property
    def others(self) -> int:
        """How many rows are not named."""
        return self.count - len(self.rows) if self.rows else 0

    @property
    def ranges(self) -> list[tuple[int, int]]:
        """The named rows, those that follow one another together."""
        found: list[tuple[int, int]] = []
        for row in self.rows:
            if found and found[-1][1] == row - 1:
                found[-1] = (found[-1][0], row)
            else:
                found.append((row, row))
        return found


def groups(findings: Sequence[Finding], language: Language) -> list[Group]:
    """The findings, the same ones together: what blocks first, then by file, row and column."""
    together: dict[tuple[str | None, ...], list[Finding]] = {}
    for one in findings:
        # a column that a file lacks stands nowhere in it: another one is another finding
        lacks = str(one.facts.get("field", ""))
        place = (one.code, one.file, one.sheet, one.column, one.header, lacks)
        together.setdefault(place, []).append(one)
    found = [_group(alike, language) for alike in together.values()]
    # stable: files and rows stay in the order of the upload
    return sorted(found, key=lambda one: _ORDER.index(one.severity))


def unlisted(totals: Mapping[str, int], every: Sequence[Group]) -> list[tuple[Group, int]]:
    """The kinds of which more rows were found than any group tells of, and how many more.

    Args:
        totals: how many rows each code concerns, never capped.
        every: all groups, whatever the reader filters.
    """
    told = Counter[str]()
    for one in every:
        told[one.code] += one.count
    first = {one.code: one for one in reversed(every)}
    return [
        (first[code], total - told[code])
        for code, total in totals.items()
        if code in first and total > told[code]
    ]


def _group(alike: Sequence[Finding], language: Language) -> Group:
    first = alike[0]
    return Group(
        severity=severity(first.code),
        code=first.code,
        file=first.file,
        sheet=first.sheet,
        column=first.column,
        header=first.header,
        rows=tuple(sorted({one.row for one in alike if one.row is not None})),
        count=sum(one.alike for one in alike),
        whats=tuple(dict.fromkeys(what(one, language) for one in alike))[:_SAID],
        fixes=tuple(dict.fromkeys(fix(one, language) for one in alike))[:_SAID],
    )
