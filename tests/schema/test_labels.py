"""A text is given in the language asked for, or in one there is, never as nothing."""

from hub.vocabulary import Language
from schema.labels import in_language, label


def test_the_language_asked_for_comes_first() -> None:
    assert label({"en": "board", "nl": "bestuur"}, Language.NL) == "bestuur"


def test_english_stands_in_before_french_and_dutch() -> None:
    assert in_language({"fr": "conseil", "en": "board"}, Language.NL) == (Language.EN, "board")
    assert in_language({"fr": "conseil", "en": ""}, Language.NL) == (Language.FR, "conseil")


def test_without_any_text_there_is_none() -> None:
    assert label({}, Language.FR) is None
