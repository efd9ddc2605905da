"""Aggregates: what do all cooperatives together add up to, year by year?

Part of the indicators domain.
"""

from typing import TYPE_CHECKING, Annotated

import strawberry
from strawberry.types import Info

from hub.releases import aggregate as released
from schema.domains.indicators import Indicator
from schema.domains.observations import BreakdownValue, ObservationFilter, Until, choose
from schema.figure_labels import Explained
from schema.paging import After, Connection, FirstThousand, Place, connect, page
from schema.reading import Reading
from schema.words import Dimension, Status, Unit

if TYPE_CHECKING:
    from schema.entities import Cooperative


@strawberry.type
class Aggregate(Explained):
    """A year's figure of several cooperatives together: a sum of what each has published.

    Real and invented cooperatives are never added up. Of a cooperative's several dates in a year
    the latest counts; what it printed itself counts where the hub computed nothing.
    """

    slugs: strawberry.Private[tuple[str, ...]]

    indicator: Indicator = strawberry.field(description="What was counted.")
    year: int = strawberry.field(description="The year in which the periods of its parts end.")
    breakdown: list[BreakdownValue] = strawberry.field(
        description="The group; empty for everyone, and where no group of the year has a sum."
    )
    synthetic: bool = strawberry.field(
        description="Whether it is a sum of invented cooperatives, made for demonstration."
    )
    cooperative_count: int = strawberry.field(
        description="How many cooperatives are in it; 0 where there is no sum."
    )
    value: float | None = strawberry.field(
        description="The sum, or for a ratio the quotient of the sums as a fraction 0-1; "
        "null where fewer cooperatives publish it than a sum takes."
    )
    unit: Unit = strawberry.field(description="In what the value is counted.")
    numerator: float | None = strawberry.field(
        description="The sum of the published numerators; null for no ratio."
    )
    denominator: float | None = strawberry.field(
        description="The sum of the published denominators; null for no ratio."
    )
    lower: float | None = strawberry.field(
        description="The lowest value that the published parts leave possible."
    )
    upper: float | None = strawberry.field(
        description="The highest value that the published parts leave possible."
    )
    status: Status = strawberry.field(description="Derived from published values, or not made.")
    reason: str | None = strawberry.field(description="Why there is no sum, as a code.")

    @strawberry.field
    def cooperatives(
        self, info: Info[Reading, None]
    ) -> list[Annotated["Cooperative", strawberry.lazy("schema.entities")]]:
        """Whose figures are in it, by slug; none where there is no sum."""
        return [info.context.directory.cooperatives[slug] for slug in self.slugs]


def _of(reading: Reading, found: released.Aggregate) -> Aggregate:
    return Aggregate(
        slugs=found.cooperatives,
        indicator=reading.directory.indicators[found.indicator],
        year=found.year,
        breakdown=[
            # its codes are never one cooperative's own
            BreakdownValue(slug="", dimension=dimension, code=code)
            for dimension, code in found.breakdown
        ],
        synthetic=found.synthetic,
        cooperative_count=len(found.cooperatives),
        value=found.value,
        unit=found.unit,
        numerator=found.numerator,
        denominator=found.denominator,
        lower=found.lower,
        upper=found.upper,
        status=found.status,
        reason=found.reason,
    )


def _place(row: tuple[int, released.Aggregate]) -> Place:
    return (row[0],)


@strawberry.type
class AggregatesQuery:
    """What can be asked about several cooperatives together."""

    @strawberry.field
    async def aggregates(  # noqa: PLR0913  the contract's arguments
        self,
        info: Info[Reading, None],
        indicators: Annotated[
            list[str] | None, strawberry.argument(description="Codes; all when left out.")
        ] = None,
        *,
        from_: Annotated[
            str | None,
            strawberry.argument(
                name="from",
                description="First year, month or day; years wholly within the range.",
            ),
        ] = None,
        to: Until = None,
        by: Annotated[
            list[Dimension] | None,
            strawberry.argument(
                description="Broken down by exactly these; an empty list for the totals, and for "
                "the years without a sum."
            ),
        ] = None,
        first: FirstThousand = 100,
        after: After = None,
    ) -> Connection[Aggregate]:
        """Sums over cooperatives: by indicator, year, real before invented, and group."""
        reading = info.context
        wanted = page(
            reading, "aggregates", first=first, after=after, shape=(int,), usual=100, most=1000
        )
        asked = ObservationFilter(indicators=indicators, from_=from_, to=to, by=by)
        choice = choose(reading, asked)
        behind = int(wanted.after[0]) if wanted.after else -1
        found = await reading.ask(
            lambda: reading.shelf.aggregates(
                reading.release.id, choice, limit=wanted.probe, after=behind
            )
        )
        return connect(reading, wanted, found, place=_place, node=lambda row: _of(reading, row[1]))
