"""What is a table on a page? Columns, rows of figures, the marks in use and the sources."""

from collections.abc import Sequence
from dataclasses import dataclass

from hub.releases.release import Cooperative
from hub.web.figure import Mark, Shown
from hub.web.sources import Note, SourceLine


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One cooperative's column, or one period's.

    Attributes:
        heading: what the column is of.
        cooperative: whose it is; None for a period.
        under: a second line of the heading, such as the period.
    """

    heading: str
    cooperative: Cooperative | None = None
    under: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One row: a heading and, for every column, the figures of its cell."""

    heading: str
    cells: Sequence[Sequence[Shown]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Rows under a common heading.

    Attributes:
        lines: the rows with something to read.
        withheld: the headings of the rows that are withheld throughout.
        cooperative: the heading; None where there is one group only.
    """

    lines: Sequence[Line]
    withheld: Sequence[str] = ()
    cooperative: Cooperative | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table with all that is needed to read it."""

    columns: Sequence[Column]
    groups: Sequence[Group]
    sources: Sequence[SourceLine]
    notes: Sequence[Note]

    @property
    def marks(self) -> Sequence[Mark]:
        """The marks that the table uses, in the order of the legend."""
        figures = [
            figure
            for group in self.groups
            for line in group.lines
            for cell in line.cells
            for figure in cell
        ]
        used = {figure.mark for figure in figures}
        if any(figure.contested for figure in figures):
            used.add(Mark.CONTESTED)
        return [mark for mark in Mark if mark in used]


def real_first(cooperatives: Sequence[Cooperative]) -> list[Cooperative]:
    """The cooperatives that exist, then the invented ones; each by name."""
    return sorted(cooperatives, key=lambda one: (one.synthetic, one.name.casefold()))


def apart(lines: Sequence[Line]) -> tuple[list[Line], list[str]]:
    """The lines with something to read, and the headings of those that are withheld throughout.

    The heading says why, where all its figures have one reason.
    """
    read, withheld = [], []
    for line in lines:
        figures = [figure for cell in line.cells for figure in cell]
        if figures and all(figure.mark is Mark.CONFIDENTIAL for figure in figures):
            withheld.append(_with_reason(line.heading, figures))
        elif figures:
            read.append(line)
    return read, withheld


def _with_reason(heading: str, figures: Sequence[Shown]) -> str:
    reasons = {figure.why for figure in figures}
    why = reasons.pop() if len(reasons) == 1 else None
    return f"{heading} ({why})" if why else heading
