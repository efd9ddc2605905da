"""What was released? Every question that the public side may ask of the shelf, and no other.

Synchronous and read-only. What is asked of many cooperatives is one SQL statement, however many
they are. An unknown release, cooperative or code gives nothing; it is never an error.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from hub.releases import rows
from hub.releases.aggregate import Aggregate
from hub.releases.audit import Audit
from hub.releases.awaited import Awaited
from hub.releases.cell import Cell
from hub.releases.definition import Definition
from hub.releases.figure import Figures
from hub.releases.figure_queries import AskedFigures, at_most, dimensions_text, in_order
from hub.releases.left_out import LeftOut, left_out
from hub.releases.release import (
    Assembly,
    Body,
    Change,
    Cooperative,
    Cycle,
    MemberCategory,
    Practice,
    Recommendation,
    ReconciliationFinding,
    Release,
)
from hub.releases.shelf import (
    AGGREGATES,
    ASSEMBLIES,
    AUDITS,
    BODIES,
    CELLS,
    CHANGES,
    COOPERATIVES,
    CYCLES,
    FINDINGS,
    INDICATORS,
    MEMBER_CATEGORIES,
    PLANS,
    PRACTICES,
    RECOMMENDATIONS,
    RELEASES,
    STRUCTURES,
)
from hub.releases.statements import Statements
from hub.releases.table_plan import TablePlan
from hub.releases.wanted import Course, Placed, Wanted, WantedRecommendations

_T = TypeVar("_T")

#: So many days' cells are read at once: enough to be quick, few enough to fit anywhere.
_DAYS = 10


class Shelf:
    """The public store, as its readers see it.

    Args:
        engine: the shelf's database, opened read-only wherever strangers may ask.
    """

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine
        self._statements = Statements(engine)
        self._awaited = Awaited(engine) if engine.dialect.driver == "psycopg" else None
        # codes come in the same order on both databases, whatever the server's language
        self._collation = "C" if engine.dialect.name == "postgresql" else "BINARY"

    # ------------------------------------------------------------------ releases

    def latest(self) -> Release | None:
        """The release with the highest number; None before the first."""
        newest = self.releases(1)
        return newest[0] if newest else None

    def release(self, release_id: str) -> Release | None:
        """One release by its id."""
        found = self.named([release_id])
        return found[0] if found else None

    def releases(self, limit: int, *, before: int | None = None) -> Sequence[Release]:
        """Releases, the newest first.

        Args:
            limit: at most so many.
            before: only releases with a lower number.
        """
        query = sa.select(RELEASES).order_by(RELEASES.c.number.desc()).limit(limit)
        if before is not None:
            query = query.where(RELEASES.c.number < before)
        return self._read(query, rows.release)

    def named(self, release_ids: Sequence[str]) -> Sequence[Release]:
        """The releases of these ids, the newest first; unknown ids are left out."""
        query = (
            sa.select(RELEASES)
            .where(RELEASES.c.id.in_(_storable(release_ids)))
            .order_by(RELEASES.c.number.desc())
        )
        return self._read(query, rows.release)

    def changes(
        self, release_id: str, *, limit: int | None = None, after: int = -1
    ) -> Sequence[Change]:
        """What differs from the release before, in the order of positions above `after`."""
        query = (
            sa.select(CHANGES)
            .where(CHANGES.c.release_id == release_id, CHANGES.c.position > after)
            .order_by(CHANGES.c.position)
            .limit(limit)
        )
        return self._read(query, rows.change)

    def changes_each(
        self, release_ids: Sequence[str], *, limit: int, after: int = -1
    ) -> Sequence[tuple[str, Change]]:
        """The same for many releases, at most `limit` of each, with the release's id."""
        query = sa.select(CHANGES).where(
            CHANGES.c.release_id.in_(release_ids), CHANGES.c.position > after
        )
        of, order = CHANGES.c.release_id, (CHANGES.c.position,)
        return self._read(
            at_most(limit, query, of=of, order=order),
            lambda row: (row.release_id, rows.change(row)),
        )

    # ------------------------------------------------------------------ whole tables

    def cooperatives(self, release_id: str) -> Sequence[Cooperative]:
        """Every cooperative of a release, by slug."""
        query = sa.select(COOPERATIVES).where(COOPERATIVES.c.release_id == release_id)
        return sorted(self._read(query, rows.cooperative), key=lambda found: found.slug)

    def definitions(self, release_id: str) -> Sequence[Definition]:
        """Every indicator that a release knows, by code."""
        query = sa.select(INDICATORS).where(INDICATORS.c.release_id == release_id)
        return sorted(self._read(query, rows.definition), key=lambda found: found.code)

    def plans(self, release_id: str) -> Sequence[TablePlan]:
        """Under which rules each population and day was counted, by cooperative and day."""
        of = STRUCTURES.c.release_id == release_id
        structures = dict(self._read(sa.select(STRUCTURES).where(of), rows.structure))
        query = sa.select(PLANS).where(PLANS.c.release_id == release_id).order_by(PLANS.c.position)
        return self._read(query, lambda row: rows.plan(row, structures))

    def left_out(self, release: Release) -> Sequence[LeftOut]:
        """What earlier releases counted and this one does not, each with the newest of them."""
        return self._read(left_out(release), LeftOut._make)

    def audits(self, release_ids: Sequence[str]) -> dict[str, Audit]:
        """Release id -> the audit that it passed; without those that passed none."""
        query = sa.select(AUDITS).where(AUDITS.c.release_id.in_(_storable(release_ids)))
        return dict(self._read(query, lambda row: (row.release_id, Audit(row.report))))

    def cells(
        self, release_id: str, measure: str, cooperative: str | None = None
    ) -> Iterator[Cell]:
        """The cells of one measure, day by day, read as they are asked for.

        Args:
            release_id: of which release.
            measure: `persons` or `capital`.
            cooperative: slug; None for all.
        """
        query = (
            sa.select(CELLS)
            .where(CELLS.c.release_id == release_id, CELLS.c.measure == measure)
            .order_by(CELLS.c.position)
        )
        if cooperative is not None:
            query = query.where(CELLS.c.cooperative.in_(_storable([cooperative])))
        with self._engine.connect() as connection:
            if connection.dialect.name == "postgresql":
                # reads in portions within one transaction, and only there
                connection.execution_options(isolation_level="REPEATABLE READ")
            # closed by whoever stops half-way too
            with connection.execution_options(yield_per=_DAYS).execute(query) as days:
                for row in days:
                    yield from rows.cells(row)

    # ------------------------------------------------------------------ of many cooperatives

    def categories(
        self, release_id: str, cooperatives: Sequence[str] | None = None
    ) -> Sequence[MemberCategory]:
        """Member categories, by cooperative and code."""
        found = self._of(MEMBER_CATEGORIES, rows.member_category, release_id, of=cooperatives)
        return sorted(found, key=lambda one: (one.cooperative, one.code))

    def bodies(self, release_id: str, cooperatives: Sequence[str] | None = None) -> Sequence[Body]:
        """Bodies, by cooperative and code."""
        found = self._of(BODIES, rows.body, release_id, of=cooperatives)
        return sorted(found, key=lambda one: (one.cooperative, one.code))

    def assemblies(
        self, release_id: str, cooperatives: Sequence[str] | None = None
    ) -> Sequence[Assembly]:
        """Assemblies, by cooperative, then date and code."""
        found = self._of(ASSEMBLIES, rows.assembly, release_id, of=cooperatives)
        return sorted(found, key=lambda one: (one.cooperative, one.date, one.code))

    def cycles(
        self, release_id: str, cooperatives: Sequence[str] | None = None
    ) -> Sequence[Cycle]:
        """Cycles, by cooperative and code."""
        found = self._of(CYCLES, rows.cycle, release_id, of=cooperatives)
        return sorted(found, key=lambda one: (one.cooperative, one.code))

    def practices(
        self, release_id: str, cooperatives: Sequence[str] | None = None
    ) -> Sequence[Practice]:
        """Practices, by cooperative, code and dimension."""
        found = self._of(PRACTICES, rows.practice, release_id, of=cooperatives)
        return sorted(found, key=lambda one: (one.cooperative, one.code, one.dimension))

    def findings(
        self, release_id: str, cooperatives: Sequence[str] | None = None
    ) -> Sequence[ReconciliationFinding]:
        """Figures that disagree, in the release's order."""
        found = self._of(FINDINGS, rows.finding, release_id, of=cooperatives)
        return sorted(found, key=lambda one: one.position)

    def courses(
        self, release_id: str, cooperatives: Sequence[str], *, cycle: str | None = None
    ) -> Sequence[Course]:
        """The stages of every recommendation of these cooperatives, of one cycle or of all."""
        table = RECOMMENDATIONS.c
        query = sa.select(table.cooperative, table.events).where(
            table.release_id == release_id, table.cooperative.in_(cooperatives)
        )
        if cycle is not None:
            query = query.where(table.cycle.in_(_storable([cycle])))
        return self._read(query, rows.course)

    # ------------------------------------------------------------------ long tables

    def recommendations(
        self, release_id: str, wanted: WantedRecommendations, *, limit: int | None = None
    ) -> Sequence[Recommendation]:
        """Recommendations, by cooperative and code; at most `limit` in all."""
        query = self._recommendations(release_id, wanted)
        order = (self._sorted(RECOMMENDATIONS.c.cooperative), self._sorted(RECOMMENDATIONS.c.code))
        return self._read(query.order_by(*order).limit(limit), rows.recommendation)

    def recommendations_each(
        self, release_id: str, wanted: WantedRecommendations, *, limit: int
    ) -> Sequence[Recommendation]:
        """The same, at most `limit` of every cooperative."""
        query = self._recommendations(release_id, wanted)
        of, order = RECOMMENDATIONS.c.cooperative, (self._sorted(RECOMMENDATIONS.c.code),)
        return self._read(at_most(limit, query, of=of, order=order), rows.recommendation)

    def observations(
        self, release_id: str, wanted: Wanted, *, limit: int | None = None, after: int = -1
    ) -> Sequence[Placed]:
        """Observations in the release's order, from the positions above `after`.

        Args:
            release_id: of which release.
            wanted: which ones.
            limit: at most so many in all.
            after: the last position already read.
        """
        found = self.figures(in_order(release_id, wanted, limit=limit, after=after))
        return [Placed(one.position, one.whole()) for one in found]

    def figures(self, asked: AskedFigures) -> Figures:
        """Observations of which only some parts may be asked for; see `figure_queries`."""
        return Figures(asked.shape, self._statements.read(asked.statement))

    async def figures_awaited(self, asked: AskedFigures) -> Figures:
        """The same, where `awaits` says that they can be had without a thread for them.

        Raises:
            DBAPIError: the shelf cannot be read.
        """
        if self._awaited is None:
            raise AssertionError(self._engine.dialect.name)
        return Figures(asked.shape, await self._awaited.read(asked.statement))

    @property
    def awaits(self) -> bool:
        """Whether figures can be awaited."""
        return self._awaited is not None

    def aggregates(
        self, release_id: str, wanted: Wanted, *, limit: int | None = None, after: int = -1
    ) -> Sequence[tuple[int, Aggregate]]:
        """Sums over cooperatives with their places, from those above `after`.

        Args:
            release_id: of which release.
            wanted: which ones; a year is wanted when it lies wholly within the range.
            limit: at most so many.
            after: the last place already read.
        """
        query = _aggregates(release_id, wanted).where(AGGREGATES.c.position > after)
        return self._read(query.order_by(AGGREGATES.c.position).limit(limit), rows.aggregate)

    # ------------------------------------------------------------------ how

    def _read(self, query: sa.Select[Any], read: Callable[[sa.Row[Any]], _T]) -> list[_T]:
        try:
            return self._read_once(query, read)
        except DBAPIError as error:
            # the connection had been left by its server since it was used last
            if not error.connection_invalidated:
                raise
            return self._read_once(query, read)

    def _read_once(self, query: sa.Select[Any], read: Callable[[sa.Row[Any]], _T]) -> list[_T]:
        with self._engine.connect() as connection:
            return [read(row) for row in connection.execute(query)]

    def _sorted(self, column: sa.Column[str]) -> sa.ColumnElement[str]:
        return column.collate(self._collation)

    def _of(
        self,
        table: sa.Table,
        read: Callable[[sa.Row[Any]], _T],
        release_id: str,
        *,
        of: Sequence[str] | None,
    ) -> list[_T]:
        query = sa.select(table).where(table.c.release_id == release_id)
        if of is not None:
            query = query.where(table.c.cooperative.in_(of))
        return self._read(query, read)

    def _recommendations(self, release_id: str, wanted: WantedRecommendations) -> sa.Select[Any]:
        table = RECOMMENDATIONS.c
        query = sa.select(RECOMMENDATIONS).where(table.release_id == release_id)
        for column, words in (
            (table.cooperative, wanted.cooperatives),
            (table.stage, wanted.stages),
        ):
            if words is not None:
                query = query.where(column.in_(words))
        for column, word in (
            (table.cycle, wanted.cycle),
            (table.theme, wanted.theme),
            (table.origin_body, wanted.origin_body),
        ):
            if word is not None:
                query = query.where(column.in_(_storable([word])))
        if wanted.named is not None:
            named = [pair for pair in wanted.named if len(_storable(pair)) == len(pair)]
            query = query.where(sa.tuple_(table.cooperative, table.code).in_(named))
        if wanted.after is not None:
            place = sa.tuple_(self._sorted(table.cooperative), self._sorted(table.code))
            query = query.where(place > sa.tuple_(*wanted.after))
        return query


def _storable(words: Sequence[str]) -> list[str]:
    """Without the words that no database can hold, and that therefore stand in none."""
    return [
        word for word in words if word.encode(errors="ignore").decode().replace("\0", "") == word
    ]


def _aggregates(release_id: str, wanted: Wanted) -> sa.Select[Any]:
    first, last = wanted.first, wanted.last
    query = sa.select(AGGREGATES).where(
        AGGREGATES.c.release_id == release_id,
        AGGREGATES.c.year >= first.year + ((first.month, first.day) > (1, 1)),
        AGGREGATES.c.year <= last.year - ((last.month, last.day) < (12, 31)),
    )
    return _narrowed(query, AGGREGATES, wanted)


def _narrowed(query: sa.Select[Any], of: sa.Table, wanted: Wanted) -> sa.Select[Any]:
    if wanted.indicators is not None:
        query = query.where(of.c.indicator.in_(wanted.indicators))
    if wanted.dimensions is not None:
        combinations = sorted(dimensions_text(names) for names in wanted.dimensions)
        query = query.where(of.c.dimensions.in_(combinations))
    return query
