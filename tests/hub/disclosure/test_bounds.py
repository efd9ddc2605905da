"""How small and large a sum can be is found exactly, wherever that matters."""

import numpy as np
import pytest
import scipy.sparse as sp

from hub.disclosure.bounds import Bounds, Mask, Numbers, Unsolved, spans, whole


def everything(least: Numbers, _most: Numbers) -> Mask:
    return np.ones(len(least), dtype=np.bool_)


def rows(*of: tuple[float, ...]) -> sp.csr_matrix:
    return sp.csr_matrix(np.array(of, dtype=np.float64))


def test_two_parts_of_a_known_sum_bound_each_other() -> None:
    known = Bounds(rows((1, 1), (1, 0)), np.array([10.0, 3.0]), np.array([10.0, 5.0]))
    least, most = spans(known, rows((1, 0), (0, 1)), everything) or (None, None)
    assert least is not None
    assert most is not None
    assert (least.tolist(), most.tolist()) == ([3, 5], [5, 7])


def test_what_contradicts_itself_has_no_bounds() -> None:
    known = Bounds(rows((1, 1), (1, 0)), np.array([2.0, 3.0]), np.array([2.0, 5.0]))
    assert spans(known, rows((1, 0)), everything) is None


def test_what_nothing_limits_is_unlimited() -> None:
    known = Bounds(rows((1, 0)), np.array([1.0]), np.array([np.inf]))
    found = spans(known, rows((1, 0), (0, 1)), everything)
    assert found is not None
    assert [ends.tolist() for ends in found] == [[1, 0], [np.inf, np.inf]]


def test_what_is_beyond_doubt_is_not_looked_at_further() -> None:
    known = Bounds(rows((1, 1)), np.array([10.0]), np.array([10.0]))
    found = spans(known, rows((1, 0), (0, 1)), lambda least, _: np.zeros(len(least), np.bool_))
    assert found is not None
    assert (found[0] == found[1]).all()


def test_a_whole_number_is_one_in_spite_of_floating_point() -> None:
    least, most = whole(np.array([2.00000001, -1e-9, 2.5]), np.array([2.99999999, 0.0, 2.6]))
    assert (least.tolist(), most.tolist()) == ([2, 0, 3], [3, 0, 2])
    assert str(least[1]) == "0.0"


def test_limits_that_are_no_numbers_pass_nothing() -> None:
    with pytest.raises(Unsolved, match="no numbers"):
        Bounds(rows((1, 1)), np.array([np.nan]), np.array([1.0]))


def test_a_solver_that_cannot_tell_passes_nothing() -> None:
    known = Bounds(rows((1, 1)), np.array([2.0]), np.array([1.0]))
    with pytest.raises(Unsolved, match="Infeasible"):
        # only to be asked where there is some point at all
        known.furthest(np.ones(2))
