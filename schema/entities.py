"""What is a cooperative, and what can be asked? The one file that knows every domain."""

from typing import Self

import strawberry

from hub.releases import release as released
from schema import nodes, paging
from schema.described import describe
from schema.domains import (
    aggregates,
    bodies,
    comparison,
    indicators,
    members,
    observations,
    practices,
    recommendations,
    reconciliation,
    releases,
    votes,
)
from schema.nodes import node_id
from schema.reading import Reading

describe(
    aggregates,
    bodies,
    comparison,
    indicators,
    members,
    nodes,
    observations,
    paging,
    practices,
    recommendations,
    reconciliation,
    releases,
    votes,
)


@strawberry.federation.type(keys=["id"], description="A cooperative, as every domain sees it.")
class Cooperative(
    members.CooperativeMembers,
    bodies.CooperativeBodies,
    votes.CooperativeVotes,
    recommendations.CooperativeRecommendations,
    practices.CooperativePractices,
    observations.CooperativeObservations,
    reconciliation.CooperativeReconciliation,
):
    """A cooperative, as every domain sees it: each adds its own facts to the same entity."""

    @classmethod
    def of(cls, found: released.Cooperative) -> Self:
        """The cooperative of a row of the shelf."""
        return cls(
            id=node_id("Cooperative", found.slug),
            key=found.slug,
            slug=found.slug,
            name=found.name,
            country=found.country,
            legal_form=found.legal_form,
            sector=found.sector,
            founded_on=found.founded_on,
            dissolved_on=found.dissolved_on,
            website=found.website,
            languages=list(found.languages),
            synthetic=found.synthetic,
        )

    @classmethod
    async def find(cls, reading: Reading, key: str) -> Self | None:
        """The cooperative of that slug."""
        found = reading.directory.cooperatives.get(key)
        return found if isinstance(found, cls) else None


@strawberry.type(description="Everything that can be asked; all of it is public.")
class Query(
    members.MembersQuery,
    recommendations.RecommendationsQuery,
    practices.PracticesQuery,
    indicators.IndicatorsQuery,
    observations.ObservationsQuery,
    aggregates.AggregatesQuery,
    comparison.ComparisonQuery,
    releases.ReleasesQuery,
):
    """Everything that can be asked, of the release that the request names."""
