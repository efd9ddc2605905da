"""Which sums over cooperatives does a release show? All that its own observations can be added to.

Nothing but published observations is read here, so that a sum tells what any reader could add up.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from math import prod
from typing import NamedTuple

from hub.disclosure.across import ratio_across, total_across
from hub.disclosure.interval import Interval, total
from hub.disclosure.parameters import Parameters
from hub.indicators.catalogue import CATALOGUE, Entry
from hub.period import Period
from hub.releases.aggregate import Aggregate
from hub.releases.observation import Breakdown, Observation
from hub.releases.release import Cooperative
from hub.vocabulary import Dimension, DisclosureClass, Origin, Status, Unit

#: Dimensions whose codes mean the same in every cooperative.
COMPARABLE = frozenset(
    {
        Dimension.AGE_BAND,
        Dimension.CATEGORY_KIND,
        Dimension.GENDER,
        Dimension.PERSON_KIND,
        Dimension.TENURE_BAND,
    }
)

#: Why a year has no sum.
TOO_FEW = "fewer_cooperatives_than_the_minimum"

_COUNTED = (DisclosureClass.COUNT, DisclosureClass.RATIO)


class _About(NamedTuple):
    """What is summed, apart from the group."""

    indicator: str
    year: int
    synthetic: bool


class _Place(NamedTuple):
    """Where a cooperative's figures of several days of one year compete."""

    cooperative: str
    indicator: str
    year: int
    dimensions: tuple[Dimension, ...]


#: Group -> cooperative -> the observation that is its part of the sum.
_Groups = Mapping[Breakdown, Mapping[str, Observation]]


def aggregates(
    cooperatives: Iterable[Cooperative],
    observations: Iterable[Observation],
    parameters: Parameters,
) -> tuple[Aggregate, ...]:
    """The sums of a release, and one refusal for each indicator and year that has none.

    Args:
        cooperatives: all of the release.
        observations: all of the release.
        parameters: `min_aggregate` and `min_denominator`.
    """
    synthetic = {one.slug: one.synthetic for one in cooperatives}
    competing: dict[_Place, list[Observation]] = defaultdict(list)
    for one in observations:
        if _can_be_summed(one, parameters):
            competing[_place(one)].append(one)
    found: dict[_About, dict[Breakdown, dict[str, Observation]]] = defaultdict(dict)
    for place, rivals in competing.items():
        about = _About(place.indicator, place.year, synthetic[place.cooperative])
        for one in _latest(rivals):
            found[about].setdefault(one.breakdown, {}).setdefault(place.cooperative, one)
    return tuple(
        one for about in sorted(found) for one in _of_year(about, found[about], parameters)
    )


def _of_year(about: _About, groups: _Groups, parameters: Parameters) -> Iterator[Aggregate]:
    enough = [group for group in sorted(groups) if len(groups[group]) >= parameters.min_aggregate]
    for group in enough:
        yield _sum(about, group, groups[group], parameters)
    if not enough:
        # of the whole year at once: which groups are published somewhere is not repeated here
        yield Aggregate(
            **about._asdict(),
            unit=CATALOGUE[about.indicator].definition.unit,
            status=Status.NOT_PRODUCED,
            reason=TOO_FEW,
        )


def _sum(
    about: _About,
    group: Breakdown,
    parts: Mapping[str, Observation],
    parameters: Parameters,
) -> Aggregate:
    entry = CATALOGUE[about.indicator]
    numerators = {slug: _numerator(one, entry) for slug, one in parts.items()}
    sums: tuple[float | None, float | None] = (None, None)
    shown: Interval | None
    if entry.definition.unit is Unit.RATIO:
        denominators = {slug: _denominator(one, entry) for slug, one in parts.items()}
        shown = ratio_across(numerators, denominators, parameters)
        sums = (total(numerators.values()).value, total(denominators.values()).value)
    else:
        shown = total_across(numerators, parameters)
    if shown is None:
        raise AssertionError(about)  # every part's own denominator is large enough
    return Aggregate(
        **about._asdict(),
        breakdown=group,
        cooperatives=tuple(sorted(parts)),
        unit=entry.definition.unit,
        value=shown.value,
        numerator=sums[0],
        denominator=sums[1],
        lower=shown.lower,
        upper=shown.upper,
        status=Status.DERIVED,
    )


def _can_be_summed(one: Observation, parameters: Parameters) -> bool:
    entry = CATALOGUE.get(one.indicator)
    if entry is None or not _counts_persons(entry):
        return False
    if not {dimension for dimension, _ in one.breakdown} <= COMPARABLE:
        return False
    if one.value is None or one.lower is None or one.upper is None:
        return False
    if entry.definition.unit is Unit.COUNT:
        return True
    if one.numerator is None or one.denominator is None:
        return False
    # a printed rate that may be off does not tell by how much its parts are, and what is printed
    # need not be possible
    exact = one.lower == one.upper and 0 <= one.numerator <= one.denominator
    known = one.base is not None or exact
    return known and one.denominator >= parameters.min_denominator


def _counts_persons(entry: Entry) -> bool:
    """Whether its sums mean something: neither made from other figures, nor read off an order."""
    definition = entry.definition
    return (
        definition.unit in (Unit.COUNT, Unit.RATIO)
        and definition.disclosure in _COUNTED
        and entry.derived is None
        and entry.form is None
    )


@lru_cache
def _span(period: str) -> Period:
    # a release has few periods and many observations
    return Period.parse(period)


def _place(one: Observation) -> _Place:
    dimensions = tuple(dimension for dimension, _ in one.breakdown)
    return _Place(one.cooperative, one.indicator, _span(one.period).last.year, dimensions)


def _latest(rivals: Sequence[Observation]) -> Iterator[Observation]:
    """The groups of the latest day; computed ones, where any is; undisputed sources first."""
    computed = [one for one in rivals if one.origin is Origin.COMPUTED]
    listed = computed or rivals
    newest = max(_day(one) for one in listed)
    yield from sorted(
        (one for one in listed if _day(one) == newest),
        key=lambda one: (one.contested, one.source.place or "" if one.source else "", one.value),
    )


def _day(one: Observation) -> tuple[str, str, str]:
    span = _span(one.period)
    return span.last.isoformat(), one.as_of, span.first.isoformat()


def _numerator(one: Observation, entry: Entry) -> Interval:
    if entry.definition.unit is Unit.RATIO:
        of = entry.counted.numerator if entry.counted else {}
        return _part(one.numerator, one.base, of.values())
    if one.value is None or one.lower is None or one.upper is None:
        raise AssertionError(one.indicator)
    return Interval(one.value, one.lower, one.upper)


def _denominator(one: Observation, entry: Entry) -> Interval:
    of = (entry.counted.denominator if entry.counted else None) or {}
    return _part(one.denominator, one.base, of.values())


def _part(value: float | None, base: int | None, codes: Collection[tuple[str, ...]]) -> Interval:
    """A published numerator or denominator: so many rounded cells, each off by less than a base.

    Not knowing each cell, it takes them all to be off: wider than the cells themselves, never
    narrower.
    """
    if value is None:
        raise AssertionError(codes)
    slack = 0 if base is None else (base - 1) * prod(len(chosen) for chosen in codes)
    return Interval(value, max(0.0, value - slack), value + slack)
