"""Which headline figures has the invented cooperative itself printed?"""

from collections.abc import Iterator
from datetime import date
from typing import Final

import polars as pl

from examples.capital import capital
from examples.plan import Plan
from examples.profile import Assembly

#: The invented report in which they stand.
_DOCUMENT: Final = "Rapport de gestion 2022 (document inventé)"

#: Indicator, part, period, as of, number, unit, row label.
_Figure = tuple[str, str, str, str, int, str, str]


def figures_table(plan: Plan) -> pl.DataFrame:
    """The rows of `figures`: members, staff, capital, and the turnout of the last assembly."""
    return pl.DataFrame(
        [
            {
                "indicator": indicator,
                "part": part,
                "breakdown": None,
                "period": period,
                "as_of": as_of,
                "presence": "given",
                "printed": f"{number:,}".replace(",", " "),
                "value": number,
                "unit": unit,
                "precision": 1,
                "bound": "exact",
                "document": _DOCUMENT,
                "place": "chiffres clés",
                "row_label": label,
            }
            for indicator, part, period, as_of, number, unit, label in _figures(plan)
        ],
        schema_overrides={"breakdown": pl.String},
    )


def _figures(plan: Plan) -> Iterator[_Figure]:
    profile = plan.profile
    # The report is on the year of the balance; its headcounts are later than the year's end.
    year, day = str(profile.balance[0].year), profile.reference[0].isoformat()
    members, staff = int(plan.members[plan.reference]), plan.scaled(profile.staff.people)
    yield "membership.total", "value", year, day, members, "count", "Membres"
    rate = "membership.staff_member_rate"
    yield rate, "denominator", year, day, staff, "count", "Personnel"
    load, team = "participation.support_load", max(1, plan.scaled(profile.staff.for_members))
    yield load, "denominator", year, day, team, "count", "Équipe de la vie coopérative"
    yield "capital.total", "value", year, year, capital(plan), "eur", "Capital (en euros)"
    last = profile.assemblies[-1]
    called, record = _period(plan, last.held_on), last.record_date.isoformat()
    for part, number in _turnout(plan, last):
        yield "turnout.assembly", part, called, record, number, "count", "Assemblée générale"


def _turnout(plan: Plan, assembly: Assembly) -> tuple[tuple[str, int], tuple[str, int]]:
    return (
        ("numerator", plan.voters_at(assembly)),
        ("denominator", plan.members_of(assembly)),
    )


def _period(plan: Plan, day: date) -> str:
    """The year of an assembly, or its month where the year had several."""
    same_year = [each for each in plan.profile.assemblies if each.held_on.year == day.year]
    return str(day.year) if len(same_year) == 1 else f"{day:%Y-%m}"
