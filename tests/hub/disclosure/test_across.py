"""Several cooperatives together: sums of what each has published, and of four at least."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.disclosure.across import (
    TooFewCooperatives,
    UnequalParts,
    mean_across,
    ratio_across,
    total_across,
)
from hub.disclosure.interval import Interval, exactly
from hub.disclosure.parameters import Parameters

POLICY = Parameters()

FOUR = {name: Interval(20, 16, 24) for name in "abcd"}
WHOLES = {name: Interval(100, 96, 104) for name in "abcd"}

PUBLISHED = st.integers(0, 200).map(lambda n: Interval(5 * n, max(0, 5 * n - 4), 5 * n + 4))


def test_a_sum_is_of_published_values_with_summed_ends() -> None:
    assert total_across(FOUR, POLICY) == Interval(80, 64, 96)


def test_a_sum_of_fewer_than_four_is_refused() -> None:
    three = {name: FOUR[name] for name in "abc"}
    with pytest.raises(TooFewCooperatives, match="3 cooperatives publish this figure"):
        total_across(three, POLICY)
    with pytest.raises(TooFewCooperatives):
        ratio_across(three, {name: WHOLES[name] for name in "abc"}, POLICY)


def test_a_rate_is_of_the_sums() -> None:
    assert ratio_across(FOUR, WHOLES, POLICY) == Interval(0.2, 64 / 416, 96 / 384)


def test_a_mean_is_of_the_sums() -> None:
    amounts = {name: exactly(1_000) for name in "abcd"}
    assert mean_across(amounts, WHOLES, POLICY) == Interval(10, 4_000 / 416, 4_000 / 384)


def test_a_quotient_of_different_cooperatives_is_refused() -> None:
    with pytest.raises(UnequalParts, match="is there for d, e"):
        ratio_across(FOUR, {**{name: WHOLES[name] for name in "abc"}, "e": exactly(9)}, POLICY)


@given(st.dictionaries(st.text(min_size=1), PUBLISHED, min_size=5), st.data())
def test_two_sums_never_tell_of_a_cooperative_more_than_it_has_published(
    parts: dict[str, Interval], chosen: st.DataObject
) -> None:
    left_out = chosen.draw(st.sampled_from(sorted(parts)))
    fewer = {name: part for name, part in parts.items() if name != left_out}
    with_it, without = total_across(parts, POLICY), total_across(fewer, POLICY)
    own = parts[left_out]
    assert with_it.value - without.value == own.value
    # what the two intervals leave of the difference is never narrower than the published interval
    assert with_it.lower - without.upper <= own.lower
    assert with_it.upper - without.lower >= own.upper


@given(st.lists(st.integers(0, 500), min_size=4, max_size=8))
def test_a_true_sum_is_never_outside_its_interval(counts: list[int]) -> None:
    parts = {
        str(number): Interval(5 * (count // 5), max(0, 5 * (count // 5) - 4), 5 * (count // 5) + 4)
        for number, count in enumerate(counts)
    }
    shown = total_across(parts, POLICY)
    assert shown.lower <= sum(counts) <= shown.upper
