"""Comparison: how do several cooperatives stand, side by side?

Part of the indicators domain.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import strawberry
from strawberry.types import Info

from hub.period import Period
from hub.releases.figure import NAMES, Figure
from hub.releases.figure_queries import in_order
from hub.releases.wanted import Wanted
from schema.domains.indicators import Indicator
from schema.domains.observations import (
    Observation,
    ObservationFilter,
    Since,
    Until,
    choose,
    observation_of,
    parts_asked,
)
from schema.reading import Reading
from schema.refusals import TooMuch
from schema.words import Dimension

if TYPE_CHECKING:
    from schema.entities import Cooperative

#: A comparison is for reading side by side; longer lists have pages.
MOST_CELLS = 10_000


@strawberry.type
class Comparison:
    """Figures of several cooperatives, side by side."""

    indicators: list[Indicator] = strawberry.field(description="As asked, without unknown ones.")
    cooperatives: list[Annotated["Cooperative", strawberry.lazy("schema.entities")]] = (
        strawberry.field(description="As asked, without unknown ones.")
    )
    periods: list[str] = strawberry.field(description="For which there is any cell, in order.")
    cells: list[Observation] = strawberry.field(
        description="By indicator and cooperative as asked, then by period."
    )
    unknown: list[str] = strawberry.field(
        description="The codes and slugs that this release does not hold."
    )


@strawberry.type
class ComparisonQuery:
    """What can be asked about several cooperatives at once."""

    @strawberry.field
    async def compare(  # noqa: PLR0913  the contract's arguments
        self,
        info: Info[Reading, None],
        indicators: Annotated[list[str], strawberry.argument(description="Codes, in order.")],
        cooperatives: Annotated[list[str], strawberry.argument(description="Slugs, in order.")],
        *,
        from_: Since = None,
        to: Until = None,
        by: Annotated[
            list[Dimension] | None,
            strawberry.argument(description="Broken down by exactly these; totals when left out."),
        ] = None,
    ) -> Comparison:
        """Figures of several cooperatives, side by side."""
        reading = info.context
        asked = ObservationFilter(
            indicators=indicators, cooperatives=cooperatives, from_=from_, to=to, by=by or []
        )
        choice, parts = choose(reading, asked), parts_asked(info) | NAMES
        found = await reading.figures(
            in_order(reading.release.id, choice, limit=MOST_CELLS + 1, parts=parts)
        )
        if len(found) > MOST_CELLS:
            raise TooMuch(
                f"this comparison has more than {MOST_CELLS:,} cells",
                "ask for fewer indicators or cooperatives or a shorter time, "
                "or read `observations` page by page",
            )
        return _compared(reading, choice, found, asked=[*indicators, *cooperatives])


def _compared(
    reading: Reading, choice: Wanted, found: Sequence[Figure], *, asked: list[str]
) -> Comparison:
    codes, slugs = choice.indicators or (), choice.cooperatives or ()
    spans = {one.period: Period.parse(one.period) for one in found}
    place = {name: number for number, name in enumerate((*codes, *slugs))}
    found = sorted(
        found,
        key=lambda one: (
            place[one.indicator],
            place[one.cooperative],
            spans[one.period],
            one.position,
        ),
    )
    return Comparison(
        indicators=[reading.directory.indicators[code] for code in codes],
        cooperatives=[reading.directory.cooperatives[slug] for slug in slugs],
        periods=sorted(spans, key=lambda period: (spans[period], period)),
        cells=[observation_of(reading, one) for one in found],
        unknown=[name for name in dict.fromkeys(asked) if name not in place],
    )
