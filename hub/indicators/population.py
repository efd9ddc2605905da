"""Which members were there on each day, by everything that they may be counted by together?

Disclosure control rounds all tables of a day at once, so it needs one set of finest cells from
which every count of members follows: who they are, whether they voted, sit in a participatory
space, hold shares.
"""

import ibis

from hub.indicators import enrolment, holdings, register, rolls
from hub.indicators.periods import reference_dates
from hub.indicators.tables import Tables
from hub.vocabulary import Channel

#: What is recorded of every person, as columns of `finest`.
PERSONAL = ("category", "person_kind", "gender", "region", "age", "tenure")

#: What is recorded on some days only, null on the others.
OCCASIONAL = ("attendance", "enrolment", "holding")

_DAY = ("period", "as_of")


def finest(tables: Tables) -> ibis.Table:
    """How many members shared all leaves, on each day.

    Returns:
        `period`, `as_of`, the columns of `PERSONAL` and `OCCASIONAL`, and `persons`. `category`
        holds the codes of all categories held, joined by `register.JOINED`.
    """
    rows = people(tables)
    return rows.group_by(*_DAY, *PERSONAL, *OCCASIONAL).aggregate(persons=rows.count())


def people(tables: Tables) -> ibis.Table:
    """Every member on each day, one row each: `pseudonym` and the columns of `finest`."""
    days = tables.once("days on which members are counted", lambda: _days(tables))
    persons = register.people(tables, days).rename(age="age_band", tenure="tenure_band")
    voted = _attendance(tables).drop("period")
    seated = enrolment.enrolled(tables).select("as_of", "pseudonym", enrolment=ibis.literal("yes"))
    held = _holding(tables)
    for marked in (voted, seated.distinct(), held):
        joined = persons.left_join(marked, ["as_of", "pseudonym"])
        persons = joined.drop("as_of_right", "pseudonym_right")
    asked = persons.left_join(days.select("as_of", "rolled", "enrolling", "valued"), "as_of").drop(
        "as_of_right"
    )
    return asked.select(
        *_DAY,
        "pseudonym",
        *PERSONAL,
        attendance=asked.rolled.ifelse(asked.attendance.coalesce("no"), ibis.null("string")),
        enrolment=asked.enrolling.ifelse(asked.enrolment.coalesce("no"), ibis.null("string")),
        holding=asked.valued.ifelse(asked.holding.coalesce("none"), ibis.null("string")),
    )


def _days(tables: Tables) -> ibis.Table:
    """Each day once, with the name of its period and what was recorded on it."""
    listed = rolls.days(tables)
    # where two meetings have one day of record, who attended which cannot be told apart
    alone = listed.group_by("as_of").having(listed.count() == 1).aggregate()
    valued = holdings.balances(tables).select(*_DAY).distinct()
    every = ibis.union(reference_dates(tables), valued)
    days = every.group_by("as_of").aggregate(period=every.period.min())
    return days.mutate(
        rolled=days.as_of.isin(alone.as_of),
        enrolling=days.as_of.isin(enrolment.days(tables).as_of),
        valued=days.as_of.isin(valued.as_of),
    )


def _attendance(tables: Tables) -> ibis.Table:
    votes = rolls.voters(tables)
    return votes.group_by(*_DAY, "pseudonym").aggregate(
        attendance=ibis.cases(
            ((votes.channel != Channel.PROXY.value).any(), "own"),
            ((votes.channel == Channel.PROXY.value).any(), "proxy"),
            else_="unrecorded",
        )
    )


def _holding(tables: Tables) -> ibis.Table:
    held = holdings.balances(tables)
    return held.select(
        "as_of", "pseudonym", holding=ibis.cases((held.quantity == 1, "one"), else_="several")
    )
