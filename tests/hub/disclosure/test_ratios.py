"""Rates and means are made from published values, and hold the true ones in their intervals."""

import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.disclosure.interval import Interval, exactly
from hub.disclosure.parameters import Parameters
from hub.disclosure.ratios import LargerThanTheWhole, difference, mean, quotient_of_rates, ratio

POLICY = Parameters()

#: A true count and how it is published.
Count = tuple[int, Interval]


@st.composite
def counts(draw: st.DrawFn, least: int = 0) -> Count:
    """Published as a multiple of 5 that is at most 4 away, or as it is."""
    true = draw(st.integers(least, 400))
    if draw(st.booleans()):
        return true, exactly(true)
    value = 5 * (true // 5) + draw(st.sampled_from([0, 5] if true % 5 else [0]))
    return true, Interval(value, max(0, value - 4), value + 4)


@st.composite
def rates(draw: st.DrawFn) -> tuple[Count, Count]:
    """A part and its whole."""
    part = draw(counts())
    return part, draw(counts(max(1, part[0])))


def test_a_rate_has_the_interval_of_its_rounded_parts() -> None:
    shown = ratio(Interval(20, 16, 24), Interval(100, 96, 104), POLICY)
    assert shown == Interval(0.2, 16 / 104, 24 / 96)


def test_a_rate_is_shown_to_a_tenth_of_a_point() -> None:
    shown = ratio(Interval(35, 31, 39), Interval(105, 101, 109), POLICY)
    assert shown is not None
    assert shown.value == 0.333


def test_a_rate_is_never_more_than_the_whole() -> None:
    assert ratio(Interval(100, 96, 104), Interval(100, 96, 104), POLICY) == Interval(
        1, 96 / 104, 1
    )
    assert ratio(Interval(105, 101, 109), exactly(104), POLICY) == Interval(1, 101 / 104, 1)


def test_a_rate_of_fewer_than_ten_is_not_shown() -> None:
    assert ratio(Interval(5, 1, 9), Interval(5, 1, 9), POLICY) is None
    assert ratio(exactly(3), exactly(9), POLICY) is None
    assert ratio(exactly(3), exactly(10), POLICY) == exactly(0.3)


def test_a_part_that_cannot_be_a_part_is_refused() -> None:
    with pytest.raises(LargerThanTheWhole, match="larger than its denominator"):
        ratio(Interval(30, 26, 34), Interval(20, 16, 24), POLICY)


def test_the_rounding_of_a_rate_widens_an_interval_that_is_narrower_than_it() -> None:
    shown = ratio(Interval(12_345, 12_341, 12_349), Interval(34_567, 34_563, 34_571), POLICY)
    assert shown is not None
    assert shown == Interval(0.357, 12_341 / 34_571, 12_349 / 34_563)
    shown = ratio(Interval(20_015, 20_011, 20_019), Interval(35_000, 34_996, 35_004), POLICY)
    assert shown is not None
    assert shown.value == 0.572
    assert shown.upper == 20_019 / 34_996


@given(rates())
def test_a_true_rate_is_never_outside_its_interval(rate: tuple[Count, Count]) -> None:
    part, whole = rate
    shown = ratio(part[1], whole[1], POLICY)
    if shown is None:
        assert whole[1].value < 10
    else:
        assert shown.lower <= part[0] / whole[0] <= shown.upper


@given(rates())
def test_a_rate_is_never_narrower_than_what_its_parts_leave_possible(
    rate: tuple[Count, Count],
) -> None:
    part, whole = rate
    shown = ratio(part[1], whole[1], POLICY)
    if shown is not None:
        possible = [
            numerator / denominator
            for numerator in (part[1].lower, part[1].upper)
            for denominator in (whole[1].lower, whole[1].upper)
        ]
        assert shown.lower <= min(possible)
        assert shown.upper >= min(1.0, max(possible))


def test_a_mean_has_three_significant_digits_and_the_interval_of_its_parts() -> None:
    shown = mean(exactly(3_200_370), Interval(32_535, 32_531, 32_539), POLICY)
    assert shown == Interval(98.4, 3_200_370 / 32_539, 98.4)


def test_a_mean_of_exact_parts_is_exact() -> None:
    assert mean(exactly(100), exactly(16), POLICY) == exactly(6.25)
    assert mean(Interval(0, 0, 4), exactly(16), POLICY) == Interval(0, 0, 0.25)


def test_a_mean_of_fewer_than_ten_is_not_shown() -> None:
    assert mean(exactly(100), Interval(5, 1, 9), POLICY) is None


@given(st.integers(0, 10**9), counts())
def test_a_true_mean_is_never_outside_its_interval(cents: int, count: Count) -> None:
    shown = mean(exactly(cents / 100), count[1], POLICY)
    if shown is not None:
        assert shown.lower <= cents / 100 / count[0] <= shown.upper


def test_a_gap_has_the_ends_of_both_rates() -> None:
    gap = difference(Interval(0.3, 0.25, 0.375), Interval(0.5, 0.5, 0.625))
    assert gap == Interval(-0.2, -0.375, -0.125)
    assert difference(exactly(0.5), exactly(0.25)) == exactly(0.25)


def test_a_ratio_of_rates_has_the_ends_of_both() -> None:
    shown = quotient_of_rates(Interval(0.3, 0.2, 0.4), Interval(0.5, 0.4, 0.8))
    assert shown == Interval(0.6, 0.25, 1.0)


def test_a_ratio_to_a_rate_that_may_be_nothing_has_no_upper_end() -> None:
    assert quotient_of_rates(exactly(0.5), Interval(0.125, 0, 0.25)) == Interval(4, 2, math.inf)
    assert quotient_of_rates(exactly(0.5), Interval(0, 0, 0.25)) is None


@given(rates(), rates())
def test_gaps_and_ratios_of_rates_never_lose_the_true_one(
    first: tuple[Count, Count], second: tuple[Count, Count]
) -> None:
    (part, whole), (other_part, other_whole) = first, second
    one = ratio(part[1], whole[1], POLICY)
    other = ratio(other_part[1], other_whole[1], POLICY)
    if one is None or other is None:
        return
    true = Fraction(part[0], whole[0]), Fraction(other_part[0], other_whole[0])
    gap = difference(one, other)
    assert gap.lower - 1e-12 <= true[0] - true[1] <= gap.upper + 1e-12
    quotient = quotient_of_rates(one, other)
    if quotient is not None and true[1]:
        assert quotient.lower * (1 - 1e-12) <= true[0] / true[1] <= quotient.upper * (1 + 1e-12)
