"""A table against the one it replaces: added, gone, changed, as counts."""

from collections.abc import Sequence

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.vault.difference import Difference, difference

BEFORE = {"a": "x", "b": "y", "c": None}


def table(rows: Sequence[tuple[str, str | None]]) -> pl.LazyFrame:
    schema = {"code": pl.String, "name": pl.String, "source_row": pl.UInt32}
    placed = [(code, name, number) for number, (code, name) in enumerate(rows)]
    return pl.DataFrame(placed, schema=schema, orient="row").lazy()


def test_rows_are_compared_by_key() -> None:
    after = table([("d", "w"), ("b", "z"), ("a", "x")])
    found = difference(table(list(BEFORE.items())), after, ("code",))
    assert found == Difference(before=3, added=1, gone=1, changed=1)


def test_the_place_of_a_row_in_its_file_is_no_change() -> None:
    after = table(list(reversed(BEFORE.items())))
    found = difference(table(list(BEFORE.items())), after, ("code",))
    assert found == Difference(before=3, added=0, gone=0, changed=0)


def test_without_a_key_whole_rows_are_compared_and_repeated_ones_counted() -> None:
    found = difference(table([("a", "x"), ("a", "x")]), table([("a", "x"), ("b", "x")]), ())
    assert found == Difference(before=2, added=1, gone=1, changed=0)


def test_a_word_is_the_same_whatever_its_number() -> None:
    one = pl.DataFrame({"code": ["a"], "kind": ["y"]})
    before = one.with_columns(pl.col("kind").cast(pl.Enum(["x", "y"]))).lazy()
    after = one.with_columns(pl.col("kind").cast(pl.Enum(["y"]))).lazy()
    assert difference(before, after, ("code",)).changed == 0


@pytest.mark.parametrize(("gone", "many"), [(0, False), (10, False), (11, True)])
def test_more_than_a_tenth_gone_is_many(gone: int, many: bool) -> None:  # noqa: FBT001 - expected
    assert Difference(before=100, added=0, gone=gone, changed=0).many_gone is many


@given(
    st.dictionaries(st.text(max_size=3), st.text(max_size=2), max_size=8),
    st.dictionaries(st.text(max_size=3), st.text(max_size=2), max_size=8),
)
def test_the_counts_are_those_of_the_sets(before: dict[str, str], after: dict[str, str]) -> None:
    found = difference(table(list(before.items())), table(list(after.items())), ("code",))
    both = set(before) & set(after)
    assert found == Difference(
        before=len(before),
        added=len(set(after) - both),
        gone=len(set(before) - both),
        changed=sum(before[code] != after[code] for code in both),
    )
