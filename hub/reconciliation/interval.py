"""Which true values can a printed number stand for, and two printed numbers together?"""

from collections.abc import Iterable
from dataclasses import dataclass

#: Two ends nearer than this share of their size are one: floating point, not a disagreement.
_GRAIN = 1e-9


@dataclass(frozen=True, slots=True)
class Interval:
    """From `low` to `high`, both included, neither negative; `high` may be infinite."""

    low: float
    high: float

    def meets(self, other: "Interval") -> bool:
        """Whether some value lies in both."""
        return not (_below(self.high, other.low) or _below(other.high, self.low))

    def __add__(self, other: "Interval") -> "Interval":
        return Interval(self.low + other.low, self.high + other.high)

    def __mul__(self, other: "Interval") -> "Interval":
        return Interval(self.low * other.low, self.high * other.high)

    def over(self, other: "Interval") -> "Interval":
        """Every quotient; without upper end where the divisor may be zero."""
        high = self.high / other.low if other.low else float("inf")
        return Interval(self.low / other.high if other.high else 0.0, high)


def total(intervals: Iterable[Interval]) -> Interval:
    """The interval of a sum."""
    return sum(intervals, start=Interval(0.0, 0.0))


def _below(one: float, other: float) -> bool:
    return one < other - _GRAIN * max(abs(other), _GRAIN)
