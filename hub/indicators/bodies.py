"""Who sat in which body on a given day? Mandates as they ran, one row per person and role."""

import ibis

from hub.indicators.periods import reference_dates
from hub.indicators.tables import Tables
from hub.records.bodies import Bodies
from hub.records.mandates import Mandates


def seats(tables: Tables) -> ibis.Table:
    """The mandates that ran on each reference date; one person may have several.

    Returns:
        `period`, `as_of`, `pseudonym`, `body`, `body_kind`, `role`, `category`, `gender`.
    """
    return tables.once("seats", lambda: _running(tables))


def _running(tables: Tables) -> ibis.Table:
    mandates, bodies = tables.of(Mandates), tables.of(Bodies)
    rows = mandates.cross_join(reference_dates(tables))
    rows = rows.filter(
        rows.start_on <= rows.as_of, rows.end_on.isnull() | (rows.end_on > rows.as_of)
    )
    kinds = bodies.select(body=bodies.code, body_kind=bodies.kind).distinct()
    return rows.inner_join(kinds, "body").select(
        "period", "as_of", "pseudonym", "body", "body_kind", "role", "category", "gender"
    )
