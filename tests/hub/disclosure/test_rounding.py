"""Is every count rounded to a neighbouring multiple of the base, all of them adding up?"""

import re
from dataclasses import replace

import numpy as np
import polars as pl
import pytest
import scipy.sparse as sp
from hypothesis import given, reject, settings
from hypothesis import strategies as st

from hub.disclosure.cube import Counts, Frame, counts, frame_of
from hub.disclosure.dither import thresholds
from hub.disclosure.parameters import Parameters
from hub.disclosure.rounding import Before, NoRounding, OutOfTime, round_counts
from hub.releases.cell import EVERYONE
from tests.hub.disclosure.registers import KEY, PLAN, REGISTERS, WANTED, register

POLICY = Parameters()

_GENDERS = ("female", "male", "other")


def _array(*numbers: int) -> Counts:
    return np.array(numbers, dtype=np.int64)


#: Everyone, women, men and others; everyone is the sum of the three.
GENDERS = Frame(
    keys=(EVERYONE, *((("gender", code),) for code in _GENDERS)),
    order=_array(0, 1, 1, 1),
    relations=sp.csr_matrix(np.array([[1, -1, -1, -1]], dtype=np.int64)),
    places={},
)

#: Two cells that have nothing to do with each other.
LOOSE = replace(
    GENDERS, keys=GENDERS.keys[:2], order=_array(1, 1), relations=sp.csr_matrix((0, 2))
)


def _rounded(
    true: Counts, preferred: Counts, *, before: Before | None = None, known: tuple[int, ...] = ()
) -> list[int]:
    found: list[int] = round_counts(
        GENDERS, true, preferred, POLICY, before=before, known=known
    ).tolist()
    return found


def test_a_cell_of_its_own_goes_up_when_its_remainder_reaches_its_threshold() -> None:
    for count in range(5, 10):
        for threshold in range(1, 6):
            found = round_counts(LOOSE, _array(count, 20), _array(threshold, 1), POLICY)
            up = count > 5 and count - 5 >= threshold
            assert found.tolist() == [10 if up else 5, 20]


def test_a_multiple_of_the_base_stays() -> None:
    assert _rounded(_array(30, 10, 15, 5), _array(1, 1, 1, 1)) == [30, 10, 15, 5]


def test_the_one_that_must_give_way_is_a_cell_and_not_the_total() -> None:
    # 7 + 7 + 0 = 14: both prefer 10, and the total prefers 15; going down weighs 1.5 each
    found = _rounded(_array(14, 7, 7, 0), _array(4, 2, 2, 1))
    assert found[0] == found[1] + found[2] + found[3]
    assert sorted(found[1:]) == [0, 5, 10]
    assert found[0] == 15


def test_a_total_that_is_public_is_rounded_down() -> None:
    true, preferred = _array(13, 7, 6, 0), _array(1, 1, 1, 1)
    assert _rounded(true, preferred)[0] == 15
    assert _rounded(true, preferred, known=(0,)) == [10, 5, 5, 0]


def test_a_total_that_is_public_is_rounded_up_where_only_one_is_missing() -> None:
    true, never = _array(14, 7, 7, 0), _array(5, 5, 5, 5)
    assert _rounded(true, never)[0] == 10
    assert _rounded(true, never, known=(0,))[0] == 15


def test_an_unchanged_count_prefers_the_value_that_it_had() -> None:
    true = _array(12, 6, 6, 0)
    assert _rounded(true, _array(2, 1, 1, 1))[0] == 15
    before = Before(true, _array(10, 5, 5, 0), binding=False)
    assert _rounded(true, _array(2, 1, 1, 1), before=before) == [10, 5, 5, 0]


def test_a_changed_count_does_not_look_back() -> None:
    # nothing but the total is as it was
    before = Before(_array(12, 7, 5, 0), _array(10, 5, 5, 0), binding=True)
    found = _rounded(_array(12, 6, 6, 0), _array(1, 5, 5, 1), before=before)
    assert found == [10, 5, 5, 0]


def test_a_cell_that_was_not_there_before_is_free() -> None:
    before = Before(_array(-1, -1, -1, -1), _array(-1, -1, -1, -1), binding=True)
    true, preferred = _array(13, 6, 7, 0), _array(3, 2, 1, 1)
    assert _rounded(true, preferred, before=before) == _rounded(true, preferred)


