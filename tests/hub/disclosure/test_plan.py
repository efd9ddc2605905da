"""Does it follow from public facts alone which tables are counted, and does every leaf fit?"""

from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hub.disclosure.asked import tables as asked_tables
from hub.disclosure.parameters import Parameters
from hub.disclosure.plan import (
    ABROAD,
    UNKNOWN,
    IncompletePlan,
    Plan,
    UnknownColumn,
    UnknownDimension,
    category_leaf,
    digest,
    plan_of,
    region_leaf,
    written_columns,
)
from hub.indicators.catalogue import CATALOGUE
from hub.releases.structure import Column
from hub.vocabulary import Dimension
from tests.hub.disclosure.registers import PLAN, WANTED, category, protected, register

POLICY = Parameters()

#: Users and workers vote in two colleges, supporters in none.
THREE = plan_of(
    [
        category("users", "user", "users"),
        category("workers", "worker", "labour"),
        category("supporters", "supporter"),
    ],
    "BE",
)

_PLANS = st.builds(
    plan_of,
    st.lists(
        st.builds(
            category,
            st.sampled_from("abcdef"),
            st.sampled_from(["user", "worker", "investor"]),
            st.none() | st.sampled_from("xy"),
        ),
        max_size=5,
        unique_by=lambda one: one.code,
    ),
    st.sampled_from(["BE", "LU", "XX"]),
)


def _tables(plan: Plan, members: int, *wanted: tuple[str, ...]) -> set[tuple[str, ...]]:
    return set(plan.structure(wanted, members, POLICY).tables)


@pytest.mark.parametrize(
    ("members", "made"),
    [
        (9, set()),
        (10, {()}),
        (29, {()}),
        (30, {(), ("gender",), ("region",)}),
        (89, {(), ("gender",), ("region",)}),
        (90, {(), ("gender",), ("region",), ("gender", "region")}),
    ],
)
def test_a_table_is_made_from_ten_members_for_each_of_its_cells(
    members: int, made: set[tuple[str, ...]]
) -> None:
    assert _tables(PLAN, members, ("region", "gender")) == made


def test_overlapping_codes_are_counted_as_their_readers_count_them() -> None:
    # two holders' codes, and not the three groups that make them add up
    assert PLAN.cells(("category_holder",)) == PLAN.cells(("category",)) == 2
    assert _tables(PLAN, 20, ("category_holder",)) == {(), ("category",), ("category_holder",)}


def test_three_columns_are_crossed_from_two_thousand_members_only() -> None:
    wanted = ("category_holder", "gender", "region")
    assert max(len(table) for table in _tables(PLAN, 1_999, wanted)) == 2
    assert wanted in _tables(PLAN, 2_000, wanted)


def test_a_structure_has_the_columns_that_its_tables_name() -> None:
    structure = PLAN.structure(WANTED, 25, POLICY)
    assert set(structure.columns) == {"attended", "category", "category_holder", "region_1"}


def test_an_unknown_column_is_refused_by_name() -> None:
    with pytest.raises(UnknownColumn, match=r"no column 'income', only attended, category, .*"):
        PLAN.structure([("gender", "income")], 1_000, POLICY)


@settings(max_examples=25, deadline=None)
@given(_PLANS, st.integers(0, 5_000))
def test_every_table_stands_with_all_smaller_ones(plan: Plan, members: int) -> None:
    wanted = [*combinations(plan.columns, 2), tuple(plan.columns)[:3]]
    made = _tables(plan, members, *wanted)
    assert made == _tables(plan, members, *reversed(wanted))
    for table in made:
        assert len(table) <= POLICY.order(members)
        assert members >= POLICY.mean_cell * plan.cells(table)
        assert all(smaller in made for smaller in combinations(table, max(0, len(table) - 1)))


@settings(max_examples=25, deadline=None)
@given(_PLANS, st.integers(0, 5_000), st.integers(0, 5_000))
def test_more_members_never_make_fewer_tables(plan: Plan, one: int, other: int) -> None:
    wanted = list(combinations(plan.columns, 2))
    assert _tables(plan, min(one, other), *wanted) <= _tables(plan, max(one, other), *wanted)


