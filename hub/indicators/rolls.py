"""Whose vote was listed one by one? The attendance rolls of the general assemblies."""

import ibis

from hub.indicators.periods import meetings
from hub.indicators.tables import Tables
from hub.records.assemblies import Assemblies
from hub.records.participations import Participations


def voters(tables: Tables) -> ibis.Table:
    """Who voted: `period`, `as_of`, `pseudonym`, `channel`; one row per assembly of the day."""
    # whoever voted at both assemblies of one day has two rows here
    held = tables.of(Assemblies).select("code", "date")
    dates = meetings(tables).select("date", "period", "as_of")
    listed = tables.of(Participations)
    rows = listed.inner_join(held, listed.assembly == held.code).inner_join(dates, "date")
    return rows.select("period", "as_of", "pseudonym", "channel")


def days(tables: Tables) -> ibis.Table:
    """The meetings whose voters were listed one by one: `period` and `as_of`."""
    called = tables.of(Assemblies)
    rolls = called.filter(called.code.isin(tables.of(Participations).assembly))
    return tables.once(
        "meetings with a roll",
        lambda: meetings(tables).semi_join(rolls, "date").select("period", "as_of"),
    )
