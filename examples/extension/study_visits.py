"""Who visited which cooperative to learn from it? A service that adds this to `Cooperative`.

It shares no code with the hub, only the key of its entity: `uvicorn
examples.extension.study_visits:app --port 8006`, and `python -m examples.extension.study_visits`
prints its part of the graph.
"""

from collections.abc import Mapping

import strawberry
from strawberry.asgi import GraphQL
from strawberry.federation import Schema


@strawberry.type
class StudyVisit:
    """A day on which people of one cooperative went to see how another works."""

    on: str = strawberry.field(description="The day: ISO 8601.")
    guests: str = strawberry.field(description="The cooperative that the visitors came from.")
    subject: str = strawberry.field(description="What they came to see.")


#: By the slug of the host. A real service would ask its database.
VISITS: Mapping[str, tuple[StudyVisit, ...]] = {
    "smartcoop": (
        StudyVisit(on="2023-03-14", guests="railcoop", subject="working groups of members"),
        StudyVisit(on="2023-10-05", guests="ateliers-fictifs", subject="deciding by consent"),
    ),
    "railcoop": (StudyVisit(on="2022-11-22", guests="smartcoop", subject="circles on line"),),
}


def received(host: strawberry.Parent["Cooperative"]) -> list[StudyVisit] | None:
    """The visits to a cooperative."""
    return None if host.slug is None else list(VISITS.get(host.slug, ()))


@strawberry.federation.type(keys=["id"])
class Cooperative:
    """The hub's cooperative. `id` is the hub's own word, so it is not taken apart here."""

    id: strawberry.ID
    slug: str | None = strawberry.federation.field(external=True)

    # the gateway asks the hub for the slug, and hands it over together with the id
    study_visits: list[StudyVisit] | None = strawberry.federation.field(
        resolver=received,
        requires=["slug"],
        description="The visits it received; null where the hub cannot say which it is.",
    )

    @classmethod
    def resolve_reference(cls, id: strawberry.ID, slug: str | None = None) -> "Cooperative":  # noqa: A002  the key's name
        """The cooperative that the gateway speaks of."""
        return cls(id=id, slug=slug)


@strawberry.type
class Query:
    """What can be asked of this service itself."""

    @strawberry.field
    def study_visits(self) -> list[StudyVisit] | None:
        """All visits, by host."""
        return [visit for visits in VISITS.values() for visit in visits]


schema = Schema(query=Query, types=[Cooperative], federation_version="2.9")
app: GraphQL[None, None] = GraphQL(schema)

if __name__ == "__main__":
    print(schema.as_str())
