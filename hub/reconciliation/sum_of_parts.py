"""Do the categories sum to the total? If not, who is counted twice, or which number slipped?

Parts are a total's figures by one dimension, in the same place and of the same date; for a
`figure.x` without dimension, the figures `figure.x_...` of that place. Two counts in one row of a
table are a part and an "of which": the smaller is left out.
"""

from collections.abc import Iterator, Sequence
from itertools import combinations

from hub.reconciliation.figure import Figure
from hub.reconciliation.finding import Finding, Severity, Text
from hub.reconciliation.interval import Interval, total
from hub.reconciliation.observed import observations
from hub.reconciliation.wording import join, place, say
from hub.records.figures import Part

_ADDITIVE = {"capital.total", "membership.total", "recommendation.count"}

#: A list of parts that leaves out more than this share of the total was not meant to be whole.
_WHOLE = 0.05

#: Up to how many parts of another list are added up in search of a number.
_MOST_PARTS = 8


def check(figures: Sequence[Figure]) -> Iterator[Finding]:
    """One finding per total whose parts give another sum."""
    numbers = [f for f in figures if f.value is not None and f.part is Part.VALUE]
    for whole in numbers:
        if whole.breakdown is not None:
            continue
        for parts in _partitions(whole, numbers):
            finding = _compare(whole, parts, figures)
            if finding is not None:
                yield finding


def _partitions(whole: Figure, numbers: Sequence[Figure]) -> Iterator[list[Figure]]:
    beside = [figure for figure in numbers if _beside(whole, figure)]
    if whole.indicator in _ADDITIVE:
        dimensions: dict[str, list[Figure]] = {}
        for figure in beside:
            if figure.indicator == whole.indicator and figure.breakdown:
                dimension, _, code = figure.breakdown.partition("=")
                if "|" not in code:
                    dimensions.setdefault(dimension, []).append(figure)
        lists = list(dimensions.values())
    else:
        lists = [[f for f in beside if f.indicator.startswith(f"{whole.indicator}_")]]
    for parts in lists:
        outer = _without_of_which(parts)
        if len(outer) > 1:
            yield outer


def _beside(whole: Figure, other: Figure) -> bool:
    def where(figure: Figure) -> tuple[str, ...]:
        return (figure.cooperative, figure.place, figure.period, figure.as_of, figure.unit)

    return where(whole) == where(other)


def _without_of_which(parts: Sequence[Figure]) -> list[Figure]:
    rows: dict[str, Figure] = {}
    for part in parts:
        row = part.row_label or str(part.breakdown)
        if row not in rows or (part.value or 0) > (rows[row].value or 0):
            rows[row] = part
    return list(rows.values())


def _compare(whole: Figure, parts: Sequence[Figure], figures: Sequence[Figure]) -> Finding | None:
    if total(part.possible() for part in parts).meets(whole.possible()):
        return None
    published = whole.value or 0.0
    recomputed = sum(part.value or 0.0 for part in parts)
    gap = recomputed - published
    if gap < -_WHOLE * published:
        return None
    return Finding(
        cooperative=whole.cooperative,
        rule="sum_of_parts",
        severity=Severity.ERROR if gap > 0 else Severity.WARNING,
        indicators=(whole.indicator,),
        period=whole.period,
        place=whole.place,
        published=published,
        recomputed=recomputed,
        hypotheses=tuple(_hypotheses(whole, parts, figures)),
    )


def _hypotheses(
    whole: Figure, parts: Sequence[Figure], figures: Sequence[Figure]
) -> Iterator[Text]:
    """Everything that would make the sum right, those that fit the other figures first."""
    gap = sum(part.value or 0.0 for part in parts) - (whole.value or 0.0)
    ranked: list[tuple[int, Text]] = [(1, _nobody_wrong(gap))]
    for wrong, right in (
        *((part, (part.value or 0.0) - gap) for part in parts),
        (whole, (whole.value or 0.0) + gap),
    ):
        if right >= 0:
            ranked.append(_slip(wrong, right, figures))
    ranked.sort(key=lambda one: one[0])
    yield from (text for _, text in ranked)


