"""Do mean and count give the total? If not, which dated count, or which factor, makes them fit?

Asked of the capital (mean holding by number of holders), and of the mean holding (mean number of
shares by the value of a share).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from hub.reconciliation.dating import contemporary
from hub.reconciliation.figure import Figure
from hub.reconciliation.finding import Finding, Severity, Text
from hub.reconciliation.interval import Interval, total
from hub.reconciliation.observed import values
from hub.reconciliation.wording import place, say

#: The count of holders that a mean holding of this group is over.
_HOLDERS = {
    None: None,
    "person_kind=natural": "category_kind=user",
    "person_kind=legal": "category_kind=legal_person",
}

#: Slips of the decimal point, the smallest first.
_FACTORS = (0.1, 10.0, 0.01, 100.0, 0.001, 1000.0)


@dataclass(frozen=True, slots=True)
class _Term:
    """One group's mean and the count it is multiplied by."""

    mean: Figure
    count: Figure

    def amount(self, factor: float = 1.0) -> Interval:
        possible = self.mean.possible()
        scaled = Interval(possible.low * factor, possible.high * factor)
        return scaled * self.count.possible()


def check(figures: Sequence[Figure]) -> Iterator[Finding]:
    """One finding per capital or mean holding that its factors do not give."""
    for capital in values(figures, "capital.total", None):
        own = [figure for figure in figures if figure.cooperative == capital.cooperative]
        yield from _capital(capital, own)
    for shares in figures:
        if shares.indicator == "figure.mean_shares" and shares.value is not None:
            own = [figure for figure in figures if figure.cooperative == shares.cooperative]
            yield from _shares(shares, own)


def _capital(capital: Figure, own: Sequence[Figure]) -> Iterator[Finding]:
    for groups in ((None,), ("person_kind=natural", "person_kind=legal")):
        means = [_first(values(own, "capital.mean_holding", group), capital) for group in groups]
        found = [mean for mean in means if mean is not None]
        if len(found) < len(groups):
            continue
        counts = [_counts(mean, own) for mean in found]
        now = [[count for count in some if contemporary(count, capital)] for some in counts]
        sums = [_terms(found, choice) for choice in product(*map(_different, now))]
        misses = [terms for terms in sums if not _fit(terms, capital)]
        if misses:
            others = [_terms(found, choice) for choice in product(*map(_different, counts))]
            fitting = [terms for terms in others if _fit(terms, capital)]
            yield _capital_finding(capital, misses[0], fitting, some_fit=len(misses) < len(sums))


def _first(found: Sequence[Figure], beside: Figure) -> Figure | None:
    return next((figure for figure in found if contemporary(figure, beside)), None)


def _counts(mean: Figure, own: Sequence[Figure]) -> list[Figure]:
    """Every firm number of holders printed for the mean's group, at any time."""
    printed = values(own, "membership.total", _HOLDERS[mean.breakdown])
    return [figure for figure in printed if figure.firm]


def _different(counts: Sequence[Figure]) -> list[Figure]:
    """The first figure of each number."""
    closest: dict[float | None, Figure] = {}
    for count in counts:
        closest.setdefault(count.value, count)
    return list(closest.values())


def _terms(means: Sequence[Figure], counts: Sequence[Figure]) -> tuple[_Term, ...]:
    return tuple(_Term(mean, count) for mean, count in zip(means, counts, strict=True))


def _fit(terms: Sequence[_Term], capital: Figure) -> bool:
    return total(term.amount() for term in terms).meets(capital.possible())


def _capital_finding(
    capital: Figure,
    terms: Sequence[_Term],
    fitting: Sequence[Sequence[_Term]],
    *,
    some_fit: bool,
) -> Finding:
    amount = sum((term.mean.value or 0.0) * (term.count.value or 0.0) for term in terms)
    return Finding(
        cooperative=capital.cooperative,
        rule="mean_times_count",
        severity=Severity.WARNING if some_fit else Severity.ERROR,
        indicators=("capital.mean_holding", "capital.total"),
        period=capital.period,
        place=capital.place,
        published=capital.value,
        recomputed=amount / capital.scale,
        hypotheses=(
            *(_dated(good) for good in fitting),
            *_factor_slips(terms, capital),
            _total_slipped(amount, capital),
        ),
    )


def _dated(terms: Sequence[_Term]) -> Text:
    last = terms[-1].count
    return say(
        fr="La moyenne porte sur {count} membres ({place}, {when}).",
        en="The mean is over {count} members ({place}, {when}).",
        nl="Het gemiddelde gaat over {count} leden ({place}, {when}).",
        count=last.value or 0.0,
        place=place(last.place),
        when=last.as_of,
    )


def _factor_slips(terms: Sequence[_Term], capital: Figure) -> Iterator[Text]:
    for factor in _FACTORS:
        for slipped in terms:
            amounts = [term.amount(factor if term is slipped else 1.0) for term in terms]
            if total(amounts).meets(capital.possible()):
                yield say(
                    fr="La moyenne {wrong} serait {right} : une virgule déplacée.",
                    en="The mean {wrong} would be {right}: a decimal point slipped.",
                    nl="Het gemiddelde {wrong} zou {right} zijn: een verschoven komma.",
                    wrong=slipped.mean.value or 0.0,
                    right=(slipped.mean.value or 0.0) * factor,
                )


def _total_slipped(amount: float, capital: Figure) -> Text:
    return say(
        fr="Le total serait {right} et non {wrong}.",
        en="The total would be {right} and not {wrong}.",
        nl="Het totaal zou {right} zijn en niet {wrong}.",
        right=round(amount / capital.scale, 2),
        wrong=capital.value or 0.0,
    )


def _shares(shares: Figure, own: Sequence[Figure]) -> Iterator[Finding]:
    nominal = _first(values(own, "figure.share_nominal", None), shares)
    mean = _first(values(own, "capital.mean_holding", shares.breakdown), shares) or _first(
        values(own, "capital.mean_holding", None), shares
    )
    if nominal is None or mean is None or not nominal.value:
        return
    if (shares.possible() * nominal.possible()).meets(mean.possible()):
        return
    exact = (mean.value or 0.0) / nominal.value
    cut = say(
        fr="{mean} / {nominal} = {exact}, tronqué et non arrondi.",
        en="{mean} / {nominal} = {exact}, cut off instead of rounded.",
        nl="{mean} / {nominal} = {exact}, afgekapt in plaats van afgerond.",
        mean=mean.value or 0.0,
        nominal=nominal.value,
        exact=exact,
    )
    other = say(
        fr="Les deux moyennes ne portent pas sur les mêmes personnes ou la même date.",
        en="The two means are not of the same people or the same date.",
        nl="De twee gemiddelden gaan niet over dezelfde mensen of dezelfde datum.",
    )
    yield Finding(
        cooperative=shares.cooperative,
        rule="mean_times_count",
        severity=Severity.ERROR,
        indicators=("capital.mean_holding", shares.indicator),
        period=shares.period,
        place=shares.place,
        published=shares.value,
        recomputed=exact,
        hypotheses=(cut, other) if int(exact) == shares.value else (other,),
    )
