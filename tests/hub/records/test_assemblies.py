"""Of the members, some are entitled to vote; of those, some do."""

import pytest

from hub.records.assemblies import Assemblies
from tests.hub.records.broken import broken


@pytest.mark.parametrize(
    ("members", "eligible", "voters", "rules"),
    [
        (10, 10, 10, set()),
        (10, 5, 6, {"voters_above_members"}),
        (5, None, 6, {"voters_above_members"}),
        (5, 6, None, {"eligible_above_members"}),
        (None, None, 6, set()),
    ],
)
def test_the_part_is_not_above_the_whole(
    members: int | None, eligible: int | None, voters: int | None, rules: set[str]
) -> None:
    assert broken(Assemblies, members=members, eligible=eligible, voters=voters) == rules
