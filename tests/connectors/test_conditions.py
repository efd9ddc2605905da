"""What is a condition in a mapping pack?"""

from connectors.conditions import ANYTHING, compared, read_conditions


def test_words_are_compared_without_case_accents_or_spaces() -> None:
    [condition] = read_conditions({"Statut": [" Expiré ", "x"]})
    assert condition.column == "Statut"
    assert condition.words == {"expire", "x"}


def test_a_number_keeps_its_sign() -> None:
    assert compared("-1") == "-1"
    assert compared(" 1 ") == "1"
    assert compared("non-membre") == "non membre"


def test_a_star_stands_for_any_word_and_nothing_for_an_empty_cell() -> None:
    [any_word] = read_conditions({"a": "*"})
    [empty] = read_conditions({"a": ""})
    assert any_word.words == {ANYTHING}
    assert empty.words == {""}


def test_what_is_a_number_only_without_its_signs_is_none() -> None:
    assert compared("- 1") == "- 1"
    assert compared("1:") == "1:"
