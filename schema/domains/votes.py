"""Votes: at which meetings do members decide, and under which rules?"""

from typing import TYPE_CHECKING, Annotated, Self

import strawberry
from strawberry.types import Info

from hub.releases import release as released
from schema.nodes import CooperativeKey, Node, node_id
from schema.paging import After, Connection, First, behind, connect, page
from schema.reading import Reading
from schema.words import AssemblyKind, MeetingMode

if TYPE_CHECKING:
    from schema.entities import Cooperative


@strawberry.federation.type(keys=["id"])
class Assembly(Node):
    """A meeting at which members or a body decide. Its turnout is among the observations."""

    slug: strawberry.Private[str]

    code: str = strawberry.field(description="The cooperative's own code.")
    kind: AssemblyKind = strawberry.field(description="What sort of meeting.")
    date: str = strawberry.field(description="The day it was held.")
    record_date: str | None = strawberry.field(
        description="The day on which the register says who may vote."
    )
    quorum: float | None = strawberry.field(
        description="The share of the votes it needs to decide, 0-1."
    )
    mode: MeetingMode | None = strawberry.field(description="Where people took part.")
    agenda_published_on: str | None = strawberry.field(description="When members got the agenda.")
    minutes_published_on: str | None = strawberry.field(
        description="When members got the minutes."
    )

    @strawberry.field
    def cooperative(
        self, info: Info[Reading, None]
    ) -> Annotated["Cooperative", strawberry.lazy("schema.entities")] | None:
        """Whose meeting it was."""
        return info.context.directory.cooperatives.get(self.slug)

    @classmethod
    def of(cls, found: released.Assembly) -> Self:
        """The assembly of a row of the shelf."""
        return cls(
            id=node_id("Assembly", f"{found.cooperative}:{found.code}"),
            slug=found.cooperative,
            code=found.code,
            kind=found.kind,
            date=found.date,
            record_date=found.record_date,
            quorum=found.quorum,
            mode=found.mode,
            agenda_published_on=found.agenda_published_on,
            minutes_published_on=found.minutes_published_on,
        )

    @classmethod
    async def find(cls, reading: Reading, key: str) -> Self | None:
        """The assembly of `slug:code`."""
        slug, _, code = key.partition(":")
        return next(
            (cls.of(one) for one in await _assemblies(reading, slug) if one.code == code), None
        )


async def _assemblies(reading: Reading, slug: str) -> list[released.Assembly]:
    if slug not in reading.directory.cooperatives:
        return []
    return await reading.each(
        "assemblies",
        slug,
        lambda slugs: (
            (one.cooperative, one) for one in reading.shelf.assemblies(reading.release.id, slugs)
        ),
    )


@strawberry.type
class CooperativeVotes(CooperativeKey):
    """A cooperative's meetings."""

    @strawberry.field
    async def assemblies(
        self,
        info: Info[Reading, None],
        *,
        first: First = None,
        after: After = None,
    ) -> Connection[Assembly] | None:
        """Its assemblies, the earliest first."""
        reading = info.context
        wanted = page(
            reading, f"assemblies of {self.key}", first=first, after=after, shape=(str, str)
        )
        found = await _assemblies(reading, self.key)
        rows = behind(wanted, found, place=_place)
        return connect(reading, wanted, rows, place=_place, node=Assembly.of)


def _place(one: released.Assembly) -> tuple[str, str]:
    return one.date, one.code
