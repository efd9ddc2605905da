"""Who takes part in the participatory spaces, and how active are these?"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
import polars as pl

from examples.plan import FEMALE, MALE, Plan
from examples.quotas import Counts, share_out
from examples.recruits import People
from examples.register import Whole, days
from examples.terms import Candidates, Terms

#: How many years back, and how far the spaces had grown by then, in parts of a hundred.
_GROWTH: Final = ((2, 60), (1, 85), (0, 100))


@dataclass(frozen=True, slots=True, kw_only=True)
class Seating:
    """Where the people of one gender sit, as positions of people and of spaces.

    Attributes:
        person, space: the seats; second seats of the same people stand after all first ones.
        leader, led: who facilitates which space.
    """

    gender: int
    people: People
    person: Whole
    space: Whole
    leader: Whole
    led: Whole


def seatings(plan: Plan, candidates: Candidates) -> tuple[Seating, Seating]:
    """The women and then the men in the spaces, spread in proportion to their sizes."""
    spaces = plan.profile.spaces
    return (
        _seating(
            plan,
            FEMALE,
            candidates.next(0, FEMALE, plan.scaled(spaces.women)),
            twice=plan.scaled(spaces.women_twice),
            leading=spaces.women_facilitating,
        ),
        _seating(
            plan,
            MALE,
            candidates.next(0, MALE, plan.scaled(spaces.men)),
            twice=plan.scaled(spaces.men_twice),
            leading=spaces.men_facilitating,
        ),
    )


def _seating(plan: Plan, gender: int, people: People, *, twice: int, leading: int) -> Seating:
    sizes = list(plan.profile.spaces.sizes.values())
    number = len(people.number)
    # A larger cooperative has larger spaces, not more people to lead each of them.
    leading = min(leading, plan.scaled(leading), number)
    first = share_out(number, sizes)
    second = share_out(min(twice, number), first, first)
    lead = share_out(leading, np.minimum(first, 1), first)
    places, begins = np.arange(len(sizes)), np.cumsum(first) - first
    return Seating(
        gender=gender,
        people=people,
        person=np.concatenate([np.arange(number), _first_of(begins, second)]),
        space=np.concatenate(
            [np.repeat(places, first), (np.repeat(places, second) + 1) % len(sizes)]
        ),
        leader=_first_of(begins, lead),
        led=np.repeat(places, lead),
    )


def _first_of(begins: Counts, numbers: Counts) -> Whole:
    """The first few positions of each run of positions."""
    return np.concatenate(
        [np.arange(begin, begin + number) for begin, number in zip(begins, numbers, strict=True)]
    )


def participants(
    plan: Plan, candidates: Candidates, seated: Seating, rng: np.random.Generator
) -> Iterator[Terms]:
    """The mandates of one gender in the spaces, and of those who left a space before."""
    spaces = plan.profile.spaces
    names, opened = pl.Series(list(spaces.sizes)), days(spaces.opened_on)
    category = plan.profile.strata[0].categories[0]
    people, numbers = seated.people, candidates.numbers_of(seated.people)
    entered = np.maximum(people.joined, opened) + rng.integers(5, 150, len(numbers))
    for role, person, space in (
        ("member", seated.person, seated.space),
        ("facilitator", seated.leader, seated.led),
    ):
        yield Terms(
            numbers=numbers.gather(person),
            body=names.gather(space),
            start=entered[person],
            end=people.left[person],
            gender=seated.gender,
            category=category,
            role=role,
            origin="volunteer",
        )
    former = candidates.next(0, seated.gender, plan.scaled(spaces.former))
    size = len(former.number)
    start = np.maximum(former.joined, opened) + rng.integers(5, 60, size)
    yield Terms(
        numbers=candidates.numbers_of(former),
        body=names.gather(rng.integers(0, len(names), size)),
        start=start,
        end=np.minimum(start + rng.integers(30, 500, size), days(plan.profile.reference[0])),
        gender=seated.gender,
        category=category,
        origin="volunteer",
    )


def activity_table(
    plan: Plan, seated: tuple[Seating, ...], rng: np.random.Generator
) -> pl.DataFrame:
    """The rows of `spaces_activity`: by year, each space and then all of them together."""
    spaces, last_year = plan.profile.spaces, plan.profile.reference[0].year - 1
    names = list(spaces.sizes)
    seats = np.bincount(np.concatenate([each.space for each in seated]), minlength=len(names))
    people = sum(len(each.people.number) for each in seated)
    listed, regular = max(people, plan.scaled(spaces.listed)), plan.scaled(spaces.regular)
    enrolled = seats + share_out(listed - people, list(spaces.sizes.values()))
    # A quarter of the regulars keep coming to two spaces.
    coming = np.minimum(share_out(regular + regular // 4, np.ones(len(names), np.int64)), enrolled)
    tables = []
    for back, grown in _GROWTH:
        if last_year - back <= spaces.opened_on.year and back:
            continue
        meetings = rng.integers(spaces.meetings - 1, spaces.meetings + 2, len(names))
        said = coming * grown // 100 * meetings * rng.integers(1, 4, len(names))
        tables.append(
            pl.DataFrame(
                {
                    "body": [*names, None],
                    "period": [str(last_year - back)] * (len(names) + 1),
                    "enrolled": np.append(enrolled, listed) * grown // 100,
                    "regular": np.append(coming, min(regular, listed)) * grown // 100,
                    "meetings": np.append(meetings, meetings.sum()),
                    "contributions": np.append(said, said.sum()),
                }
            )
        )
    return pl.concat(tables)
