"""What did each holder hold on a given day? Balances, or movements added up."""

import ibis

from hub.indicators import register
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


def spectrum(tables: Tables) -> ibis.Table:
    """How many holders hold the same, by date, categories and kind of person.

    Returns:
        `period`, `as_of`, `category` (a list of codes), `person_kind` (both null for holders who
        are not in the register), `quantity`, `amount` and `cents` of each of `holders`.
    """
    return tables.once("holdings", lambda: _grouped(tables))


def _grouped(tables: Tables) -> ibis.Table:
    held = balances(tables)
    dates = held.select("period", "as_of").distinct()
    people = register.people(tables, dates).select(
        "period", "as_of", "pseudonym", "category", "person_kind"
    )
    known = held.left_join(people, ["period", "as_of", "pseudonym"])
    groups = known.group_by(
        "period", "as_of", "category", "person_kind", "quantity", "amount"
    ).aggregate(holders=known.count())
    return groups.mutate(
        cents=(groups.amount * 100).cast("int64"), category=groups.category.split(register.JOINED)
    )
