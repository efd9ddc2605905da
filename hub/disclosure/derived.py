"""Which figures are made from other figures? Gaps, quotients and counts of what is published.

They tell nothing that their sources do not tell, so they need no protection of their own.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from math import inf, isinf

from hub.disclosure.interval import Interval, exactly
from hub.disclosure.ratios import difference, quotient_of_rates
from hub.indicators.catalogue import Entry
from hub.releases.observation import TOTAL, Breakdown, Observation
from hub.vocabulary import Dimension, Gender, Origin, Status, Uncertainty

#: One day's published figures of the indicator that another one is made from, by group.
Sources = Mapping[Breakdown, Observation]

#: Gives the groups of an indicator that can be made from its sources, each with its interval.
Making = Callable[[Sources], Iterator[tuple[Breakdown, Interval]]]

#: A body is balanced from 40 to 60 women in a hundred.
_BALANCED = (0.4, 0.6)


def lead(sources: Sources) -> Iterator[tuple[Breakdown, Interval]]:
    """By how much each gender's rate exceeds the other's; 0 for the lower one."""
    groups: list[Breakdown] = [
        ((Dimension.GENDER, gender.value),) for gender in (Gender.FEMALE, Gender.MALE)
    ]
    rates = [_interval(sources.get(group)) for group in groups]
    for group, own, other in zip(groups, rates, reversed(rates), strict=True):
        if own is not None and other is not None:
            gap = difference(own, other)
            yield group, Interval(*(max(0.0, end) for end in (gap.value, gap.lower, gap.upper)))


def quotient(sources: Sources) -> Iterator[tuple[Breakdown, Interval]]:
    """How many times as great each body's rate is as everyone's."""
    everyone = _interval(sources.get(TOTAL))
    for group, source in sources.items():
        own = _interval(source)
        if group and own is not None and everyone is not None:
            times = quotient_of_rates(own, everyone)
            if times is not None:
                yield group, times


def balanced(sources: Sources) -> Iterator[tuple[Breakdown, Interval]]:
    """The share of balanced bodies among those whose share of women is shown."""
    bodies = [
        source
        for group, source in sources.items()
        if [dimension for dimension, _ in group] == [Dimension.BODY] and source.lower is not None
    ]
    low, high = _BALANCED
    surely = sum(low <= (one.lower or 0) and (one.upper or 1) <= high for one in bodies)
    if bodies:
        yield TOTAL, exactly(surely / len(bodies))


_MAKINGS: Mapping[str, Making] = {"lead": lead, "quotient": quotient, "balanced": balanced}


def derive(
    entry: Entry, cooperative: str, published: Sequence[Observation]
) -> Iterator[Observation]:
    """An indicator's figures, on every day on which its sources are published.

    Args:
        entry: one that says what it is derived from.
        cooperative: slug.
        published: all computed observations of the cooperative.
    """
    if entry.derived is None:
        return
    making = _MAKINGS[entry.derived.by]
    days: dict[tuple[str, str], dict[Breakdown, Observation]] = {}
    for one in published:
        if one.indicator == entry.derived.of:
            days.setdefault((one.period, one.as_of), {})[one.breakdown] = one
    for (period, as_of), sources in sorted(days.items()):
        for breakdown, interval in making(sources):
            yield Observation(
                cooperative=cooperative,
                indicator=entry.definition.code,
                period=period,
                as_of=as_of,
                breakdown=breakdown,
                value=interval.value,
                unit=entry.definition.unit,
                lower=interval.lower,
                upper=None if isinf(interval.upper) else interval.upper,
                uncertainty=Uncertainty.NONE if interval.exact else Uncertainty.ROUNDING,
                status=Status.DERIVED,
                origin=Origin.COMPUTED,
                method_version=entry.definition.version,
            )


def _interval(source: Observation | None) -> Interval | None:
    if source is None or source.value is None or source.lower is None:
        return None
    return Interval(source.value, source.lower, inf if source.upper is None else source.upper)
