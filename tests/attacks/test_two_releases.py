"""What differs between two releases does not tell who came and went."""

import pytest

from bench.populations import register
from tests.attacks.exports import released_again
from tests.attacks.published import EVERYONE, Codebook, read_cells
from tests.attacks.trials import by_naive, by_ours, of_two_releases
from tests.attacks.two_releases import Movement, Release, attack

_CODES: Codebook = {"gender": ("gender", {"f": frozenset({"f"}), "m": frozenset({"m"})})}
_ROWS = """cooperative,population,period,measure,gender,value,status,reason,lo,hi
coop,members,{period},persons,f,{women},rounded,,{low},{high}
"""


def _release(period: str, women: int, members: int) -> Release:
    text = _ROWS.format(period=period, women=women, low=max(0, women - 4), high=women + 4)
    return Release(cells=read_cells(text), totals={EVERYONE: members})


def test_a_count_that_falls_although_people_only_joined_is_close_to_both_values() -> None:
    found = attack(
        _release("2023", 10, 40), _release("2024", 5, 46), _CODES, Movement(joined=6, left=0)
    )
    assert {(one.where, one.lower, one.upper) for one in found} == {
        ("coop then gender=f", 6, 9),
        ("coop now gender=f", 6, 9),
        ("coop who joined gender=f", 0, 3),
    }


def test_a_count_that_rises_as_people_join_gives_nothing_away() -> None:
    assert not attack(
        _release("2023", 10, 40), _release("2024", 15, 46), _CODES, Movement(joined=6, left=0)
    )


def test_two_naive_exports_give_away_at_least_20_groups_and_three_joiners_in_ours_none() -> None:
    years = released_again(register("coop", 60, periods=2, seed=60, movers=3))
    assert len(of_two_releases(years, by_naive, joined=3)) >= 20
    # three joiners are too few: the second release repeats the first
    assert years[0].rounded.tolist() == years[1].rounded.tolist()


@pytest.mark.parametrize(("members", "movers"), [(60, 5), (150, 8), (150, 12)])
def test_two_of_our_releases_give_no_count_and_no_change_away_exactly(
    members: int, movers: int
) -> None:
    years = released_again(register("coop", members, periods=2, seed=members, movers=movers))
    found = of_two_releases(years, by_ours, joined=movers)
    assert not [one for one in found if one.lower == one.upper]
