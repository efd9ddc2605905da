"""Which counts of members does anyone know exactly? Headline totals, and what was printed.

They stand beside the rounded tables, so the protection and the audit take them as known.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import product

from hub.disclosure.parameters import Parameters
from hub.disclosure.plan import Plan
from hub.indicators.catalogue import Entry
from hub.indicators.measure import Measure
from hub.releases.cell import EVERYONE, Key
from hub.releases.observation import Breakdown, Observation
from hub.vocabulary import Status

#: Where the parts of a figure stand in the members' tables: its numerator, and its denominator.
_PARTS: Mapping[str, tuple[Key, Key | None]] = {
    "membership.total": (EVERYONE, None),
    "turnout.assembly": ((("attended", "yes"),), EVERYONE),
}

#: ISO day -> cell -> exact count.
Known = dict[str, dict[Key, int]]


def known_counts(
    measures: Iterable[Measure],
    declared: Iterable[Observation],
    plan: Plan,
    *,
    catalogue: Mapping[str, Entry],
    parameters: Parameters,
) -> Known:
    """The exact counts that are public, by day.

    What was printed is believed only where it is also true, which is for the tables to find out.

    Args:
        measures: all of one cooperative.
        declared: what it printed itself.
        plan: of the cooperative.
        catalogue: indicator code -> entry.
        parameters: `min_members`.
    """
    known: Known = {}
    for said in declared:
        if said.status is Status.DECLARED_PUBLIC and said.indicator in _PARTS:
            for key, count in _printed(said, plan):
                known.setdefault(said.as_of, {})[key] = count
    for one in measures:
        if one.indicator in _PARTS and catalogue[one.indicator].headline and not one.breakdown:
            of_day = known.setdefault(one.as_of.isoformat(), {})
            numerator, denominator = _PARTS[one.indicator]
            if denominator is not None or one.numerator >= parameters.min_members:
                of_day[numerator] = int(one.numerator)
    return known


def _printed(said: Observation, plan: Plan) -> Iterator[tuple[Key, int]]:
    """The cells that a printed figure tells, under every column that shows its groups."""
    numerator, denominator = _PARTS[said.indicator]
    exact = said.lower == said.upper
    count = said.value if denominator is None and exact else said.numerator
    for group in _groups(said.breakdown, plan):
        if count is not None and float(count).is_integer():
            yield tuple(sorted((*group, *numerator))), int(count)
        if denominator is not None and said.denominator and float(said.denominator).is_integer():
            yield tuple(sorted((*group, *denominator))), int(said.denominator)


def _groups(breakdown: Breakdown, plan: Plan) -> Iterator[Key]:
    columns = [
        [
            (column, code)
            for column in plan.shown.get(dimension, ())
            if code in plan.columns[column].codes
        ]
        for dimension, code in breakdown
    ]
    for chosen in product(*columns):
        yield tuple(sorted(chosen))
