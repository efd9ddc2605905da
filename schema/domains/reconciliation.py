"""Reconciliation: where do published figures disagree, and what would make them agree?

Part of the indicators domain.
"""

import strawberry
from strawberry.types import Info

from hub.releases import release as released
from schema.labels import InLanguage, label
from schema.nodes import CooperativeKey
from schema.reading import Reading
from schema.words import Language


@strawberry.type
class ReconciliationFinding:
    """Published figures that disagree. Nothing is corrected silently."""

    texts: strawberry.Private[list[dict[str, str]]]

    rule: str = strawberry.field(description="What was checked.")
    severity: str = strawberry.field(description="How grave it is.")
    indicators: list[str] = strawberry.field(description="The codes of the figures concerned.")
    breakdown: str | None = strawberry.field(
        description="The one group concerned, such as body_kind=board; empty for everyone, null "
        "where any group may be meant."
    )
    period: str | None = strawberry.field(description="For when: ISO 8601.")
    place: str = strawberry.field(description="Where the figure stands in its source.")
    published: float | None = strawberry.field(description="The figure as printed.")
    recomputed: float | None = strawberry.field(description="What the other figures give.")

    @strawberry.field
    def hypotheses(self, language: InLanguage = Language.EN) -> list[str]:
        """What would make the figures agree, the likeliest first."""
        return [said for texts in self.texts if (said := label(texts, language))]


def _finding(found: released.ReconciliationFinding) -> ReconciliationFinding:
    return ReconciliationFinding(
        texts=[dict(one) for one in found.hypotheses],
        rule=found.rule,
        severity=found.severity,
        indicators=list(found.indicators),
        breakdown=found.breakdown,
        period=found.period,
        place=found.place,
        published=found.published,
        recomputed=found.recomputed,
    )


@strawberry.type
class CooperativeReconciliation(CooperativeKey):
    """Where a cooperative's published figures disagree."""

    @strawberry.field
    async def reconciliation(
        self, info: Info[Reading, None]
    ) -> list[ReconciliationFinding] | None:
        """Its figures that disagree with each other or with what the hub computed."""
        reading = info.context
        found = await reading.each(
            "findings",
            self.key,
            lambda slugs: (
                (one.cooperative, one) for one in reading.shelf.findings(reading.release.id, slugs)
            ),
        )
        return [_finding(one) for one in found]
