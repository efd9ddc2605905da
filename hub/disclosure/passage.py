"""How does one cooperative pass the door? Records counted, tables rounded, figures read."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import ibis
import polars as pl

from hub.disclosure.asked import tables as wanted_tables
from hub.disclosure.capital_day import CapitalDay, Holding
from hub.disclosure.door import Door, Standing, standing
from hub.disclosure.figures import Reader
from hub.disclosure.hold import LEAVES, PERSON
from hub.disclosure.interval import Interval
from hub.disclosure.known import known_counts
from hub.disclosure.members import (
    MEMBERS,
    Day,
    Desk,
    Previous,
    days,
    with_leaves,
)
from hub.disclosure.outside import Outside, is_share
from hub.disclosure.parameters import Parameters
from hub.disclosure.plan import Plan, plan_of
from hub.disclosure.published import Published, cells_of
from hub.indicators import holdings, population
from hub.indicators.catalogue import CATALOGUE
from hub.indicators.compute import measures
from hub.indicators.measure import Measure
from hub.indicators.tables import Tables
from hub.releases.cell import Cell, Key
from hub.releases.observation import Observation
from hub.releases.release import Body, MemberCategory
from hub.releases.table_plan import TablePlan

#: The cell of everyone who holds shares.
_HOLDERS: Key = (("holder", "yes"),)


@dataclass(frozen=True, slots=True, kw_only=True)
class Passed:
    """What one cooperative publishes of its members."""

    observations: tuple[Observation, ...]
    plans: tuple[TablePlan, ...]
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """One cooperative at the door.

    Attributes:
        declared: what the cooperative printed itself.
        previous: population -> ISO day -> what the release before published of it.
        key: 32 bytes, the hub's rounding key.
    """

    cooperative: str
    country: str
    categories: Sequence[MemberCategory]
    bodies: Sequence[Body]
    declared: Sequence[Observation]
    previous: Mapping[str, Mapping[str, Previous]]
    key: bytes
    parameters: Parameters

    def protect(self, records: Tables, counted: Sequence[Day]) -> Passed:
        """Everything that the cooperative's records give, as it may be published.

        Args:
            records: the cooperative's.
            counted: their days, as `counted_days` counts them.
        """
        found = tuple(measures(records, self.cooperative, CATALOGUE.values()))
        known = standing(self.bodies, found)
        plan = plan_of(self.categories, self.country)
        desk = Desk(
            cooperative=self.cooperative,
            population=MEMBERS,
            plan=plan,
            wanted=wanted_tables(CATALOGUE.values(), plan),
            known=known_counts(
                found,
                self.declared,
                plan,
                catalogue=CATALOGUE,
                parameters=self.parameters,
            ),
            previous=self.previous.get(MEMBERS, {}),
            key=self.key,
            parameters=self.parameters,
        )
        members = desk.publish(counted)
        reader = Reader(plan=plan, parameters=self.parameters)
        capital = self._capital(records, plan, reader, members=members, known=known)
        door = Door(
            cooperative=self.cooperative,
            catalogue=CATALOGUE,
            known=known,
            parameters=self.parameters,
            reader=reader,
            members=members,
            capital=capital,
            outside=Outside(
                cooperative=self.cooperative,
                members=known.members_on,
                previous=self.previous,
                key=self.key,
                parameters=self.parameters,
            ),
        )
        observations = door.observe(found)
        cells = [cell for table in door.tables for cell in cells_of(table)]
        for day in capital.values():
            tables = members.get(day.as_of)
            if isinstance(tables, Published) and not tables.plan.held_from:
                cells += day.cells()
        return Passed(
            observations=tuple(observations),
            plans=tuple(table.plan for table in door.tables),
            cells=tuple(cells),
        )

    def _capital(
        self,
        records: Tables,
        plan: Plan,
        reader: Reader,
        *,
        members: Mapping[str, Published | str],
        known: Standing,
    ) -> dict[str, CapitalDay]:
        rows = records.cells("holdings by group", lambda: holdings.spectrum(records))
        found = {}
        listed = sorted(rows.iter_rows(named=True), key=lambda row: (row["as_of"], row["period"]))
        for (as_of, period), of_day in groupby(
            listed, key=lambda row: (row["as_of"], row["period"])
        ):
            headcount = known.members_on(as_of)
            if headcount is not None and headcount >= self.parameters.min_members:
                found[as_of.isoformat()] = CapitalDay(
                    cooperative=self.cooperative,
                    population=MEMBERS,
                    period=period,
                    as_of=as_of.isoformat(),
                    plan=plan,
                    holdings=[_holding(row) for row in of_day],
                    count=_holders(reader, members.get(as_of.isoformat())),
                    parameters=self.parameters,
                )
        return found


def counted_days(records: Tables, plan: Plan, country: str) -> list[Day]:
    """The days on which a cooperative's members are counted, with their finest cells."""

    def people(as_of: str, dimensions: Sequence[str]) -> pl.DataFrame:
        listed = population.people(records)
        of_day = records.rows(listed.filter(listed.as_of == ibis.date(as_of)))
        # a move within one leaf of the plan is none: it would hide those who can be seen
        return with_leaves(of_day, plan, country).select(
            pl.col("pseudonym").hash().alias(PERSON),
            pl.struct(dimensions).hash().alias(LEAVES),
        )

    finest = records.cells("members by all leaves", lambda: population.finest(records))
    return days(finest, plan, country, people=people)


def shares_outside(records: Tables, cooperative: str) -> list[Measure]:
    """The shares of people who are not counted in the register."""
    entries = [
        entry
        for entry in CATALOGUE.values()
        if entry.public_role is None and entry.derived is None and entry.form is None
    ]
    return [
        one
        for one in measures(records, cooperative, entries)
        if is_share(one, CATALOGUE[one.indicator])
    ]


def _holding(row: Mapping[str, Any]) -> Holding:
    return Holding(
        categories=tuple(row["category"] or ()),
        person_kind=row["person_kind"],
        amount=row["amount"],
        holders=row["holders"],
    )


def _holders(reader: Reader, tables: Published | str | None) -> Callable[[Key], Interval | None]:
    """How many holders of a group are published."""

    def count(group: Key) -> Interval | None:
        key = tuple(sorted((*_HOLDERS, *group)))
        if isinstance(tables, Published) and reader.made(tables, key):
            return reader.count(tables, key)
        return None

    return count
