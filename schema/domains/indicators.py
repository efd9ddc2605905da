"""Indicators: which figures are there, and what does each of them mean?"""

from typing import Annotated, Self

import strawberry
from strawberry.types import Info

from hub.releases.definition import Definition
from schema.labels import InLanguage, label
from schema.nodes import Node, node_id
from schema.reading import Reading
from schema.words import Dimension, DisclosureClass, Language, Tier, Unit


@strawberry.federation.type(keys=["id"])
class Indicator(Node):
    """The published definition of a figure."""

    names: strawberry.Private[dict[str, str]]
    definitions: strawberry.Private[dict[str, str]]
    caveats: strawberry.Private[dict[str, str]]

    code: str = strawberry.field(description="Its name for ever, `family.name`.")
    version: str = strawberry.field(
        description="Raised when the same records would give another figure."
    )
    family: str = strawberry.field(description="The first part of the code.")
    tier: Tier = strawberry.field(description="Whether every cooperative is asked for it.")
    unit: Unit = strawberry.field(description="In what its values are counted.")
    disclosure: DisclosureClass = strawberry.field(
        description="Which rules protect the persons behind it."
    )
    formula: str = strawberry.field(description="In words and symbols.")
    numerator: str | None = strawberry.field(description="What is counted; null for no ratio.")
    denominator: str | None = strawberry.field(description="Out of what; null for no ratio.")
    breakdowns: list[Dimension] = strawberry.field(description="By what it may be broken down.")
    direction: str = strawberry.field(description="Whether more of it is better.")
    uncertainty: str = strawberry.field(description="What its intervals stand for.")
    period: str = strawberry.field(description="What its periods are.")
    sources: list[str] = strawberry.field(description="Where the definition was taken from.")

    @strawberry.field
    def name(self, language: InLanguage = Language.EN) -> str | None:
        """What it is called."""
        return label(self.names, language)

    @strawberry.field
    def definition(self, language: InLanguage = Language.EN) -> str | None:
        """What it says."""
        return label(self.definitions, language)

    @strawberry.field
    def caveat(self, language: InLanguage = Language.EN) -> str | None:
        """What it does not say."""
        return label(self.caveats, language)

    @classmethod
    def of(cls, found: Definition) -> Self:
        """The indicator of a definition on the shelf."""
        return cls(
            id=node_id("Indicator", found.code),
            names=found.name,
            definitions=found.definition,
            caveats=found.caveat,
            code=found.code,
            version=found.version,
            family=found.family,
            tier=found.tier,
            unit=found.unit,
            disclosure=found.disclosure,
            formula=found.formula,
            numerator=found.numerator,
            denominator=found.denominator,
            breakdowns=list(found.breakdowns),
            direction=found.direction,
            uncertainty=found.uncertainty,
            period=found.period,
            sources=list(found.sources),
        )

    @classmethod
    async def find(cls, reading: Reading, key: str) -> Self | None:
        """The indicator of that code."""
        found = reading.directory.indicators.get(key)
        return found if isinstance(found, cls) else None


@strawberry.type
class IndicatorsQuery:
    """What can be asked about indicators."""

    @strawberry.field
    def indicators(
        self,
        info: Info[Reading, None],
        family: Annotated[
            str | None, strawberry.argument(description="The first part of the code.")
        ] = None,
        tier: Annotated[Tier | None, strawberry.argument(description="Only of this tier.")] = None,
    ) -> list[Indicator]:
        """The indicators that the release knows, by code."""
        return [
            one
            for one in info.context.directory.indicators.values()
            if family in (None, one.family) and tier in (None, one.tier)
        ]

    @strawberry.field
    def indicator(
        self,
        info: Info[Reading, None],
        code: Annotated[str, strawberry.argument(description="Such as `turnout.assembly`.")],
    ) -> Indicator | None:
        """One indicator; null where the release knows none of that code."""
        return info.context.directory.indicators.get(code)
