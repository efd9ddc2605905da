"""The language of a page is the one asked for, then the one the browser prefers, else English."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.vocabulary import Language
from hub.web.languages import preferred, translations


@pytest.mark.parametrize(
    ("asked", "accepted", "language"),
    [
        ("nl", "fr", Language.NL),
        ("FR", None, Language.FR),
        ("de", "nl-BE", Language.NL),
        (None, "fr-BE,fr;q=0.9,en;q=0.8", Language.FR),
        (None, "de, en;q=0.3, nl;q=0.7", Language.NL),
        (None, "fr;q=0, nl;q=0.1", Language.NL),
        (None, "*", Language.EN),
        (None, None, Language.EN),
        (None, "fr;q=none", Language.EN),
    ],
)
def test_the_language_asked_for_wins_over_the_browsers(
    asked: str | None, accepted: str | None, language: Language
) -> None:
    assert preferred(asked, accepted) is language


@given(st.text(), st.text())
def test_no_request_is_without_a_language(asked: str, accepted: str) -> None:
    assert preferred(asked, accepted) in Language


def test_english_is_the_language_of_the_texts_themselves() -> None:
    assert translations(Language.EN).gettext("Turnout") == "Turnout"
    assert translations(Language.FR).gettext("Turnout") == "Taux de vote"
    assert translations(Language.NL).gettext("Turnout") == "Opkomst"
