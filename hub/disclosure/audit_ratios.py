"""Does a published rate say more than the counts beside it? Recomputed from these."""

from collections.abc import Collection, Iterable, Iterator

from hub.disclosure.audit_report import Finding, Kind
from hub.releases.observation import Observation, breakdown_text
from hub.vocabulary import Dimension, Origin, Status, Unit

#: Rates are published to a tenth of a percentage point; what is nearer than this is equal.
_DECIMALS = 3
_DUST = 1e-9

#: Statuses of figures that were made from rounded counts.
_PROTECTED = {Status.ROUNDED, Status.DERIVED, Status.HELD}

#: A group of these consists of people; a figure on it is exact only where it is public anyway.
_PEOPLE = {
    Dimension.AGE_BAND,
    Dimension.CATEGORY,
    Dimension.CATEGORY_KIND,
    Dimension.CHANNEL,
    Dimension.COLLEGE,
    Dimension.GENDER,
    Dimension.PERSON_KIND,
    Dimension.REGION,
    Dimension.TENURE_BAND,
}
_BODIES = {Dimension.BODY, Dimension.BODY_KIND}


def audit_ratios(
    observations: Iterable[Observation], facts: Collection[float], base: int
) -> Iterator[Finding]:
    """Figures of one cooperative that pin down counts which are published rounded.

    Args:
        observations: the cooperative's.
        facts: its exact public counts.
        base: to which its counts are rounded.
    """
    for one in observations:
        if one.origin is Origin.COMPUTED and one.value is not None and _tells(one, facts, base):
            yield Finding(
                kind=Kind.RATIO,
                cooperative=one.cooperative,
                population="",
                period=one.period,
                as_of=one.as_of,
                measure=one.indicator,
                key=breakdown_text(one.breakdown),
                lower=one.lower,
                upper=one.upper,
            )


def _tells(one: Observation, facts: Collection[float], base: int) -> bool:
    if one.status in _PROTECTED and one.unit is Unit.RATIO:
        # a gap between two rates has no counts of its own
        return one.numerator is not None and _narrower(one, one.numerator, facts, base)
    dimensions = {dimension for dimension, _ in one.breakdown}
    if one.status is Status.PUBLISHED and dimensions & _PEOPLE and not dimensions & _BODIES:
        counts = {one.value} if one.numerator is None else {one.numerator, one.denominator}
        return one.unit in {Unit.COUNT, Unit.RATIO} and not counts <= set(facts)
    return False


def _narrower(one: Observation, part: float, facts: Collection[float], base: int) -> bool:
    """Whether a rate's value or interval cannot come from its published counts alone."""
    if not one.denominator or one.value is None or one.lower is None:
        return True
    fewest, most = _ends(part, facts, base)
    of_fewest, of_most = _ends(one.denominator, facts, base)
    highest = min(1.0, most / of_fewest) if of_fewest else 1.0
    return (
        abs(one.value - round(min(1.0, part / one.denominator), _DECIMALS)) > _DUST
        or one.lower > fewest / of_most + _DUST
        or (one.upper is not None and one.upper < highest - _DUST)
    )


def _ends(count: float, facts: Collection[float], base: int) -> tuple[float, float]:
    """What a published count leaves possible: itself where it is public, else its rounding."""
    if count % base and count in facts:
        return count, count
    return max(0.0, count - base + 1), count + base - 1
