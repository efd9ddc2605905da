"""Which headline figures has the invented cooperative itself printed?"""

from datetime import date

import polars as pl

from examples.plan import Plan
from examples.profile import Assembly

#: The invented report in which they stand.
_DOCUMENT = "Rapport de gestion 2022 (document inventé)"


def figures_table(plan: Plan) -> pl.DataFrame:
    """The rows of `figures`: members, staff, capital, and the turnout of the last assembly."""
    profile = plan.profile
    day, year = profile.reference[0], str(profile.balance[0].year)
    last = profile.assemblies[-1]
    capital = sum(
        max(plan.scaled(holdings.shares), 0) * holdings.nominal
        for holdings in (profile.natural_holdings, profile.legal_holdings)
    )
    called = _period(plan, last)
    rows = [
        _row("membership.total", "value", int(plan.members[plan.reference]))
        | _when(year, day, "Membres"),
        _row("membership.staff_member_rate", "denominator", plan.scaled(profile.staff.people))
        | _when(year, day, "Personnel"),
        _row("capital.total", "value", capital, unit="eur") | _when(year, None, "Capital"),
        _row("turnout.assembly", "numerator", plan.voters_at(last))
        | _when(called, last.record_date, "Votes"),
        _row("turnout.assembly", "denominator", plan.members_of(last))
        | _when(called, last.record_date, "Membres à l'assemblée"),
    ]
    return pl.DataFrame(rows)
