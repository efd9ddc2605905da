"""Which populations and days did earlier releases count that a later one does not?

Whoever kept an earlier release still has their tables.
"""

from typing import Any, NamedTuple

import sqlalchemy as sa

from hub.releases.release import Release
from hub.releases.shelf import PLANS, RELEASES


class LeftOut(NamedTuple):
    """One population and day.

    Attributes:
        release_id: the newest release that counted it.
    """

    release_id: str
    cooperative: str
    population: str
    as_of: str


def left_out(release: Release) -> sa.Select[Any]:
    """The columns of `LeftOut`, of all releases up to this one."""
    place = (PLANS.c.cooperative, PLANS.c.population, PLANS.c.as_of)
    newest_first = sa.func.row_number().over(partition_by=place, order_by=RELEASES.c.number.desc())
    ranked = (
        sa.select(PLANS.c.release_id, *place, newest_first.label("rank"))
        .join(RELEASES, RELEASES.c.id == PLANS.c.release_id)
        .where(RELEASES.c.number <= release.number)
        .subquery()
    )
    columns = [ranked.c[name] for name in LeftOut._fields]
    return (
        sa.select(*columns)
        .where(ranked.c.rank == 1, ranked.c.release_id != release.id)
        .order_by(*columns)
    )
