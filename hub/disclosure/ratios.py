"""How are rates and means made? From published values only, with all that these leave possible.

A true ratio beside rounded counts would pin the counts down. What is computed here could be
computed by any reader, so it tells nothing that the parts do not tell already.
"""

import math
from decimal import Decimal

from hub.disclosure.interval import Interval, significant
from hub.disclosure.parameters import Parameters
from hub.problem import Problem

#: Rates are shown to a tenth of a percentage point.
_RATE_DECIMALS = 3

_MEAN_DIGITS = 3


class LargerThanTheWhole(Problem):
    """A part that is larger than its whole whatever the true values are."""

    def __init__(self) -> None:
        super().__init__(
            "a rate's numerator is larger than its denominator, whatever the true values are",
            "Correct the counts, or count both in one cube: nothing was divided.",
        )


def ratio(numerator: Interval, denominator: Interval, parameters: Parameters) -> Interval | None:
    """The share that a part has in its whole, as a fraction.

    Args:
        numerator: of people or euros that are all counted in the denominator too.
        denominator: the whole.
        parameters: `min_denominator`.

    Returns:
        The rate to three decimals, with the interval that its parts leave possible, widened where
        needed so that it holds the rounded rate; as it is, where both parts are exact. None where
        the published denominator is too small.

    Raises:
        LargerThanTheWhole: the part is larger than the whole at any rate.
    """
    if denominator.value < parameters.min_denominator:
        return None
    if numerator.lower > denominator.upper:
        raise LargerThanTheWhole
    quotient = _quotient(numerator, denominator)
    most = Interval(min(1.0, quotient.value), quotient.lower, min(1.0, quotient.upper))
    return _rounded(most)


def mean(amount: Interval, count: Interval, parameters: Parameters) -> Interval | None:
    """An amount for each of those who are counted, to three significant digits.

    Args:
        amount: a non-negative sum, such as euros.
        count: of people.
        parameters: `min_denominator`.

    Returns:
        The mean, rounded unless both parts are exact, with the interval that they leave possible.
        None where the published count is too small.
    """
    if count.value < parameters.min_denominator:
        return None
    quotient = _quotient(amount, count)
    if quotient.exact or not quotient.value:
        return quotient
    return _showing(significant(Decimal(repr(quotient.value)), _MEAN_DIGITS).value, quotient)


def difference(one: Interval, other: Interval) -> Interval:
    """How much greater one rate is than another, as a fraction; negative where it is smaller."""
    return _rounded(
        Interval(one.value - other.value, one.lower - other.upper, one.upper - other.lower)
    )


def quotient_of_rates(one: Interval, other: Interval) -> Interval | None:
    """How many times greater one rate is than another; None where the other is published as 0."""
    return _rounded(_quotient(one, other)) if other.value else None


def _quotient(one: Interval, other: Interval) -> Interval:
    """Every quotient of two non-negative numbers; no limit where the divisor may be 0."""
    return Interval(
        one.value / other.value,
        one.lower / other.upper,
        one.upper / other.lower if other.lower > 0 else math.inf,
    )


def _rounded(interval: Interval) -> Interval:
    return (
        interval if interval.exact else _showing(round(interval.value, _RATE_DECIMALS), interval)
    )


def _showing(value: float, interval: Interval) -> Interval:
    # a rounded value may leave the interval of large counts: the shown interval must hold both
    return Interval(value, min(value, interval.lower), max(value, interval.upper))
