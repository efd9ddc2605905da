"""Recommendations: what did members propose, and what became of it?"""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated, Self

import strawberry
from strawberry.types import Info

from hub.releases import release as released
from hub.releases.wanted import Course, WantedRecommendations
from schema.domains.bodies import Body, body_of
from schema.nodes import CooperativeKey, Node, node_id
from schema.paging import After, Connection, First, Page, Place, connect, page
from schema.reading import Reading
from schema.words import RecommendationStage

if TYPE_CHECKING:
    from schema.entities import Cooperative

#: The way a recommendation goes when nothing stops it; an exit is no step of it.
WAY = (
    RecommendationStage.SUBMITTED,
    RecommendationStage.UNDER_REVIEW,
    RecommendationStage.ACCEPTED,
    RecommendationStage.PARTLY_ACCEPTED,
    RecommendationStage.IN_PROGRESS,
    RecommendationStage.IMPLEMENTED,
    RecommendationStage.EVALUATED,
)
EXITS = (
    RecommendationStage.REJECTED,
    RecommendationStage.WITHDRAWN,
    RecommendationStage.DEFERRED,
)
#: Whoever got no further has had no answer.
_UNANSWERED = {RecommendationStage.SUBMITTED, RecommendationStage.UNDER_REVIEW}


@strawberry.type
class Cycle:
    """One round in which recommendations are worked out."""

    code: str = strawberry.field(description="The cooperative's own code.")
    name: str = strawberry.field(description="What the cooperative calls it.")
    start_on: str | None = strawberry.field(
        description="When it began: a date, or only year or month."
    )
    end_on: str | None = strawberry.field(
        description="When it ended: a date, or only year or month; null where it goes on."
    )
    themes: list[str] = strawberry.field(description="What it was about.")


@strawberry.type
class RecommendationEvent:
    """One step on a recommendation's way."""

    slug: strawberry.Private[str]
    body_code: strawberry.Private[str | None]

    stage: RecommendationStage = strawberry.field(description="What it came to.")
    on: str | None = strawberry.field(description="When.")
    reason: str | None = strawberry.field(description="Why, in the cooperative's words.")
    url: str | None = strawberry.field(description="Where that is published.")

    @strawberry.field
    async def by_body(self, info: Info[Reading, None]) -> Body | None:
        """Which body took the step."""
        return await body_of(info.context, self.slug, self.body_code)


@strawberry.federation.type(keys=["id"])
class Recommendation(Node):
    """What members proposed, and what became of it."""

    slug: strawberry.Private[str]
    cycle_code: strawberry.Private[str | None]
    body_code: strawberry.Private[str | None]

    code: str = strawberry.field(description="The cooperative's own code.")
    theme: str | None = strawberry.field(description="What it is about.")
    title: str = strawberry.field(description="In the language it was written in.")
    text: str | None = strawberry.field(description="The public text; null where there is none.")
    language: str | None = strawberry.field(description="Of title and text: ISO 639-1.")
    submitted_on: str | None = strawberry.field(description="When it was handed in.")
    stage: RecommendationStage | None = strawberry.field(description="What it came to by now.")
    events: list[RecommendationEvent] = strawberry.field(description="Step by step, by date.")

    @strawberry.field
    def cooperative(
        self, info: Info[Reading, None]
    ) -> Annotated["Cooperative", strawberry.lazy("schema.entities")] | None:
        """Whose members proposed it."""
        return info.context.directory.cooperatives.get(self.slug)

    @strawberry.field
    async def cycle(self, info: Info[Reading, None]) -> Cycle | None:
        """The round it was worked out in."""
        found = await cycles_of(info.context, self.slug)
        return next((_cycle(one) for one in found if one.code == self.cycle_code), None)

    @strawberry.field
    async def origin_body(self, info: Info[Reading, None]) -> Body | None:
        """The body it came from."""
        return await body_of(info.context, self.slug, self.body_code)

    @classmethod
    def of(cls, found: released.Recommendation) -> Self:
        """The recommendation of a row of the shelf."""
        return cls(
            id=node_id("Recommendation", f"{found.cooperative}:{found.code}"),
            slug=found.cooperative,
            cycle_code=found.cycle,
            body_code=found.origin_body,
            code=found.code,
            theme=found.theme,
            title=found.title,
            text=found.text,
            language=found.language,
            submitted_on=found.submitted_on,
            stage=found.stage,
            events=[
                RecommendationEvent(
                    slug=found.cooperative,
                    body_code=step.by_body,
                    stage=step.stage,
                    on=step.on,
                    reason=step.reason,
                    url=step.url,
                )
                for step in found.events
            ],
        )

    @classmethod
    async def find(cls, reading: Reading, key: str) -> Self | None:
        """The recommendation of `slug:code`."""
        if key.partition(":")[0] not in reading.directory.cooperatives:
            return None
        found = await reading.each("recommendation", key, lambda keys: _by_key(reading, keys))
        return cls.of(found[0]) if found else None


def _by_key(
    reading: Reading, keys: Sequence[str]
) -> Iterator[tuple[str, released.Recommendation]]:
    named = tuple((slug, code) for slug, _, code in (key.partition(":") for key in keys))
    wanted = WantedRecommendations(named=named)
    for one in reading.shelf.recommendations(reading.release.id, wanted):
        yield f"{one.cooperative}:{one.code}", one


def _cycle(found: released.Cycle) -> Cycle:
    return Cycle(
        code=found.code,
        name=found.name,
        start_on=found.start_on,
        end_on=found.end_on,
        themes=list(found.themes),
    )


