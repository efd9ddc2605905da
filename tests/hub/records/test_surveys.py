"""As many may answer a question as were invited, and no more."""

from hub.records.surveys import Surveys
from tests.hub.records.broken import broken


def test_nobody_answers_who_was_not_invited() -> None:
    assert broken(Surveys, answered=10, invited=10) == set()
    assert broken(Surveys, answered=11, invited=10) == {"answered_above_invited"}
    assert broken(Surveys, answered=11) == set()
