"""Mandates: which member categories hold the seats of a body."""

import ibis

from hub.indicators import bodies, cells
from hub.indicators.tables import Tables
from hub.records.member_categories import MemberCategories

_BODIES = ("body", "body_kind")
_CATEGORIES = ("category", "category_kind")


def seat_share(tables: Tables) -> ibis.Table:
    """Persons of a category with a seat in a body over all persons with a seat in it."""
    seats = bodies.seats(tables)
    categories = tables.of(MemberCategories)
    kinds = categories.select(category=categories.code, category_kind=categories.kind).distinct()
    seats = seats.left_join(kinds, "category").drop("category_right")
    parts = []
    for body in _BODIES:
        filled = seats.group_by("period", "as_of", body).aggregate(
            denominator=seats.pseudonym.nunique()
        )
        held = cells.margins(
            seats,
            [(body, category) for category in _CATEGORIES],
            numerator=ibis._.pseudonym.nunique(),
        )
        parts.append(held.inner_join(filled, ["period", "as_of", body]))
    return cells.lined_up(*parts)
