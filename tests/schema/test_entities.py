"""A cooperative gathers what every domain knows of it."""

from schema.domains import bodies, members, observations, practices, recommendations, votes
from schema.entities import Cooperative
from tests.schema.published import published


def test_a_cooperative_is_one_thing_to_every_domain() -> None:
    for part in (
        members.CooperativeMembers,
        bodies.CooperativeBodies,
        votes.CooperativeVotes,
        recommendations.CooperativeRecommendations,
        practices.CooperativePractices,
        observations.CooperativeObservations,
    ):
        assert issubclass(Cooperative, part)


def test_a_row_of_the_shelf_is_told_whole() -> None:
    row = published().cooperatives[0]
    found = Cooperative.of(row)
    assert (found.key, found.slug, found.name, found.synthetic) == (
        row.slug, row.slug, row.name, row.synthetic,
    )  # fmt: skip
