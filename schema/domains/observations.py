"""Observations: which figures were published, of whom, for when, and how sure are they?

Part of the indicators domain.
"""

from collections.abc import Callable, Container
from dataclasses import fields
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Annotated

import strawberry
from strawberry.types import Info
from strawberry.utils.str_converters import to_camel_case

from hub.period import Period, UnreadablePeriod, between
from hub.releases import observation as released
from hub.releases.figure import COLUMNS, KEPT, NAMES, Figure, Figures, shaped
from hub.releases.figure_queries import in_order, of_each
from hub.releases.wanted import Wanted
from schema.asked_fields import names_below
from schema.code_labels import shared_label
from schema.domains.indicators import Indicator
from schema.figure_labels import PARTS, Explained
from schema.labels import InLanguage, label
from schema.nodes import CooperativeKey
from schema.paging import After, Connection, FirstThousand, Place, connect, page
from schema.plain import behind, same_for, stands_for
from schema.reading import Reading
from schema.refusals import BadInput
from schema.words import (
    Comparability,
    Confidentiality,
    Dimension,
    Language,
    Origin,
    Status,
    Uncertainty,
    Unit,
)

if TYPE_CHECKING:
    from schema.directory import Directory
    from schema.entities import Cooperative

Since = Annotated[
    str | None,
    strawberry.argument(
        name="from", description="First year, month or day; periods wholly within the range."
    ),
]
Until = Annotated[
    str | None, strawberry.argument(name="to", description="Last year, month or day.")
]


@strawberry.type
class Source:
    """Where a declared figure was printed."""

    document: str = strawberry.field(description="The publication.")
    place: str | None = strawberry.field(description="The table or section.")
    row_label: str | None = strawberry.field(description="The row's heading as printed.")
    column_label: str | None = strawberry.field(description="The column's heading as printed.")
    printed: str | None = strawberry.field(description="The cell, letter by letter.")
    page: str | None = strawberry.field(description="The page.")
    url: str | None = strawberry.field(description="Where to read it.")
    note: str | None = strawberry.field(description="What was noted when it was taken over.")


@strawberry.type
class BreakdownValue:
    """One side of the group that an observation is of."""

    slug: strawberry.Private[str]

    dimension: Dimension = strawberry.field(description="By what it is broken down.")
    code: str = strawberry.field(description="Which group of that dimension.")

    @strawberry.field
    async def label(
        self, info: Info[Reading, None], language: InLanguage = Language.EN
    ) -> str | None:
        """What the group is called; null where only its code is known."""
        texts = shared_label(self.dimension, self.code) or await self._own(info.context)
        return label(texts, language)

    async def _own(self, reading: Reading) -> dict[str, str]:
        """What the cooperative itself calls the group, per language."""
        release = reading.release.id
        if self.dimension is Dimension.BODY:
            bodies = await reading.each(
                "bodies",
                self.slug,
                lambda slugs: (
                    (one.cooperative, one) for one in reading.shelf.bodies(release, slugs)
                ),
            )
            return next((dict(one.name) for one in bodies if one.code == self.code), {})
        if self.dimension is Dimension.CATEGORY:
            categories = await reading.each(
                "categories",
                self.slug,
                lambda slugs: (
                    (one.cooperative, one) for one in reading.shelf.categories(release, slugs)
                ),
            )
            return next((dict(one.label) for one in categories if one.code == self.code), {})
        return {}


