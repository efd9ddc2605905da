"""Releases: what was published when, from what, and what changed since?

Part of the indicators domain: a release is first of all a set of figures. A reader of a release
knows it and the ones before it, never a later one, so that its answers stay the same for ever.
"""

from typing import TYPE_CHECKING, Annotated, Self

import strawberry
from strawberry.scalars import JSON
from strawberry.types import Info

from hub.releases import release as released
from hub.releases.audit import Audit as Passed
from schema.domains.indicators import Indicator
from schema.paging import After, Connection, First, FirstThousand, Place, connect, page
from schema.reading import Reading
from schema.words import Dimension

if TYPE_CHECKING:
    from schema.entities import Cooperative


@strawberry.type
class ReleasedImport:
    """One push of exports that a release was made from."""

    cooperative: str = strawberry.field(description="The slug of the cooperative that pushed it.")
    import_id: str = strawberry.field(name="import", description="The import's id.")
    commitment: str = strawberry.field(
        description="The hash that proves which rows were read, without showing them."
    )


@strawberry.type
class ChangedGroup:
    """One side of the group that a changed figure is of."""

    dimension: Dimension = strawberry.field(description="By what it is broken down.")
    code: str = strawberry.field(description="Which group of that dimension.")


@strawberry.type
class Change:
    """One difference between a release and the one before it."""

    slug: strawberry.Private[str]
    code: strawberry.Private[str]

    kind: str = strawberry.field(description="`added`, `removed` or `changed`.")
    period: str = strawberry.field(description="For when: ISO 8601.")
    breakdown: list[ChangedGroup] = strawberry.field(description="The group; empty for everyone.")
    field: str | None = strawberry.field(
        description="Which value changed; null when the figure was added or removed."
    )
    before: JSON | None = strawberry.field(description="What the previous release said.")
    after: JSON | None = strawberry.field(description="What this one says.")

    @strawberry.field
    def cooperative(
        self, info: Info[Reading, None]
    ) -> Annotated["Cooperative", strawberry.lazy("schema.entities")] | None:
        """Of whom the figure is; null where this release no longer holds it."""
        return info.context.directory.cooperatives.get(self.slug)

    @strawberry.field
    def indicator(self, info: Info[Reading, None]) -> Indicator | None:
        """What it counts; null where this release no longer knows it."""
        return info.context.directory.indicators.get(self.code)


def _change(found: released.Change) -> Change:
    return Change(
        slug=found.cooperative,
        code=found.indicator,
        kind=found.kind,
        period=found.period,
        breakdown=[
            ChangedGroup(dimension=dimension, code=code) for dimension, code in found.breakdown
        ],
        field=found.field,
        before=found.before,
        after=found.after,
    )


@strawberry.type
class Audit:
    """What the attack on a release's own cells found before it was published."""

    findings: int = strawberry.field(
        description="How many cells tell too much; a release with any is not published."
    )
    digest: str = strawberry.field(description="The hash of the whole report.")
    method: str = strawberry.field(description="The version of the audit.")
    plans: int = strawberry.field(description="How many populations and days were attacked.")
    cells: int = strawberry.field(description="How many cells they have.")
    observations: int = strawberry.field(description="How many figures stood beside them.")
    against: bool = strawberry.field(
        description="Whether the release before it was held beside it."
    )

    @classmethod
    def of(cls, found: Passed) -> Self:
        """The audit of a report on the shelf."""
        report = found.report
        return cls(
            findings=len(report["findings"]),
            digest=found.digest,
            method=report["method"],
            plans=report["plans"],
            cells=report["cells"],
            observations=report["observations"],
            against=report["against"],
        )


