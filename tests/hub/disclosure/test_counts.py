"""Are all tables of a day rounded together, and given up rather than rounded by a weaker rule?"""

import re
from dataclasses import replace

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hub.disclosure.counts import Earlier, Rounded, Unprotectable, total
from hub.disclosure.cube import PERSONS, UnevenCounts
from hub.disclosure.parameters import Parameters
from hub.disclosure.plan import Plan, UnknownColumn
from hub.disclosure.rounding import OutOfTime
from hub.releases.cell import EVERYONE, Key
from hub.releases.structure import Column
from tests.hub.disclosure.registers import (
    KEY,
    OTHER_KEY,
    PLAN,
    REGISTERS,
    protected,
    register,
    single,
)

POLICY = Parameters()

WOMEN: Key = (("gender", "female"),)


def _at(done: Rounded, *pairs: tuple[str, str]) -> int:
    return done.published[done.structure.canonical(tuple(sorted(pairs)))]


def test_twenty_members_are_a_total_and_a_table_of_two() -> None:
    done = protected(register(20, 1))
    assert set(done.structure.tables) == {
        (), ("attended",), ("category",), ("category_holder",), ("region_1",),
    }  # fmt: skip
    assert done.published[EVERYONE] == 20
    assert _at(done, ("attended", "yes")) + _at(done, ("attended", "no")) == 20


def test_the_total_is_the_number_of_people_counted() -> None:
    assert total(protected(register(123, 1))) == 123


@settings(max_examples=40, deadline=None)
@given(finest=REGISTERS, key=st.binary(min_size=32, max_size=32))
def test_parts_always_add_up_to_wholes_over_every_column_and_hierarchy(
    finest: pl.DataFrame, key: bytes
) -> None:
    done = protected(finest, key=key)
    columns = done.structure.columns
    for table in done.structure.tables:
        for column in table:
            rest = tuple(name for name in table if name != column)
            for group in _groups(done, rest):
                if columns[column].partition:
                    assert _at(done, *group) == sum(
                        _at(done, *group, (column, code)) for code in columns[column].codes
                    )
                for coarse in _coarser(done, column, rest):
                    for code, leaves in columns[coarse].codes.items():
                        parts = [
                            _at(done, *group, (column, part))
                            for part, of in columns[column].codes.items()
                            if of <= leaves
                        ]
                        assert _at(done, *group, (coarse, code)) == sum(parts)


def _groups(done: Rounded, columns: tuple[str, ...]) -> list[tuple[tuple[str, str], ...]]:
    groups: list[tuple[tuple[str, str], ...]] = [()]
    for name in columns:
        codes = done.structure.columns[name].codes
        groups = [(*group, (name, code)) for group in groups for code in codes]
    return groups


def _coarser(done: Rounded, fine: str, rest: tuple[str, ...]) -> list[str]:
    """The larger regions of regions, and who holds a category of the groups without overlap."""
    pairs = {"region": "region_1", "category": "category_holder", "channel": "attended"}
    coarse = pairs.get(fine)
    wanted = tuple(sorted((*rest, coarse or "")))
    return [coarse] if coarse is not None and wanted in done.structure.tables else []


@settings(max_examples=40, deadline=None)
@given(finest=REGISTERS, key=st.binary(min_size=32, max_size=32), public=st.booleans())
def test_a_published_count_is_never_more_than_four_from_the_true_one(
    finest: pl.DataFrame, key: bytes, *, public: bool
) -> None:
    members = int(finest[PERSONS].sum())
    done = protected(finest, key=key, known={EVERYONE: members} if public else {})
    assert done.true.keys() == done.published.keys()
    for cell, count in done.true.items():
        assert abs(done.published[cell] - count) <= POLICY.b - 1
        assert done.published[cell] % POLICY.b == 0


@settings(max_examples=25, deadline=None)
@given(st.integers(10, 300), st.integers(0, 999), st.integers(0, 999))
def test_a_true_count_never_determines_which_cells_are_listed(
    members: int, one: int, other: int
) -> None:
    first, second = protected(register(members, one, 0.05)), protected(register(members, other))
    assert first.published.keys() == second.published.keys()
    assert first.structure.tables == second.structure.tables


@settings(max_examples=15, deadline=None)
@given(REGISTERS)
def test_the_same_counts_and_key_always_give_the_same_result(finest: pl.DataFrame) -> None:
    assert protected(finest) == protected(finest.sort(PERSONS, descending=True))


