"""How do the cooperatives' figures of one date stand side by side? One column for each."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from hub.period import Period
from hub.releases.observation import Breakdown, Observation
from hub.releases.release import Cooperative
from hub.web.figure import Shown, distinct, shown
from hub.web.languages import marked
from hub.web.sources import notes, sources
from hub.web.table import Column, Group, Line, Table, apart
from hub.web.wording import Wording

#: Which figure: indicator and group.
Figure = tuple[str, Breakdown]


@dataclass(frozen=True, slots=True)
class Asked:
    """One row of the table: its heading and the figures that stand in its cells, in order."""

    heading: str
    figures: Sequence[Figure]


def side_by_side(
    asked: Sequence[Asked],
    cooperatives: Sequence[Cooperative],
    observations: Sequence[Observation],
    *,
    wording: Wording,
) -> Table:
    """A table with one column for each cooperative that has any of the figures.

    A column is of one period and one place in a source: those with most of the figures asked
    for, the latest of several. Other figures for the same cell stand beside it, never instead.
    """
    wanted = {figure for row in asked for figure in row.figures}
    of: Mapping[str, list[Observation]] = defaultdict(list)
    for observation in observations:
        if (observation.indicator, observation.breakdown) in wanted:
            of[observation.cooperative].append(observation)
    present = [cooperative for cooperative in cooperatives if of.get(cooperative.slug)]
    homes = {one.slug: _home(of[one.slug]) for one in present}
    lines = [
        Line(
            heading=row.heading,
            cells=[_cell(row, of[one.slug], homes[one.slug], wording) for one in present],
        )
        for row in asked
    ]
    used = [one for mine in of.values() for one in mine if _is_shown(one, homes)]
    read, withheld = apart(lines)
    filled = [place for place in range(len(present)) if any(line.cells[place] for line in read)]
    return Table(
        columns=[_column(present[place], homes, wording) for place in filled],
        groups=[
            Group(
                lines=[
                    Line(heading=line.heading, cells=[line.cells[place] for place in filled])
                    for line in read
                ],
                withheld=withheld,
            )
        ],
        sources=sources(used, cooperatives, wording),
        notes=notes(used, cooperatives, wording),
    )


class _Home(NamedTuple):
    """Where a column's figures belong: a period, and the place in the source that gives most."""

    period: str
    place: str | None


def _home(observations: Sequence[Observation]) -> _Home:
    figures = {(one.period, one.indicator, one.breakdown) for one in observations}
    counted = Counter(period for period, _, _ in figures)
    period = max(counted, key=lambda period: (counted[period], Period.parse(period).last))
    places = Counter(_place(one) for one in observations if one.period == period)
    return _Home(period, places.most_common(1)[0][0])


def _column(cooperative: Cooperative, homes: Mapping[str, _Home], wording: Wording) -> Column:
    period = wording.period(homes[cooperative.slug].period)
    return Column(heading=cooperative.name, cooperative=cooperative, under=period)


def _place(observation: Observation) -> str | None:
    return observation.source.place if observation.source else None


def _is_shown(observation: Observation, homes: Mapping[str, _Home]) -> bool:
    period = homes[observation.cooperative].period
    return observation.period == period or _is_later(observation.period, period)


def _is_later(period: str, than: str) -> bool:
    return Period.parse(period).first > Period.parse(than).last


def _cell(
    row: Asked, observations: Sequence[Observation], home: _Home, wording: Wording
) -> list[Shown]:
    figures: list[Shown] = []
    for figure in row.figures:
        mine = [one for one in observations if (one.indicator, one.breakdown) == figure]
        here = [one for one in mine if one.period == home.period]
        # a figure that the column's own place does not give is taken from wherever it is given
        first = [one for one in here if _place(one) == home.place] or here
        own = distinct(shown(one, wording) for one in first)
        said = {one.text for one in own}
        figures += own
        figures += [
            one
            for one in distinct(_beside(one, _also(wording), wording) for one in here)
            if one.text not in said
        ]
        figures += distinct(
            _beside(one, f"{wording.period(one.period)}:", wording)
            for one in _latest(mine, home.period)
        )
    return figures


def _latest(observations: Sequence[Observation], after: str) -> list[Observation]:
    """The figures of the latest period after one."""
    later = [one for one in observations if _is_later(one.period, after)]
    last = max((Period.parse(one.period).last for one in later), default=None)
    return [one for one in later if Period.parse(one.period).last == last]


def _also(wording: Wording) -> str:
    return wording.gettext(marked("also"))


def _beside(observation: Observation, why: str, wording: Wording) -> Shown:
    figure = shown(observation, wording)
    return replace(figure, beside=why, parts=None, interval=None, contested=False)