@settings(max_examples=25)
@given(_PLANS)
def test_every_leaf_has_exactly_one_code_in_every_partition(plan: Plan) -> None:
    structure = plan.structure([(name,) for name in plan.columns], 100_000, POLICY)
    for column in structure.columns.values():
        listed = sorted(leaf for leaves in column.codes.values() for leaf in leaves)
        if column.partition:
            assert listed == list(structure.leaves[column.dimension])


@settings(max_examples=25)
@given(_PLANS)
def test_overlapping_codes_are_put_together_from_whole_parts(plan: Plan) -> None:
    for column in plan.columns.values():
        if column.codes_of is not None:
            parts = plan.columns[column.codes_of].codes.values()
            for leaves in column.codes.values():
                assert leaves == frozenset[str]().union(*(one for one in parts if one <= leaves))


@settings(max_examples=25)
@given(_PLANS, st.integers(0, 100_000), st.integers(0, 100_000))
def test_a_group_has_one_name_however_many_members_there_are(
    plan: Plan, one: int, other: int
) -> None:
    # what a cell is called decides which way it is rounded, and which earlier value it keeps
    wanted = [(name,) for name in plan.columns]
    small, large = (plan.structure(wanted, members, POLICY) for members in sorted((one, other)))
    for name, column in small.columns.items():
        for code in column.codes:
            assert small.canonical(((name, code),)) == large.canonical(((name, code),))


@pytest.mark.parametrize(
    ("named", "wrong"),
    [
        ({"dimension": "income"}, "income"),
        ({"dimension": "gender", "breakdown": "wealth"}, "wealth"),
    ],
)
def test_a_plan_that_names_an_unknown_dimension_is_refused(
    named: dict[str, str], wrong: str
) -> None:
    with pytest.raises(UnknownDimension, match=f"'rich': there is no '{wrong}'"):
        written_columns({"rich": {**named, "codes": ["low", "high"]}})


@pytest.mark.parametrize("missing", ["codes", "dimension"])
def test_a_column_of_the_plan_that_lacks_something_is_refused(missing: str) -> None:
    whole = {"dimension": "gender", "codes": ["low", "high"]}
    lacking = {name: said for name, said in whole.items() if name != missing}
    with pytest.raises(IncompletePlan, match=f"'rich': it has no '{missing}'"):
        written_columns({"rich": lacking})


def test_kinds_and_colleges_are_of_all_that_a_person_holds() -> None:
    users = THREE.columns["category_holder"].codes["users"]
    assert users == {"users", "supporters+users", "users+workers"}
    assert THREE.columns["college"].codes["labour+users"] == {"users+workers"}
    # supporters vote in no college
    assert THREE.columns["college"].codes[UNKNOWN] == {UNKNOWN, "supporters"}
    assert THREE.columns["college_holder"].codes["labour"] == {
        "workers", "supporters+workers", "users+workers",
    }  # fmt: skip


def test_without_colleges_nothing_is_broken_down_by_college() -> None:
    plan = plan_of([category("users")], "BE")
    assert Dimension.COLLEGE not in plan.shown
    assert "college" not in plan.columns


def test_a_cooperative_without_categories_is_not_broken_down_by_them() -> None:
    plan = plan_of([], "BE")
    assert Dimension.CATEGORY not in plan.shown
    assert not any(column.dimension == "category" for column in plan.columns.values())


def test_regions_are_nuts_levels_of_the_cooperatives_country() -> None:
    columns = plan_of([], "BE").columns
    assert columns["region_1"].codes["BE2"] == {
        "BE2.", "BE21", "BE22", "BE23", "BE24", "BE25",
    }  # fmt: skip
    assert set(columns["region_0"].codes) == {"BE", ABROAD, UNKNOWN}
    assert len(columns["region"].codes) == 11 + 3 + 1 + 2


def test_a_country_without_listed_regions_is_told_from_abroad_only() -> None:
    plan = plan_of([], "XX")
    assert plan.shown[Dimension.REGION] == ("region_0",)
    assert set(plan.columns["region_0"].codes) == {"XX", ABROAD, UNKNOWN}


