"""Is a day's capital added up by group, and its cells safe to publish?"""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hub.disclosure.attainable import Limits
from hub.disclosure.capital_day import capital_relations
from hub.disclosure.contributions import CapitalTable, Contributions, UnevenCapital
from hub.disclosure.plan import plan_of
from hub.releases.cell import CAPITAL, EVERYONE, Key
from hub.vocabulary import Status
from tests.hub.disclosure.holdings import EQUAL, PLAN, Line, capital_day, published

USERS: Key = (("category_holder", "users"),)
WORKERS: Key = (("category_holder", "workers"),)
NATURAL: Key = (("person_kind", "natural"),)

_LINES = st.lists(
    st.tuples(
        st.sampled_from([("users",), ("workers",), ("users", "workers"), ()]),
        st.sampled_from(["natural", "legal", None]),
        st.integers(1, 500),
        st.integers(1, 40),
    ),
    min_size=1,
    max_size=8,
)


def test_capital_is_added_up_by_category_and_kind_of_person() -> None:
    groups = capital_day(EQUAL).groups
    hundred = Decimal(100)
    assert groups[EVERYONE] == Contributions(160, Decimal(16_000), hundred, hundred)
    assert groups[USERS] == Contributions(100, Decimal(10_000), hundred, hundred)
    assert groups[NATURAL] == Contributions(140, Decimal(14_000), hundred, hundred)


def test_whoever_holds_two_categories_is_in_both_and_in_the_total_once() -> None:
    groups = capital_day([(("workers", "users"), "natural", 30, 10)]).groups
    assert groups[USERS].amount == groups[WORKERS].amount == groups[EVERYONE].amount == 300


def test_holders_outside_the_register_are_in_the_total_and_in_no_shown_group() -> None:
    day = capital_day([*EQUAL, ((), None, 100, 50)])
    assert day.everyone.holders == 210
    assert day.groups[("person_kind", "unknown"),].holders == 50
    shown = {cell.key for cell in day.cells()}
    assert (("person_kind", "unknown"),) not in shown
    assert (("category", "unknown"),) not in shown


def test_the_largest_two_holdings_may_be_of_one_line_or_two() -> None:
    two = capital_day([(("users",), "natural", 90, 1), (("users",), "natural", 10, 40)]).everyone
    assert (two.largest, two.second) == (Decimal(90), Decimal(10))
    alone = capital_day([(("users",), "natural", 90, 1)]).everyone
    assert (alone.largest, alone.second) == (Decimal(90), Decimal(0))


def test_the_total_is_exact_and_groups_are_rounded() -> None:
    cells = {cell.key: cell for cell in capital_day(EQUAL).cells()}
    total, users = cells[EVERYONE], cells[USERS]
    assert (total.value, total.lower, total.upper) == (16_000, 16_000, 16_000)
    assert (total.status, total.measure) == (Status.PUBLISHED, CAPITAL)
    assert users.value == 10_000
    assert users.lower is not None
    assert users.upper is not None
    assert users.lower < 10_000 < users.upper


def test_a_total_of_which_one_has_nearly_all_is_withheld_too() -> None:
    day = capital_day([(("users",), "natural", 10_000, 1), (("workers",), "natural", 1, 60)])
    assert day.telling
    total = next(cell for cell in day.cells() if cell.key == EVERYONE)
    assert (total.value, total.status) == (None, Status.SUPPRESSED_PRIMARY)
    assert (total.lower, total.upper) == (0, None)
    assert not capital_day(EQUAL).telling


def test_a_category_is_not_told_to_whoever_knows_that_nobody_holds_two() -> None:
    two_workers = [(("workers",), "natural", 150, 1), (("workers",), "natural", 50, 1)]
    apart = {
        cell.key: cell
        for cell in capital_day([(("users",), "natural", 250, 40), *two_workers]).cells()
    }
    assert apart[EVERYONE].value == 10_200
    # 10,200 less what is shown of users would be what two workers hold
    assert (apart[WORKERS].status, apart[WORKERS].value) == (Status.SUPPRESSED_PRIMARY, None)
    assert apart[USERS].status is Status.SUPPRESSED_COMPLEMENTARY


def test_what_is_supposed_is_true() -> None:
    with pytest.raises(UnevenCapital, match="contradicts the register"):
        CapitalTable(
            groups={EVERYONE: Contributions.of([Decimal(5)])},
            shown=frozenset(),
            relations=(),
            supposed={EVERYONE: Limits(0.0, 0.0)},
        )


def test_holders_of_one_share_each_do_not_contradict_those_of_three() -> None:
    # a share is 50 euros, though the largest two holdings and the total are multiples of 150
    lines = [(("users",), "natural", 50, 120), (("users",), "natural", 150, 80)]
    day = capital_day(lines, count=published(200))
    assert not day.telling
    assert next(cell.value for cell in day.cells() if cell.key == EVERYONE) == 18_000


def test_kinds_of_persons_add_up_with_those_who_are_not_known() -> None:
    everyone = [one for one in capital_relations(PLAN.columns) if one.whole == EVERYONE]
    kinds = {key for one in everyone for key in one.parts if key[0][0] == "person_kind"}
    assert kinds == {NATURAL, (("person_kind", "legal"),), (("person_kind", "unknown"),)}


def test_without_categories_only_kinds_of_persons_are_told_apart() -> None:
    day = capital_day(EQUAL, plan=plan_of([], "BE"))
    assert {key[0][0] for key in day.groups if key} == {"person_kind"}
    assert day.relations == capital_relations(plan_of([], "BE").columns)


@settings(max_examples=20, deadline=None)
@given(_LINES)
def test_a_cells_interval_always_holds_the_true_amount(lines: list[Line]) -> None:
    day = capital_day(lines)
    for cell in day.cells():
        true = float(day.groups[cell.key].amount)
        if cell.lower is not None:
            assert cell.lower <= true
        if cell.upper is not None:
            assert true <= cell.upper


@settings(max_examples=20, deadline=None)
@given(_LINES)
def test_no_cell_of_fewer_than_five_holders_ever_has_a_value(lines: list[Line]) -> None:
    day = capital_day(lines)
    for cell in day.cells():
        if cell.value is not None:
            assert day.groups[cell.key].holders >= 5


@settings(max_examples=20, deadline=None)
@given(_LINES)
def test_wholes_are_the_sum_of_their_parts_before_protection(lines: list[Line]) -> None:
    day = capital_day(lines)
    for relation in day.relations:
        parts = sum(day.groups[key].amount for key in relation.parts)
        assert day.groups[relation.whole].amount == parts