@strawberry.type
class Release:
    """One publication of everything the hub may show; it never changes."""

    previous_key: strawberry.Private[str | None]

    id: strawberry.ID = strawberry.field(
        description="As in its address, `/releases/<id>/graphql`, and in the header `Hub-Release`."
    )
    number: int = strawberry.field(description="Counts from 1.")
    created_at: str = strawberry.field(description="UTC, ISO 8601.")
    content_hash: str = strawberry.field(
        description="Equal when, and only when, the same content was released."
    )
    software_version: str = strawberry.field(description="Of the hub that made it.")
    imports: list[ReleasedImport] = strawberry.field(description="What it was made from.")
    parameters: str | None = strawberry.field(
        description="The hash of the rules that protect persons."
    )

    @strawberry.field
    async def previous(
        self, info: Info[Reading, None]
    ) -> Annotated["Release", strawberry.lazy("schema.domains.releases")] | None:
        """The release before; null for the first."""
        if self.previous_key is None:
            return None
        reading = info.context
        found = await reading.each(
            "releases",
            self.previous_key,
            lambda keys: ((one.id, one) for one in reading.shelf.named(keys)),
        )
        return Release.of(found[0]) if found else None

    @strawberry.field
    async def audit(self, info: Info[Reading, None]) -> Audit | None:
        """The audit that it passed; null where it says nothing on members."""
        reading = info.context
        found = await reading.each(
            "audits", self.id, lambda keys: reading.shelf.audits(keys).items()
        )
        return Audit.of(found[0]) if found else None

    @strawberry.field
    async def changes(
        self,
        info: Info[Reading, None],
        *,
        first: FirstThousand = 100,
        after: After = None,
    ) -> Connection[Change] | None:
        """What differs from the release before, value by value."""
        reading = info.context
        wanted = page(
            reading,
            f"changes of {self.id}",
            first=first,
            after=after,
            shape=(int,),
            usual=100,
            most=1000,
        )
        behind = int(wanted.after[0]) if wanted.after else -1
        found = await reading.each(
            ("changes", wanted.probe, behind),
            self.id,
            lambda keys: reading.shelf.changes_each(keys, limit=wanted.probe, after=behind),
        )
        return connect(reading, wanted, found, place=lambda one: (one.position,), node=_change)

    @classmethod
    def of(cls, found: released.Release) -> Self:
        """The release of a row of the shelf."""
        manifest = found.manifest
        return cls(
            id=strawberry.ID(found.id),
            previous_key=found.previous_id,
            number=found.number,
            created_at=found.created_at,
            content_hash=found.content_hash,
            software_version=found.software_version,
            imports=[
                ReleasedImport(
                    cooperative=one["cooperative"],
                    import_id=one["import"],
                    commitment=one["commitment"],
                )
                for one in manifest.get("imports", ())
            ],
            parameters=manifest.get("parameters"),
        )


def _place(one: released.Release) -> Place:
    return (one.number,)


@strawberry.type
class ReleasesQuery:
    """What can be asked about releases."""

    @strawberry.field
    async def releases(
        self,
        info: Info[Reading, None],
        *,
        first: First = 20,
        after: After = None,
    ) -> Connection[Release]:
        """The release being read and those before it, the newest first."""
        reading = info.context
        wanted = page(reading, "releases", first=first, after=after, shape=(int,))
        before = int(wanted.after[0]) if wanted.after else reading.release.number + 1
        found = await reading.ask(lambda: reading.shelf.releases(wanted.probe, before=before))
        return connect(reading, wanted, found, place=_place, node=Release.of)

    @strawberry.field
    async def release(
        self,
        info: Info[Reading, None],
        id: Annotated[  # noqa: A002  the contract's name
            str | None,
            strawberry.argument(description="Its id; the one being read when left out."),
        ] = None,
    ) -> Release | None:
        """One release; null where there is none of that id up to the one being read."""
        reading = info.context
        if id is None or id == reading.release.id:
            return Release.of(reading.release)
        found = await reading.ask(lambda: reading.shelf.release(id))
        if found is None or found.number > reading.release.number:
            return None
        return Release.of(found)
