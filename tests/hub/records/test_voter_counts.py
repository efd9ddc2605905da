"""As many may vote as there are members, and no more."""

from hub.records.voter_counts import VoterCounts
from tests.hub.records.broken import broken


def test_no_more_vote_than_there_are_members() -> None:
    assert broken(VoterCounts, voters=4, members=4) == set()
    assert broken(VoterCounts, voters=5, members=4) == {"voters_above_members"}
    assert broken(VoterCounts, voters=5) == set()