@strawberry.type
class Observation(Explained):
    """One published figure, with everything that explains it."""

    indicator: Indicator = strawberry.field(description="What was counted.")
    cooperative: Annotated["Cooperative", strawberry.lazy("schema.entities")] = strawberry.field(
        description="Of whom."
    )
    period: str = strawberry.field(description="For when: ISO 8601 year, month, day, interval.")
    as_of: str = strawberry.field(description="The date, or year or month, it was true at.")
    breakdown: list[BreakdownValue] = strawberry.field(
        description="The group; empty for everyone."
    )
    value: float | None = strawberry.field(
        description="The figure, ratios as fractions 0-1; null when withheld, missing or in words."
    )
    text: str | None = strawberry.field(
        description="What the source says in its own words, where it gives no number."
    )
    unit: Unit = strawberry.field(description="In what the value is counted.")
    numerator: float | None = strawberry.field(description="Of a ratio: what was counted.")
    denominator: float | None = strawberry.field(description="Of a ratio: out of how many.")
    lower: float | None = strawberry.field(description="The lowest that the true value may be.")
    upper: float | None = strawberry.field(description="The highest that the true value may be.")
    uncertainty: Uncertainty | None = strawberry.field(description="What the interval stands for.")
    status: Status = strawberry.field(description="What became of the value before publication.")
    confidentiality: Confidentiality = strawberry.field(description="Whether it may be shown.")
    reason: str | None = strawberry.field(description="Why it is withheld or missing, as a code.")
    base: int | None = strawberry.field(description="The multiple it was rounded to, if it was.")
    held_from: str | None = strawberry.field(
        description="The id of the release whose value is carried forward, if it is held."
    )
    policy: str | None = strawberry.field(
        description="The version of the method that protects the persons behind it."
    )
    parameters_hash: str | None = strawberry.field(
        description="The hash of that method's parameters."
    )
    key_id: str | None = strawberry.field(
        description="Tells rounding keys apart, without a way back to the key."
    )
    origin: Origin = strawberry.field(
        description="Printed by the cooperative, or computed by the hub."
    )
    source: Source | None = strawberry.field(description="Where a declared figure was printed.")
    contested: bool = strawberry.field(
        description="Whether published sources disagree about it; see `reconciliation`."
    )
    comparability: list[Comparability] = strawberry.field(description="What to mind in comparing.")
    method_version: str = strawberry.field(description="The version of the definition behind it.")


#: What the graph calls the parts of a figure.
_PARTS = {to_camel_case(part): part for part in COLUMNS} | {"parametersHash": "parameters"}
_PARTS |= PARTS


@stands_for(Observation, row="found")
class _Seen(Observation):
    """A row of the shelf as the graph shows it: read only as far as it is asked for."""

    def __init__(self, directory: "Directory", found: Figure) -> None:
        self.found = found
        self._directory = directory

    @same_for("indicator")
    def indicator(self) -> Indicator:
        """What was counted."""
        return self._directory.indicators[self.found.indicator]

    @same_for("cooperative")
    def cooperative(self) -> "Cooperative":
        """Of whom."""
        return self._directory.cooperatives[self.found.cooperative]

    @property
    def breakdown(self) -> list[BreakdownValue]:  # type: ignore[override]
        """The group."""
        return [
            BreakdownValue(slug=self.found.cooperative, dimension=dimension, code=code)
            for dimension, code in self.found.breakdown
        ]

    @property
    def source(self) -> Source | None:  # type: ignore[override]
        """Where it was printed."""
        return _source(self.found.source)

    @property
    def comparability(self) -> list[Comparability]:  # type: ignore[override]
        """What to mind."""
        return list(self.found.comparability)

    parameters_hash = behind("found.parameters")


for _field in fields(released.Observation):
    # what is called the same on the shelf and in the graph is the same
    if _field.name not in vars(_Seen):
        setattr(_Seen, _field.name, behind(f"found.{_field.name}"))


def observation_of(reading: Reading, found: Figure) -> Observation:
    """The observation of a row of the shelf."""
    return _Seen(reading.directory, found)


def parts_asked(info: Info[Reading, None]) -> frozenset[str]:
    """Which parts of the figures below a field its answer may need."""
    return _parts(names_below(info))


@lru_cache(maxsize=KEPT)
def _parts(names: frozenset[str]) -> frozenset[str]:
    # a group is called what its own cooperative calls it
    also = {"position", "cooperative"} if "breakdown" in names else {"position"}
    return frozenset(also.union(part for name, part in _PARTS.items() if name in names))


def _nodes(reading: Reading) -> Callable[[Figure], Observation]:
    return partial(_Seen, reading.directory)


def _source(found: released.Source | None) -> Source | None:
    if found is None:
        return None
    return Source(**{one.name: getattr(found, one.name) for one in fields(Source)})


