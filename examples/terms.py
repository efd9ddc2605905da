"""How is a mandate written down, whoever holds it, and who is next to take one on?"""

from dataclasses import dataclass

import numpy as np
import polars as pl

from examples.plan import Plan
from examples.recruits import NOBODY, Group, People
from examples.register import Whole, dates, member_numbers
from hub.vocabulary import Gender

_GENDERS = [str(gender) for gender in Gender]


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """Mandates that are alike but for the person, the days and perhaps the body.

    Attributes:
        numbers: member numbers, or person numbers of those who are no members.
        body: the code of one body, or one code per person.
        start, end: days since 1970; an `end` of 0, or none at all, is still to come.
        gender: position in `hub.vocabulary.Gender`.
    """

    numbers: pl.Series
    body: str | pl.Series
    start: Whole
    end: Whole | None = None
    gender: int
    origin: str
    category: str | None = None
    role: str = "member"

    def rows(self) -> pl.DataFrame:
        """The rows of `mandates`."""
        end = np.zeros_like(self.start) if self.end is None else self.end
        return pl.DataFrame(
            {"member_number": self.numbers, "start_on": dates(self.start), "end_on": dates(end)}
        ).select(
            "member_number",
            pl.lit(self.body).alias("body"),
            pl.lit(self.role).alias("role"),
            pl.lit(self.category, dtype=pl.String).alias("category"),
            pl.lit(_GENDERS[self.gender]).alias("gender"),
            "start_on",
            "end_on",
            pl.lit(self.origin).alias("origin"),
        )


class Candidates:
    """The people chosen from the register, called up in order of joining.

    Staff and representatives of legal persons who are no members get person numbers of their
    own, marked P.
    """

    def __init__(self, plan: Plan, recruits: dict[Group, People]) -> None:
        """Take over the people chosen from the register."""
        self._prefix = plan.profile.prefix
        self._waiting = dict(recruits)
        self._outsiders = 0

    def all_of(self, stratum: int, gender: int) -> People:
        """Everyone of a group who is still waiting; they go on waiting."""
        return self._waiting.get((stratum, gender), NOBODY)

    def next(self, stratum: int, gender: int, number: int) -> People:
        """The next people of a group, fewer if there are no more."""
        called, self._waiting[stratum, gender] = self.all_of(stratum, gender).cut(number)
        return called

    def numbers_of(self, people: People) -> pl.Series:
        """Their member numbers."""
        return member_numbers(self._prefix, people.number)

    def outsiders(self, number: int) -> pl.Series:
        """Person numbers of that many people who are no members."""
        first, self._outsiders = self._outsiders + 1, self._outsiders + number
        return member_numbers(f"{self._prefix}-P", np.arange(first, first + number))
