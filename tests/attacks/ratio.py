"""What does a percentage beside counts give away? Every pair of integers that fits all of it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import ceil, floor, inf

from tests.attacks.finding import Finding, too_narrow, where
from tests.attacks.published import Group, Printed

_DUST = 1e-9

#: Percentages have one decimal.
_HALF = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Percentage:
    """A printed rate.

    Attributes:
        part: of whom.
        whole: among whom.
        value: in percent, with one decimal.
    """

    part: Group
    whole: Group
    value: float


def attack(
    printed: Mapping[Group, Printed],
    totals: Mapping[Group, int],
    percentages: Iterable[Percentage],
) -> Iterator[Finding]:
    """Parts that only few integers fit.

    A percentage that is the quotient of the printed counts says nothing new. Any other one must
    come from the true counts, and only pairs of integers that give it are left.

    Args:
        printed: the cells, by group.
        totals: exact public totals.
        percentages: beside them.
    """
    for one in percentages:
        part, whole = printed[one.part], printed[one.whole]
        if not part.value or not whole.value:
            continue
        if abs(one.value - round(100 * part.value / whole.value, 1)) < _DUST:
            continue
        exactly = totals.get(one.whole)
        if exactly is None and whole.upper == inf:
            continue
        wholes = range(ceil(whole.lower), floor(whole.upper) + 1) if exactly is None else [exactly]
        left = sorted(
            {
                number
                for among in wholes
                for number in _parts(one.value, among)
                if part.lower <= number <= part.upper
            }
        )
        if left and one.part not in totals and too_narrow(left[0], left[-1]):
            yield Finding(
                attack="ratio",
                where=where(part.cooperative, part.period, one.part),
                lower=left[0],
                upper=left[-1],
            )


def _parts(percentage: float, whole: int) -> Iterator[int]:
    """The integers whose share of a whole is printed so."""
    least = ceil((percentage - _HALF) * whole / 100 - _DUST)
    most = floor((percentage + _HALF) * whole / 100 + _DUST)
    yield from range(max(0, least), most + 1)
