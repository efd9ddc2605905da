"""Who holds which seat or role, and who held it before?"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

import numpy as np
import polars as pl

from examples.plan import FEMALE, MALE, Plan
from examples.profile import Seats
from examples.quotas import Counts
from examples.recruits import Group, People, former_seats
from examples.register import Whole, coded, dates, days, member_numbers
from examples.spaces import seating
from hub.vocabulary import Gender

_GENDERS: Final = [str(gender) for gender in Gender]
_NOT_RECORDED: Final = _GENDERS.index(Gender.NOT_RECORDED)

#: How long those who held an elected seat before had held it.
_TERM: Final = timedelta(days=4 * 365)


class Mandates:
    """Seats the recruits in the bodies, the staff and the spaces.

    Staff and representatives of legal persons who are no members have person numbers of their
    own, marked P.

    Attributes:
        seats_in_spaces: how many hold a seat in each space, once `tables` has been read.
        people_in_spaces: how many distinct people these are.
    """

    def __init__(
        self, plan: Plan, recruits: dict[Group, People], rng: np.random.Generator
    ) -> None:
        """Take over the people chosen from the register."""
        self._plan, self._profile, self._rng = plan, plan.profile, rng
        self._recruits = dict(recruits)
        self._outsiders = 0
        self.seats_in_spaces: Counts = np.zeros(len(plan.profile.spaces.sizes), np.int64)
        self.people_in_spaces = 0

    def tables(self) -> Iterator[pl.DataFrame]:
        """The rows of `mandates`: the staff, then the elected bodies, then the spaces."""
        # The staff first, while everyone employed is still among the recruits.
        yield from self._employed()
        yield from self._outside_staff()
        for seats in self._profile.seats:
            yield from self._current(seats)
            yield from self._former(seats)
        for gender in (FEMALE, MALE):
            yield from self._space_seats(gender)
            yield self._former_in_spaces(gender)

    def _employed(self) -> Iterator[pl.DataFrame]:
        for position, stratum in enumerate(self._profile.strata):
            if not stratum.employed:
                continue
            for gender in range(len(_GENDERS)):
                people = self._recruits.get((position, gender), _NOBODY)
                hired = people.joined - self._rng.integers(0, 400, len(people.number))
                yield self._rows(
                    self._numbers(people),
                    "equipe",
                    start=np.maximum(hired, days(self._profile.opened_on)),
                    end=people.left,
                    gender=gender,
                    category=stratum.categories[-1],
                    origin="appointed",
                )

    def _outside_staff(self) -> Iterator[pl.DataFrame]:
        staff, reference = self._profile.staff, days(self._profile.reference[0])
        members = np.sum(
            [
                self._plan.at_reference[position]
                for position, stratum in enumerate(self._profile.strata)
                if stratum.employed
            ],
            axis=0,
        )
        women = max(0, self._plan.scaled(staff.women) - int(members[FEMALE]))
        men = max(0, self._plan.scaled(staff.men) - int(members[MALE]))
        rest = self._plan.scaled(staff.people) - int(members.sum()) - women - men
        directors = {FEMALE: staff.directors_women, MALE: staff.directors_men}
        for gender, number in ((FEMALE, women), (MALE, men), (_NOT_RECORDED, max(0, rest))):
            people, opened = self._outside(number), days(self._profile.opened_on)
            start = self._rng.integers(opened, reference - 30, number)
            yield self._rows(people, "equipe", start=start, gender=gender, origin="appointed")
            leading = min(directors.get(gender, 0), number)
            yield self._rows(
                people.head(leading),
                "direction",
                start=start[:leading],
                gender=gender,
                role="director",
                origin="appointed",
            )
        for gender in (FEMALE, MALE):
            number = self._plan.scaled(staff.former) // 2
            start = self._rng.integers(days(self._profile.opened_on), reference - 400, number)
            yield self._rows(
                self._outside(number),
                "equipe",
                start=start,
                end=start + self._rng.integers(90, 370, number),
                gender=gender,
                origin="appointed",
            )

    def _current(self, seats: Seats) -> Iterator[pl.DataFrame]:
        taken = 0
        for gender, number in ((FEMALE, seats.women), (MALE, seats.men)):
            numbers, joined, left = self._seated(seats, gender, number)
            terms = [days(seats.terms[(taken + each) % len(seats.terms)])
                     for each in range(len(joined))]
            roles = [
                seats.offices[taken + each] if taken + each < len(seats.offices) else "member"
                for each in range(len(joined))
            ]
            taken += len(joined)
            start = np.maximum(np.array(terms, dtype=np.int64), joined + 1)
            for role in sorted(set(roles)):
                held = np.array([each == role for each in roles])
                yield self._rows(
                    numbers.filter(held),
                    seats.body,
                    start=start[held],
                    end=left[held],
                    gender=gender,
                    category=seats.category,
                    role=role,
                    origin=seats.origin,
                )

    def _former(self, seats: Seats) -> Iterator[pl.DataFrame]:
        for gender, number in zip((FEMALE, MALE), former_seats(seats), strict=True):
            numbers, joined, _ = self._seated(seats, gender, number)
            end = np.array(
                [days(seats.terms[each % len(seats.terms)]) for each in range(len(joined))],
                dtype=np.int64,
            )
            start = np.maximum(end - _TERM.days, joined + 1)
            served = start < end
            yield self._rows(
                numbers.filter(served),
                seats.body,
                start=start[served],
                end=end[served],
                gender=gender,
                category=seats.category,
                origin="elected",
            )

    def _seated(self, seats: Seats, gender: int, number: int) -> tuple[pl.Series, Whole, Whole]:
        """Numbers, days of joining and of leaving of the next people for such seats."""
        if seats.stratum is None:
            opened = np.full(number, days(self._profile.opened_on))
            return self._outside(number), opened, np.zeros(number, np.int64)
        people = self._next(seats.stratum, gender, number)
        return self._numbers(people), people.joined, people.left

    def _space_seats(self, gender: int) -> Iterator[pl.DataFrame]:
        spaces = self._profile.spaces
        wanted = self._plan.scaled(spaces.women if gender == FEMALE else spaces.men)
        people = self._next(0, gender, wanted)
        seats = seating(self._plan, gender, len(people.number))
        names = pl.Series(list(spaces.sizes))
        self.people_in_spaces += len(people.number)
        self.seats_in_spaces += np.bincount(seats.space, minlength=len(names))
        opened = np.maximum(people.joined, days(spaces.opened_on))
        entered = opened + self._rng.integers(5, 150, len(people.number))
        numbers = self._numbers(people)
        for role, person, space in (
            ("member", seats.person, seats.space),
            ("facilitator", seats.leader, seats.led),
        ):
            yield self._rows(
                numbers.gather(person),
                names.gather(space),
                start=entered[person],
                end=people.left[person],
                gender=gender,
                category=self._profile.strata[0].categories[0],
                role=role,
                origin="volunteer",
            )

    def _former_in_spaces(self, gender: int) -> pl.DataFrame:
        spaces, reference = self._profile.spaces, self._profile.reference[0]
        people = self._next(0, gender, self._plan.scaled(spaces.former))
        size = len(people.number)
        opened = np.maximum(people.joined, days(spaces.opened_on))
        start = opened + self._rng.integers(5, 60, size)
        end = np.minimum(start + self._rng.integers(30, 500, size), days(reference))
        names = pl.Series(list(spaces.sizes))
        return self._rows(
            self._numbers(people),
            names.gather(self._rng.integers(0, len(names), size)),
            start=start,
            end=end,
            gender=gender,
            category=self._profile.strata[0].categories[0],
            origin="volunteer",
        )

    def _next(self, stratum: int, gender: int, number: int) -> People:
        people = self._recruits.get((stratum, gender), _NOBODY)
        chosen, self._recruits[stratum, gender] = people.cut(number)
        return chosen

    def _numbers(self, people: People) -> pl.Series:
        return member_numbers(self._profile.prefix, people.number)

    def _outside(self, number: int) -> pl.Series:
        first, self._outsiders = self._outsiders + 1, self._outsiders + number
        return member_numbers(f"{self._profile.prefix}-P", np.arange(first, first + number))

    def _rows(
        self,
        numbers: pl.Series,
        body: str | pl.Series,
        *,
        start: Whole,
        gender: int,
        origin: str,
        end: Whole | None = None,
        category: str | None = None,
        role: str = "member",
    ) -> pl.DataFrame:
        size = len(numbers)
        return pl.DataFrame(
            {
                "member_number": numbers,
                "body": pl.Series([body]).new_from_index(0, size) if isinstance(body, str) else body,
                "start_on": dates(start),
                "end_on": dates(np.zeros(size, np.int64) if end is None else end),
            }
        ).select(
            "member_number",
            "body",
            pl.lit(role).alias("role"),
            pl.lit(category, dtype=pl.String).alias("category"),
            pl.lit(_GENDERS[gender]).alias("gender"),
            "start_on",
            "end_on",
            pl.lit(origin).alias("origin"),
        )
