"""Are a cooperative's tables always there, and shared counts made only once?"""

from pathlib import Path

import ibis

from hub.indicators.tables import Tables
from hub.records.members import Members
from hub.records.tables import TABLES
from tests.hub.indicators import spec


def test_a_table_that_was_not_pushed_is_there_and_empty() -> None:
    tables = Tables({})
    for schema in TABLES.values():
        rows = tables.rows(tables.of(schema))
        assert (rows.columns, rows.height) == (schema.create_empty().columns, 0)


def test_pushed_rows_come_back_with_the_columns_of_the_schema(tmp_path: Path) -> None:
    tables = spec.tables(tmp_path, {"members": [{"times": 3}]})
    rows = tables.rows(tables.of(Members))
    assert rows.columns == Members.create_empty().columns
    assert rows["pseudonym"].to_list() == ["p1", "p2", "p3"]


def test_shared_counts_are_made_once(tmp_path: Path) -> None:
    tables = spec.tables(tmp_path, {"members": [{"times": 3}]})
    made = []

    def make() -> ibis.Table:
        made.append(1)
        members = tables.of(Members)
        return members.aggregate(n=members.count())

    first, second = tables.once("members", make), tables.once("members", make)
    assert (tables.rows(first)["n"].to_list(), first is second, len(made)) == ([3], True, 1)
