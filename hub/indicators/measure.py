"""What is a Measure? A true count or sum of one group, not yet protected, never published."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from hub.releases.observation import TOTAL, Breakdown


class ImpossibleMeasure(ValueError):
    """A measure with a negative part; the indicator that made it is wrong."""

    def __init__(self, indicator: str) -> None:
        super().__init__(f"{indicator} gave a negative count")


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One indicator's counts for one group and period.

    An indicator never divides: `numerator` and `denominator` stay apart until disclosure control
    has protected both.

    Attributes:
        numerator: what is counted or summed.
        denominator: out of what; None where the indicator is no ratio.
        as_of: the day at which both were counted.
    """

    indicator: str
    cooperative: str
    period: str
    as_of: date
    breakdown: Breakdown = TOTAL
    numerator: int | Decimal
    denominator: int | Decimal | None = None

    def __post_init__(self) -> None:
        if self.numerator < 0 or (self.denominator is not None and self.denominator < 0):
            raise ImpossibleMeasure(self.indicator)
