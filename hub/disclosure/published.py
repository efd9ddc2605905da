"""What goes out of one population and day? The plan of its tables, and their rounded counts."""

from collections.abc import Mapping
from dataclasses import dataclass

from hub.disclosure.plan import Table
from hub.releases.cell import PERSONS, Cell, Key
from hub.releases.table_plan import TablePlan
from hub.vocabulary import Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """The tables of one day as they are published.

    Attributes:
        counts: canonical key -> rounded count.
        given_up: tables that have no rounding.
    """

    plan: TablePlan
    counts: Mapping[Key, int]
    given_up: tuple[Table, ...] = ()


def cells_of(table: Published) -> list[Cell]:
    """The cells of a day's tables, each with the counts that it leaves possible."""
    plan = table.plan
    slack = plan.base - 1
    return [
        Cell(
            cooperative=plan.cooperative,
            population=plan.population,
            period=plan.period,
            as_of=plan.as_of,
            measure=PERSONS,
            key=key,
            value=count,
            status=Status.HELD if plan.held_from else Status.ROUNDED,
            reason="few_movers" if plan.held_from else None,
            lower=max(0, count - slack),
            upper=count + slack,
            held_from=plan.held_from,
        )
        for key, count in sorted(table.counts.items())
    ]