@strawberry.input
class ObservationFilter:
    """Which observations; what is left out does not matter."""

    indicators: list[str] | None = strawberry.field(default=None, description="Their codes.")
    cooperatives: list[str] | None = strawberry.field(default=None, description="Their slugs.")
    from_: str | None = strawberry.field(
        default=None,
        name="from",
        description="First year, month or day; periods wholly within the range.",
    )
    to: str | None = strawberry.field(default=None, description="Last year, month or day.")
    by: list[Dimension] | None = strawberry.field(
        default=None,
        description="Broken down by exactly these; an empty list for the totals alone.",
    )


def _known(asked: list[str] | None, known: Container[str]) -> tuple[str, ...] | None:
    return None if asked is None else tuple(code for code in dict.fromkeys(asked) if code in known)


def _span(start: str | None, end: str | None) -> Period:
    try:
        return between(start, end)
    except UnreadablePeriod as unreadable:
        raise BadInput(str(unreadable), "and `from` comes before `to`") from unreadable


def choose(reading: Reading, asked: ObservationFilter) -> Wanted:
    """What to read for a filter: what the release does not know is left out.

    Raises:
        BadInput: a date cannot be read, or they are in the wrong order.
    """
    span = _span(asked.from_, asked.to)
    directory = reading.directory
    return Wanted(
        cooperatives=_known(asked.cooperatives, directory.cooperatives),
        indicators=_known(asked.indicators, directory.indicators),
        first=span.first,
        last=span.last,
        dimensions=None if asked.by is None else _exactly(asked.by),
    )


def _exactly(by: list[Dimension]) -> frozenset[tuple[Dimension, ...]]:
    return frozenset({tuple(sorted(set(by)))})


def _place(figure: Figure) -> Place:
    return (figure.position,)


@strawberry.type
class CooperativeObservations(CooperativeKey):
    """A cooperative's figures."""

    @strawberry.field
    async def observations(  # noqa: PLR0913  the contract's arguments
        self,
        info: Info[Reading, None],
        indicators: Annotated[
            list[str] | None, strawberry.argument(description="Codes; all when left out.")
        ] = None,
        *,
        from_: Since = None,
        to: Until = None,
        by: Annotated[
            list[Dimension] | None,
            strawberry.argument(
                description="Broken down by exactly these; an empty list for the totals alone."
            ),
        ] = None,
        first: FirstThousand = None,
        after: After = None,
    ) -> Connection[Observation] | None:
        """Its figures, in the release's order."""
        reading = info.context
        wanted = page(
            reading,
            f"observations of {self.key}",
            first=first,
            after=after,
            shape=(int,),
            usual=100,
            most=1000,
        )
        asked = ObservationFilter(indicators=indicators, from_=from_, to=to, by=by)
        choice = choose(reading, asked)
        start, parts = _behind(wanted.after), parts_asked(info) | NAMES
        found = await reading.figures_each(
            ("observations", choice, wanted.probe, start, parts),
            self.key,
            lambda slugs: of_each(
                reading.release.id,
                choice.among(slugs),
                limit=wanted.probe,
                after=start,
                parts=parts,
            ),
        )
        return connect(
            reading,
            wanted,
            Figures(shaped(parts), found),
            place=_place,
            node=_nodes(reading),
        )


def _behind(place: Place | None) -> int:
    return int(place[0]) if place else -1


@strawberry.type
class ObservationsQuery:
    """What can be asked about figures of all cooperatives."""

    @strawberry.field
    async def observations(
        self,
        info: Info[Reading, None],
        filter: Annotated[  # noqa: A002  the contract's name
            ObservationFilter, strawberry.argument(description="Which ones.")
        ],
        *,
        first: FirstThousand = 100,
        after: After = None,
    ) -> Connection[Observation]:
        """Figures, in the release's order."""
        reading = info.context
        wanted = page(
            reading, "observations", first=first, after=after, shape=(int,), usual=100, most=1000
        )
        choice, parts = choose(reading, filter), parts_asked(info)
        found = await reading.figures(
            in_order(
                reading.release.id,
                choice,
                limit=wanted.probe,
                after=_behind(wanted.after),
                parts=parts,
            )
        )
        return connect(
            reading,
            wanted,
            found,
            place=_place,
            node=_nodes(reading),
        )
