"""May a day's tables be made anew? Not when so few people moved that they could be picked out.

Whoever compares two releases sees the difference between them. With one to four movers that
difference is about them, so the tables stay as they were; with nobody moved nothing may change,
or the same counts would be rounded twice.
"""

from collections.abc import Callable, Iterable, Sequence

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
    erased: int = 0,
) -> Movers:
    """How many people joined, left or changed group.

    Args:
        before: finest cells, one row per combination of leaves, and `persons`.
        now: the same columns.
        gross: counts the people one by one, those erased too; only asked where the cells leave
            it open.
        few_below: so many movers are many.
        erased: people who were counted before and are no longer in the records of before.
    """
    more, fewer = _visible(before, now)
    if more == fewer == erased == 0:
        return Movers.NONE
    # nobody can be in a difference of so many without having moved, unless they are back
    if max(more - erased, fewer) >= few_below or gross() >= few_below:
        return Movers.MANY
    return Movers.FEW


def gross_movers(before: pl.DataFrame, now: pl.DataFrame, *, erased: int = 0) -> int:
    """People who are in one of the two only, or in both with other leaves: at least so many.

    Args:
        before: one row per person: `person` and `leaves`.
        now: the same.
        erased: people who were there before and are not in `before`. They left; but whoever is in
            `now` only may be one of them who came back, and then nobody moved.
    """
    stayed = before.join(now, on=[PERSON, LEAVES], how="semi").height
    known = before.join(now, on=PERSON, how="semi").height
    joined, left, changed = now.height - known, before.height - known, known - stayed
    return abs(erased - joined) + left + changed


def erased_since(
    total: int | None, recounted: int, cells: Iterable[tuple[int, int]], *, room: int
) -> int:
    """How many people were erased from records since counts of them were published, at least.

    Args:
        total: how many were counted, where that was published exactly.
        recounted: how many the records have now.
        cells: published rounded count, and what the records have now.
        room: by how much a rounded count may exceed the true one.
    """
    missing = max((published - room - now for published, now in cells), default=0)
    return max(0, missing, 0 if total is None else total - recounted)


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
