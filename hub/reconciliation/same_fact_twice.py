"""Do two places give one fact differently?

Two numbers differ when no true value fits both. Two ranges differ when an end of one is not the
end of the other: the smallest and largest circle cannot be two things at once.
"""

from collections.abc import Iterator, Sequence
from itertools import combinations

from hub.reconciliation.dating import contemporary, narrower, same_day
from hub.reconciliation.figure import Figure
from hub.reconciliation.finding import Finding, Severity, Text, places
from hub.reconciliation.interval import Interval
from hub.reconciliation.observed import observations
from hub.reconciliation.wording import say
from hub.records.figures import Bound, Part


def check(figures: Sequence[Figure]) -> Iterator[Finding]:
    """One finding per pair of values printed for one fact; the same pair is named once."""
    facts: dict[tuple[str | None, ...], list[Figure]] = {}
    for figure in figures:
        if figure.part is Part.VALUE and figure.value is not None:
            fact = (figure.cooperative, figure.indicator, figure.breakdown)
            facts.setdefault(fact, []).append(figure)
    for printed in facts.values():
        pairs: dict[tuple[object, ...], list[tuple[Figure, Figure]]] = {}
        for one, other in combinations(printed, 2):
            if one.place != other.place and contemporary(one, other) and _differ(one, other):
                ends = frozenset({one.possible(), other.possible()})
                pairs.setdefault((ends, narrower(one, other)), []).append((one, other))
        for alike in pairs.values():
            yield _finding(alike, figures)


def _differ(one: Figure, other: Figure) -> bool:
    if one.value_high is None or other.value_high is None:
        return not one.possible().meets(other.possible())
    return not all(a.meets(b) for a, b in zip(_ends(one), _ends(other), strict=True))


def _ends(figure: Figure) -> tuple[Interval, Interval]:
    """What the two ends of a range may be, each."""
    slack = (figure.precision or 0.0) / 2 * figure.scale
    low, high = ((number or 0.0) * figure.scale for number in (figure.value, figure.value_high))
    return Interval(low - slack, low + slack), Interval(high - slack, high + slack)


def _finding(alike: Sequence[tuple[Figure, Figure]], figures: Sequence[Figure]) -> Finding:
    grave = [pair for pair in alike if _grave(*pair)]
    one, other = (grave or alike)[0]
    shaken = {code for pair in alike for code in _shaken(*pair, figures)}
    return Finding(
        cooperative=one.cooperative,
        rule="same_fact_twice",
        severity=Severity.ERROR if grave else Severity.WARNING,
        indicators=tuple(sorted({one.indicator} | shaken)),
        breakdown=one.breakdown or "",
        period=narrower(one, other),
        place=places(figure.place for pair in alike for figure in pair),
        published=_telling(one, other),
        recomputed=_telling(other, one) * other.scale / one.scale,
        hypotheses=tuple(_hypotheses(one, other)),
    )


def _grave(one: Figure, other: Figure) -> bool:
    return same_day(one, other) and Bound.ABOUT not in {one.bound, other.bound}


def _telling(one: Figure, other: Figure) -> float:
    """The number that shows the difference: of two ranges, the end that differs."""
    if one.value_high is not None and one.value_high != other.value_high:
        return one.value_high
    return one.value or 0.0


def _shaken(one: Figure, other: Figure, figures: Sequence[Figure]) -> Iterator[str]:
    """Rates that one of the two feeds and that would print otherwise with the other."""
    period = narrower(one, other)
    for cell, instead in ((one, other), (other, one)):
        if cell.period != period:
            continue
        for rate in observations(f for f in figures if _in_place(cell, f)):
            if rate.numerator is None or rate.denominator is None or rate.value is None:
                continue
            if _same_cell(rate.denominator, cell) and instead.possible().low:
                rates = rate.numerator.possible().over(instead.possible())
                if rates.low <= 1 and not rates.meets(rate.value.possible()):
                    yield rate.value.indicator


def _in_place(cell: Figure, other: Figure) -> bool:
    return (cell.cooperative, cell.place, cell.period) == (
        other.cooperative,
        other.place,
        other.period,
    )


def _same_cell(part: Figure, cell: Figure) -> bool:
    return (part.row_label, part.column_label, part.printed) == (
        cell.row_label,
        cell.column_label,
        cell.printed,
    )


def _hypotheses(one: Figure, other: Figure) -> Iterator[Text]:
    if one.value_high is not None and other.value_high is not None:
        yield say(
            fr="La plus large donne les extrêmes, la plus étroite l'habituel.",
            en="The wider range gives the extremes, the narrower what is usual.",
            nl="De ruimste geeft de uitersten, de nauwste het gebruikelijke.",
        )
    if one.period != other.period and "/" in one.period + other.period:
        yield say(
            fr="Les deux ne couvrent pas la même durée : {one} et {other}.",
            en="The two do not cover the same time: {one} and {other}.",
            nl="De twee dekken niet dezelfde tijd: {one} en {other}.",
            one=one.period,
            other=other.period,
        )
    if one.as_of != other.as_of:
        yield say(
            fr="Les deux sont de dates différentes : {one} et {other}.",
            en="The two are of different dates: {one} and {other}.",
            nl="De twee zijn van verschillende datums: {one} en {other}.",
            one=one.as_of,
            other=other.as_of,
        )
    yield say(
        fr="Les deux ne comptent pas la même chose : inscrits, convoqués ou actifs.",
        en="The two do not count the same: on the register, convened or active.",
        nl="De twee tellen niet hetzelfde: ingeschreven, opgeroepen of actief.",
    )
    yield say(
        fr="L'une des deux est mal recopiée ou arrondie.",
        en="One of the two was miscopied or rounded.",
        nl="Een van de twee is verkeerd overgenomen of afgerond.",
    )
