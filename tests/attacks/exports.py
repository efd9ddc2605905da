"""What would be published of an invented register? The CSV of `intercoop cells`, and code lists.

The only file here that touches the hub: attackers read nothing but the text that it writes.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from bench.populations import Register, finest
from hub.disclosure.asked import tables
from hub.disclosure.cube import Counts, counts, frame_of
from hub.disclosure.members import Day, Desk, Previous
from hub.disclosure.parameters import Parameters
from hub.disclosure.plan import Plan, Table, plan_of
from hub.disclosure.published import Published
from hub.indicators.catalogue import CATALOGUE
from hub.releases.cell import EVERYONE, Key
from hub.releases.structure import Structure
from hub.releases.table_plan import TablePlan
from tests.attacks.published import Codebook, Group

PARAMETERS = Parameters()

#: The key of every test: its value is no secret here.
KEY = bytes(range(32))

#: Known whatever is published: members, how many of them voted, and so how many did not.
_VOTERS: Key = (("attended", "yes"),)
_KNOWN: tuple[Key, ...] = (EVERYONE, _VOTERS, (("attended", "no"),))

#: value, status, reason, lo, hi of a cell.
Shown = tuple[float | None, str, str, float | None, float | None]


_SHOWN = ("value", "status", "reason", "lo", "hi")


@dataclass(frozen=True, slots=True)
class Year:
    """One cooperative's cells of one year, as counted and as rounded.

    Attributes:
        true: in the order of the structure's frame.
        rounded: the same.
        plan: as it is published beside the cells.
        given_up: tables that were not made because they would tell too much.
    """

    cooperative: str
    period: str
    structure: Structure
    true: Counts
    rounded: Counts
    plan: TablePlan
    given_up: tuple[Table, ...]

    @property
    def keys(self) -> tuple[Key, ...]:
        """The groups, in order."""
        return frame_of(self.structure).keys

    @property
    def totals(self) -> dict[Group, int]:
        """Members, voters and all others, as the cooperative prints them."""
        shown = {self.structure.canonical(key) for key in _KNOWN if self._has(key)}
        return {
            frozenset(key): int(count)
            for key, count in zip(self.keys, self.true, strict=True)
            if key in shown
        }

    def _has(self, key: Key) -> bool:
        return all(column in self.structure.columns for column, _ in key)


def at_the_desk(register: Register) -> tuple[Desk, list[Day]]:
    """The years of a cooperative as they are counted, and who protects them."""
    plan = plan_of(register.categories, register.country)
    days = [_day(period, persons) for period, persons in register.years.items()]
    return _desk(register.cooperative, plan, days, {}), days


def released(register: Register) -> Iterator[Year]:
    """The years of a cooperative, all in one release, as the hub protects them."""
    desk, days = at_the_desk(register)
    for (period, persons), made in zip(
        register.years.items(), desk.publish(days).values(), strict=True
    ):
        if isinstance(made, Published):
            yield _year(register.cooperative, period, persons, made)


def released_again(register: Register) -> tuple[Year, Year]:
    """The same day in two releases: as the first and as the second year of a register has it."""
    plan = plan_of(register.categories, register.country)
    [before, now] = register.years.values()
    day, later = _day("2021", before), _day("2021", now)
    [first] = _desk(register.cooperative, plan, [day], {}).publish([day]).values()
    assert isinstance(first, Published)
    known = {day.as_of: Previous(release="first", published=first, day=day)}
    [second] = _desk(register.cooperative, plan, [later], known).publish([later]).values()
    assert isinstance(second, Published)
    return (
        _year(register.cooperative, "2021", before, first),
        _year(register.cooperative, "2021", now, second),
    )


def naive(true: Iterable[int]) -> Iterator[Shown]:
    """Counts of 1 to 4 are left out, all others shown as they are."""
    for count in true:
        if 0 < count < PARAMETERS.k:
            yield None, "suppressed_primary", "small_group", None, None
        else:
            yield count, "published", "", None, None


def ours(published: Iterable[int]) -> Iterator[Shown]:
    """Rounded counts with their intervals."""
    reach = PARAMETERS.b - 1
    for count in published:
        yield count, "rounded", "", max(0, count - reach), count + reach


def long_form(year: Year, cells: Iterable[Shown]) -> str:
    """One line per cell, as `intercoop cells` prints them."""
    ways = sorted(year.structure.columns)
    text = io.StringIO()
    lines = csv.writer(text, lineterminator="\n")
    lines.writerow(["cooperative", "population", "period", "measure", *ways, *_SHOWN])
    for key, shown in zip(year.keys, cells, strict=True):
        of = dict(key)
        codes = [of.get(way, "T") for way in ways]
        lines.writerow([year.cooperative, "members", year.period, "persons", *codes, *shown])
    return text.getvalue()


def codebook(structure: Structure) -> Codebook:
    """The code lists, as they are published with the cells."""
    return {name: (column.dimension, column.codes) for name, column in structure.columns.items()}


def _desk(
    cooperative: str,
    plan: Plan,
    days: Iterable[Day],
    previous: Mapping[str, Previous],
) -> Desk:
    return Desk(
        cooperative=cooperative,
        population="members",
        plan=plan,
        wanted=tables(CATALOGUE.values(), plan),
        known={day.as_of: _known(plan, day.finest) for day in days},
        previous=previous,
        key=KEY,
        parameters=PARAMETERS,
    )


def _known(plan: Plan, cells: pl.DataFrame) -> dict[Key, int]:
    """The public totals that the hub is told of; who did not vote follows from them."""
    voted = plan.columns["attended"]
    voters = cells.filter(pl.col(voted.dimension).is_in(voted.codes["yes"]))
    return {EVERYONE: int(cells["persons"].sum()), _VOTERS: int(voters["persons"].sum())}


def _day(period: str, persons: pl.DataFrame) -> Day:
    def people(dimensions: Sequence[str]) -> pl.DataFrame:
        return persons.select("person", leaves=pl.concat_str(dimensions, separator="|"))

    return Day(period=period, as_of=f"{period}-12-31", finest=finest(persons), people=people)


def _year(cooperative: str, period: str, persons: pl.DataFrame, made: Published) -> Year:
    structure = made.plan.structure
    keys = frame_of(structure).keys
    return Year(
        cooperative=cooperative,
        period=period,
        structure=structure,
        true=counts(structure, finest(persons, tuple(structure.leaves))),
        rounded=np.array([made.counts[key] for key in keys], dtype=np.int64),
        plan=made.plan,
        given_up=made.given_up,
    )
