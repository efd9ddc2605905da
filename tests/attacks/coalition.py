"""What do cooperatives that share their true counts learn of the others in a sum over all?"""

from collections.abc import Iterator, Mapping, Sequence
from math import inf

from tests.attacks.finding import Finding, integers, too_narrow, where
from tests.attacks.published import Group, Printed


def attack(
    printed: Sequence[Mapping[Group, Printed]],
    sums: Mapping[Group, Printed],
    coalition: Mapping[int, Mapping[Group, int]],
    totals: Sequence[Mapping[Group, int]],
) -> Iterator[Finding]:
    """Counts of the other cooperatives that follow from the sum less the coalition's own.

    Args:
        printed: each cooperative's cells, by group.
        sums: the cells of all of them together.
        coalition: position of a cooperative -> its true counts.
        totals: each cooperative's exact public totals.
    """
    for group, whole in sums.items():
        own = sum(true[group] for true in coalition.values())
        others = {
            at: cells[group]
            for at, cells in enumerate(printed)
            if at not in coalition and group in cells
        }
        for at, one in others.items():
            rest = [cell for place, cell in others.items() if place != at]
            lower = max(one.lower, whole.lower - own - sum(cell.upper for cell in rest))
            upper = min(one.upper, whole.upper - own - sum(cell.lower for cell in rest))
            low, high = integers(lower, upper)
            secret = not one.exact and group not in totals[at] and upper < inf
            if secret and too_narrow(low, high):
                yield Finding(
                    attack="coalition",
                    where=where(one.cooperative, one.period, group),
                    lower=low,
                    upper=high,
                )
