"""The parts of one observation are found by what they share."""

from collections.abc import Callable

from hub.reconciliation.figure import Figure
from hub.reconciliation.observed import observations, values
from hub.records.figures import Part


def test_the_parts_of_one_observation_come_together(figure: Callable[..., Figure]) -> None:
    voters = figure("turnout.assembly", 50, part=Part.NUMERATOR)
    members = figure("turnout.assembly", 100, part=Part.DENOMINATOR)
    rate = figure("turnout.assembly", 50, unit="percent")
    [found] = observations([rate, voters, members])
    assert (found.numerator, found.denominator, found.value) == (voters, members, rate)


def test_another_place_is_another_observation(figure: Callable[..., Figure]) -> None:
    assert len(list(observations([figure("x", 1), figure("x", 1, place="table 2")]))) == 2


def test_a_blank_cell_is_no_part(figure: Callable[..., Figure]) -> None:
    assert not list(observations([figure("x", None)]))


def test_values_are_those_of_one_indicator_and_group(figure: Callable[..., Figure]) -> None:
    wanted = figure("x", 1, breakdown="category=a")
    others = [figure("x", 1), figure("y", 1), figure("x", 1, part=Part.NUMERATOR)]
    assert values([wanted, *others], "x", "category=a") == [wanted]
