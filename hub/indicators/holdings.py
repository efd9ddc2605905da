"""What did each holder hold on a given day? Balances, or movements added up."""

import ibis

from hub.indicators.periods import named, reference_dates
from hub.indicators.tables import Tables
from hub.records.shareholdings import Shareholdings


def balances(tables: Tables) -> ibis.Table:
    """What each holder had on each day: `period`, `as_of`, `pseudonym`, `quantity`, `amount`."""
    # balances stand on their own dates; movements are added up where there are no balances
    shares = tables.of(Shareholdings)
    shares = shares.filter(shares.currency == "EUR")
    stated = shares.filter(shares.transaction.isnull())
    days = named(stated.select(date=stated.as_of).distinct())
    balanced = stated.inner_join(days, stated.as_of == days.date)
    moved = shares.filter(shares.transaction.notnull()).rename(moved_on="as_of")
    moved = moved.cross_join(reference_dates(tables))
    moved = moved.filter(
        moved.moved_on <= moved.as_of,
        stated.aggregate(rows=stated.count()).rows.as_scalar() == 0,
    )
    columns = ("period", "as_of", "pseudonym", "quantity", "amount")
    rows = ibis.union(balanced.select(*columns), moved.select(*columns))
    held = rows.group_by("period", "as_of", "pseudonym").aggregate(
        quantity=rows.quantity.sum(), amount=rows.amount.sum().cast("decimal(18, 2)")
    )
    return held.filter(held.amount > 0)
