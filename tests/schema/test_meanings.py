"""Every code of the graph has its meaning, and no other has one."""

from schema import words
from schema.meanings import MEANINGS


def test_every_code_has_a_meaning_and_no_other_has_one() -> None:
    assert {codes: set(meant) for codes, meant in MEANINGS.items()} == {
        getattr(words, name): set(getattr(words, name)) for name in words.__all__
    }


def test_a_meaning_is_a_sentence() -> None:
    said = [text for meant in MEANINGS.values() for text in meant.values()]
    assert [text for text in said if not text[0].isupper() or text[-1] not in ".?"] == []