def test_another_key_gives_another_result() -> None:
    finest = register(200, 1)
    one, other = protected(finest, key=KEY), protected(finest, key=OTHER_KEY)
    assert one.true == other.true
    assert one.published != other.published


def test_a_total_known_exactly_is_rounded_down_unless_only_one_is_missing() -> None:
    totals = [
        protected(register(members, 1), known={EVERYONE: members}).published[EVERYONE]
        for members in range(100, 110)
    ]
    assert totals == [100, 100, 100, 100, 105, 105, 105, 105, 105, 110]


def test_a_known_cell_of_no_table_is_left_alone() -> None:
    done = protected(register(20, 1), known={WOMEN: 3})
    assert WOMEN not in done.published


def test_nobody_moved_and_another_key_would_still_give_the_same_values() -> None:
    finest = register(200, 1)
    first = protected(finest)
    before = Earlier(true=first.true, published=first.published, binding=True)
    assert protected(finest, before=before, key=OTHER_KEY).published == first.published


def test_a_table_without_a_rounding_is_given_up_and_the_rest_keeps_the_rule() -> None:
    finest = register(200, 1)
    first = protected(finest)
    # what is bound for two cells of one table contradicts what is bound for their sum
    bent = dict(first.published)
    north, south = ((("gender", "female"), ("region_1", code)) for code in ("north", "south"))
    for cell in (north, south):
        floor = first.true[cell] // 5 * 5
        bent[cell] = floor if first.published[cell] > floor else floor + 5
    before = Earlier(true=first.true, published=bent, binding=True)
    done = protected(finest, before=before)
    assert done.given_up
    assert set(done.structure.tables).isdisjoint(done.given_up)
    assert all(abs(done.published[cell] - count) <= 4 for cell, count in done.true.items())


def test_tables_are_given_up_from_the_largest_on() -> None:
    done = protected(register(200, 1), parameters=replace(POLICY, solver_nodes=0))
    assert done.given_up[0] == ("gender", "region")
    columns = PLAN.columns
    sizes = [
        len(columns[first].codes) * len(columns[second].codes)
        for first, second in (table for table in done.given_up if len(table) == 2)
    ]
    assert sizes == sorted(sizes, reverse=True)
    assert all(abs(done.published[cell] - count) <= 4 for cell, count in done.true.items())
    for gone in done.given_up:
        assert not any(set(gone) <= set(table) for table in done.structure.tables)


def test_the_clock_decides_of_no_table() -> None:
    with pytest.raises(OutOfTime):
        protected(register(200, 1), parameters=replace(POLICY, solver_seconds=0.0))


def test_where_not_even_the_total_has_a_rounding_nothing_is_published_and_no_number_said() -> None:
    finest = register(27, 1)
    before = Earlier(true={EVERYONE: 27}, published={EVERYONE: 60}, binding=True)
    with pytest.raises(Unprotectable, match="essai, 2022-06-15: no table could be") as said:
        protected(finest, wanted=[("attended",)], before=before)
    assert "27" not in str(said.value)


def test_a_plan_whose_codes_miss_a_leaf_does_not_add_up() -> None:
    torn = Plan(
        version="torn",
        columns={
            "gender": Column(dimension="gender", codes=single("female male other")),
            "some": Column(dimension="gender", codes=single("female male")),
        },
        shown={},
    )
    finest = pl.DataFrame({"gender": ["female", "other"], PERSONS: [77, 33]})
    with pytest.raises(UnevenCounts, match=r"2022-06-15: the parts do not .*: some\)") as said:
        protected(finest, plan=torn, wanted=[("gender",), ("some",)])
    assert not re.search(r"77|33|110", str(said.value))


def test_a_code_that_no_column_has_is_told_with_its_cooperative_and_day() -> None:
    strange = register(100, 1).with_columns(pl.lit("Jeanne Dupont").alias("gender"))
    with pytest.raises(UnevenCounts, match="essai, 2022-06-15: a code of gender is not") as said:
        protected(strange, wanted=[("gender",)])
    assert "Jeanne" not in str(said.value)


def test_a_table_of_an_unknown_column_is_refused() -> None:
    with pytest.raises(UnknownColumn, match="income"):
        protected(register(100, 1), wanted=[("income",)])
