"""An interval holds every true value that is published as the same number."""

import math
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.disclosure.interval import (
    ImpossibleInterval,
    Interval,
    decimals,
    exactly,
    published,
    significant,
    total,
)
from hub.releases.cell import Cell
from hub.vocabulary import Status

EUROS = st.decimals(min_value="0.01", max_value="9e9", places=2)


def cell(value: float | None, lower: float | None, upper: float | None) -> Cell:
    return Cell(
        cooperative="coop", population="members", period="2025", as_of="2025-12-31",
        measure="capital", key=(), value=value, lower=lower, upper=upper, status=Status.PUBLISHED,
    )  # fmt: skip


def test_an_amount_keeps_three_significant_digits() -> None:
    assert significant(Decimal(1_234_567), 3) == Interval(1_230_000, 1_225_000, 1_235_000)
    assert significant(Decimal("5.257"), 3) == Interval(5.26, 5.255, 5.265)


def test_below_a_power_of_ten_less_is_rounded_away() -> None:
    assert significant(Decimal("999.7"), 3) == Interval(1_000, 999.5, 1_005)


@given(EUROS, st.integers(1, 5))
def test_a_rounded_amount_never_hides_the_true_one_from_its_interval(
    amount: Decimal, digits: int
) -> None:
    shown = significant(amount, digits)
    assert shown.lower <= float(amount) <= shown.upper


@given(EUROS, EUROS)
def test_two_amounts_that_are_shown_alike_never_have_different_intervals(
    one: Decimal, other: Decimal
) -> None:
    first, second = significant(one, 2), significant(other, 2)
    assert (first.value == second.value) == (first == second)


def test_a_coefficient_keeps_its_decimals() -> None:
    assert decimals(0.4263, 2) == Interval(0.43, 0.425, 0.435)


@given(st.floats(0, 1), st.integers(1, 4))
def test_a_rounded_coefficient_never_leaves_its_interval(value: float, digits: int) -> None:
    shown = decimals(value, digits)
    assert shown.lower <= value <= shown.upper
    assert shown.upper - shown.lower == pytest.approx(10.0**-digits)


def test_a_sum_has_the_summed_ends() -> None:
    assert total([Interval(5, 1, 9), Interval(10, 6, 14)]) == Interval(15, 7, 23)
    assert total([]) == exactly(0)


def test_a_cell_without_value_has_no_interval() -> None:
    assert published(cell(None, 0, None)) is None


def test_a_cell_without_ends_may_be_anything_above_nothing() -> None:
    assert published(cell(5, 1, 9)) == Interval(5, 1, 9)
    assert published(cell(5, None, None)) == Interval(5, 0, math.inf)


def test_an_end_that_is_not_there_is_none_in_a_cell() -> None:
    assert (Interval(5, 0, math.inf).ceiling, Interval(5, 0, 9).ceiling) == (None, 9)


def test_only_a_number_without_room_is_exact() -> None:
    assert exactly(3).exact
    assert not Interval(3, 3, 4).exact


@pytest.mark.parametrize("ends", [(5, 6, 7), (5, 3, 4), (math.nan, 0, 1), (math.inf, 0, math.inf)])
def test_a_value_outside_its_interval_is_refused(ends: tuple[float, float, float]) -> None:
    with pytest.raises(ImpossibleInterval):
        Interval(*ends)
