"""What do invented registers look like? Cooperatives of 50 to 35,000 members over several years.

The same seed gives the same registers. Skewed as real ones are: few employees, many unknown ages,
a home region, a few organisations, a quarter at the assembly.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from hub.releases.release import MemberCategory
from hub.vocabulary import CategoryKind, CollegeAggregation

#: The dimensions of every register, as hub/disclosure/plan.yaml names them.
DIMENSIONS = (
    "category",
    "gender",
    "age",
    "region",
    "person_kind",
    "tenure",
    "attendance",
    "enrolment",
    "holding",
)

#: The regions of a Belgian cooperative, and whoever's region is not known in full.
_REGIONS = (
    "BE10", "BE21", "BE22", "BE23", "BE24", "BE25", "BE31", "BE32", "BE33", "BE34", "BE35",
    "BE2.", "BE.", "abroad", "unknown",
)  # fmt: skip

_CATEGORIES = {
    "users": CategoryKind.USER,
    "employees": CategoryKind.EMPLOYEE,
    "supporters": CategoryKind.SUPPORTER,
    "partners": CategoryKind.LEGAL_PERSON,
}

_FIRST_YEAR = 2021
_AGES = (25, 35, 45, 55, 65)
_AGE_BANDS = ("18-24", "25-34", "35-44", "45-54", "55-64", "65+")
_TENURES = (2, 5, 10)
_TENURE_BANDS = ("0-1", "2-4", "5-9", "10+")

#: How many in 1 are organisations, and how many people's age is not known.
_LEGAL, _AGELESS = 0.03, 0.05

Numbers = npt.NDArray[np.int64]
#: Column -> one entry per person.
Persons = dict[str, npt.NDArray[Any]]


@dataclass(frozen=True, slots=True)
class Register:
    """One cooperative's members on one day a year.

    Attributes:
        cooperative: slug.
        country: ISO 3166-1 alpha-2.
        categories: its own member categories.
        years: period -> one row per person: `person`, and a leaf of each of `DIMENSIONS`.
    """

    cooperative: str
    country: str
    categories: tuple[MemberCategory, ...]
    years: dict[str, pl.DataFrame]


def registers(cooperatives: int, *, periods: int, seed: int) -> Iterator[Register]:
    """Cooperatives from 50 to 35,000 members, in even steps of their logarithm.

    Args:
        cooperatives: how many; one alone has 50 members.
        periods: how many years each.
        seed: of all random choices.
    """
    for number, members in enumerate(np.geomspace(50, 35_000, cooperatives)):
        yield register(
            f"invented-{number:03d}", round(members), periods=periods, seed=seed + 1_000 * number
        )


def register(
    cooperative: str, members: int, *, periods: int, seed: int, movers: int | None = None
) -> Register:
    """One cooperative.

    Args:
        cooperative: slug.
        members: how many in the first year.
        periods: how many years.
        seed: of all random choices.
        movers: how many join in each year, while nobody leaves or grows older; without it about
            a tenth of the members join and a twentieth leave, and everyone has birthdays.
    """
    random = np.random.default_rng(seed)
    home = random.permutation(len(_REGIONS))
    persons = _joined(random, members, home, first=0, year=_FIRST_YEAR)
    persons["since"] = _FIRST_YEAR - np.minimum(random.geometric(0.2, members) - 1, 30)
    years = {}
    for year in range(_FIRST_YEAR, _FIRST_YEAR + periods):
        counted = year if movers is None else _FIRST_YEAR
        if year > _FIRST_YEAR:
            joining = int(random.poisson(0.1 * members)) if movers is None else movers
            leaving = int(random.poisson(0.05 * members)) if movers is None else 0
            staying = np.sort(random.permutation(len(persons["person"]))[leaving:])
            first = int(persons["person"].max()) + 1
            new = _joined(random, joining, home, first=first, year=counted)
            persons = {
                column: np.concatenate([kept[staying], new[column]])
                for column, kept in persons.items()
            }
            if movers is None:
                persons |= _years_doings(random, len(persons["person"]))
        years[str(year)] = _leaves(persons, counted)
    return Register(cooperative, "BE", _own_categories(cooperative), years)


def finest(year: pl.DataFrame, dimensions: tuple[str, ...] = DIMENSIONS) -> pl.DataFrame:
    """How many persons each combination of leaves has, as the disclosure's cube takes them."""
    return year.group_by(dimensions).agg(pl.len().alias("persons")).sort(dimensions)


def _joined(
    random: np.random.Generator, count: int, home: Numbers, *, first: int, year: int
) -> Persons:
    """People with all that does not change, and this year's doings."""
    legal = random.random(count) < _LEGAL
    likely = 1.0 / np.arange(1, len(_REGIONS) + 1) ** 1.4
    region = home[random.choice(len(_REGIONS), count, p=likely / likely.sum())]
    gender = _drawn(
        random,
        count,
        {"female": 0.44, "male": 0.46, "other": 0.01, "declined": 0.02, "not_recorded": 0.07},
    )
    category = _drawn(
        random,
        count,
        {"users": 0.68, "supporters": 0.25, "employees": 0.04, "employees+users": 0.03},
    )
    age = np.clip(random.normal(48, 15, count).round(), 18, 95).astype(np.int64)
    return {
        "person": np.arange(first, first + count),
        "person_kind": np.where(legal, "legal", "natural"),
        "gender": np.where(legal, "not_recorded", gender),
        "category": np.where(legal, "partners", category),
        "region": np.array(_REGIONS)[region],
        # organisations have no age, and some people none that is known
        "born": np.where(legal | (random.random(count) < _AGELESS), 0, year - age),
        "since": np.full(count, year),
        **_years_doings(random, count),
    }


def _years_doings(random: np.random.Generator, count: int) -> Persons:
    return {
        "attendance": _drawn(
            random, count, {"no": 0.75, "own": 0.18, "proxy": 0.05, "unrecorded": 0.02}
        ),
        "enrolment": _drawn(random, count, {"no": 0.9, "yes": 0.1}),
        "holding": _drawn(random, count, {"one": 0.65, "several": 0.32, "none": 0.03}),
    }


def _drawn(
    random: np.random.Generator, count: int, likely: dict[str, float]
) -> npt.NDArray[np.str_]:
    return random.choice(np.array(list(likely)), count, p=list(likely.values()))


def _leaves(persons: Persons, year: int) -> pl.DataFrame:
    ages = np.array(_AGE_BANDS)[np.digitize(year - persons["born"], _AGES)]
    tenures = np.array(_TENURE_BANDS)[np.digitize(year - persons["since"], _TENURES)]
    kept = {name: column for name, column in persons.items() if name not in {"born", "since"}}
    leaves = {
        **kept,
        "age": np.where(persons["born"] == 0, "unknown", ages),
        "tenure": tenures,
    }
    return pl.DataFrame({name: leaves[name] for name in ("person", *DIMENSIONS)})


def _own_categories(cooperative: str) -> tuple[MemberCategory, ...]:
    return tuple(
        MemberCategory(
            cooperative=cooperative,
            code=code,
            label={"en": code},
            kind=kind,
            college=None,
            voting_share=None,
            college_aggregation=CollegeAggregation.UNKNOWN,
        )
        for code, kind in _CATEGORIES.items()
    )
