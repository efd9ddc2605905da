"""Which figures belong to one observation? Its printed parts, found by what they share."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from hub.reconciliation.figure import Figure
from hub.records.figures import Part


@dataclass(frozen=True, slots=True)
class Observed:
    """The parts of one observation that have a number; at least one has."""

    numerator: Figure | None
    denominator: Figure | None
    value: Figure | None


def observations(figures: Iterable[Figure]) -> Iterator[Observed]:
    """Figures put together: same indicator, breakdown, period, as_of and place."""
    numbers = [figure for figure in figures if figure.value is not None]
    for _, group in groupby(sorted(numbers, key=_key), key=_key):
        parts = {figure.part: figure for figure in group}
        yield Observed(
            parts.get(Part.NUMERATOR), parts.get(Part.DENOMINATOR), parts.get(Part.VALUE)
        )


def values(figures: Iterable[Figure], indicator: str, breakdown: str | None) -> list[Figure]:
    """The numbers printed for one indicator and group, in the order given."""
    return [
        figure
        for figure in figures
        if (figure.indicator, figure.breakdown) == (indicator, breakdown)
        and figure.part is Part.VALUE
        and figure.value is not None
    ]


def _key(figure: Figure) -> tuple[str, ...]:
    return (
        figure.cooperative,
        figure.indicator,
        figure.breakdown or "",
        figure.period,
        figure.as_of,
        figure.place,
    )
