"""What table does a JSON file hold?"""

import pytest

from connectors.json_table import json_table, records
from tests.connectors.uploads import Reader


def test_nested_keys_and_answers_to_own_questions_become_columns() -> None:
    table = json_table(
        [
            {"id": 1, "order": {"date": "2020"}, "fields": [{"name": "Genre", "answer": "F"}]},
            {"id": 2.0, "paid": True, "tags": ["a"], "fields": [{"name": "Genre", "x": 1}]},
        ]
    )
    assert table.headers == ("id", "order/date", "fields/Genre", "paid")
    assert table.cells.rows() == [("1", "2020", "F", None), ("2", None, None, "true")]
    assert table.rows.to_list() == [1, 2]


def test_records_are_found_in_a_list_or_under_one_key() -> None:
    one = [{"a": 1}]
    assert records(one) == one
    assert records({"data": one, "pagination": {"pageIndex": 1}}) == one


@pytest.mark.parametrize("value", [None, 1, [], [1], [{"a": 1}, 2], {}, {"a": [{}], "b": [{}]}])
def test_whatever_else_is_no_table(value: object) -> None:
    assert records(value) is None


def test_what_lies_too_deep_to_be_a_cell_is_left_aside(read: Reader) -> None:
    deep = '{"a":' * 1000 + "1" + "}" * 1000
    assert read({"a.json": f'[{{"a": {deep}, "b": 2}}]'}).codes() == ["unknown_json"]
