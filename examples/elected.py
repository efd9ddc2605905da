"""Who sits on the board and the commissions, and who sat there before?"""

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

import numpy as np
import polars as pl

from examples.plan import FEMALE, MALE, Plan
from examples.profile import Seats
from examples.recruits import former_seats
from examples.register import Whole, days
from examples.terms import Candidates, Terms

#: How long those who held a seat before had held it.
_TERM: Final = timedelta(days=4 * 365)


def elected(plan: Plan, candidates: Candidates) -> Iterator[Terms]:
    """The mandates of all seats, each followed by those who held such a seat before."""
    for seats in plan.profile.seats:
        yield from _current(plan, candidates, seats)
        yield from _former(plan, candidates, seats)


def _current(plan: Plan, candidates: Candidates, seats: Seats) -> Iterator[Terms]:
    taken = 0
    for gender, number in ((FEMALE, seats.women), (MALE, seats.men)):
        numbers, joined, left = _seated(plan, candidates, seats, gender=gender, number=number)
        seat = np.arange(taken, taken + len(joined))
        taken += len(joined)
        start = np.maximum(_term(seats, seat), joined + 1)
        roles = np.array([*seats.offices, "member"])[np.minimum(seat, len(seats.offices))]
        for role in (*seats.offices, "member"):
            held = roles == role
            yield Terms(
                numbers=numbers.filter(held),
                body=seats.body,
                start=start[held],
                end=left[held],
                gender=gender,
                category=seats.category,
                role=role,
                origin=seats.origin,
            )


def _former(plan: Plan, candidates: Candidates, seats: Seats) -> Iterator[Terms]:
    for gender, number in zip((FEMALE, MALE), former_seats(seats), strict=True):
        numbers, joined, _ = _seated(plan, candidates, seats, gender=gender, number=number)
        end = _term(seats, np.arange(len(joined)))
        start = np.maximum(end - _TERM.days, joined + 1)
        # Whoever joined too late to have sat before is left out.
        served = start < end
        yield Terms(
            numbers=numbers.filter(served),
            body=seats.body,
            start=start[served],
            end=end[served],
            gender=gender,
            category=seats.category,
            origin="elected",
        )


def _term(seats: Seats, seat: Whole) -> Whole:
    """The first day of the term of each seat."""
    return np.array([days(term) for term in seats.terms])[seat % len(seats.terms)]


def _seated(
    plan: Plan, candidates: Candidates, seats: Seats, *, gender: int, number: int
) -> tuple[pl.Series, Whole, Whole]:
    """Numbers, days of joining and of leaving of the next people for such seats."""
    if seats.stratum is None:
        opened = np.full(number, days(plan.profile.opened_on))
        return candidates.outsiders(number), opened, np.zeros(number, np.int64)
    people = candidates.next(seats.stratum, gender, number)
    return candidates.numbers_of(people), people.joined, people.left
