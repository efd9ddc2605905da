"""Participation: members who enrol in the participatory spaces, and those who keep coming."""

import ibis

from hub.indicators import cells, enrolment, register
from hub.indicators.periods import last_day
from hub.indicators.tables import Tables
from hub.records.figures import Figures, Part
from hub.records.spaces_activity import SpacesActivity


def enrolment_rate(tables: Tables) -> ibis.Table:
    """Members with a mandate in a participatory space over all members.

    Where no such mandate is recorded, the enrolled persons that the spaces counted themselves.
    """
    seated = register.shares(tables, enrolment.days(tables), enrolment.enrolled(tables))
    counted = _counted(tables, "enrolled")
    nobody_seated = enrolment.first_day(tables).isnull()
    return cells.lined_up(seated, cells.as_margins(counted.filter(nobody_seated)))


def active_rate(tables: Tables) -> ibis.Table:
    """Regular participants that the spaces counted over all members at the period's end."""
    return _counted(tables, "regular")


def activation(tables: Tables) -> ibis.Table:
    """Regular participants over enrolled ones, of each space and of all together."""
    activity = _activity(tables)
    known = activity.filter(activity.enrolled > 0, activity.regular.notnull())
    return cells.as_margins(
        known.select("period", "as_of", "body", numerator="regular", denominator="enrolled")
    )


def support_load(tables: Tables) -> ibis.Table:
    """Members over the staff of cooperative life, as printed, in full-time equivalents."""
    figures = tables.of(Figures)
    printed = figures.filter(
        figures.indicator == "participation.support_load",
        figures.part == Part.DENOMINATOR.value,
        figures.breakdown.isnull(),
        figures.value > 0,
    )
    printed = printed.mutate(as_of=last_day(printed.as_of))
    # where two different numbers of staff are printed for one day, none is chosen
    staff = (
        printed.group_by("period", "as_of")
        .having(printed.value.nunique() == 1)
        .aggregate(denominator=printed.value.max().cast("decimal(18, 4)"))
    )
    members = register.at_reference(tables)
    counted = members.group_by("period", "as_of").aggregate(numerator=members.persons.sum())
    return counted.inner_join(staff, ["period", "as_of"])


def _activity(tables: Tables) -> ibis.Table:
    activity = tables.of(SpacesActivity)
    dated = activity.mutate(as_of=last_day(activity.period))
    return dated.filter(dated.as_of.notnull())


def _counted(tables: Tables, column: str) -> ibis.Table:
    activity = _activity(tables)
    everywhere = activity.filter(activity.body.isnull(), activity[column].notnull())
    everywhere = everywhere.group_by("period", "as_of").aggregate(
        numerator=everywhere[column].max()
    )
    members = register.cells(tables, everywhere)
    members = members.group_by("period").aggregate(denominator=members.persons.sum())
    rates = everywhere.inner_join(members, "period")
    # persons who are not members may come to a space: more of them than members is no rate
    return rates.filter(rates.numerator <= rates.denominator)
