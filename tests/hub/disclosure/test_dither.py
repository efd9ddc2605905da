"""Is a cell's preference secret, spread evenly, and the same for ever?"""

import inspect

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.disclosure.dither import UnusableRoundingKey, key_id, thresholds
from tests.hub.disclosure.registers import KEY, OTHER_KEY

_CELLS = [f"region=r{number}" for number in range(2_000)]

_KEYS = st.binary(min_size=32, max_size=32)


def _of(key: bytes, cooperative: str = "essai", population: str = "members") -> list[int]:
    found: list[int] = thresholds(key, cooperative, population, _CELLS[:40], base=5).tolist()
    return found


def test_a_threshold_is_worked_out_by_hmac_and_may_be_checked_by_hand() -> None:
    # HMAC-SHA256(00 01 … 1f, "essai|members|gender=female"), first 8 bytes, modulo 5, plus 1
    assert thresholds(KEY, "essai", "members", ["gender=female"], base=5).tolist() == [4]


def test_the_same_key_gives_the_same_thresholds_and_another_key_others() -> None:
    assert _of(KEY) == _of(KEY)
    assert _of(KEY) != _of(OTHER_KEY)


def test_another_cooperative_or_population_has_other_thresholds() -> None:
    assert len({tuple(_of(KEY)), tuple(_of(KEY, "autre")), tuple(_of(KEY, "essai", "x"))}) == 3


def test_a_threshold_never_depends_on_the_period() -> None:
    assert list(inspect.signature(thresholds).parameters) == [
        "key", "cooperative", "population", "cells", "base",
    ]  # fmt: skip


def test_every_threshold_is_as_frequent_as_any_other() -> None:
    found = thresholds(KEY, "essai", "members", _CELLS, base=5)
    times = np.bincount(found, minlength=6)
    assert times[0] == 0
    # 2,000 cells, 400 each; 60 is more than three standard deviations
    assert all(abs(count - 400) < 60 for count in times[1:])


@given(_KEYS, st.text(max_size=20), st.integers(2, 9))
def test_a_threshold_lies_from_one_to_the_base_and_stands_alone(
    key: bytes, cell: str, base: int
) -> None:
    [alone] = thresholds(key, "essai", "members", [cell], base=base)
    beside = thresholds(key, "essai", "members", ["first", cell], base=base)
    assert 1 <= alone <= base
    assert beside[1] == alone


@pytest.mark.parametrize("length", [0, 31, 33, 64])
def test_a_key_of_another_length_is_refused_without_showing_it(length: int) -> None:
    with pytest.raises(UnusableRoundingKey, match=f"has {length} bytes, and must have 32") as said:
        thresholds(b"\x7f" * length, "essai", "members", _CELLS, base=5)
    assert "7f" not in str(said.value)


@given(_KEYS, _KEYS)
def test_an_identity_tells_keys_apart_and_shows_nothing_of_them(one: bytes, other: bytes) -> None:
    assert (key_id(one) == key_id(other)) == (one == other)
    assert len(key_id(one)) == 16
    assert one.hex()[:16] != key_id(one)
