"""Gender: women among the members and in each body, and how completely gender is recorded."""

import ibis

from hub.indicators import bodies, cells, register
from hub.indicators.tables import Tables
from hub.vocabulary import Gender, PersonKind

_RECORDED = (Gender.FEMALE.value, Gender.MALE.value, Gender.OTHER.value)

_BY_BODY = (("body_kind",), ("body",), ("body_kind", "role"))

# A body is balanced from 40 to 60 women in a hundred.
_LOW, _HIGH, _HUNDRED = 40, 60, 100


def share_women(tables: Tables) -> ibis.Table:
    """Women over persons of recorded gender: members in total, and the people of each body."""
    members = _natural_members(tables)
    recorded = members.filter(members.gender.isin(_RECORDED))
    seats = bodies.seats(tables)
    seated = seats.filter(seats.gender.isin(_RECORDED))
    return cells.lined_up(
        cells.margins(
            recorded,
            [()],
            numerator=recorded.persons.sum(where=recorded.gender == Gender.FEMALE.value).coalesce(
                0
            ),
            denominator=recorded.persons.sum(),
        ),
        cells.margins(
            seated,
            _BY_BODY,
            numerator=ibis._.pseudonym.nunique(where=ibis._.gender == Gender.FEMALE.value),
            denominator=ibis._.pseudonym.nunique(),
        ),
    )


def coverage(tables: Tables) -> ibis.Table:
    """Persons of recorded gender over all persons: members in total, and each body's people."""
    members = _natural_members(tables)
    return cells.lined_up(
        cells.margins(
            members,
            [()],
            numerator=members.persons.sum(where=members.gender.isin(_RECORDED)).coalesce(0),
            denominator=members.persons.sum(),
        ),
        cells.margins(
            bodies.seats(tables),
            _BY_BODY[:2],
            numerator=ibis._.pseudonym.nunique(where=ibis._.gender.isin(_RECORDED)),
            denominator=ibis._.pseudonym.nunique(),
        ),
    )


def balanced_bodies(tables: Tables) -> ibis.Table:
    """Bodies with 40 to 60 % women over bodies in which anybody's gender is recorded."""
    seats = bodies.seats(tables)
    seated = seats.filter(seats.gender.isin(_RECORDED))
    shares = seated.group_by("period", "as_of", "body").aggregate(
        women=seated.pseudonym.nunique(where=seated.gender == Gender.FEMALE.value),
        persons=seated.pseudonym.nunique(),
    )
    balanced = (shares.women * _HUNDRED).between(_LOW * shares.persons, _HIGH * shares.persons)
    return shares.group_by("period", "as_of").aggregate(
        numerator=balanced.sum(), denominator=shares.count()
    )


def _natural_members(tables: Tables) -> ibis.Table:
    members = register.at_reference(tables)
    return members.filter(members.person_kind == PersonKind.NATURAL.value)
