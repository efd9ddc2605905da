"""A rate beside rounded counts does not pin them down."""

from itertools import product

from bench.populations import register
from tests.attacks.exports import released
from tests.attacks.published import EVERYONE, Group, Printed, read_cells
from tests.attacks.ratio import Percentage, attack
from tests.attacks.trials import of_ratios

_ROWS = """cooperative,population,period,measure,gender,value,status,reason,lo,hi
coop,members,2024,persons,f,25,rounded,,21,29
coop,members,2024,persons,T,60,rounded,,56,64
"""
_WOMEN: Group = frozenset({("gender", "f")})


def _small() -> dict[Group, Printed]:
    return {one.group: one for one in read_cells(_ROWS)}


def test_a_true_percentage_beside_rounded_counts_leaves_the_parts_that_give_it() -> None:
    # of 61 members 23 women are 37.7 %; 20 to 24 of the other possible totals never print 37.7
    shown = Percentage(part=_WOMEN, whole=EVERYONE, value=37.7)
    fitting = {
        part
        for part, whole in product(range(21, 30), range(56, 65))
        if round(100 * part / whole, 1) == 37.7
    }
    found = [*attack(_small(), {}, [shown])]
    assert [(one.lower, one.upper) for one in found] == [(min(fitting), max(fitting))]


def test_with_the_total_known_one_part_is_left() -> None:
    shown = Percentage(part=_WOMEN, whole=EVERYONE, value=37.7)
    [found] = attack(_small(), {EVERYONE: 61}, [shown])
    assert (found.lower, found.upper) == (23, 23)


def test_the_quotient_of_the_printed_counts_says_nothing() -> None:
    shown = Percentage(part=_WOMEN, whole=EVERYONE, value=41.7)
    assert not [*attack(_small(), {EVERYONE: 61}, [shown])]


def test_a_percentage_of_withheld_counts_is_not_looked_at() -> None:
    cells = read_cells(_ROWS.replace("25,rounded,,21,29", ",suppressed_primary,,,"))
    shown = Percentage(part=_WOMEN, whole=EVERYONE, value=37.7)
    assert not [*attack({one.group: one for one in cells}, {}, [shown])]


def test_a_percentage_of_a_total_without_limit_leaves_everything_open() -> None:
    cells = read_cells(_ROWS.replace("60,rounded,,56,64", "60,rounded,,56,"))
    shown = Percentage(part=_WOMEN, whole=EVERYONE, value=37.7)
    assert not [*attack({one.group: one for one in cells}, {}, [shown])]


def test_true_percentages_beside_our_counts_of_500_members_pin_at_least_20_of_them() -> None:
    [year] = released(register("coop", 503, periods=1, seed=500))
    assert len(of_ratios(year, year.true.tolist())) >= 20
    assert not of_ratios(year, year.rounded.tolist())
