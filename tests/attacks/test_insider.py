"""A member who knows own values, and three colleagues together, learn nothing of the others."""

import pytest

from bench.populations import register
from tests.attacks.exports import released
from tests.attacks.leaf_model import attack
from tests.attacks.published import EVERYONE, Codebook, read_cells
from tests.attacks.trials import by_naive, by_ours, colleagues, of_leaf_model

_CODES: Codebook = {"gender": ("gender", {"f": frozenset({"f"}), "m": frozenset({"m"})})}
_ROWS = """cooperative,population,period,measure,gender,value,status,reason,lo,hi
coop,members,2024,persons,f,{value},rounded,,{low},{high}
coop,members,2024,persons,m,30,rounded,,26,34
"""


def test_an_insider_of_a_group_of_one_learns_that_there_is_nobody_else() -> None:
    cells = read_cells(_ROWS.format(value=1, low=1, high=1))
    [found] = attack(cells, _CODES, {}, insiders=[{"gender": "f"}])
    assert (found.attack, found.lower, found.upper) == ("insider", 0, 0)


def test_three_colleagues_in_a_group_that_is_printed_as_0_cannot_tell_whether_they_are_all() -> (
    None
):
    cells = read_cells(_ROWS.format(value=0, low=0, high=4))
    assert not attack(cells, _CODES, {}, insiders=3 * [{"gender": "f"}])


def test_four_colleagues_know_that_they_are_all_of_a_group_that_is_printed_as_0() -> None:
    cells = read_cells(_ROWS.format(value=0, low=0, high=4))
    [found] = attack(cells, _CODES, {}, insiders=4 * [{"gender": "f"}])
    assert (found.lower, found.upper) == (0, 0)


def test_an_insider_who_also_knows_the_total_learns_no_more_of_rounded_counts() -> None:
    cells = read_cells(_ROWS.format(value=10, low=6, high=14))
    assert not attack(cells, _CODES, {"2024": {EVERYONE: 40}}, insiders=[{"gender": "f"}])


@pytest.mark.parametrize("number", [1, 3])
def test_insiders_of_the_naive_export_learn_of_at_least_20_groups(number: int) -> None:
    invented = register("coop", 500, periods=1, seed=500)
    [year] = released(invented)
    insiders = colleagues(invented.years["2021"], number)
    assert len(of_leaf_model(year, by_naive, insiders)) >= 20


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize("members", [122, 287])
def test_insiders_of_our_export_learn_nothing_of_the_others(number: int, members: int) -> None:
    invented = register("coop", members, periods=1, seed=members)
    [year] = released(invented)
    assert not of_leaf_model(year, by_ours, colleagues(invented.years["2021"], number))
