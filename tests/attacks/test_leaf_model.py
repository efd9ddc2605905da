"""No true count follows from the cells and the public totals of one day."""

from math import inf

import numpy as np
import pytest
import scipy.sparse as sp
from scipy.optimize import linprog

from bench.populations import register
from tests.attacks import leaf_model
from tests.attacks.exports import released
from tests.attacks.program import Contradiction, Program, bounds
from tests.attacks.published import EVERYONE, Codebook, Group, read_cells
from tests.attacks.trials import by_naive, by_ours, of_leaf_model

_HEADER = "cooperative,population,period,measure,gender,attended,value,status,reason,lo,hi\n"

_CODES: Codebook = {
    "gender": ("gender", {"f": frozenset({"f"}), "m": frozenset({"m"})}),
    "attended": ("attended", {"yes": frozenset({"own"}), "no": frozenset({"no"})}),
}


def _rows(*rows: str) -> str:
    return _HEADER + "".join(f"coop,members,2024,persons,{row}\n" for row in rows)


def test_a_single_withheld_cell_follows_from_the_total() -> None:
    cells = read_cells(
        _rows(
            "T,T,40,published,,,",
            "f,T,,suppressed_primary,small_group,,",
            "m,T,37,published,,,",
        )
    )
    [found] = leaf_model.attack(cells, _CODES, {})
    assert (found.where, found.lower, found.upper) == ("coop 2024 gender=f", 3, 3)


def test_a_total_that_is_known_exactly_and_rounded_up_gives_away_the_group_without_any() -> None:
    totals: dict[Group, int] = {EVERYONE: 11}
    cells = read_cells(_rows("f,T,15,rounded,,11,19", "m,T,0,rounded,,0,4"))
    found = leaf_model.attack(cells, _CODES, {"2024": totals})
    assert {(one.where, one.lower, one.upper) for one in found} == {
        ("coop 2024 gender=f", 11, 11),
        ("coop 2024 gender=m", 0, 0),
    }


def test_rounded_cells_that_add_up_give_nothing_away() -> None:
    cells = read_cells(
        _rows("T,T,40,rounded,,36,44", "f,T,15,rounded,,11,19", "m,T,25,rounded,,21,29")
    )
    assert not leaf_model.attack(cells, _CODES, {"2024": {EVERYONE: 40}})


def test_a_cell_that_public_totals_alone_give_away_is_no_finding() -> None:
    totals: dict[Group, int] = {EVERYONE: 40, frozenset({("attended", "yes")}): 12}
    cells = read_cells(_rows("T,yes,10,rounded,,6,14", "T,no,30,rounded,,26,34"))
    assert not leaf_model.attack(cells, _CODES, {"2024": totals})


def test_an_exact_small_count_is_a_finding_and_an_exact_large_one_is_none() -> None:
    cells = read_cells(_rows("f,T,3,published,,,", "m,T,37,published,,,"))
    assert [one.where for one in leaf_model.attack(cells, _CODES, {})] == ["coop 2024 gender=f"]


def test_a_table_that_no_small_block_holds_is_still_looked_at() -> None:
    cells = read_cells(
        _rows("f,yes,3,published,,,", "f,T,20,rounded,,16,24", "T,yes,20,rounded,,16,24")
    )
    [found] = leaf_model.attack(cells, _CODES, {}, largest=1)
    assert found.where == "coop 2024 attended=yes|gender=f"


def test_the_naive_export_of_500_members_gives_away_at_least_20_groups() -> None:
    [year] = released(register("coop", 500, periods=1, seed=500))
    assert len(of_leaf_model(year, by_naive)) >= 20


@pytest.mark.parametrize("members", [53, 122, 287])
def test_our_export_gives_away_nothing(members: int) -> None:
    for year in released(register("coop", members, periods=2, seed=members)):
        assert not of_leaf_model(year, by_ours)


def test_bounds_are_those_of_another_solver() -> None:
    sums = sp.csr_matrix(np.array([[1.0, 1, 0, 0], [0, 0, 1, 1], [1, 0, 1, 0], [1, 1, 1, 1]]))
    lower, upper = np.array([6.0, 1, 3, 12]), np.array([14.0, 9, 11, 12])
    program = Program(sums, lower, upper)
    asked = sp.csr_matrix(np.eye(4))
    low, high = bounds(program, asked, lambda *_: False)
    for at in range(4):
        for sign, found in ((1, low[at]), (-1, high[at])):
            other = linprog(
                sign * np.eye(4)[at],
                A_ub=np.vstack([sums.toarray(), -sums.toarray()]),
                b_ub=np.concatenate([upper, -lower]),
            )
            assert other.fun == pytest.approx(sign * found)


def test_a_sum_without_limit_has_none() -> None:
    program = Program(sp.csr_matrix(np.array([[1.0, 0]])), np.array([2.0]), np.array([3.0]))
    low, high = bounds(program, sp.csr_matrix(np.eye(2)), lambda *_: False)
    assert (low.tolist()[0], high.tolist()) == (2.0, [3.0, inf])


def test_counts_that_cannot_all_be_true_are_called_a_contradiction() -> None:
    cells = read_cells(_rows("f,T,10,rounded,,6,14", "T,T,5,rounded,,1,5"))
    with pytest.raises(Contradiction):
        leaf_model.attack(cells, _CODES, {})
