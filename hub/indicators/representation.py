"""Representation: does a group have the same share in a body as among the members?"""

import ibis

from hub.indicators import bodies, cells, register
from hub.indicators.tables import Tables
from hub.vocabulary import Gender, PersonKind

_RECORDED = (Gender.FEMALE.value, Gender.MALE.value, Gender.OTHER.value)


def ratio(tables: Tables) -> ibis.Table:
    """The share of women in a body over their share of the members, as one fraction.

    The numerator is women in the body times members, the denominator persons in the body times
    women among the members, all of recorded gender.
    """
    members = register.at_reference(tables)
    members = members.filter(
        members.person_kind == PersonKind.NATURAL.value, members.gender.isin(_RECORDED)
    )
    base = members.group_by("period", "as_of").aggregate(
        members=members.persons.sum(),
        women_members=members.persons.sum(where=members.gender == Gender.FEMALE.value),
    )
    seats = bodies.seats(tables)
    seats = seats.filter(seats.gender.isin(_RECORDED))
    seated = cells.margins(
        seats,
        (("body_kind",), ("body",), ("body_kind", "role")),
        women=ibis._.pseudonym.nunique(where=ibis._.gender == Gender.FEMALE.value),
        persons=ibis._.pseudonym.nunique(),
    )
    both = seated.inner_join(base.filter(base.women_members > 0), ["period", "as_of"])
    return both.select(
        "period",
        "as_of",
        "body",
        "body_kind",
        "role",
        cells.MARGIN,
        numerator=both.women * both.members,
        denominator=both.persons * both.women_members,
    )
