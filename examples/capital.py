"""How are the shares spread over their holders, so that they sum to the capital exactly?"""

from collections.abc import Mapping

import numpy as np

from examples.plan import Plan
from examples.profile import Holdings, Spread
from examples.quotas import Counts, share_out


def holdings_plan(plan: Plan, *, natural: bool) -> Mapping[int, int]:
    """Shares held -> how many natural (or else legal) persons hold that many."""
    profile = plan.profile
    holdings = profile.natural_holdings if natural else profile.legal_holdings
    chosen = [stratum.natural is natural for stratum in profile.strata]
    holders = int(plan.holders[chosen].sum())
    largest = plan.scaled(holdings.largest)
    return spread_shares(
        holdings,
        holders,
        shares=max(holders, plan.scaled(holdings.shares)),
        single=plan.scaled(holdings.single),
        # A legal person's share of the capital is kept at any size; no human being grows so rich.
        largest=min(largest, holdings.largest) if natural else largest,
    )


def spread_shares(
    holdings: Holdings, holders: int, *, shares: int, single: int, largest: int
) -> Mapping[int, int]:
    """Shares held -> how many of `holders` hold that many; everyone has one at least.

    `single` hold one share and one holds `largest`, as far as `holders` and `shares` allow.
    The others follow a mixture of the two spreads.
    """
    if holders == 0:
        return {}
    # With fewer than two shares left for everyone else, more holders have to make do with one.
    single = max(min(single, holders - 1), 2 * holders - shares)
    several = holders - single
    if several == 0:
        return {1: single}
    left = shares - single
    top = left if several == 1 else min(max(largest, 2), left - 2 * (several - 1))
    counts = {1: single} if single else {}
    counts[top] = counts.get(top, 0) + 1
    for level, number in _mixed(holdings, several - 1, left - top).items():
        counts[level] = counts.get(level, 0) + number
    return dict(sorted(counts.items()))


def _mixed(holdings: Holdings, holders: int, shares: int) -> dict[int, int]:
    """Holders of two shares and more, mixed from both spreads and then made to fit."""
    if holders == 0:
        return {}
    levels = sorted({*holdings.light, *holdings.heavy})
    towards_heavy = max(0, 1000 * shares - holders * _per_thousand(holdings.light))
    towards_light = max(0, holders * _per_thousand(holdings.heavy) - 1000 * shares)
    weights = [
        holdings.light.get(level, 0) * towards_light
        + holdings.heavy.get(level, 0) * towards_heavy
        for level in levels
    ]
    numbers: Counts = share_out(holders, np.array(weights) // max(1, max(weights) // 2**31))
    counts = {level: int(number) for level, number in zip(levels, numbers, strict=True) if number}
    _fit(counts, shares - sum(level * number for level, number in counts.items()))
    return counts


def _per_thousand(spread: Spread) -> int:
    """The shares of a thousand holders."""
    return sum(level * number for level, number in spread.items())


def _fit(counts: dict[int, int], missing: int) -> None:
    """Move holders up or down by one share until nothing is missing or too much."""
    step = 1 if missing > 0 else -1
    while missing:
        level = min(level for level, number in counts.items() if number and level + step >= 2)
        moved = min(abs(missing), counts[level])
        counts[level] -= moved
        counts[level + step] = counts.get(level + step, 0) + moved
        missing -= step * moved
