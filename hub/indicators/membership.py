"""Membership: how many members, of which categories, and how many of the staff among them."""

import ibis

from hub.indicators import bodies, cells, register
from hub.indicators.periods import last_day, reference_dates
from hub.indicators.tables import Tables
from hub.records.figures import Figures, Part
from hub.records.member_categories import MemberCategories
from hub.vocabulary import BodyKind, CategoryKind


def total(tables: Tables) -> ibis.Table:
    """Distinct members on each reference date."""
    return register.at_reference(tables).rename(numerator="persons")


def category_share(tables: Tables) -> ibis.Table:
    """Members of each category over all distinct members."""
    members = register.at_reference(tables)
    everyone = members.group_by("period", "as_of").aggregate(denominator=members.persons.sum())
    parts = []
    for dimension in register.SHARED:
        held = members.mutate(**{dimension: members[dimension].unnest()})
        parts.append(
            cells.margins(held, [(dimension,)], numerator=held.persons.sum()).inner_join(
                everyone, ["period", "as_of"]
            )
        )
    return cells.lined_up(*parts)


def staff_member_rate(tables: Tables) -> ibis.Table:
    """Members of employee categories over all employees, printed or holding a staff mandate."""
    printed = _against_printed_staff(tables)
    seated = _among_seated_staff(tables)
    return cells.lined_up(
        cells.as_margins(printed),
        cells.as_margins(seated.anti_join(printed, ["period", "as_of"])),
    )


def _against_printed_staff(tables: Tables) -> ibis.Table:
    figures = tables.of(Figures)
    printed = figures.filter(
        figures.indicator == "membership.staff_member_rate",
        figures.part == Part.DENOMINATOR.value,
        figures.breakdown.isnull(),
        figures.value > 0,
    )
    printed = printed.mutate(as_of=last_day(printed.as_of))
    # where two different numbers of employees are printed for one day, none is chosen
    staff = (
        printed.group_by("period", "as_of")
        .having(printed.value.nunique() == 1)
        .aggregate(denominator=printed.value.max().cast("int64"))
    )
    members = register.at_reference(tables)
    employees = members.filter(members.category_kind.contains(CategoryKind.EMPLOYEE.value))
    counted = employees.group_by("period", "as_of").aggregate(numerator=employees.persons.sum())
    rates = counted.inner_join(staff, ["period", "as_of"])
    return rates.filter(rates.numerator <= rates.denominator)


def _among_seated_staff(tables: Tables) -> ibis.Table:
    seats = bodies.seats(tables)
    staff = seats.filter(seats.body_kind == BodyKind.STAFF.value)
    staff = staff.select("period", "as_of", "pseudonym").distinct()
    categories = tables.of(MemberCategories)
    kinds = categories.filter(categories.kind == CategoryKind.EMPLOYEE.value).code
    members = register.people(tables, reference_dates(tables))
    members = members.semi_join(staff, staff.columns)
    held = members.mutate(code=members.category.split(register.JOINED).unnest())
    employees = held.filter(held.code.isin(kinds)).select(staff.columns).distinct()
    marked = staff.left_join(employees, staff.columns)
    return marked.group_by("period", "as_of").aggregate(
        numerator=marked.pseudonym_right.count(), denominator=marked.pseudonym.count()
    )