async def cycles_of(reading: Reading, slug: str) -> list[released.Cycle]:
    """One cooperative's cycles, by code."""
    return await reading.each(
        "cycles",
        slug,
        lambda slugs: (
            (one.cooperative, one) for one in reading.shelf.cycles(reading.release.id, slugs)
        ),
    )


@strawberry.type
class StageCount:
    """How many recommendations came to a stage."""

    stage: RecommendationStage = strawberry.field(description="Which stage.")
    count: int = strawberry.field(description="How many ever came to it.")


@strawberry.type
class RecommendationFunnel:
    """How far recommendations came: a count for every stage ever reached."""

    cycle: str | None = strawberry.field(description="The cycle's code; null for all cycles.")
    total: int = strawberry.field(description="How many recommendations there are.")
    stages: list[StageCount] = strawberry.field(description="The way, in its usual order.")
    exits: list[StageCount] = strawberry.field(
        description="Where the way ended otherwise: rejected, withdrawn, deferred."
    )
    unanswered: int = strawberry.field(
        description="How many got no answer: submitted or under review, and nothing after."
    )

    @classmethod
    def of(cls, courses: list[Course], cycle: str | None) -> Self:
        """Count the stages that each recommendation ever came to; all were submitted."""
        reached = Counter(
            stage
            for course in courses
            for stage in {RecommendationStage.SUBMITTED, *course.stages}
        )
        return cls(
            cycle=cycle,
            total=len(courses),
            stages=[StageCount(stage=stage, count=reached[stage]) for stage in WAY],
            exits=[StageCount(stage=stage, count=reached[stage]) for stage in EXITS],
            unanswered=sum(_UNANSWERED.issuperset(course.stages) for course in courses),
        )


@strawberry.input
class RecommendationFilter:
    """Which recommendations; what is left out does not matter."""

    cooperatives: list[str] | None = strawberry.field(
        default=None, description="Slugs of cooperatives."
    )
    cycle: str | None = strawberry.field(default=None, description="The code of a cycle.")
    stages: list[RecommendationStage] | None = strawberry.field(
        default=None, description="At one of these stages by now."
    )
    theme: str | None = strawberry.field(default=None, description="Exactly this theme.")
    origin_body: str | None = strawberry.field(
        default=None, description="The code of the body they came from."
    )


FilterRecommendations = Annotated[
    RecommendationFilter | None, strawberry.argument(description="Which ones.")
]


def _place(one: released.Recommendation) -> Place:
    return one.cooperative, one.code


def _wanted(
    reading: Reading, asked: RecommendationFilter | None, wanted: Page
) -> WantedRecommendations:
    known = reading.directory.cooperatives
    asked = asked or RecommendationFilter()
    slugs = asked.cooperatives
    return WantedRecommendations(
        cooperatives=None if slugs is None else tuple(slug for slug in known if slug in slugs),
        stages=None if asked.stages is None else tuple(asked.stages),
        cycle=asked.cycle,
        theme=asked.theme,
        origin_body=asked.origin_body,
        after=(str(wanted.after[0]), str(wanted.after[1])) if wanted.after else None,
    )


@strawberry.type
class CooperativeRecommendations(CooperativeKey):
    """What a cooperative's members proposed."""

    @strawberry.field
    async def recommendations(
        self,
        info: Info[Reading, None],
        filter: FilterRecommendations = None,  # noqa: A002  the contract's name
        *,
        first: First = None,
        after: After = None,
    ) -> Connection[Recommendation] | None:
        """Its members' recommendations, by code."""
        reading = info.context
        wanted = page(
            reading,
            f"recommendations of {self.key}",
            first=first,
            after=after,
            shape=(str, str),
        )
        choice = _wanted(reading, filter, wanted)
        found = await reading.each(
            ("recommendations", choice, wanted.probe),
            self.key,
            lambda slugs: (
                (one.cooperative, one)
                for one in reading.shelf.recommendations_each(
                    reading.release.id, choice.among(slugs), limit=wanted.probe
                )
            ),
        )
        return connect(reading, wanted, found, place=_place, node=Recommendation.of)

    @strawberry.field
    async def recommendation_funnel(
        self,
        info: Info[Reading, None],
        cycle: Annotated[
            str | None, strawberry.argument(description="The code of a cycle; null for all.")
        ] = None,
    ) -> RecommendationFunnel | None:
        """How far its members' recommendations came."""
        reading = info.context
        found = await reading.each(
            ("courses", cycle),
            self.key,
            lambda slugs: (
                (one.cooperative, one)
                for one in reading.shelf.courses(reading.release.id, slugs, cycle=cycle)
            ),
        )
        return RecommendationFunnel.of(found, cycle)

    @strawberry.field
    async def cycles(self, info: Info[Reading, None]) -> list[Cycle] | None:
        """Its rounds of recommendations, by code."""
        return [_cycle(one) for one in await cycles_of(info.context, self.key)]


@strawberry.type
class RecommendationsQuery:
    """What can be asked about recommendations of all cooperatives."""

    @strawberry.field
    async def recommendations(
        self,
        info: Info[Reading, None],
        filter: FilterRecommendations = None,  # noqa: A002  the contract's name
        *,
        first: First = 20,
        after: After = None,
    ) -> Connection[Recommendation]:
        """Recommendations, by cooperative and code."""
        reading = info.context
        wanted = page(reading, "recommendations", first=first, after=after, shape=(str, str))
        choice = _wanted(reading, filter, wanted)
        found = await reading.ask(
            lambda: reading.shelf.recommendations(reading.release.id, choice, limit=wanted.probe)
        )
        return connect(reading, wanted, found, place=_place, node=Recommendation.of)
