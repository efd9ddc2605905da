"""How did figures go over time? One row for each group, one column for each period."""

from collections.abc import Callable, Sequence

from hub.period import Period
from hub.releases.observation import Observation
from hub.releases.release import Cooperative
from hub.web.figure import Shown, distinct, shown
from hub.web.sources import notes, sources
from hub.web.table import Column, Group, Line, Table, apart
from hub.web.wording import Wording

#: The heading of the row that an observation belongs in.
Heading = Callable[[Observation], str]


def over_time(
    observations: Sequence[Observation],
    cooperatives: Sequence[Cooperative],
    heading: Heading,
    *,
    wording: Wording,
) -> Table:
    """A table of one group of rows for each cooperative that has any of the observations."""
    periods = sorted({one.period for one in observations}, key=by_day)
    groups = []
    for cooperative in cooperatives:
        rows: dict[str, dict[str, list[Shown]]] = {}
        for one in observations:
            if one.cooperative == cooperative.slug:
                row = rows.setdefault(heading(one), {period: [] for period in periods})
                row[one.period].append(shown(one, wording))
        if rows:
            lines, withheld = apart(
                [
                    Line(heading=name, cells=[distinct(cell) for cell in row.values()])
                    for name, row in rows.items()
                ]
            )
            groups.append(Group(cooperative=cooperative, lines=lines, withheld=withheld))
    return Table(
        columns=[Column(heading=wording.period(period)) for period in periods],
        groups=groups,
        sources=sources(observations, cooperatives, wording),
        notes=notes(observations, cooperatives, wording),
    )


def by_day(period: str) -> tuple[str, str]:
    """The order of periods: by their last day, then by their first."""
    span = Period.parse(period)
    return span.last.isoformat(), span.first.isoformat()
