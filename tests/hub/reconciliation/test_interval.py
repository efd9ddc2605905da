"""Intervals hold every value that they should, and no other."""

from hypothesis import given
from hypothesis import strategies as st

from hub.reconciliation.interval import Interval, total

_ENDS = st.tuples(st.floats(0, 1e9), st.floats(0, 1e9)).map(lambda ends: Interval(*sorted(ends)))


def test_intervals_that_touch_meet() -> None:
    assert Interval(1, 2).meets(Interval(2, 3))
    assert not Interval(1, 2).meets(Interval(2.1, 3))


def test_a_last_bit_is_no_disagreement() -> None:
    assert Interval(0.3, 0.3).meets(Interval(0.1 + 0.2, 0.1 + 0.2))


def test_a_quotient_by_what_may_be_zero_has_no_upper_end() -> None:
    assert Interval(1, 2).over(Interval(0, 4)) == Interval(0.25, float("inf"))


def test_a_sum_adds_both_ends() -> None:
    assert total([Interval(1, 2), Interval(10, 20)]) == Interval(11, 22)


@given(_ENDS, _ENDS)
def test_meeting_never_depends_on_who_is_asked(one: Interval, other: Interval) -> None:
    assert one.meets(other) == other.meets(one)
