"""Capital of few holders, or of one who dominates, is told apart from what may be shown."""

import math
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.disclosure.attainable import Limits
from hub.disclosure.contributions import (
    CapitalTable,
    Contributions,
    ImpossibleContributions,
    UnevenCapital,
    grain_of,
    least_by_holders,
    sensitive,
)
from hub.disclosure.parameters import Parameters
from hub.disclosure.relation import Relation
from hub.releases.cell import EVERYONE, Key

POLICY = Parameters()
USERS: Key = (("category", "users"),)
STAFF: Key = (("category", "staff"),)


def of(*holdings: int) -> Contributions:
    return Contributions.of(Decimal(amount) for amount in holdings)


def table(**changes: object) -> CapitalTable:
    chosen: dict[str, object] = {
        "groups": {EVERYONE: of(1, 2, 3), USERS: of(1, 2), STAFF: of(3)},
        "shown": frozenset({USERS, STAFF}),
        "relations": (Relation(EVERYONE, (USERS, STAFF)),),
    }
    return CapitalTable(**{**chosen, **changes})  # type: ignore[arg-type]


def test_what_counts_is_the_number_the_sum_and_the_two_largest() -> None:
    assert of(3, 9, 4, 4) == Contributions(4, Decimal(20), Decimal(9), Decimal(4))
    assert of(7) == Contributions(1, Decimal(7), Decimal(7), Decimal(0))
    assert of() == Contributions(0, Decimal(0), Decimal(0), Decimal(0))


@given(st.lists(st.integers(1, 1000)))
def test_any_holdings_are_possible(holdings: list[int]) -> None:
    assert of(*holdings).holders == len(holdings)


@pytest.mark.parametrize(
    "wrong", [(2, 9, 3, 4), (2, 9, 5, 3), (1, 9, 5, 4), (0, 5, 5, 0), (3, 20, 5, 4), (2, 5, 6, 0)]
)
def test_contributions_that_do_not_fit_are_refused(wrong: tuple[int, ...]) -> None:
    holders, *amounts = wrong
    with pytest.raises(ImpossibleContributions):
        Contributions(holders, *map(Decimal, amounts))


def test_fewer_than_five_holders_are_sensitive_and_none_too() -> None:
    assert [sensitive(of(*[10] * n), POLICY) for n in (0, 1, 4, 5)] == [True, True, True, False]


def test_a_group_is_sensitive_where_the_second_comes_within_ten_percent_of_the_first() -> None:
    # the second, who holds 50, knows that the first has at most the rest more than 100
    assert sensitive(of(100, 50, 3, 3, 3), POLICY)
    assert not sensitive(of(100, 50, 4, 3, 3), POLICY)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"groups": {EVERYONE: of(1, 2, 4), USERS: of(1, 2), STAFF: of(3)}}, "do not add up to"),
        ({"groups": {EVERYONE: of(3, 3), USERS: of(1, 2), STAFF: of(3)}}, "holders of its parts"),
        ({"groups": {EVERYONE: of(1, 2, 3), USERS: of(1, 2)}}, "nobody's holdings"),
        ({"facts": {EVERYONE: Limits(7, 7)}}, "contradicts the register"),
        ({"grain": Decimal(2)}, "no multiple"),
    ],
)
def test_a_table_that_cannot_be_true_is_refused(changes: dict[str, object], why: str) -> None:
    with pytest.raises(UnevenCapital, match=why):
        table(**changes)


def test_a_refusal_names_the_group_and_no_amount() -> None:
    with pytest.raises(UnevenCapital, match=r"category=staff: nobody's holdings") as refused:
        table(groups={EVERYONE: of(1, 2, 3), USERS: of(1, 2)})
    assert "6" not in str(refused.value)


def test_the_grain_is_what_all_holdings_are_multiples_of() -> None:
    assert grain_of([of(100, 300), of(250)]) == 50
    assert grain_of([of()]) == Decimal("0.01")


def test_so_many_holders_have_so_many_shares_at_least() -> None:
    counts = {USERS: Limits(46, 54), STAFF: Limits(0, 4)}
    assert least_by_holders(counts, Decimal(100)) == {USERS: Limits(4_600, math.inf)}
