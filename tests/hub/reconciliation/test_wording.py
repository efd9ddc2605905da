"""Hypotheses are said in three languages."""

from hub.reconciliation.wording import join, place, say


def test_numbers_are_written_as_each_language_writes_them() -> None:
    said = say(fr="{n}", en="{n}", nl="{n}", n=35755.5)
    assert said == {"fr": "35\u202f755,5", "en": "35,755.5", "nl": "35.755,5"}


def test_a_whole_number_has_no_decimals() -> None:
    assert say(fr="{n}", en="{n}", nl="{n}", n=20.0)["en"] == "20"


def test_places_are_translated_and_can_be_part_of_a_sentence() -> None:
    said = say(fr="voir {p}", en="see {p}", nl="zie {p}", p=place("table 3"))
    assert said == {"fr": "voir tableau 3", "en": "see table 3", "nl": "zie tabel 3"}


def test_sentences_are_joined_language_by_language() -> None:
    one, two = say(fr="Un.", en="One.", nl="Een."), say(fr="Deux.", en="Two.", nl="Twee.")
    assert join(one, two) == {"fr": "Un. Deux.", "en": "One. Two.", "nl": "Een. Twee."}
