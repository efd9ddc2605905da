"""Everybody who is enrolled in a space may keep coming, and nobody else."""

from hub.records.spaces_activity import SpacesActivity
from tests.hub.records.broken import broken


def test_no_more_keep_coming_than_are_enrolled() -> None:
    assert broken(SpacesActivity, enrolled=5, regular=5) == set()
    assert broken(SpacesActivity, enrolled=5, regular=6) == {"regular_above_enrolled"}
    assert broken(SpacesActivity, regular=6) == set()
