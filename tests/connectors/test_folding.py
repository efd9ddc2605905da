"""Which rows are one record?"""

from datetime import date

import polars as pl
import yaml
from hypothesis import given
from hypothesis import strategies as st

from connectors.folding import first_of_each, folded, repeated
from connectors.pack_file import load_pack

TABLE = {"table": "members", "match": ["pseudonym"], "repeats": True}
[PACK] = load_pack(yaml.safe_dump({"system": "x", "versions": ["1"], "tables": [TABLE]}), "x.yaml")
SCHEMA = {
    "source_row": pl.UInt32,
    "pseudonym": pl.String,
    "category": pl.String,
    "gender": pl.String,
    "joined_on": pl.Date,
    "left_on": pl.Date,
}


def rows(*given_rows: tuple[object, ...]) -> pl.DataFrame:
    return pl.DataFrame(list(given_rows), schema=SCHEMA, orient="row")


def test_one_record_runs_from_its_earliest_start_to_its_latest_end() -> None:
    found = folded(
        rows(
            (2, "p", "a", None, date(2020, 1, 1), date(2021, 1, 1)),
            (3, "q", "a", "male", date(2020, 1, 1), None),
            (4, "p", "a", "female", date(2019, 1, 1), date(2022, 1, 1)),
        ),
        PACK,
    )
    assert found.rows() == [
        (2, "p", "a", "female", date(2019, 1, 1), date(2022, 1, 1)),
        (3, "q", "a", "male", date(2020, 1, 1), None),
    ]


def test_one_part_that_has_not_ended_means_that_the_record_has_not() -> None:
    found = folded(
        rows(
            (2, "p", "a", None, date(2020, 1, 1), date(2021, 1, 1)),
            (3, "p", "a", None, date(2022, 1, 1), None),
        ),
        PACK,
    )
    assert found["left_on"].to_list() == [None]


def test_rows_without_a_whole_key_are_left_to_the_rules() -> None:
    broken = rows((2, None, "a", None, None, None), (3, None, "a", None, None, None))
    assert folded(broken, PACK).equals(broken)


@given(st.lists(st.tuples(st.sampled_from("pq"), st.sampled_from("ab")), max_size=8))
def test_no_key_is_ever_lost_or_left_twice(keys: list[tuple[str, str]]) -> None:
    given_rows = rows(*((number, *key, None, None, None) for number, key in enumerate(keys)))
    found = folded(given_rows, PACK).select("pseudonym", "category").rows()
    assert found == list(dict.fromkeys(keys))


def test_the_first_row_of_each_code_is_kept() -> None:
    codes = pl.DataFrame({"code": ["a", None, "a", "b"], "row": [1, 2, 3, 4]})
    assert first_of_each(codes, ["code"]).rows() == [("a", 1), ("b", 4)]


def test_rows_that_share_their_key_are_told_and_blank_keys_are_nobody_elses() -> None:
    keys = [("p", "a"), ("q", "a"), ("p", "b"), ("p", "a"), (None, "a"), (None, "a")]
    given_rows = rows(*((number, *key, None, None, None) for number, key in enumerate(keys)))
    numbers = repeated(given_rows, PACK)
    assert numbers.is_not_null().to_list() == [True, False, False, True, False, False]
    assert numbers[0] == numbers[3]
