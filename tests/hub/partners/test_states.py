"""Every state has a name and a next step in three languages."""

import pytest

from hub.partners.pushes import PushState
from hub.partners.states import READING, catalogue, say_state, wrong_state
from hub.vocabulary import Language


def test_every_state_is_there_and_no_other() -> None:
    assert set(catalogue()) == {*PushState, READING}


@pytest.mark.parametrize("state", sorted(catalogue()))
def test_each_is_said_in_three_languages(state: str) -> None:
    assert len({say_state(state, language).what for language in Language}) == 3


def test_what_does_not_fit_is_refused_in_the_readers_words() -> None:
    told = wrong_state("published").as_json(Language.NL)
    assert (told["status"], "gepubliceerd" in told["title"]) == (409, True)
