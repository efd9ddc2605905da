"""Does the printed rate follow from the printed parts, at the printed precision?

Where a rate of all members is printed with its numerator alone, the number of members printed
for that time stands in as denominator.
"""

from collections.abc import Iterator, Sequence

from hub.reconciliation.dating import contemporary
from hub.reconciliation.figure import Figure
from hub.reconciliation.finding import Finding, Severity, Text
from hub.reconciliation.observed import observations, values
from hub.reconciliation.wording import place, say
from hub.records.figures import Bound

_OF_ALL_MEMBERS = {
    "capital.single_share_rate",
    "participation.active_rate",
    "participation.enrolment_rate",
    "turnout.assembly",
}


def check(figures: Sequence[Figure]) -> Iterator[Finding]:
    """One finding per printed rate that its parts do not give."""
    for rate in observations(figures):
        if rate.value is None or rate.numerator is None:
            continue
        if rate.denominator is not None:
            over = [rate.denominator]
        elif rate.value.indicator in _OF_ALL_MEMBERS:
            members = _members(rate.value, figures)
            over = [count for count in members if contemporary(count, rate.value)]
        else:
            over = []
        if over and not any(_fits(rate.numerator, count, rate.value) for count in over):
            latest = max(over, key=lambda count: count.as_of)
            yield _finding(rate.value, rate.numerator, latest, figures=figures)


def _fits(numerator: Figure, denominator: Figure, value: Figure) -> bool:
    return numerator.possible().over(denominator.possible()).meets(value.possible())


def _members(rate: Figure, figures: Sequence[Figure]) -> list[Figure]:
    return [
        figure
        for figure in values(figures, "membership.total", rate.breakdown)
        if figure.cooperative == rate.cooperative and figure.firm and figure.value
    ]


def _finding(
    value: Figure, numerator: Figure, denominator: Figure, *, figures: Sequence[Figure]
) -> Finding:
    over = (numerator.value or 0.0) / (denominator.value or 1.0)
    recomputed = over * numerator.scale / denominator.scale / value.scale
    vague = Bound.ABOUT in {value.bound, numerator.bound, denominator.bound}
    borrowed = denominator.indicator != value.indicator
    return Finding(
        cooperative=value.cooperative,
        rule="rate_and_parts",
        severity=Severity.WARNING if vague and borrowed else Severity.ERROR,
        indicators=(value.indicator,),
        breakdown=value.breakdown or "",
        period=value.period,
        place=value.place,
        published=value.value,
        recomputed=recomputed,
        hypotheses=(
            *_other_dates(numerator, value, figures),
            _rate_slipped(value, recomputed),
            _numerator_slipped(numerator, denominator, value),
        ),
    )


def _other_dates(numerator: Figure, value: Figure, figures: Sequence[Figure]) -> Iterator[Text]:
    """Numbers of members of another time that the rate does follow from, the closest first."""

    def miss(count: Figure) -> float:
        return abs(
            (numerator.value or 0.0) / (count.value or 1.0) - (value.value or 0.0) * value.scale
        )

    fitting = [c for c in _members(value, figures) if _fits(numerator, c, value)]
    for count in sorted(fitting, key=miss):
        yield say(
            fr="Le taux est celui de {members} membres ({place}, {when}) : autre date.",
            en="The rate is that of {members} members ({place}, {when}): another date.",
            nl="Het percentage hoort bij {members} leden ({place}, {when}): andere datum.",
            members=count.value or 0.0,
            place=place(count.place),
            when=count.as_of,
        )


def _rate_slipped(value: Figure, recomputed: float) -> Text:
    return say(
        fr="Le taux serait {right} et non {wrong}.",
        en="The rate would be {right} and not {wrong}.",
        nl="Het percentage zou {right} zijn en niet {wrong}.",
        right=round(recomputed, 2),
        wrong=value.value or 0.0,
    )


def _numerator_slipped(numerator: Figure, denominator: Figure, value: Figure) -> Text:
    fair = (value.value or 0.0) * value.scale * (denominator.value or 0.0)
    return say(
        fr="Le numérateur serait environ {right} et non {wrong}.",
        en="The numerator would be about {right} and not {wrong}.",
        nl="De teller zou ongeveer {right} zijn en niet {wrong}.",
        right=float(round(fair)),
        wrong=numerator.value or 0.0,
    )
