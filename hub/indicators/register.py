"""Who was a member on a given day? Counted once each, whatever the number of their categories."""

import ibis

from hub.indicators.periods import last_day, reference_dates
from hub.indicators.tables import Tables
from hub.records.member_categories import MemberCategories
from hub.records.members import Members

#: The code of a group whose members' attribute was not recorded.
UNKNOWN = "unknown"

#: The dimensions that have one code per person, so that their cells sum to the total.
PERSONAL = ("person_kind", "gender", "age_band", "region", "tenure_band")

#: The dimensions that a person can have several codes of, as lists.
SHARED = ("category", "category_kind", "college")

#: Stands between the codes of a person's categories; no export has it in a code.
JOINED = "\x1f"

# Bands of age in years: the code, and the age at which the next one begins.
_AGES = (("18-24", 25), ("25-34", 35), ("35-44", 45), ("45-54", 55), ("55-64", 65))
_ADULT = 18

_FINEST = ("period", "as_of", "category", *PERSONAL)

_BANDS = (*(code for code, _ in _AGES), "65+")


def at_reference(tables: Tables) -> ibis.Table:
    """The register's cells at every reference date, counted once for all indicators."""
    return tables.once(
        "members at the reference dates", lambda: cells(tables, reference_dates(tables))
    )


def cells(tables: Tables, dates: ibis.Table) -> ibis.Table:
    """How many members each finest group had on each day.

    Args:
        tables: the cooperative's.
        dates: `period` and `as_of`.

    Returns:
        `period`, `as_of`, the personal dimensions, the shared ones as lists of codes, and
        `persons`, distinct members.
    """
    persons = people(tables, dates)
    return _with_kinds(tables, persons.group_by(*_FINEST).aggregate(persons=persons.count()))


def shares(tables: Tables, dates: ibis.Table, marked: ibis.Table) -> ibis.Table:
    """Cells of a ratio: members who are marked, over all members.

    Args:
        tables: the cooperative's.
        dates: `period` and `as_of`.
        marked: `period`, `as_of` and `pseudonym`, each once; whoever is no member is ignored.

    Returns:
        The columns of `cells`, with `numerator` and `denominator` in place of `persons`.
    """
    persons = people(tables, dates)
    marks = marked.mutate(mark=marked.pseudonym).select("pseudonym", "period", "as_of", "mark")
    both = persons.left_join(marks, ["pseudonym", "period", "as_of"])
    return _with_kinds(
        tables,
        both.group_by(*_FINEST).aggregate(numerator=both.mark.count(), denominator=both.count()),
    )


def people(tables: Tables, dates: ibis.Table) -> ibis.Table:
    """Every member on each day, one row each; arguments as for `cells`.

    Returns:
        `period`, `as_of`, `pseudonym`, the personal dimensions, and in `category` the codes of
        all categories held that day, joined by a separator.
    """
    members = tables.of(Members)
    members = members.select(
        "pseudonym", "category", "person_kind", "gender", "birth_year", "age_band", "region",
        "joined_on", "left_on",
    )  # fmt: skip
    repeated = _repeated(tables)
    named = members.mutate(hashed=members.pseudonym.hash())
    once = named.anti_join(repeated, "hashed").drop("hashed")
    twice = named.semi_join(repeated, "hashed").drop("hashed")
    days = _with_anniversaries(dates)
    return _banded(ibis.union(_active(once, days), _gathered(_active(twice, days), days)))


def _repeated(tables: Tables) -> ibis.Table:
    # Whoever has one row needs no gathering. Ten million rows are told apart by the hash of their
    # pseudonym in a fraction of the time that gathering them all takes; two persons with one hash
    # are merely gathered for nothing.
    members = tables.of(Members)
    hashed = members.select(hashed=members.pseudonym.hash())
    return tables.once(
        "members with several rows",
        lambda: hashed.group_by("hashed").having(hashed.count() > 1).aggregate().distinct(),
    )


def _with_anniversaries(dates: ibis.Table) -> ibis.Table:
    # worked out once per day: comparing with a ready date is all that each member costs
    end = last_day(dates.period)
    before = {
        f"before_{years}": (end - ibis.interval(years=years)).cast("date") for years in (2, 5, 10)
    }
    return dates.select("period", "as_of", year=end.year(), **before)


def _active(members: ibis.Table, days: ibis.Table) -> ibis.Table:
    rows = members.cross_join(days)
    return rows.filter(
        # One CASE instead of two comparisons: DuckDB makes a range join of the latter and sorts
        # the whole register for it, 3.5 times slower than looking at every row.
        ibis.cases(
            (rows.joined_on > rows.as_of, False),
            else_=rows.left_on.isnull() | (rows.left_on > rows.as_of),
        )
    ).drop("left_on")


def _gathered(rows: ibis.Table, days: ibis.Table) -> ibis.Table:
    # The smallest code is an arbitrary choice where rows of one person disagree, but always the
    # same one; membership counts from the first category held.
    persons = rows.group_by(*days.columns, "pseudonym").aggregate(
        category=rows.category.collect(distinct=True).sort().join(JOINED),
        person_kind=rows.person_kind.min(),
        gender=rows.gender.min(),
        birth_year=rows.birth_year.min(),
        age_band=rows.age_band.min(),
        region=rows.region.min(),
        joined_on=rows.joined_on.min(),
    )
    return persons.select(rows.columns)


def _banded(rows: ibis.Table) -> ibis.Table:
    birth = rows.birth_year
    return rows.select(
        "period", "as_of", "pseudonym", "category", "person_kind", "gender",
        region=rows.region.coalesce(UNKNOWN),
        age_band=ibis.cases(
            (birth.isnull() & rows.age_band.isin(_BANDS), rows.age_band),
            (birth.isnull() | (birth > rows.year - _ADULT), UNKNOWN),
            *((birth > rows.year - following, code) for code, following in _AGES),
            else_="65+",
        ),
        tenure_band=ibis.cases(
            (rows.joined_on <= rows.before_10, "10+"),
            (rows.joined_on <= rows.before_5, "5-9"),
            (rows.joined_on <= rows.before_2, "2-4"),
            else_="0-1",
        ),
    )  # fmt: skip


def _with_kinds(tables: Tables, counted: ibis.Table) -> ibis.Table:
    categories = tables.of(MemberCategories)
    held = counted.select(held=counted.category).distinct()
    each = held.mutate(code=held.held.split(JOINED).unnest())
    known = each.left_join(categories, each.code == categories.code)
    lists = known.group_by("held").aggregate(
        category_kind=known.kind.collect(distinct=True).sort(),
        college=known.college.collect(distinct=True).sort(),
    )
    joined = counted.inner_join(lists, counted.category == lists.held).drop("held")
    return joined.mutate(category=joined.category.split(JOINED))