def test_values_that_bind_and_do_not_add_up_have_no_rounding() -> None:
    true = _array(12, 6, 6, 0)
    nothing_left = Before(true, _array(15, 5, 5, 0), binding=True)
    with pytest.raises(NoRounding, match="nothing left to round"):
        _rounded(true, _array(1, 1, 1, 1), before=nothing_left)
    only_men_left = Before(_array(12, 6, -1, 0), _array(10, 10, -1, 0), binding=True)
    with pytest.raises(NoRounding, match="Infeasible"):
        _rounded(true, _array(1, 1, 1, 1), before=only_men_left)


@pytest.mark.parametrize("altered", [0, 20, 12])
def test_a_value_that_no_rounding_gives_never_binds(altered: int) -> None:
    true = _array(12, 6, 6, 0)
    before = Before(true, _array(altered, 5, 5, 0), binding=True)
    with pytest.raises(NoRounding, match="no rounding of its count"):
        _rounded(true, _array(1, 1, 1, 1), before=before)


def test_a_multiple_of_the_base_binds_to_itself_only() -> None:
    true = _array(10, 5, 5, 0)
    with pytest.raises(NoRounding, match="no rounding of its count"):
        _rounded(true, true, before=Before(true, _array(15, 5, 5, 0), binding=True))


def test_counts_that_do_not_add_up_have_no_rounding() -> None:
    with pytest.raises(NoRounding):
        _rounded(_array(99, 6, 6, 0), _array(1, 1, 1, 1))


def _limited(limits: Parameters) -> Counts:
    structure = PLAN.structure(WANTED, 200, POLICY)
    true = counts(structure, register(200, 1))
    frame = frame_of(structure)
    preferred = thresholds(KEY, "essai", "members", frame.texts, base=5)
    return round_counts(frame, true, preferred, limits)


def test_a_solver_out_of_nodes_gives_no_rounding_and_no_number() -> None:
    with pytest.raises(NoRounding) as said:
        _limited(replace(POLICY, solver_nodes=0))
    assert not re.search(r"\d", str(said.value))


def test_a_solver_that_the_clock_stops_ends_the_release_and_decides_of_no_table() -> None:
    with pytest.raises(OutOfTime, match="Nothing was published") as said:
        _limited(replace(POLICY, solver_seconds=0.0))
    assert not re.search(r"\d", str(said.value))


@settings(max_examples=40, deadline=None)
@given(
    finest=REGISTERS,
    key=st.binary(min_size=32, max_size=32),
    base=st.integers(2, 5),
    public=st.booleans(),
)
def test_published_is_never_further_than_the_base_less_one_and_always_adds_up(
    finest: pl.DataFrame, key: bytes, base: int, *, public: bool
) -> None:
    policy = Parameters(b=base)
    structure = PLAN.structure(WANTED, int(finest["persons"].sum()), policy)
    frame, true = frame_of(structure), counts(structure, finest)
    preferred = thresholds(key, "essai", "members", frame.texts, base=base)
    known = (frame.keys.index(EVERYONE),) if public else ()
    try:
        found = round_counts(frame, true, preferred, policy, known=known)
    except NoRounding:
        reject()
    assert not np.any(found % base)
    assert np.abs(found - true).max() <= base - 1
    assert np.array_equal(found[true % base == 0], true[true % base == 0])
    assert not np.any(frame.relations @ found)
    assert np.array_equal(found, round_counts(frame, true, preferred, policy, known=known))


@settings(max_examples=20, deadline=None)
@given(finest=REGISTERS, key=st.binary(min_size=32, max_size=32))
def test_what_binds_is_never_given_a_second_value(finest: pl.DataFrame, key: bytes) -> None:
    structure = PLAN.structure(WANTED, int(finest["persons"].sum()), POLICY)
    frame, true = frame_of(structure), counts(structure, finest)
    first = round_counts(
        frame, true, thresholds(KEY, "essai", "members", frame.texts, base=5), POLICY
    )
    other = thresholds(key, "essai", "members", frame.texts, base=5)
    again = round_counts(frame, true, other, POLICY, before=Before(true, first, binding=True))
    assert np.array_equal(again, first)


def _errors(finest: pl.DataFrame) -> Counts:
    structure = PLAN.structure(WANTED, int(finest["persons"].sum()), POLICY)
    frame, true = frame_of(structure), counts(structure, finest)
    preferred = thresholds(KEY, "essai", "members", frame.texts, base=5)
    return round_counts(frame, true, preferred, POLICY) - true


def test_rounding_does_not_lean_to_one_side() -> None:
    errors = np.concatenate([_errors(register(300, seed)) for seed in range(14)])
    assert len(errors) >= 1_000
    assert abs(errors.mean()) < 0.2
