"""What do tests say of a day's capital? So many holders of one amount, in one line each."""

from collections.abc import Callable, Sequence
from decimal import Decimal

from hub.disclosure.capital_day import CapitalDay, Holding
from hub.disclosure.interval import Interval
from hub.disclosure.parameters import Parameters
from hub.disclosure.plan import Plan, plan_of
from hub.releases.cell import EVERYONE, Key
from tests.hub.disclosure.registers import category

#: A plan of two categories.
PLAN = plan_of([category("users"), category("workers", "worker")], "BE")

#: 100 users and 60 workers of 100 euros each; 20 of them are organisations, 15 of users.
EQUAL = (
    (("users",), "natural", 100, 85),
    (("users",), "legal", 100, 15),
    (("workers",), "natural", 100, 55),
    (("workers",), "legal", 100, 5),
)

#: Categories, kind of person, euros each, and how many hold so much.
Line = tuple[tuple[str, ...], str | None, int, int]


def published(count: int) -> Callable[[Key], Interval | None]:
    """So many holders in all, as the members' tables publish them; of no group how many."""
    interval = Interval(count, max(0, count - 4), count + 4)
    return lambda group: interval if group == EVERYONE else None


def unpublished(_group: Key) -> Interval | None:
    """No table of holders was made."""
    return None


def capital_day(
    holdings: Sequence[Line],
    *,
    count: Callable[[Key], Interval | None] = unpublished,
    plan: Plan = PLAN,
) -> CapitalDay:
    """The capital of one day."""
    return CapitalDay(
        cooperative="essai",
        population="members",
        period="2022",
        as_of="2022-06-15",
        plan=plan,
        holdings=[
            Holding(categories, kind, Decimal(euros), holders)
            for categories, kind, euros, holders in holdings
        ],
        count=count,
        parameters=Parameters(),
    )
