"""How do people spread over the participatory spaces, and how active are these?"""

from dataclasses import dataclass
from typing import Final

import numpy as np
import polars as pl

from examples.plan import FEMALE, Plan
from examples.quotas import Counts, share_out
from examples.register import Whole

#: How many years back, and how far the spaces had grown by then, in parts of a hundred.
_GROWTH: Final = ((2, 60), (1, 85), (0, 100))


@dataclass(frozen=True, slots=True)
class Seating:
    """Where the people of one gender sit, as positions of people and of spaces.

    Attributes:
        person, space: the seats; second seats of the same people stand after all first ones.
        leader, led: who facilitates which space.
    """

    person: Whole
    space: Whole
    leader: Whole
    led: Whole


def seating(plan: Plan, gender: int, people: int) -> Seating:
    """Seat that many people of one gender in the spaces, in proportion to their sizes."""
    spaces, sizes = plan.profile.spaces, list(plan.profile.spaces.sizes.values())
    women = gender == FEMALE
    twice = plan.scaled(spaces.women_twice if women else spaces.men_twice)
    leading = spaces.women_facilitating if women else spaces.men_facilitating
    # A larger cooperative has larger spaces, not more people to lead each of them.
    leading = min(leading, plan.scaled(leading), people)
    first = share_out(people, sizes)
    second = share_out(min(twice, people), first, first)
    lead = share_out(leading, np.minimum(first, 1), first)
    places, begins = np.arange(len(sizes)), np.cumsum(first) - first
    return Seating(
        person=np.concatenate([np.arange(people), _first_of(begins, second)]),
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


def activity_table(
    plan: Plan, rng: np.random.Generator, *, seats: Counts, people: int
) -> pl.DataFrame:
    """The rows of `spaces_activity`: by year, each space and then all of them together.

    Args:
        plan: the margins.
        rng: draws the meetings and contributions.
        seats: how many hold a seat in each space on the reference date.
        people: how many distinct people these are.
    """
    spaces, last_year = plan.profile.spaces, plan.profile.reference[0].year - 1
    listed, regular = max(people, plan.scaled(spaces.listed)), plan.scaled(spaces.regular)
    sizes = list(spaces.sizes.values())
    enrolled = seats + share_out(listed - people, sizes)
    # A quarter of the regulars keep coming to two spaces.
    coming = np.minimum(share_out(regular + regular // 4, np.ones_like(seats)), enrolled)
    rows: list[tuple[str | None, str, int, int, int, int]] = []
    for back, grown in _GROWTH:
        year = last_year - back
        if year <= spaces.opened_on.year and back:
            continue
        meetings = rng.integers(spaces.meetings - 1, spaces.meetings + 2, len(sizes))
        parts = np.stack([enrolled * grown // 100, coming * grown // 100, meetings])
        said = parts[1] * meetings * rng.integers(1, 4, len(sizes))
        table = np.vstack([parts, said])
        rows += [
            (name, str(year), *(int(number) for number in column))
            for name, column in zip(spaces.sizes, table.T, strict=True)
        ]
        together = (listed * grown // 100, min(regular, listed) * grown // 100)
        rows.append((None, str(year), *together, int(meetings.sum()), int(said.sum())))
    columns = ("body", "period", "enrolled", "regular", "meetings", "contributions")
    return pl.DataFrame(rows, schema=columns, orient="row")
