"""Are two figures of the same time? By their periods, or by the date they were true."""

from hub.period import Period
from hub.reconciliation.figure import Figure


def contemporary(one: Figure, other: Figure) -> bool:
    """Whether the two could be one fact, as far as their dates go.

    They have the same period, or one has an interval that holds the other's period (a statement
    without a closer date), or both were true on the same date and neither is of an interval.
    A year does not take in its months: what grows differs between them.
    """
    if one.period == other.period:
        return True
    if "/" in one.period + other.period:
        return _holds(one.period, other.period)
    return one.as_of == other.as_of


def same_day(one: Figure, other: Figure) -> bool:
    """Whether nothing in their dates could explain a difference."""
    return _holds(one.period, other.period) and _holds(one.as_of, other.as_of)


def narrower(one: Figure, other: Figure) -> str:
    """The period of the figure that is dated more closely; of two alike, the later."""
    periods = (one.period, other.period)
    return min(periods, key=lambda text: (_days(text), -Period.parse(text).last.toordinal()))


def _days(text: str) -> int:
    period = Period.parse(text)
    return (period.last - period.first).days


def _holds(one: str, other: str) -> bool:
    first, second = Period.parse(one), Period.parse(other)
    return first in second or second in first
