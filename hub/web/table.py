"""What is a table on a page? Columns, rows of figures, the marks in use and the sources."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from hub.releases.observation import Observation
from hub.releases.release import Cooperative
from hub.vocabulary import Origin
from hub.web.figure import Mark, Shown
from hub.web.wording import Wording
from hub.web.words import full_name


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
    """Rows under a common heading; the heading is None where there is one group only."""

    lines: Sequence[Line]
    cooperative: Cooperative | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceLine:
    """Where figures of a table come from; `document` is None for those the hub computed."""

    cooperatives: str
    document: str | None
    places: str
    url: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table with all that is needed to read it."""

    columns: Sequence[Column]
    groups: Sequence[Group]
    sources: Sequence[SourceLine]
    notes: Sequence[str]

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


def sources(
    observations: Iterable[Observation], cooperatives: Sequence[Cooperative], wording: Wording
) -> list[SourceLine]:
    """The source lines of a table's figures, one per document."""
    names = {one.slug: full_name(one, wording) for one in cooperatives}
    printed: dict[tuple[str, str | None], tuple[dict[str, None], dict[str, None]]] = {}
    computed: dict[str, None] = {}
    for observation in observations:
        name = names.get(observation.cooperative, observation.cooperative)
        source = observation.source
        if source is None:
            if observation.origin is Origin.COMPUTED:
                computed[name] = None
            continue
        of, places = printed.setdefault((source.document, source.url), ({}, {}))
        of[name] = None
        if source.place:
            places[source.place] = None
    lines = [
        SourceLine(
            cooperatives=", ".join(of), document=document, places=", ".join(places), url=url
        )
        for (document, url), (of, places) in printed.items()
    ]
    if computed:
        lines.append(
            SourceLine(cooperatives=", ".join(computed), document=None, places="", url=None)
        )
    return lines


def notes(observations: Iterable[Observation]) -> list[str]:
    """The distinct notes of the sources, in the order of the table."""
    found = (one.source.note for one in observations if one.source is not None)
    return list(dict.fromkeys(note for note in found if note))
