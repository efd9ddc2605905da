"""Are margins counted by themselves, and do cells of different shapes line up?"""

from pathlib import Path

import ibis
import polars as pl

from hub.indicators import cells
from hub.records.mandates import Mandates
from tests.hub.indicators import spec


def test_a_person_of_two_bodies_is_in_both_and_once_in_the_total(tmp_path: Path) -> None:
    tables = spec.tables(
        tmp_path, {"mandates": [{"times": 2, "body": "a"}, {"body": "b", "start": 2}]}
    )
    seats = tables.of(Mandates).mutate(period=ibis.literal("2022"), as_of=ibis._.start_on)
    found = tables.rows(
        cells.margins(seats, [(), ("body",)], numerator=ibis._.pseudonym.nunique())
    )
    assert dict(zip(found["body"], found["numerator"], strict=True)) == {None: 2, "a": 2, "b": 1}
    assert found["margin"].all()


def test_a_group_without_a_code_is_in_no_margin(tmp_path: Path) -> None:
    tables = spec.tables(tmp_path, {"mandates": [{"category": "users"}, {"category": None}]})
    seats = tables.of(Mandates).mutate(period=ibis.literal("2022"), as_of=ibis._.start_on)
    found = tables.rows(cells.margins(seats, [("category",)], numerator=ibis._.count()))
    assert found["category"].to_list() == ["users"]


def test_single_codes_become_lists_beside_lists() -> None:
    one = ibis.memtable(pl.DataFrame({"category": ["users", None], "numerator": [1, 2]}))
    lists = one.limit(1).select(category=ibis.array([one.category]), numerator=one.numerator)
    found = ibis.duckdb.connect().to_pyarrow(cells.lined_up(one, lists))["category"].to_pylist()
    assert sorted(found, key=str) == [None, ["users"], ["users"]]
