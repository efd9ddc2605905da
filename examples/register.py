"""Who is in the register? Persons, batch after batch, in the order in which they joined."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from examples.chance import chance
from examples.plan import Plan
from examples.quotas import Quota
from hub.vocabulary import Gender, PersonKind

#: The most persons in one batch; it bounds the memory, whatever the size of the cooperative.
BATCH: Final = 131_072

#: A birth year, education or occupation that was never recorded.
_UNKNOWN: Final = -1

#: How many birth years in a thousand are missing.
_BIRTH_YEARS_MISSING: Final = 70

_EPOCH: Final = date(1970, 1, 1)

Whole = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Persons who joined in one interval; every array has one entry per person.

    Attributes:
        interval: the interval in which they joined.
        number: their number in the register, from 1.
        stratum: position in the profile's strata.
        leaving: the interval in which they leave.
        joined, left: days since 1970; `left` is 0 for those who stay.
        gender: position in `hub.vocabulary.Gender`.
        birth_year, education, occupation: -1 where not recorded.
        region: position in the profile's regions.
    """

    interval: int
    number: Whole
    stratum: Whole
    leaving: Whole
    joined: Whole
    left: Whole
    gender: Whole
    birth_year: Whole
    region: Whole
    education: Whole
    occupation: Whole

    def present(self, cut: int) -> NDArray[np.bool_]:
        """Who is a member at a cut that is not before the interval."""
        return self.leaving > cut if cut >= self.interval else np.zeros(len(self.number), np.bool_)


def days(day: date) -> int:
    """Days since 1970."""
    return (day - _EPOCH).days


def persons(plan: Plan, seed: int) -> Iterator[Batch]:
    """Everyone who was ever a member, in batches of at most `BATCH` persons."""
    rng = chance(seed, plan.profile.slug, "register")
    first = 1
    for interval in range(len(plan.cuts)):
        cells = plan.cells[:, interval]
        kinds, whole = Quota(cells.ravel()), int(cells.sum())
        genders = {
            (stratum, there): Quota(plan.genders[stratum, interval, int(there)])
            for stratum in range(len(cells))
            for there in (False, True)
        }
        while left := kinds.left:
            size = min(BATCH, left)
            taken = rng.permutation(np.repeat(np.arange(cells.size), kinds.take(size)))
            stratum, leaving = np.divmod(taken, cells.shape[1])
            window = _window(plan, interval, done=whole - left, size=size, whole=whole)
            joined = np.sort(rng.integers(window[0], window[1] + 1, size))
            present = (leaving > plan.reference) & (interval <= plan.reference)
            natural = np.array([each.natural for each in plan.profile.strata])[stratum]
            yield Batch(
                interval=interval,
                number=np.arange(first, first + size),
                stratum=stratum,
                leaving=leaving,
                joined=joined,
                left=_left(rng, plan, leaving),
                gender=_gender(rng, genders, stratum, present=present),
                birth_year=np.where(natural, _birth_year(rng, plan, joined), _UNKNOWN),
                region=_drawn(rng, tuple(plan.profile.regions.values()), size),
                education=_coded(rng, plan.profile.education, natural),
                occupation=_coded(rng, plan.profile.occupation, natural),
            )
            first += size


def members_table(plan: Plan, batch: Batch) -> pl.DataFrame:
    """The rows of `members` for a batch; someone of two categories has two rows."""
    profile = plan.profile
    codes = [category.code for category in profile.categories]
    held = [[codes.index(code) for code in stratum.categories] for stratum in profile.strata]
    twice = np.array([len(each) for each in held])[batch.stratum]
    person = np.repeat(np.arange(len(batch.number)), twice)
    second = np.concatenate([[False], person[1:] == person[:-1]])
    ends = np.array([(each[0], each[-1]) for each in held])
    category = np.where(second, ends[batch.stratum[person], 1], ends[batch.stratum[person], 0])
    kinds = [0 if stratum.natural else 1 for stratum in profile.strata]
    regions = [region or None for region in profile.regions]
    asked = {"education": profile.education, "occupation": profile.occupation}
    rows = pl.DataFrame(
        {
            "member_number": member_numbers(profile.prefix, batch.number[person]),
            "category": coded(category, codes),
            "person_kind": coded(
                np.array(kinds)[batch.stratum[person]], [str(kind) for kind in PersonKind]
            ),
            "gender": coded(batch.gender[person], [str(gender) for gender in Gender]),
            "birth_year": recorded(batch.birth_year[person]),
            "region": pl.Series(regions, dtype=pl.String).gather(batch.region[person]),
            "education": recorded(batch.education[person]),
            "occupation": recorded(batch.occupation[person]),
            "joined_on": dates(batch.joined[person]),
            "left_on": dates(batch.left[person]),
        }
    )
    # A register has no column for what its cooperative never asks.
    return rows.drop(column for column, weights in asked.items() if not any(weights[:-1]))