@pytest.mark.parametrize(
    ("code", "leaf"),
    [
        ("BE100", "BE10"),
        ("BE10", "BE10"),
        ("BE1", "BE1."),
        ("BE", "BE."),
        ("BE99", "BE."),
        ("BE2X1", "BE2."),
        ("FR101", ABROAD),
        ("unknown", UNKNOWN),
        ("", UNKNOWN),
        (None, UNKNOWN),
    ],
)
def test_a_region_is_the_smallest_listed_one_that_holds_it(code: str | None, leaf: str) -> None:
    listed = plan_of([], "BE").columns["region"].codes
    assert region_leaf(code, "BE", listed) == leaf


def test_a_region_is_unknown_where_the_plan_has_none() -> None:
    assert region_leaf("BE10", "BE", ()) == UNKNOWN


@pytest.mark.parametrize(
    ("held", "leaf"),
    [
        ([], UNKNOWN),
        (["strange"], UNKNOWN),
        (["users"], "users"),
        (["workers", "users"], "users+workers"),
        (["workers", "users", "supporters"], "supporters+users"),
        (["users", "strange"], "users"),
    ],
)
def test_a_person_is_one_leaf_of_at_most_two_categories(held: list[str], leaf: str) -> None:
    assert category_leaf(held, THREE.columns["category_holder"].codes) == leaf
    assert leaf in THREE.columns["category"].codes


def test_the_plan_has_a_version_and_one_hash() -> None:
    assert THREE.version == "members-1"
    assert len(digest()) == 64
    assert digest() == digest()


def test_the_tables_of_todays_catalogue_share_no_sums_that_are_no_table() -> None:
    for members in (60, 150, 300, 1_000, 35_000):
        wanted = asked_tables(CATALOGUE.values(), THREE)
        kept = {
            full
            for table in wanted
            for size in range(len(table) + 1)
            for smaller in combinations(sorted(table), size)
            if members >= POLICY.mean_cell * THREE.cells(smaller) and size <= POLICY.order(members)
            for full in _with_partitions(THREE, smaller)
        }
        assert _tables(THREE, members, *wanted) == kept


def _with_partitions(plan: Plan, table: tuple[str, ...]) -> list[tuple[str, ...]]:
    both = [{column, plan.columns[column].codes_of or column} for column in table]
    return [tuple(sorted(chosen)) for chosen in product(*both)]


def test_two_tables_that_give_the_same_sums_are_held_together_by_a_table_of_these() -> None:
    made = _tables(THREE, 35_000, ("age_band", "region_1"), ("age_group", "region"))
    assert ("age_group", "region_1") in made
    # nothing shares the sums of one table alone
    assert ("age_group", "region_1") not in _tables(THREE, 35_000, ("age_band", "region"))


def test_a_table_of_sums_over_two_columns_is_reached_column_by_column() -> None:
    made = _tables(THREE, 35_000, ("age_band", "region"), ("age_group", "region_0"))
    assert ("age_group", "region") in made


@settings(max_examples=25, deadline=None)
@given(st.integers(60, 400), st.integers(0, 999))
def test_what_two_tables_say_of_one_group_never_differs(members: int, seed: int) -> None:
    done = protected(
        register(members, seed), wanted=[("attended", "region"), ("channel", "region_1")]
    )
    columns, canonical = done.structure.columns, done.structure.canonical
    for came, region in product(columns["attended"].codes, columns["region_1"].codes):
        by_region = [
            done.published[canonical((("attended", came), ("region", part)))]
            for part in _inside(columns["region"], columns["region_1"].codes[region])
        ]
        by_channel = [
            done.published[canonical((("channel", part), ("region_1", region)))]
            for part in _inside(columns["channel"], columns["attended"].codes[came])
        ]
        assert sum(by_region) == sum(by_channel)


def _inside(column: Column, whole: frozenset[str]) -> list[str]:
    return [code for code, leaves in column.codes.items() if leaves <= whole]
