"""How is the spread of capital shown, and parity in a small body, without telling on anyone?

By classes fixed in advance, or rounded, and only of many. The index of concentration is ruled by
the largest holding, so it tells what that holder's class implies and nothing more.
"""

import math
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from hub.disclosure.attainable import Limits
from hub.disclosure.contributions import Contributions, sensitive
from hub.disclosure.interval import Interval, decimals, significant
from hub.disclosure.parameters import Parameters
from hub.releases.cell import Key

#: Classes of the largest holding's share of the capital, in percent.
_SHARES = (0, 1, 5, 10, 25, 100)

#: Classes of the share of women in a body, in percent.
_PARITY = (0, 40, 60, 100)

_SPREAD_DECIMALS = 2
_MEDIAN_DIGITS = 2
_INDEX_DECIMALS = 4


@dataclass(frozen=True, slots=True)
class Band:
    """A class that holds the true share.

    Attributes:
        code: its ends in percent, such as `5-10`.
        lower: the least share, as a fraction.
        upper: the greatest.
    """

    code: str
    lower: float
    upper: float


def largest_holder(group: Contributions, parameters: Parameters) -> Band | None:
    """The class of the largest holding's share of the capital.

    From 1, 5 and 10 percent on, and above 25. None with fewer than `min_contributors` holders.
    """
    if group.holders < parameters.min_contributors or not group.amount:
        return None
    percent = Fraction(group.largest) * 100 / Fraction(group.amount)
    *lower_ends, above, _ = _SHARES
    place = len(_SHARES) - 1 if percent > above else bisect_right(lower_ends, percent)
    return _band(_SHARES, place)


def told_of_groups(
    band: Band, everyone: Contributions, groups: Mapping[Key, Contributions]
) -> dict[Key, Limits]:
    """What the largest holder's class tells of a group to whoever knows that holder to be in it.

    At least so much is the group's capital, and at most so much where there is no other holder.
    These are facts for the table of capital.

    Args:
        band: of the largest holder.
        everyone: all holders.
        groups: of them.
    """
    found = {}
    for key, group in groups.items():
        if group.largest == everyone.largest:
            amount, capital = float(group.amount), float(everyone.amount)
            most = max(amount, band.upper * capital) if group.holders == 1 else math.inf
            found[key] = Limits(min(amount, band.lower * capital), most)
    return found


def parity(women: int, seats: int, parameters: Parameters) -> Band | None:
    """The class of the share of women in a body that has declared nothing.

    Below 40 percent, 40 to 60, above 60. None with fewer than `min_seats` seats.
    """
    if seats < parameters.min_seats:
        return None
    percent = Fraction(100 * women, seats)
    _, low, high, _ = _PARITY
    return _band(_PARITY, 1 + (percent >= low) + (percent > high))


def concentration(band: Band, holders: Interval) -> Band:
    """Within which the Herfindahl index lies, whatever it is, given the largest holder's class.

    Args:
        band: of the largest holder.
        holders: their published number.
    """
    least = band.lower**2
    if holders.upper > 1:
        rest = (1 - band.lower) ** 2 / (holders.upper - 1)
        least = least + rest if band.lower * holders.upper >= 1 else 1 / holders.upper
    equals = math.floor(1 / band.upper)
    most = equals * band.upper**2 + (1 - equals * band.upper) ** 2
    scale = 10**_INDEX_DECIMALS
    # by a whisker further, so that floating point never cuts an end off
    lower, upper = math.floor(least * scale - 1e-6), math.ceil(most * scale + 1e-6)
    return Band(band.code, max(0, lower) / scale, min(scale, upper) / scale)


def median(amount: Decimal, group: Contributions, parameters: Parameters) -> Interval | None:
    """The median holding to two significant digits, of `min_spread` holders or more."""
    return significant(amount, _MEDIAN_DIGITS) if _many(group, parameters) else None


def gini(coefficient: float, group: Contributions, parameters: Parameters) -> Interval | None:
    """The Gini coefficient to two decimals, of `min_spread` holders or more.

    None, too, where it would tell the second largest holder, who thinks the others alike, that the
    largest has less than `p` percent more than is true. With n holders and shares s1, s2 of the
    capital, the least coefficient is ((n + 1) s1 + (n - 1) s2 - 2) / n.
    """
    if not _many(group, parameters):
        return None
    shown = _fraction(decimals(coefficient, _SPREAD_DECIMALS))
    n, first, second = group.holders, group.largest / group.amount, group.second / group.amount
    most = (n * shown.upper + 2 - (n - 1) * float(second)) / (n + 1)
    return shown if most >= (1 + parameters.p / 100) * float(first) else None


def half_owners(owners: int, group: Contributions, parameters: Parameters) -> Interval | None:
    """The share of holders who have half the capital, to two decimals, of `min_spread` or more.

    Fewer than `min_contributors` owners are shown like so many, down to none.
    """
    if not _many(group, parameters):
        return None
    least = parameters.min_contributors
    shown = _fraction(decimals(max(owners, least) / group.holders, _SPREAD_DECIMALS))
    return Interval(shown.value, 0.0, shown.upper) if owners <= least else shown


def _band(ends: tuple[int, ...], place: int) -> Band:
    low, high = ends[place - 1], ends[place]
    return Band(f"{low}-{high}", low / 100, high / 100)


def _many(group: Contributions, parameters: Parameters) -> bool:
    return group.holders >= parameters.min_spread and not sensitive(group, parameters)


def _fraction(interval: Interval) -> Interval:
    return Interval(interval.value, max(0.0, interval.lower), min(1.0, interval.upper))
