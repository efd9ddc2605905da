"""Which members take on a seat? They are chosen while the register streams past."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

import numpy as np
from numpy.typing import NDArray

from examples.plan import FEMALE, MALE, Plan
from examples.profile import Seats
from examples.quotas import Counts, Quota, share_out
from examples.register import Batch, Whole

#: Whoever joined this late before the reference date is not yet in any body.
_NEWCOMER: Final = timedelta(days=180)

#: A stratum and a gender, by their positions.
Group = tuple[int, int]


@dataclass(frozen=True, slots=True)
class People:
    """Members of one stratum and gender, by number, with the days they joined and left."""

    number: Whole
    joined: Whole
    left: Whole

    def cut(self, size: int) -> tuple["People", "People"]:
        """The first `size` people (fewer if there are no more), and the rest."""
        return (
            People(self.number[:size], self.joined[:size], self.left[:size]),
            People(self.number[size:], self.joined[size:], self.left[size:]),
        )


_NONE: Final = np.zeros(0, np.int64)

#: Where nobody was found.
NOBODY: Final = People(_NONE, _NONE, _NONE)


def former_seats(seats: Seats) -> tuple[int, int]:
    """How many women and men held such a seat before."""
    women = seats.former * seats.women // (seats.women + seats.men)
    return women, seats.former - women


class Recruits:
    """Chooses, in every batch, its part of the people whom the bodies need.

    All are members on the reference date. Of strata that are employed, everyone is chosen.
    """

    def __init__(self, plan: Plan) -> None:
        """Work out how many of each stratum, gender and joining interval are needed."""
        self._plan = plan
        self._stock: dict[tuple[int, int, int], Quota] = {}
        self._chosen: dict[Group, list[People]] = {}
        day = plan.profile.reference[0] - _NEWCOMER
        settled = np.array([cut <= day for cut in plan.cuts])
        for (stratum, gender), wanted in _needed(plan).items():
            there: Counts = plan.genders[stratum, :, 1, gender]
            room = there if plan.profile.strata[stratum].employed else np.where(settled, there, 0)
            chosen = share_out(min(wanted, int(room.sum())), room, room)
            for interval, number in enumerate(chosen):
                stock = Quota([int(number), int(there[interval] - number)])
                self._stock[stratum, gender, interval] = stock

    def choose(self, batch: Batch) -> NDArray[np.bool_]:
        """Remember this batch's recruits, and say which persons they are."""
        chosen = np.zeros(len(batch.number), np.bool_)
        there = batch.present(self._plan.reference)
        for (stratum, gender, interval), stock in self._stock.items():
            if interval != batch.interval:
                continue
            able = np.flatnonzero(there & (batch.stratum == stratum) & (batch.gender == gender))
            wanted = int(stock.take(len(able))[0])
            # Evenly spaced, because the batch is in order of joining.
            picked = able[np.arange(wanted) * len(able) // max(wanted, 1)]
            chosen[picked] = True
            self._chosen.setdefault((stratum, gender), []).append(
                People(batch.number[picked], batch.joined[picked], batch.left[picked])
            )
        return chosen

    def people(self) -> dict[Group, People]:
        """Everyone chosen so far, by stratum and gender, in order of joining."""
        return {
            group: People(
                np.concatenate([part.number for part in parts]),
                np.concatenate([part.joined for part in parts]),
                np.concatenate([part.left for part in parts]),
            )
            for group, parts in self._chosen.items()
        }


def _needed(plan: Plan) -> dict[Group, int]:
    profile = plan.profile
    spaces = profile.spaces
    women, men = plan.scaled(spaces.women), plan.scaled(spaces.men)
    former = plan.scaled(spaces.former)
    women_before = former * spaces.women // (spaces.women + spaces.men)
    needed = {(0, FEMALE): women + women_before, (0, MALE): men + former - women_before}
    for seats in profile.seats:
        if seats.stratum is None:
            continue
        women_before, men_before = former_seats(seats)
        for gender, number in (
            (FEMALE, seats.women + women_before),
            (MALE, seats.men + men_before),
        ):
            group = seats.stratum, gender
            needed[group] = needed.get(group, 0) + number
    for position, stratum in enumerate(profile.strata):
        if stratum.employed:
            for gender, number in enumerate(plan.at_reference[position]):
                needed[position, gender] = int(number)
    return needed
