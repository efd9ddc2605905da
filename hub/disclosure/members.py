"""What may be published of a cooperative's members, day by day, given what already was?

Each day is held against the same day of the release before, and against the other days of this
one: two days with nearly the same members are as telling as two releases.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
import polars as pl

from hub.disclosure.audit_inference import inferred
from hub.disclosure.counts import Earlier, Population, Rounded, Unprotectable, rounded
from hub.disclosure.cube import PERSONS, counts, frame_of
from hub.disclosure.dither import key_id
from hub.disclosure.hold import erased_since, gross_movers, movers
from hub.disclosure.parameters import Parameters
from hub.disclosure.plan import Plan, Table, category_leaf, region_leaf
from hub.disclosure.population_cube import population_cube
from hub.disclosure.published import Published, cells_of
from hub.indicators.population import OCCASIONAL, PERSONAL
from hub.indicators.register import JOINED
from hub.releases.cell import EVERYONE, Key, key_text, read_key
from hub.releases.structure import Structure
from hub.releases.table_plan import Movers, TablePlan

#: The population of everyone in the register.
MEMBERS = "members"

#: Why a day has no tables: too few moved between it and another day that has.
NEAR_ANOTHER_DAY = "few_movers_since_another_day"

#: Why a day has no tables: too few members, or none.
TOO_FEW = "fewer_members_than_the_minimum"


#: Gives who was there, one row each.
People = Callable[[Sequence[str]], pl.DataFrame]


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """The finest cells of one day.

    Attributes:
        as_of: ISO 8601 day.
        finest: a column of leaves for each dimension that was recorded, and `persons`.
        people: gives `person` and `leaves` by the dimensions it is asked for, one row each; only
            asked where few may have moved.
    """

    period: str
    as_of: str
    finest: pl.DataFrame
    people: People

    @property
    def dimensions(self) -> set[str]:
        """What was recorded on this day."""
        return set(self.finest.columns) - {PERSONS}


@dataclass(frozen=True, slots=True, kw_only=True)
class Previous:
    """A day as the release before published it.

    Attributes:
        release: that release's id.
        day: its records, read again with today's definitions.
    """

    release: str
    published: Published
    day: Day


def days(
    finest: pl.DataFrame,
    plan: Plan,
    country: str,
    *,
    people: Callable[[str, Sequence[str]], pl.DataFrame],
) -> list[Day]:
    """The days of a cooperative, by date.

    Args:
        finest: as `hub.indicators.population` counts them.
        plan: of the cooperative.
        country: of the cooperative.
        people: an ISO 8601 day and dimensions -> `person` and `leaves`.
    """
    leaves = with_leaves(finest, plan, country)
    found = []
    for (period, as_of), rows in sorted(leaves.group_by("period", "as_of")):
        recorded = [name for name in (*PERSONAL, *OCCASIONAL) if not rows[name].null_count()]
        day = str(as_of)
        found.append(
            Day(
                period=str(period),
                as_of=day,
                finest=rows.group_by(recorded).agg(pl.col(PERSONS).sum()).sort(recorded),
                people=partial(people, day),
            )
        )
    return sorted(found, key=lambda one: one.as_of)


def with_leaves(rows: pl.DataFrame, plan: Plan, country: str) -> pl.DataFrame:
    """The same rows with categories and regions as leaves of the plan."""
    categories = next(
        (column.codes for name, column in plan.columns.items() if name == "category_holder"), {}
    )
    regions = {
        leaf for column in plan.columns.values() if column.dimension == "region"
        for code in column.codes.values() for leaf in code
    }  # fmt: skip
    held = {
        text: category_leaf(text.split(JOINED), categories) for text in rows["category"].unique()
    }
    lived = {code: region_leaf(code, country, regions) for code in rows["region"].unique()}
    return rows.with_columns(
        pl.col("category").replace_strict(held, return_dtype=pl.String),
        pl.col("region").replace_strict(lived, return_dtype=pl.String),
    )


@dataclass(frozen=True, slots=True)
class _Out:
    """Tables that anyone has: of this release, or of the one before.

    Attributes:
        erased: how many people were taken out of the day's records since.
    """

    day: Day
    structure: Structure
    earlier: Earlier
    erased: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What is the same for all days of one population.

    Attributes:
        population: its name, such as `members`.
        wanted: tables that indicators ask for.
        known: ISO day -> cells whose exact count is public.
        previous: ISO day -> what was published of it in the release before.
        key: 32 bytes.
    """

    cooperative: str
    population: str
    plan: Plan
    wanted: Collection[Table]
    known: Mapping[str, Mapping[Key, int]]
    previous: Mapping[str, Previous]
    key: bytes
    parameters: Parameters

    def publish(self, counted: Sequence[Day]) -> dict[str, Published | str]:
        """ISO day -> its tables, or why there are none."""
        found: dict[str, Published | str] = {}
        out = [self._went_out(previous) for previous in self.previous.values()]
        # what was published before has precedence over a day that is new
        for day in sorted(counted, key=lambda one: (one.as_of not in self.previous, one.as_of)):
            found[day.as_of] = self._publish(day, out)
        return found

    def _publish(self, day: Day, out: list[_Out]) -> Published | str:
        if day.finest[PERSONS].sum() < self.parameters.min_members:
            return TOO_FEW
        previous = self.previous.get(day.as_of)
        moved = Movers.FIRST
        earlier = None
        given_up: set[Table] = set()
        if previous is not None:
            moved = self._movers(previous.day, day, self._erased(previous))
            if moved is Movers.FEW:
                return self._held(previous)
            earlier = self._earlier(previous, binding=moved is Movers.NONE)
            if earlier.binding:
                given_up = self._not_made(previous, day)
        if earlier is None or not earlier.binding:
            for other in out:
                if other.day.as_of == day.as_of:
                    continue
                between = self._movers(other.day, day, other.erased)
                if between is Movers.FEW:
                    # earlier tables only where they still are those of the day's people
                    unmoved = previous is not None and moved is Movers.NONE
                    return self._held(previous) if previous and unmoved else NEAR_ANOTHER_DAY
                if between is Movers.NONE and other.earlier.binding:
                    earlier = _personal(other)
        done, published = self._safe(day, earlier, moved, given_up)
        same = Earlier(true=done.true, published=done.published, binding=True)
        out.append(_Out(day, done.structure, same))
        return published

    def _went_out(self, previous: Previous) -> _Out:
        earlier = self._earlier(previous, binding=True)
        structure = previous.published.plan.structure
        return _Out(previous.day, structure, earlier, self._erased(previous))

    def _erased(self, previous: Previous) -> int:
        """Of the people who were counted then; releases stay when somebody is erased."""
        plan, published = previous.published.plan, previous.published.counts
        true = self._earlier(previous, binding=False).true
        return erased_since(
            plan.known.get(key_text(EVERYONE)),
            int(previous.day.finest[PERSONS].sum()),
            ((published[cell], count) for cell, count in true.items() if cell in published),
            room=plan.base - 1,
        )

    def _not_made(self, previous: Previous, day: Day) -> set[Table]:
        """The tables that the release before had not: with nobody moved, none is added."""
        members = int(day.finest[PERSONS].sum())
        now = self.plan.structure(self._wanted(day), members, self.parameters)
        return set(now.tables) - set(previous.published.plan.structure.tables)

    def _safe(
        self, day: Day, earlier: Earlier | None, moved: Movers, given_up: set[Table]
    ) -> tuple[Rounded, Published]:
        """The day's tables, without those that would tell too much beside what is known exactly.

        Exact totals beside rounded cells can tell too much of one that has nearly everybody in
        it. Such a table is given up, and the rest rounded again.
        """
        while True:
            done = self._rounded(day, earlier, given_up)
            published = self._as_published(day, done, moved)
            cube, _ = population_cube(published.plan, cells_of(published))
            telling = {read_key(one.key) for one in inferred(cube)}
            if not telling:
                return done, published
            if EVERYONE in telling:
                raise Unprotectable(self.cooperative, day.as_of)
            given_up = given_up | _tables_with(telling, done.structure)

    def _rounded(self, day: Day, earlier: Earlier | None, given_up: Collection[Table]) -> Rounded:
        return rounded(
            Population(cooperative=self.cooperative, name=self.population, day=day.as_of),
            day.finest,
            self.plan,
            wanted=self._wanted(day),
            given_up=given_up,
            known=self.known.get(day.as_of, {}),
            before=earlier,
            key=self.key,
            parameters=self.parameters,
        )

    def _wanted(self, day: Day) -> list[Table]:
        columns = self.plan.columns
        return [
            table
            for table in self.wanted
            if {columns[name].dimension for name in table if name in columns} <= day.dimensions
        ]

    def _movers(self, one: Day, other: Day, erased: int) -> Movers:
        # what only one of the two days recorded says nothing of who moved
        shared = sorted(one.dimensions & other.dimensions)
        if one.as_of != other.as_of:
            shared = [name for name in shared if name not in OCCASIONAL]
        return movers(
            _by(one.finest, shared),
            _by(other.finest, shared),
            gross=lambda: gross_movers(one.people(shared), other.people(shared), erased=erased),
            few_below=self.parameters.k,
            erased=erased,
        )

    def _earlier(self, previous: Previous, *, binding: bool) -> Earlier:
        structure = previous.published.plan.structure
        same_policy = previous.published.plan.parameters == self.parameters.digest()
        dimensions = {column.dimension for column in structure.columns.values()}
        true: dict[Key, int] = {}
        if dimensions <= previous.day.dimensions:
            keys = frame_of(structure).keys
            true = dict(zip(keys, counts(structure, previous.day.finest).tolist(), strict=True))
        return Earlier(
            true=true, published=previous.published.counts, binding=binding and same_policy
        )

    def _held(self, previous: Previous) -> Published:
        before = previous.published.plan
        plan = TablePlan(
            cooperative=before.cooperative,
            population=before.population,
            period=before.period,
            as_of=before.as_of,
            structure=before.structure,
            known=before.known,
            movers=Movers.FEW,
            held_from=before.held_from or previous.release,
            base=before.base,
            key_id=before.key_id,
            parameters=before.parameters,
            method=before.method,
        )
        return Published(plan=plan, counts=previous.published.counts)

    def _as_published(self, day: Day, done: Rounded, moved: Movers) -> Published:
        known = self.known.get(day.as_of, {})
        return Published(
            plan=TablePlan(
                cooperative=self.cooperative,
                population=self.population,
                period=day.period,
                as_of=day.as_of,
                structure=done.structure,
                # what was printed and is not so is nobody's knowledge
                known={
                    key_text(cell): exact
                    for cell, exact in sorted(known.items())
                    if done.true.get(cell) == exact
                },
                movers=moved,
                held_from=None,
                base=self.parameters.b,
                key_id=key_id(self.key),
                parameters=self.parameters.digest(),
                method=self.parameters.method,
            ),
            counts=done.published,
            given_up=done.given_up,
        )


def _by(finest: pl.DataFrame, dimensions: Sequence[str]) -> pl.DataFrame:
    return finest.group_by(dimensions).agg(pl.col(PERSONS).sum())


def _tables_with(cells: Collection[Key], structure: Structure) -> set[Table]:
    """All tables that have one of the cells: one group can be a code of two columns."""
    frame = frame_of(structure)
    numbers = [at for at, key in enumerate(frame.keys) if key in cells]
    return {table for table, place in frame.places.items() if np.isin(place, numbers).any()}


def _personal(out: _Out) -> Earlier:
    """The cells that say nothing of what happened on that day alone."""
    columns = out.structure.columns
    kept = {
        key: count
        for key, count in out.earlier.true.items()
        if all(columns[name].dimension not in OCCASIONAL for name, _ in key)
    }
    return Earlier(true=kept, published=out.earlier.published, binding=True)
