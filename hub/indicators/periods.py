"""On which days is a cooperative counted, and what is the period of each called?"""

import ibis

from hub.indicators.tables import Tables
from hub.records.assemblies import Assemblies
from hub.records.figures import Figures
from hub.records.mandates import Mandates
from hub.records.members import Members
from hub.vocabulary import AssemblyKind

#: The kinds of meetings to which every member is called.
GENERAL = (AssemblyKind.ORDINARY, AssemblyKind.EXTRAORDINARY, AssemblyKind.MIXED)

# The families whose declared figures say on which days a cooperative counts its people.
_COUNTED = ("capital", "gender", "mandate", "membership", "participation", "representation")


def named(days: ibis.Table) -> ibis.Table:
    """Days with their `period`: the year where it has one such day, else the month, else the day.

    Args:
        days: distinct days in a column `date`.
    """
    alone_in_year = days.count().over(group_by=days.date.year()) == 1
    alone_in_month = days.count().over(group_by=days.date.strftime("%Y-%m")) == 1
    return days.mutate(
        period=ibis.cases(
            (alone_in_year, days.date.strftime("%Y")),
            (alone_in_month, days.date.strftime("%Y-%m")),
            else_=days.date.strftime("%Y-%m-%d"),
        )
    )


def last_day(text: ibis.expr.types.StringValue) -> ibis.expr.types.DateValue:
    """The last day of an ISO 8601 year, month, day or interval; null for any other text."""
    end = text.split("/")[-1]
    month_start = ibis.cases(
        (end.length() == len("2022"), end + "-12-01"),
        (end.length() == len("2022-06"), end + "-01"),
    ).try_cast("date")
    month_end = (month_start + ibis.interval(months=1) - ibis.interval(days=1)).cast("date")
    return ibis.coalesce(month_end, end.try_cast("date"))


def meetings(tables: Tables) -> ibis.Table:
    """One row per day on which a general assembly was held.

    An ordinary and an extraordinary assembly of one day are one meeting, of kind `mixed`.

    Returns:
        `date`, `period`, `as_of` (the record date, else the day itself), `assembly_kind`, and
        from the minutes `members`, `eligible` and `voters` where they give them.
    """
    return tables.once("meetings", lambda: _meetings(tables))


def reference_dates(tables: Tables) -> ibis.Table:
    """The days at which registers are read: `period` and `as_of`, each pair once.

    They are the days for which the cooperative has itself published a figure on its people (a
    month stands for its last day, a bare year for no day), and the record dates of its general
    assemblies. A cooperative with neither is read on the last day on which its register or its
    mandates record anything.
    """
    return tables.once("reference dates", lambda: _dates(tables))


def declared_dates(tables: Tables) -> ibis.Table:
    """The `period` and `as_of` of a cooperative's own figures, where the day is known."""
    figures = tables.of(Figures)
    dated = figures.filter(
        figures.indicator.split(".")[0].isin(_COUNTED), figures.as_of.length() > len("2022")
    )
    dated = dated.select("period", as_of=last_day(dated.as_of))
    return dated.filter(dated.as_of.notnull()).distinct()


def _meetings(tables: Tables) -> ibis.Table:
    held = tables.of(Assemblies)
    held = held.filter(held.kind.isin([kind.value for kind in GENERAL]))
    days = held.group_by("date").aggregate(
        as_of=held.record_date.coalesce(held.date).min(),
        assembly_kind=ibis.cases(
            (held.kind.nunique() == 1, held.kind.min()), else_=AssemblyKind.MIXED.value
        ),
        members=held.members.max(),
        eligible=held.eligible.max(),
        voters=held.voters.max(),
    )
    return named(days)


def _dates(tables: Tables) -> ibis.Table:
    declared = declared_dates(tables)
    held = meetings(tables)
    held = held.anti_join(declared, "as_of")
    # a period that a declared figure has already named is told apart by its month, then its day
    month, day = held.date.strftime("%Y-%m"), held.date.strftime("%Y-%m-%d")
    free = [name.notin(declared.period) for name in (held.period, month)]
    held = held.select(
        "as_of", period=ibis.cases((free[0], held.period), (free[1], month), else_=day)
    )
    known = ibis.union(declared, held.select("period", "as_of"))
    members, mandates = tables.of(Members), tables.of(Mandates)
    events = ibis.union(
        members.aggregate(as_of=members.joined_on.max()),
        mandates.aggregate(as_of=mandates.start_on.max()),
    )
    last = events.aggregate(as_of=events.as_of.max())
    last = last.filter(
        last.as_of.notnull(), known.aggregate(known=known.count()).known.as_scalar() == 0
    )
    return ibis.union(known, last.select(period=last.as_of.strftime("%Y"), as_of="as_of"))
