"""May a day's tables be made anew? Not when so few people moved that they could be picked out.

Whoever compares two releases sees the difference between them. With one to four movers that
difference is about them, so the tables stay as they were; with nobody moved nothing may change,
or the same counts would be rounded twice.
"""

from collections.abc import Callable, Sequence

import polars as pl

from hub.disclosure.cube import PERSONS
from hub.releases.table_plan import Movers

#: A person and all leaves, as one number each.
PERSON, LEAVES = "person", "leaves"


def movers(
    before: pl.DataFrame,
    now: pl.DataFrame,
    *,
    gross: Callable[[], int],
    few_below: int,
) -> Movers:
    """How many people joined, left or changed group.

    Args:
        before: finest cells, one row per combination of leaves, and `persons`.
        now: the same columns.
        gross: counts the people one by one; only asked where the cells leave it open.
        few_below: so many movers are many.
    """
    more, fewer = _visible(before, now)
    if more == fewer == 0:
        return Movers.NONE
    # nobody can be in a difference of so many without having moved
    if max(more, fewer) >= few_below or gross() >= few_below:
        return Movers.MANY
    return Movers.FEW


def gross_movers(before: pl.DataFrame, now: pl.DataFrame) -> int:
    """People who are in one of the two only, or in both with other leaves.

    Args:
        before: one row per person: `person` and `leaves`.
        now: the same.
    """
    stayed = before.join(now, on=[PERSON, LEAVES], how="semi").height
    changed = before.join(now, on=PERSON, how="semi").height - stayed
    return before.height + now.height - 2 * stayed - changed


def _visible(before: pl.DataFrame, now: pl.DataFrame) -> tuple[int, int]:
    """How many more, and how many fewer, the finest cells have in sum."""
    leaves: Sequence[str] = [column for column in now.columns if column != PERSONS]
    signed = pl.concat(
        [
            now.select(*leaves, pl.col(PERSONS).cast(pl.Int64)),
            before.select(*leaves, -pl.col(PERSONS).cast(pl.Int64)),
        ]
    )
    change = signed.group_by(leaves).agg(pl.col(PERSONS).sum())[PERSONS]
    return int(change.clip(lower_bound=0).sum()), -int(change.clip(upper_bound=0).sum())
