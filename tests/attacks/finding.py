"""When has an attacker learned too much? When few integers are left for a count of people."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil, floor, inf

#: Fewer people than this are a small group.
SMALL = 5

#: A count must stay uncertain by so many people.
NARROWEST = 4

_TOLERANCE = 1e-5

#: Stands for no limit.
_ENDLESS = 10**9


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A count that an attack has pinned down.

    Attributes:
        attack: which attacker.
        where: the cooperative, period and group, as text.
        lower: the lowest integer left.
        upper: the highest.
    """

    attack: str
    where: str
    lower: int
    upper: int


def integers(lower: float, upper: float) -> tuple[int, int]:
    """The integers in an interval that a solver worked out, with its tolerance."""
    low = ceil(lower - _TOLERANCE)
    return low, _ENDLESS if upper == inf else floor(upper + _TOLERANCE)


def too_narrow(lower: int, upper: int, *, own: int = 0) -> bool:
    """Whether an interval says too much.

    Args:
        lower: the lowest integer left for the others' count.
        upper: the highest.
        own: how many the attackers themselves are; where a group of 0-4 has them in it, nobody can
            keep more than the rest from them, in it and in its parts, so they come off the width.
    """
    small = lower > 0 and upper < SMALL
    return upper <= lower or small or upper - lower < NARROWEST - own


def where(cooperative: str, period: str, group: Iterable[tuple[str, str]]) -> str:
    """A group in one line."""
    return f"{cooperative} {period} " + "|".join(f"{way}={code}" for way, code in sorted(group))
