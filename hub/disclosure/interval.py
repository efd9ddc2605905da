"""What does a published number leave possible? A value, and the interval that it stands for."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal

from hub.releases.cell import Cell


class ImpossibleInterval(ValueError):
    """Ends that are no numbers, or do not hold the value between them."""

    def __init__(self) -> None:
        super().__init__("an interval's value does not lie between its ends")


@dataclass(frozen=True, slots=True)
class Interval:
    """A published value and the true values that it leaves possible.

    Attributes:
        value: the published value.
        lower: the least true value.
        upper: the greatest; infinite where there is no limit.
    """

    value: float
    lower: float
    upper: float

    def __post_init__(self) -> None:
        if not (self.lower <= self.value <= self.upper and math.isfinite(self.value)):
            raise ImpossibleInterval

    @property
    def exact(self) -> bool:
        """Whether the value is the true one."""
        return self.lower == self.upper

    @property
    def ceiling(self) -> float | None:
        """The upper end as cells and observations have it: None where there is no limit."""
        return None if math.isinf(self.upper) else self.upper


def exactly(value: float) -> Interval:
    """The interval of a number that is published as it is."""
    return Interval(value, value, value)


def published(cell: Cell) -> Interval | None:
    """The interval of a cell; None where its value is withheld."""
    if cell.value is None:
        return None
    lower = 0.0 if cell.lower is None else cell.lower
    return Interval(cell.value, lower, math.inf if cell.upper is None else cell.upper)


def total(parts: Iterable[Interval]) -> Interval:
    """The interval of a sum of numbers that are published one by one; 0 of none."""
    listed = list(parts)
    return Interval(
        math.fsum(part.value for part in listed),
        math.fsum(part.lower for part in listed),
        math.fsum(part.upper for part in listed),
    )


def significant(amount: Decimal, digits: int) -> Interval:
    """A positive amount rounded to so many significant digits, with all that rounds to the same.

    Half a unit of the last digit on either side; below a power of ten, where the unit is ten times
    smaller, a tenth of that.
    """
    rounded = amount.quantize(
        Decimal(1).scaleb(amount.adjusted() - digits + 1), rounding=ROUND_HALF_EVEN
    )
    half = Decimal(5).scaleb(rounded.adjusted() - digits)
    is_power = rounded == Decimal(1).scaleb(rounded.adjusted())
    below = half / 10 if is_power else half
    return Interval(float(rounded), float(rounded - below), float(rounded + half))


def decimals(value: float, digits: int) -> Interval:
    """A number rounded to so many decimals, with all that rounds to the same."""
    rounded, half = round(value, digits), 0.5 * 10.0**-digits
    # ends at twice as many decimals: free of the dust of floating point
    ends = (round(rounded - half, 2 * digits + 1), round(rounded + half, 2 * digits + 1))
    return Interval(rounded, min(ends[0], value), max(ends[1], value))
