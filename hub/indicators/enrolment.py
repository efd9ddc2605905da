"""Who had a seat in a participatory space, and since when was that recorded?"""

import ibis

from hub.indicators import bodies
from hub.indicators.periods import reference_dates
from hub.indicators.tables import Tables
from hub.records.bodies import Bodies
from hub.records.mandates import Mandates
from hub.vocabulary import BodyKind


def enrolled(tables: Tables) -> ibis.Table:
    """Who had a seat in a participatory space: `period`, `as_of`, `pseudonym`, each once."""
    seats = bodies.seats(tables)
    seats = seats.filter(seats.body_kind == BodyKind.SPACE.value)
    return seats.select("period", "as_of", "pseudonym").distinct()


def days(tables: Tables) -> ibis.Table:
    """The reference dates since the first recorded seat in a space; before, nobody was asked."""
    dates = reference_dates(tables)
    return dates.filter(dates.as_of >= first_day(tables))


def first_day(tables: Tables) -> ibis.expr.types.DateScalar:
    """The day of the first recorded seat in a space; null where there is none."""
    spaces = tables.of(Bodies)
    spaces = spaces.filter(spaces.kind == BodyKind.SPACE.value)
    mandates = tables.of(Mandates)
    seats = mandates.filter(mandates.body.isin(spaces.code))
    return seats.aggregate(first=seats.start_on.min()).first.as_scalar()
