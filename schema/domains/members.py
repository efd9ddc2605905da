"""Members: who the cooperatives are, and which kinds of members they have.

The home of `node`, too: a cooperative is what every other thing hangs on.
"""

from typing import TYPE_CHECKING, Annotated, Self

import strawberry
from strawberry.types import Info

from hub.releases import release as released
from schema.labels import InLanguage, label
from schema.nodes import CooperativeKey, Node, read_node_id
from schema.paging import After, Connection, First, behind, connect, page
from schema.reading import Reading
from schema.words import CategoryKind, CollegeAggregation, Language

if TYPE_CHECKING:
    from schema.entities import Cooperative


@strawberry.type
class MemberCategory:
    """A kind of members of one cooperative, and the college it votes in."""

    code: str = strawberry.field(description="The cooperative's own code.")
    kind: CategoryKind = strawberry.field(
        description="What ties these members to the cooperative, comparable between them."
    )
    college: str | None = strawberry.field(description="The voting group; null where none.")
    voting_share: float | None = strawberry.field(
        description="The college's share of all votes, 0-1; null where votes are not weighted."
    )
    college_aggregation: CollegeAggregation = strawberry.field(
        description="How the college's votes are brought into the total."
    )
    labels: strawberry.Private[dict[str, str]]

    @strawberry.field
    def label(self, language: InLanguage = Language.EN) -> str | None:
        """What the cooperative calls it."""
        return label(self.labels, language)

    @classmethod
    def of(cls, found: released.MemberCategory) -> Self:
        """The category of a row of the shelf."""
        return cls(
            code=found.code,
            kind=found.kind,
            college=found.college,
            voting_share=found.voting_share,
            college_aggregation=found.college_aggregation,
            labels=dict(found.label),
        )


@strawberry.type
class CooperativeMembers(CooperativeKey):
    """A cooperative's identity and its kinds of members."""

    slug: str | None = strawberry.field(description="Its name in addresses.")
    name: str | None = strawberry.field(description="Its name.")
    country: str | None = strawberry.field(
        description="Its country: ISO 3166-1 alpha-2, such as FR."
    )
    legal_form: str | None = strawberry.field(description="Its form in its country's law.")
    sector: str | None = strawberry.field(description="What it does.")
    founded_on: str | None = strawberry.field(
        description="When it was founded: a date, or only year or month."
    )
    dissolved_on: str | None = strawberry.field(
        description="When it was dissolved: a date, or only year or month; null where it goes on."
    )
    website: str | None = strawberry.field(description="Its own site.")
    languages: list[str] | None = strawberry.field(description="It works in: ISO 639-1 codes.")
    synthetic: bool | None = strawberry.field(
        description="True where the cooperative is invented, to show how the hub works."
    )

    @strawberry.field
    async def member_categories(self, info: Info[Reading, None]) -> list[MemberCategory] | None:
        """The kinds of members, by code."""
        reading = info.context
        found = await reading.each(
            "categories",
            self.key,
            lambda slugs: (
                (one.cooperative, one)
                for one in reading.shelf.categories(reading.release.id, slugs)
            ),
        )
        return [MemberCategory.of(one) for one in found]


@strawberry.input
class CooperativeFilter:
    """Which cooperatives; what is left out does not matter."""

    slugs: list[str] | None = strawberry.field(default=None, description="One of these.")
    country: str | None = strawberry.field(default=None, description="ISO 3166-1 alpha-2.")
    sector: str | None = strawberry.field(default=None, description="Exactly this sector.")
    legal_form: str | None = strawberry.field(default=None, description="Exactly this form.")
    synthetic: bool | None = strawberry.field(
        default=None, description="False leaves the invented ones out; true keeps only them."
    )

    def takes(self, one: CooperativeMembers) -> bool:
        """Whether that cooperative is asked for."""
        asked = (
            (self.country, one.country),
            (self.sector, one.sector),
            (self.legal_form, one.legal_form),
            (self.synthetic, one.synthetic),
        )
        return (self.slugs is None or one.slug in self.slugs) and all(
            wish is None or wish == fact for wish, fact in asked
        )


@strawberry.type
class MembersQuery:
    """What can be asked about cooperatives as such."""

    @strawberry.field
    async def node(
        self,
        info: Info[Reading, None],
        id: Annotated[strawberry.ID, strawberry.argument(description="As `id` gave it.")],  # noqa: A002  Relay's name
    ) -> Node | None:
        """Anything that has an id; null where the release holds no such thing."""
        named = read_node_id(id)
        if named is None:
            return None
        kind, key = named
        origin = getattr(info.schema.get_type_by_name(kind), "origin", None)
        if not (isinstance(origin, type) and issubclass(origin, Node)):
            return None
        return await origin.find(info.context, key)

    @strawberry.field
    def cooperatives(
        self,
        info: Info[Reading, None],
        filter: Annotated[  # noqa: A002  the contract's name
            CooperativeFilter | None, strawberry.argument(description="Which ones.")
        ] = None,
        *,
        first: First = 20,
        after: After = None,
    ) -> Connection[Annotated["Cooperative", strawberry.lazy("schema.entities")]]:
        """Cooperatives, by slug."""
        reading = info.context
        wanted = page(reading, "cooperatives", first=first, after=after, shape=(str,))
        found = [
            one
            for one in reading.directory.cooperatives.values()
            if filter is None or filter.takes(one)
        ]
        rows = behind(wanted, found, place=lambda one: (one.key,))
        return connect(reading, wanted, rows, place=lambda one: (one.key,), node=lambda one: one)

    @strawberry.field
    def cooperative(
        self,
        info: Info[Reading, None],
        slug: Annotated[str, strawberry.argument(description="Its name in addresses.")],
    ) -> Annotated["Cooperative", strawberry.lazy("schema.entities")] | None:
        """One cooperative; null where the release holds none of that name."""
        return info.context.directory.cooperatives.get(slug)
