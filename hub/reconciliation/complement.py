"""Do two shares printed as a pair, women and men, make a hundred?"""

import re
from collections.abc import Iterator, Sequence

from hub.reconciliation.figure import Figure
from hub.reconciliation.finding import Finding, Severity, Text
from hub.reconciliation.wording import say

_PAIR = re.compile(r"(\d+(?:[.,]\d+)?)\s*%\s*/\s*(\d+(?:[.,]\d+)?)\s*%")


_WHOLE = 100.0


def check(figures: Sequence[Figure]) -> Iterator[Finding]:
    """One finding per printed pair `48 % / 52 %` whose sum is not 100 within its rounding."""
    for figure in figures:
        found = _PAIR.fullmatch(figure.printed.strip())
        if found is None:
            continue
        one, other = (float(number.replace(",", ".")) for number in found.groups())
        # each of the two may be off by half a step
        if abs(one + other - _WHOLE) <= (figure.precision or 0.0) * (1 + 1e-9):
            continue
        yield Finding(
            cooperative=figure.cooperative,
            rule="complement",
            severity=Severity.WARNING,
            indicators=(figure.indicator,),
            breakdown=figure.breakdown or "",
            period=figure.period,
            place=figure.place,
            published=one + other,
            recomputed=_WHOLE,
            hypotheses=(_hypothesis(_WHOLE - one - other),),
        )


def _hypothesis(rest: float) -> Text:
    if rest > 0:
        return say(
            fr="{rest} % ont un autre genre, ou n'ont pas répondu.",
            en="{rest}% have another gender, or gave no answer.",
            nl="{rest}% heeft een ander gender, of gaf geen antwoord.",
            rest=round(rest, 2),
        )
    return say(
        fr="L'une des deux parts est mal recopiée.",
        en="One of the two shares was miscopied.",
        nl="Een van de twee aandelen is verkeerd overgenomen.",
    )