def member_numbers(prefix: str, numbers: Whole) -> pl.Series:
    """Member numbers as the register writes them: AF-0000123."""
    return pl.select(
        pl.lit(f"{prefix}-") + pl.Series(numbers).cast(pl.String).str.zfill(7)
    ).to_series()


def coded(positions: Whole, words: Sequence[str]) -> pl.Series:
    """Words by their positions."""
    return pl.Series(positions.astype(np.uint8)).cat.to(pl.Enum(words))


def recorded(numbers: Whole) -> pl.Series:
    """Numbers, null where they are not recorded."""
    series = pl.Series(numbers)
    return series.set(series == _UNKNOWN, None)


def dates(since_epoch: Whole) -> pl.Series:
    """Dates, null where the day is 0."""
    series = pl.Series(since_epoch.astype(np.int32))
    return series.set(series == 0, None).cast(pl.Date)


def _window(plan: Plan, interval: int, *, done: int, size: int, whole: int) -> tuple[int, int]:
    """The first and last day on which a batch joins: its part of the interval."""
    opens = plan.profile.opened_on if interval == 0 else plan.cuts[interval - 1]
    start = days(opens) + (0 if interval == 0 else 1)
    length = days(plan.cuts[interval]) - start + 1
    first = start + length * done // whole
    return first, max(first, start + length * (done + size) // whole - 1)


def _left(rng: np.random.Generator, plan: Plan, leaving: Whole) -> Whole:
    """The day of leaving; never between a record date and the assembly it was read for."""
    meetings = {each.record_date: each.held_on for each in plan.profile.assemblies}
    opens = [meetings.get(cut, cut) + timedelta(days=1) for cut in plan.cuts[:-1]]
    earliest = np.array([0, *(days(day) for day in opens), 0])
    latest = np.array([*(days(cut) for cut in plan.cuts), 0])
    return rng.integers(earliest[leaving], latest[leaving] + 1)


def _gender(
    rng: np.random.Generator,
    stock: dict[tuple[int, bool], Quota],
    stratum: Whole,
    *,
    present: NDArray[np.bool_],
) -> Whole:
    gender = np.zeros_like(stratum)
    for (position, there), quota in stock.items():
        chosen = np.flatnonzero((stratum == position) & (present == there))
        counts = quota.take(len(chosen))
        gender[chosen] = rng.permutation(np.repeat(np.arange(len(counts)), counts))
    return gender


def _birth_year(rng: np.random.Generator, plan: Plan, joined: Whole) -> Whole:
    bounds = np.array(tuple(plan.profile.ages))
    band = _drawn(rng, tuple(plan.profile.ages.values())[:-1], len(joined))
    age = rng.integers(bounds[band], bounds[band + 1])
    year = joined.astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64) + 1970
    missing = rng.integers(0, 1000, len(joined)) < _BIRTH_YEARS_MISSING
    return np.where(missing, _UNKNOWN, year - age)


def _coded(
    rng: np.random.Generator, weights: tuple[int, ...], natural: NDArray[np.bool_]
) -> Whole:
    drawn = _drawn(rng, weights, len(natural))
    return np.where(natural & (drawn < len(weights) - 1), drawn, _UNKNOWN)


def _drawn(rng: np.random.Generator, weights: tuple[int, ...], size: int) -> Whole:
    """Positions drawn in proportion to whole-number weights."""
    bounds = np.cumsum(np.array(weights))
    return np.searchsorted(bounds, rng.integers(0, bounds[-1], size), side="right")
