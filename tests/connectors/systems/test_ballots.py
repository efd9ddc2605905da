"""What does the result of an online ballot say?"""

import pytest

from connectors.systems.ballots import Counted, counts, day_of, truth


def test_words_for_yes_and_no_in_three_languages_are_votes() -> None:
    answers = [Counted(answer="Voor", votes=3), Counted(answer="Disagree", votes=1)]
    found = counts([*answers, Counted(answer="blanc", votes=2)])
    assert found is not None
    assert [(one.answer, one.votes) for one in found] == [("yes", 3), ("no", 1), ("blank", 2)]


def test_one_answer_that_is_no_vote_leaves_nothing() -> None:
    assert counts([Counted(answer="yes", votes=3), Counted(answer="Lieve", votes=1)]) is None


def test_an_unknown_answer_that_nobody_gave_does_not_matter() -> None:
    found = counts([Counted(answer="yes", votes=3), Counted(answer="block", votes=0)])
    assert found == [Counted(answer="yes", votes=3)]


def test_two_answers_for_one_option_are_not_added_up() -> None:
    assert counts([Counted(answer="yes", votes=3), Counted(answer="pour", votes=1)]) is None


@pytest.mark.parametrize(
    ("value", "day"),
    [
        (1718000060, "2024-06-10"),
        ("2024-06-01T12:00:04.000Z", "2024-06-01"),
        ("2024-06-01 12:00:04 UTC", "2024-06-01"),
        (None, None),
        (True, None),
        ("soon", None),
    ],
)
def test_the_day_of_a_moment_is_read(value: object, day: str | None) -> None:
    assert day_of(value) == day


@pytest.mark.parametrize(
    ("value", "said"),
    [
        *((one, True) for one in (True, "true", "TRUE", "VRAI", "waar")),
        *((one, False) for one in (False, "false", "FAUX", "ONWAAR")),
        *((one, None) for one in (None, "", "2024-06-10")),
    ],
)
def test_a_boolean_is_read_as_spreadsheets_write_it_too(value: object, said: object) -> None:
    assert truth(value) is said