def _nobody_wrong(gap: float) -> Text:
    if gap > 0:
        return say(
            fr="{gap} sont comptés dans deux catégories ; le total compte chacun une fois.",
            en="{gap} are counted in two categories; the total counts each once.",
            nl="{gap} tellen mee in twee categorieën; het totaal telt elk één keer.",
            gap=gap,
        )
    return say(
        fr="{gap} ne sont dans aucune des catégories imprimées.",
        en="{gap} are in none of the printed categories.",
        nl="{gap} zitten in geen van de gedrukte categorieën.",
        gap=-gap,
    )


def _slip(wrong: Figure, right: float, figures: Sequence[Figure]) -> tuple[int, Text]:
    """One number read as another, and how many other printed figures speak against it."""
    text = say(
        fr="« {row} » serait {right} et non {wrong}.",
        en='"{row}" would be {right} and not {wrong}.',
        nl="“{row}” zou {right} zijn en niet {wrong}.",
        row=wrong.row_label or wrong.indicator,
        right=right,
        wrong=wrong.value or 0.0,
    )
    backing = _added_up_elsewhere(wrong, right, figures)
    if backing is not None:
        return 0, join(text, backing)
    against = [*_repeated(wrong, figures), *_rates_broken(wrong, right, figures)]
    return 2 + len(against), join(text, *against)


def _added_up_elsewhere(wrong: Figure, right: float, figures: Sequence[Figure]) -> Text | None:
    lists: dict[str, list[Figure]] = {}
    for figure in figures:
        if (
            (figure.cooperative, figure.indicator) == (wrong.cooperative, wrong.indicator)
            and figure.part is Part.VALUE
            and figure.breakdown
            and figure.firm
            and figure.place != wrong.place
        ):
            lists.setdefault(figure.place, []).append(figure)
    for where, parts in lists.items():
        for size in range(2, min(len(parts), _MOST_PARTS) + 1):
            for some in combinations(parts, size):
                if sum(part.value or 0.0 for part in some) == right:
                    return say(
                        fr="C'est la somme de {terms}, imprimés dans {place}.",
                        en="It is the sum of {terms}, printed in {place}.",
                        nl="Dat is de som van {terms}, gedrukt in {place}.",
                        terms=" + ".join(f"{part.value:.0f}" for part in some),
                        place=place(where),
                    )
    return None


def _repeated(wrong: Figure, figures: Sequence[Figure]) -> Iterator[Text]:
    same = (wrong.cooperative, wrong.indicator, wrong.breakdown, wrong.value)
    elsewhere = {
        figure.place
        for figure in figures
        if (figure.cooperative, figure.indicator, figure.breakdown, figure.value) == same
        and figure.part is Part.VALUE
        and figure.place != wrong.place
    }
    for where in sorted(elsewhere):
        yield say(
            fr="Mais {place} répète {wrong}.",
            en="But {place} repeats {wrong}.",
            nl="Maar {place} herhaalt {wrong}.",
            place=place(where),
            wrong=wrong.value or 0.0,
        )


def _rates_broken(wrong: Figure, right: float, figures: Sequence[Figure]) -> Iterator[Text]:
    for rate in observations(f for f in figures if _in_place(wrong, f)):
        if rate.numerator and rate.denominator:
            part, whole = (
                _swapped(one, wrong, right) for one in (rate.numerator, rate.denominator)
            )
            if part.low > whole.high:
                yield _too_many(rate.denominator)
            elif rate.value and not part.over(whole).meets(rate.value.possible()):
                yield _broken(rate.value)


def _in_place(wrong: Figure, other: Figure) -> bool:
    return (wrong.cooperative, wrong.place) == (other.cooperative, other.place)


def _swapped(part: Figure, wrong: Figure, right: float) -> Interval:
    same_cell = (part.row_label, part.value) == (wrong.row_label, wrong.value)
    return Interval(right, right) if same_cell else part.possible()


def _broken(rate: Figure) -> Text:
    return say(
        fr="Mais le taux imprimé {printed} ne tiendrait plus.",
        en="But the printed rate {printed} would no longer hold.",
        nl="Maar het gedrukte percentage {printed} zou niet meer kloppen.",
        printed=rate.printed,
    )


def _too_many(whole: Figure) -> Text:
    return say(
        fr="Mais ils seraient plus que les {whole} dont ils font partie.",
        en="But they would be more than the {whole} they are part of.",
        nl="Maar het zouden er meer zijn dan de {whole} waartoe ze behoren.",
        whole=whole.value or 0.0,
    )
