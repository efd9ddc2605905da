"""Is a figure dated outside the period it is printed for?"""

from collections.abc import Iterator, Sequence

from hub.period import Period
from hub.reconciliation.figure import Figure
from hub.reconciliation.finding import Finding, Severity, Text
from hub.reconciliation.wording import say


def check(figures: Sequence[Figure]) -> Iterator[Finding]:
    """One finding per place whose figures are of a date outside their period."""
    strayed: dict[tuple[str, ...], set[str]] = {}
    for figure in figures:
        if Period.parse(figure.as_of) not in Period.parse(figure.period) and _apart(figure):
            where = (figure.cooperative, figure.place, figure.period, figure.as_of)
            strayed.setdefault(where, set()).add(figure.indicator)
    for (cooperative, place, period, as_of), indicators in strayed.items():
        yield Finding(
            cooperative=cooperative,
            rule="dates",
            severity=Severity.WARNING,
            indicators=tuple(sorted(indicators)),
            period=period,
            place=place,
            published=None,
            recomputed=None,
            hypotheses=_hypotheses(period, as_of),
        )


def _apart(figure: Figure) -> bool:
    """Whether the two share no day; a year is no closer date than a month in it."""
    period, as_of = Period.parse(figure.period), Period.parse(figure.as_of)
    return as_of.first > period.last or as_of.last < period.first


def _hypotheses(period: str, as_of: str) -> tuple[Text, ...]:
    return (
        say(
            fr="Le rapport sur {period} donne l'état au jour de sa rédaction, {as_of}.",
            en="The report on {period} gives the state when it was written, {as_of}.",
            nl="Het verslag over {period} geeft de stand bij het schrijven, {as_of}.",
            period=period,
            as_of=as_of,
        ),
        say(
            fr="Le texte date de {as_of} des chiffres de {period}.",
            en="The text dates figures of {period} to {as_of}.",
            nl="De tekst dateert cijfers van {period} op {as_of}.",
            period=period,
            as_of=as_of,
        ),
    )
