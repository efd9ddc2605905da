"""Practices: how do cooperatives keep their democracy alive, seen through seven questions?

Part of the recommendations domain: both say how members are heard, and both are texts.
"""

from typing import TYPE_CHECKING, Annotated, Self

import strawberry
from strawberry.types import Info

from hub.releases import release as released
from schema.labels import InLanguage, in_language
from schema.nodes import CooperativeKey, Node, node_id
from schema.paging import After, Connection, First, Place, behind, connect, page
from schema.reading import Reading
from schema.words import Language, PracticeDimension, PracticeStatus

if TYPE_CHECKING:
    from schema.entities import Cooperative

OfDimension = Annotated[
    PracticeDimension | None, strawberry.argument(description="Only this of the seven questions.")
]


@strawberry.type
class PracticeStatement:
    """One sentence on a practice, with what speaks for it."""

    text: str = strawberry.field(description="The sentence.")
    language: Language = strawberry.field(description="The language it is written in.")
    evidence: str | None = strawberry.field(description="Where it was taken from.")
    status: PracticeStatus = strawberry.field(description="Whether it is undisputed.")
    period: str | None = strawberry.field(description="When it held: ISO 8601.")


@strawberry.federation.type(keys=["id"])
class Practice(Node):
    """What one of the seven questions finds in one practice of a cooperative."""

    slug: strawberry.Private[str]
    said: strawberry.Private[dict[str, tuple[released.Statement, ...]]]

    code: str = strawberry.field(description="The practice's code, the same for all questions.")
    dimension: PracticeDimension = strawberry.field(description="Which question it answers.")
    name: str = strawberry.field(description="What the cooperative calls the practice.")
    mechanism: str | None = strawberry.field(description="What sort of practice it is.")
    licence: str = strawberry.field(description="Under which the texts may be used.")
    adopted_from: str | None = strawberry.field(description="Whose practice it was first.")
    adopted_on: str | None = strawberry.field(description="Since when it is tried here.")
    adoption_result: str | None = strawberry.field(description="What came of trying it.")

    @strawberry.field
    def statements(self, language: InLanguage = Language.EN) -> list[PracticeStatement]:
        """What is said of it, in order."""
        spoken, sentences = in_language(self.said, language) or (language, ())
        return [
            PracticeStatement(
                text=one.text,
                language=spoken,
                evidence=one.evidence,
                status=one.status,
                period=one.period,
            )
            for one in sentences
        ]

    @strawberry.field
    def cooperative(
        self, info: Info[Reading, None]
    ) -> Annotated["Cooperative", strawberry.lazy("schema.entities")] | None:
        """Whose practice it is."""
        return info.context.directory.cooperatives.get(self.slug)

    @classmethod
    def of(cls, found: released.Practice) -> Self:
        """The practice of a row of the shelf."""
        key = f"{found.cooperative}:{found.dimension.value}:{found.code}"
        return cls(
            id=node_id("Practice", key),
            slug=found.cooperative,
            said=dict(found.statements),
            code=found.code,
            dimension=found.dimension,
            name=found.name,
            mechanism=found.mechanism,
            licence=found.licence,
            adopted_from=found.adopted_from,
            adopted_on=found.adopted_on,
            adoption_result=found.adoption_result,
        )

    @classmethod
    async def find(cls, reading: Reading, key: str) -> Self | None:
        """The practice of `slug:dimension:code`."""
        slug, _, rest = key.partition(":")
        dimension, _, code = rest.partition(":")
        found = (
            cls.of(one)
            for one in await _practices(reading, slug)
            if (one.dimension.value, one.code) == (dimension, code)
        )
        return next(found, None)


async def _practices(reading: Reading, slug: str) -> list[released.Practice]:
    if slug not in reading.directory.cooperatives:
        return []
    return await reading.each(
        "practices",
        slug,
        lambda slugs: (
            (one.cooperative, one) for one in reading.shelf.practices(reading.release.id, slugs)
        ),
    )


def _mentions(one: released.Practice, words: str) -> bool:
    """Whether name, mechanism or any sentence holds the words, whatever their case."""
    sought = words.casefold()
    spoken = (said.text for statements in one.statements.values() for said in statements)
    return any(sought in text.casefold() for text in (one.name, one.mechanism or "", *spoken))


def _place(one: released.Practice) -> Place:
    return one.cooperative, one.code, one.dimension.value


@strawberry.type
class CooperativePractices(CooperativeKey):
    """A cooperative's practices."""

    @strawberry.field
    async def practices(
        self, info: Info[Reading, None], dimension: OfDimension = None
    ) -> list[Practice] | None:
        """Its practices, by code and question."""
        found = await _practices(info.context, self.key)
        return [
            Practice.of(one) for one in found if dimension is None or one.dimension is dimension
        ]


@strawberry.type
class PracticesQuery:
    """What can be asked about practices of all cooperatives."""

    @strawberry.field
    async def practices(
        self,
        info: Info[Reading, None],
        dimension: OfDimension = None,
        search: Annotated[
            str | None,
            strawberry.argument(description="Words that name or sentences hold, in any language."),
        ] = None,
        *,
        first: First = 20,
        after: After = None,
    ) -> Connection[Practice]:
        """Practices, by cooperative, code and question."""
        reading = info.context
        wanted = page(reading, "practices", first=first, after=after, shape=(str, str, str))
        found = [
            one
            for one in await reading.ask(lambda: reading.shelf.practices(reading.release.id))
            if (dimension is None or one.dimension is dimension)
            and (not search or _mentions(one, search))
        ]
        rows = behind(wanted, found, place=_place)
        return connect(reading, wanted, rows, place=_place, node=Practice.of)
