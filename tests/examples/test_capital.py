"""Do the holdings sum to the capital, with every holder having a share?"""

from hypothesis import given
from hypothesis import strategies as st

from examples.capital import capital, spread_shares
from examples.plan import plan_for
from examples.profile import Holdings
from examples.profiles import INVENTED

_SPREAD = Holdings(
    share_class="A",
    nominal=10,
    shares=0,
    single=0,
    largest=0,
    light={2: 700, 3: 300},
    heavy={2: 200, 10: 500, 50: 300},
)


def test_four_holders_of_ten_shares() -> None:
    assert spread_shares(_SPREAD, 4, shares=10, single=1, largest=5) == {1: 1, 2: 2, 5: 1}


def test_a_lone_holder_has_everything() -> None:
    assert spread_shares(_SPREAD, 1, shares=9, single=0, largest=3) == {9: 1}


def test_without_holders_nothing_is_spread() -> None:
    assert spread_shares(_SPREAD, 0, shares=9, single=2, largest=3) == {}


@given(st.integers(1, 500), st.integers(0, 20_000), st.integers(0, 600), st.integers(1, 9_000))
def test_holders_and_shares_always_come_out_exactly(
    holders: int, more: int, single: int, largest: int
) -> None:
    shares = holders + more
    spread = spread_shares(_SPREAD, holders, shares=shares, single=single, largest=largest)
    assert sum(spread.values()) == holders
    assert sum(held * number for held, number in spread.items()) == shares
    assert min(spread) >= 1


def test_the_capital_is_that_of_the_study() -> None:
    amounts = {slug: capital(plan_for(each.profile)) for slug, each in INVENTED.items()}
    assert amounts == {"ateliers-fictifs": 3_200_000, "rail-fictif": 5_600_000}
