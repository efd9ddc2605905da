"""Bodies: through which assemblies, boards, commissions and circles does a cooperative govern?"""

from typing import TYPE_CHECKING, Annotated, Self

import strawberry
from strawberry.types import Info

from hub.releases import release as released
from schema.labels import InLanguage, label
from schema.nodes import CooperativeKey, Node, node_id
from schema.paging import After, Connection, First, behind, connect, page
from schema.reading import Reading
from schema.words import BodyKind, BodyScope, Language

if TYPE_CHECKING:
    from schema.entities import Cooperative


@strawberry.type
class SeatRule:
    """How many seats a member category holds by the statutes."""

    category: str = strawberry.field(description="The code of the member category.")
    share: str = strawberry.field(description="Its share of the seats as printed, such as 3/5.")


@strawberry.type
class PublicRoleDeclaration:
    """The cooperative's word that the people of a body act in public."""

    url: str = strawberry.field(description="Where it is published.")
    on: str = strawberry.field(description="When it was signed.")
    signatory: str = strawberry.field(description="Who signed for the cooperative.")
    attributes: list[str] = strawberry.field(description="What may be counted exactly.")


@strawberry.federation.type(keys=["id"])
class Body(Node):
    """A body of a cooperative, without its people."""

    slug: strawberry.Private[str]
    names: strawberry.Private[dict[str, str]]
    parent_code: strawberry.Private[str | None]

    code: str = strawberry.field(description="The cooperative's own code.")
    kind: BodyKind = strawberry.field(description="What it is for, comparable between them.")
    scope: BodyScope | None = strawberry.field(description="What its remit follows.")
    aliases: list[str] = strawberry.field(description="Other names it goes by.")
    created_on: str | None = strawberry.field(
        description="When it was created: a date, or only year or month."
    )
    closed_on: str | None = strawberry.field(
        description="When it was closed: a date, or only year or month; null where it goes on."
    )
    seats: int | None = strawberry.field(description="How many seats it has.")
    seat_rule: list[SeatRule] = strawberry.field(description="Who holds which of the seats.")
    term_years: float | None = strawberry.field(description="How long a mandate lasts, in years.")
    public_role: PublicRoleDeclaration | None = strawberry.field(
        description="Where its people act in public; null where nothing was declared."
    )

    @strawberry.field
    def name(self, language: InLanguage = Language.EN) -> str | None:
        """What the cooperative calls it."""
        return label(self.names, language)

    @strawberry.field
    def cooperative(
        self, info: Info[Reading, None]
    ) -> Annotated["Cooperative", strawberry.lazy("schema.entities")] | None:
        """Whose body it is."""
        return info.context.directory.cooperatives.get(self.slug)

    @strawberry.field
    async def parent(
        self, info: Info[Reading, None]
    ) -> Annotated["Body", strawberry.lazy("schema.domains.bodies")] | None:
        """The body it belongs to; null where it stands by itself."""
        return await body_of(info.context, self.slug, self.parent_code)

    @classmethod
    def of(cls, found: released.Body) -> Self:
        """The body of a row of the shelf."""
        return cls(
            id=node_id("Body", f"{found.cooperative}:{found.code}"),
            slug=found.cooperative,
            names=dict(found.name),
            parent_code=found.parent,
            code=found.code,
            kind=found.kind,
            scope=found.scope,
            aliases=list(found.aliases),
            created_on=found.created_on,
            closed_on=found.closed_on,
            seats=found.seats,
            seat_rule=[
                SeatRule(category=category, share=share)
                for category, share in found.seat_rule.items()
            ],
            term_years=found.term_years,
            public_role=_public_role(found.public_role),
        )

    @classmethod
    async def find(cls, reading: Reading, key: str) -> Self | None:
        """The body of `slug:code`."""
        slug, _, code = key.partition(":")
        return next(
            (cls.of(one) for one in await _bodies(reading, slug) if one.code == code), None
        )


def _public_role(declared: released.PublicRole | None) -> PublicRoleDeclaration | None:
    if declared is None:
        return None
    return PublicRoleDeclaration(
        url=declared.url,
        on=declared.on,
        signatory=declared.signatory,
        attributes=list(declared.attributes),
    )


async def _bodies(reading: Reading, slug: str) -> list[released.Body]:
    if slug not in reading.directory.cooperatives:
        return []
    return await reading.each(
        "bodies",
        slug,
        lambda slugs: (
            (one.cooperative, one) for one in reading.shelf.bodies(reading.release.id, slugs)
        ),
    )


async def body_of(reading: Reading, slug: str, code: str | None) -> Body | None:
    """One cooperative's body of that code; None where there is none."""
    if code is None:
        return None
    return await Body.find(reading, f"{slug}:{code}")


@strawberry.type
class CooperativeBodies(CooperativeKey):
    """A cooperative's bodies."""

    @strawberry.field
    async def bodies(
        self,
        info: Info[Reading, None],
        kind: Annotated[
            BodyKind | None, strawberry.argument(description="Only of this kind.")
        ] = None,
        *,
        first: First = None,
        after: After = None,
    ) -> Connection[Body] | None:
        """Its bodies, by code."""
        reading = info.context
        wanted = page(reading, f"bodies of {self.key}", first=first, after=after, shape=(str,))
        found = [
            one for one in await _bodies(reading, self.key) if kind is None or one.kind is kind
        ]
        rows = behind(wanted, found, place=lambda one: (one.code,))
        return connect(reading, wanted, rows, place=lambda one: (one.code,), node=Body.of)
