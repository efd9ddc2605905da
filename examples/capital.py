"""How are the shares spread over their holders, so that they sum to the capital exactly?"""

from collections.abc import Iterator, Mapping

import numpy as np
import polars as pl

from examples.plan import Plan, alive_at
from examples.profile import Holdings, Spread
from examples.quotas import Counts, Quota, share_out
from examples.register import Batch, Whole, member_numbers


def holdings_plan(plan: Plan, *, natural: bool) -> Mapping[int, int]:
    """Shares held -> how many natural (or else legal) persons hold that many."""
    holdings = _holdings(plan, natural=natural)
    chosen = [stratum.natural is natural for stratum in plan.profile.strata]
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
    return {level: counts[level] for level in sorted(counts) if counts[level]}


def _mixed(holdings: Holdings, holders: int, shares: int) -> dict[int, int]:
    """Holders of two shares and more, mixed from both spreads and then made to fit."""
    if holders == 0:
        return {}
    levels = sorted({*holdings.light, *holdings.heavy})
    towards_heavy = max(0, 1000 * shares - holders * _per_thousand(holdings.light))
    towards_light = max(0, holders * _per_thousand(holdings.heavy) - 1000 * shares)
    weights = [
        holdings.light.get(level, 0) * towards_light + holdings.heavy.get(level, 0) * towards_heavy
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
        # Nobody here is moved down to a single share.
        level = min(level for level, number in counts.items() if number and level + step > 1)
        moved = min(abs(missing), counts[level])
        counts[level] -= moved
        counts[level + step] = counts.get(level + step, 0) + moved
        missing -= step * moved


def capital(plan: Plan) -> int:
    """All shares together, in euros."""
    return sum(
        _holdings(plan, natural=natural).nominal * held * number
        for natural in (True, False)
        for held, number in holdings_plan(plan, natural=natural).items()
    )


class Balance:
    """Deals out the shares of one day to its holders, batch by batch."""

    def __init__(self, plan: Plan, rng: np.random.Generator) -> None:
        """Work out all holdings before the first one is dealt."""
        self._plan, self._rng = plan, rng
        self._stock: dict[bool, tuple[Counts, Quota]] = {}
        for natural in (True, False):
            spread = holdings_plan(plan, natural=natural)
            levels = np.array(list(spread), dtype=np.int64)
            self._stock[natural] = levels, Quota(list(spread.values()))
        there = alive_at(plan.cells, plan.balance)
        self._paid = {
            (int(stratum), int(interval)): Quota([int(paid), int(there[stratum, interval] - paid)])
            for (stratum, interval), paid in np.ndenumerate(plan.holders)
        }

    def holdings(self, batch: Batch) -> Iterator[pl.DataFrame]:
        """The rows of `shareholdings` for a batch: natural persons, then legal ones."""
        there = batch.present(self._plan.balance)
        chosen: dict[bool, list[Whole]] = {True: [], False: []}
        for position, stratum in enumerate(self._plan.profile.strata):
            able = np.flatnonzero(there & (batch.stratum == position))
            if len(able) == 0:
                continue
            paid = int(self._paid[position, batch.interval].take(len(able))[0])
            # The last to join are the ones who have not paid yet.
            chosen[stratum.natural].append(able[:paid])
        for natural, parts in chosen.items():
            if parts:
                yield self._rows(batch, np.concatenate(parts), natural=natural)

    def _rows(self, batch: Batch, holders: Whole, *, natural: bool) -> pl.DataFrame:
        levels, stock = self._stock[natural]
        held = np.repeat(levels, stock.take(len(holders)))
        profile, holdings = self._plan.profile, _holdings(self._plan, natural=natural)
        return pl.DataFrame(
            {
                "member_number": member_numbers(profile.prefix, batch.number[holders]),
                "quantity": self._rng.permutation(held),
            }
        ).select(
            "member_number",
            pl.lit(holdings.share_class).alias("share_class"),
            "quantity",
            (pl.col("quantity") * holdings.nominal).cast(pl.Decimal(18, 2)).alias("amount"),
            pl.lit("EUR").alias("currency"),
            pl.lit(profile.balance[0]).alias("as_of"),
        )


def _holdings(plan: Plan, *, natural: bool) -> Holdings:
    return plan.profile.natural_holdings if natural else plan.profile.legal_holdings
