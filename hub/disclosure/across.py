"""What may be said of several cooperatives together? Sums of what each has published, of enough.

No history of earlier sums is kept: every part is public already, so two sums that differ by one
cooperative tell its published figure and nothing else. A withheld value has no interval and cannot
be a part; a sum is of those cooperatives only that show theirs.
"""

from collections.abc import Mapping

from hub.disclosure import ratios
from hub.disclosure.interval import Interval, total
from hub.disclosure.parameters import Parameters
from hub.problem import Problem

#: Cooperative -> what it has published.
Parts = Mapping[str, Interval]


class TooFewCooperatives(Problem):
    """A sum over so few cooperatives that it is nearly the figure of one."""

    def __init__(self, found: int, needed: int) -> None:
        super().__init__(
            f"{found} cooperatives publish this figure, and a sum takes {needed}",
            "Choose more cooperatives, or show each one's own figure.",
        )


class UnequalParts(Problem):
    """A quotient whose two sums are of different cooperatives."""

    def __init__(self, cooperatives: list[str]) -> None:
        super().__init__(
            f"only one of numerator and denominator is there for {', '.join(cooperatives)}",
            "Leave these cooperatives out of both sums.",
        )


def total_across(parts: Parts, parameters: Parameters) -> Interval:
    """The sum of what cooperatives publish.

    Raises:
        TooFewCooperatives: they are fewer than `min_aggregate`.
    """
    if len(parts) < parameters.min_aggregate:
        raise TooFewCooperatives(len(parts), parameters.min_aggregate)
    return total(parts[cooperative] for cooperative in sorted(parts))


def ratio_across(
    numerators: Parts, denominators: Parts, parameters: Parameters
) -> Interval | None:
    """The rate of all cooperatives' members together, by the rules of `ratios.ratio`.

    Raises:
        TooFewCooperatives: they are fewer than `min_aggregate`.
        UnequalParts: numerators and denominators are of different cooperatives.
    """
    return ratios.ratio(*_sums(numerators, denominators, parameters), parameters)


def mean_across(amounts: Parts, counts: Parts, parameters: Parameters) -> Interval | None:
    """The mean over all cooperatives' members together, by the rules of `ratios.mean`.

    Raises:
        TooFewCooperatives: they are fewer than `min_aggregate`.
        UnequalParts: amounts and counts are of different cooperatives.
    """
    return ratios.mean(*_sums(amounts, counts, parameters), parameters)


def _sums(one: Parts, other: Parts, parameters: Parameters) -> tuple[Interval, Interval]:
    if unequal := sorted(one.keys() ^ other.keys()):
        raise UnequalParts(unequal)
    return total_across(one, parameters), total_across(other, parameters)
