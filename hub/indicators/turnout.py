"""Turnout: who voted at the general assemblies, out of the members or of those entitled to."""

import ibis

from hub.indicators import cells, register, rolls
from hub.indicators.periods import meetings
from hub.indicators.tables import Tables
from hub.records.assemblies import Assemblies
from hub.records.voter_counts import VoterCounts
from hub.vocabulary import Channel, Gender, PersonKind

# A gap between women and men is only told where the gender of four members in five is recorded.
_COVERED_OF, _COVERED = 5, 4


def assembly(tables: Tables) -> ibis.Table:
    """Voters over members of record, from the roll; from counts or minutes where there is none."""
    return cells.lined_up(_attendance(tables), cells.as_margins(_minuted(tables)))


def eligible(tables: Tables) -> ibis.Table:
    """Voters over the members entitled to vote, where the minutes say how many these were."""
    counts = assembly(tables)
    by_everyone = counts.filter(
        counts.margin.isnull()
        | (counts.category.isnull() & counts.gender.isnull() & counts.college.isnull())
    )
    voters = by_everyone.group_by("period", "as_of").aggregate(
        numerator=by_everyone.numerator.sum()
    )
    entitled = meetings(tables).select("period", denominator="eligible")
    rates = voters.inner_join(entitled, "period")
    return rates.filter(rates.denominator > 0, rates.numerator <= rates.denominator)


def college(tables: Tables) -> ibis.Table:
    """Voters of each college over its members."""
    roll = _attendance(tables)
    roll = roll.mutate(college=roll.college.unnest())
    counted = _minuted(tables)
    counted = counted.filter(
        counted.college.notnull(), counted.category.isnull(), counted.gender.isnull()
    )
    return cells.lined_up(
        cells.margins(
            roll,
            [("college",)],
            numerator=roll.numerator.sum(),
            denominator=roll.denominator.sum(),
        ),
        cells.as_margins(counted.select("period", "as_of", "college", "numerator", "denominator")),
    )


def proxy_share(tables: Tables) -> ibis.Table:
    """Voters represented by a proxy over the voters whose way of voting was recorded."""
    roll = rolls.voters(tables)
    # whoever came to one assembly of the day in person did not vote by proxy alone
    own = (roll.channel != Channel.PROXY.value).any()
    channels = roll.group_by("period", "as_of", "pseudonym").aggregate(proxy=~own)
    voters = register.people(tables, rolls.days(tables)).inner_join(
        channels, ["period", "as_of", "pseudonym"]
    )
    known = voters.filter(voters.proxy.notnull())
    return known.group_by("period", "as_of").aggregate(
        numerator=known.proxy.sum(), denominator=known.count()
    )


def group_gap(tables: Tables) -> ibis.Table:
    """By how much the women's turnout exceeds the men's, and the men's the women's; one is 0."""
    roll = _attendance(tables)
    people = roll.filter(roll.person_kind == PersonKind.NATURAL.value)
    women, men = people.gender == Gender.FEMALE.value, people.gender == Gender.MALE.value
    sums = people.group_by("period", "as_of").aggregate(
        members=people.denominator.sum(),
        women=people.denominator.sum(where=women),
        men=people.denominator.sum(where=men),
        women_voting=people.numerator.sum(where=women),
        men_voting=people.numerator.sum(where=men),
    )
    sums = sums.filter(
        sums.women > 0,
        sums.men > 0,
        (sums.women + sums.men) * _COVERED_OF >= sums.members * _COVERED,
    )
    lead = sums.women_voting * sums.men - sums.men_voting * sums.women
    sides = [
        sums.select(
            "period",
            "as_of",
            gender=ibis.literal(gender.value),
            numerator=ibis.greatest(gap, 0),
            denominator=sums.women * sums.men,
        )
        for gender, gap in ((Gender.FEMALE, lead), (Gender.MALE, -lead))
    ]
    return cells.as_margins(*sides)


def _attendance(tables: Tables) -> ibis.Table:
    return tables.once("attendance", lambda: _counted_roll(tables))


def _counted_roll(tables: Tables) -> ibis.Table:
    voters = rolls.voters(tables).drop("channel").distinct()
    counts = register.shares(tables, rolls.days(tables), voters)
    kinds = meetings(tables).select("period", "assembly_kind")
    return counts.inner_join(kinds, "period")


def _minuted(tables: Tables) -> ibis.Table:
    return tables.once("meetings by their minutes", lambda: _counted_minutes(tables))


def _counted_minutes(tables: Tables) -> ibis.Table:
    # margins of the meetings without a roll: voter counts, and the minutes' own totals
    without = meetings(tables).anti_join(_attendance(tables), "period")
    counts = _voter_counts(tables, without)
    grouped = counts.category.notnull() | counts.gender.notnull() | counts.college.notnull()
    printed = counts.filter(~grouped).select(
        "period", printed_voters="numerator", printed_members="denominator"
    )
    of_record = register.cells(tables, without)
    of_record = of_record.group_by("period").aggregate(registered=of_record.persons.sum())
    found = without.left_join(printed, "period").drop("period_right")
    found = found.left_join(of_record, "period")
    totals = found.select(
        "period",
        "as_of",
        numerator=found.printed_voters.coalesce(found.voters),
        denominator=ibis.coalesce(found.printed_members, found.members, found.registered),
    )
    rates = cells.lined_up(counts.filter(grouped), totals)
    return rates.filter(rates.denominator > 0, rates.numerator <= rates.denominator)


def _voter_counts(tables: Tables, days: ibis.Table) -> ibis.Table:
    held = tables.of(Assemblies).select("date", assembly="code")
    rows = tables.of(VoterCounts).select(
        "assembly", "category", "gender", "college", "members", "voters"
    )
    rows = rows.inner_join(held, "assembly").inner_join(
        days.select("date", "period", "as_of"), "date"
    )
    # of two assemblies on one day, the better attended one tells who voted that day at least once
    return rows.group_by("period", "as_of", "category", "gender", "college").aggregate(
        numerator=rows.voters.max(), denominator=rows.members.max()
    )
