"""Do the parts always sum to the whole?"""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from examples.quotas import Quota, ShareTooLarge, share_out

_WEIGHTS = st.lists(st.integers(0, 1_000), min_size=1, max_size=8)


def test_the_largest_remainders_get_what_is_left_over() -> None:
    assert share_out(10, [1, 1, 1]).tolist() == [4, 3, 3]
    assert share_out(7, [50, 30, 20]).tolist() == [4, 2, 1]


def test_who_has_no_room_leaves_their_part_to_the_others() -> None:
    assert share_out(10, [8, 1, 1], [2, 9, 9]).tolist() == [2, 4, 4]


def test_weightless_receivers_get_only_what_the_others_cannot_take() -> None:
    assert share_out(5, [1, 0], [3, 9]).tolist() == [3, 2]


def test_more_than_there_is_room_for_is_refused() -> None:
    with pytest.raises(ShareTooLarge, match="3 cannot be shared out"):
        share_out(3, [1, 1], [1, 1])


def test_weights_of_any_size_are_shared_without_overflow() -> None:
    assert share_out(10**8, [10**16, 3 * 10**16]).tolist() == [25_000_000, 75_000_000]


@given(st.integers(0, 10_000), _WEIGHTS)
def test_the_parts_never_sum_to_anything_but_the_total(total: int, weights: list[int]) -> None:
    parts = share_out(total, weights)
    assert parts.sum() == total
    assert (parts >= 0).all()


@given(_WEIGHTS, st.data())
def test_nobody_is_ever_given_more_than_they_have_room_for(
    room: list[int], data: st.DataObject
) -> None:
    total = data.draw(st.integers(0, sum(room)))
    weights = data.draw(st.lists(st.integers(0, 9), min_size=len(room), max_size=len(room)))
    parts = share_out(total, weights, room)
    assert parts.sum() == total
    assert (parts <= np.array(room)).all()


@given(_WEIGHTS, st.lists(st.integers(1, 2_000), max_size=10))
def test_batches_always_use_up_the_stock_exactly(stock: list[int], batches: list[int]) -> None:
    quota, taken = Quota(stock), np.zeros(len(stock), np.int64)
    for size in (*batches, sum(stock)):
        taken += quota.take(min(size, quota.left))
    assert quota.left == 0
    assert taken.tolist() == stock


def test_a_batch_mirrors_the_stock() -> None:
    assert Quota([60, 30, 10]).take(10).tolist() == [6, 3, 1]
