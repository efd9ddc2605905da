"""Does a table's plan tell an auditor the rules, and nothing about the members?"""

from dataclasses import fields

from hub.releases.table_plan import Movers, TablePlan


def test_movers_are_published_in_four_words_and_never_as_a_number() -> None:
    assert [movers.value for movers in Movers] == ["first", "none", "few", "many"]


def test_a_plan_has_no_room_for_a_true_count_that_is_not_public() -> None:
    assert {field.name for field in fields(TablePlan)} == {
        "as_of", "base", "cooperative", "held_from", "key_id", "known", "method", "movers",
        "parameters", "period", "population", "structure",
    }  # fmt: skip
