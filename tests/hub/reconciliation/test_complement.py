"""Printed shares that complete each other add up to one hundred."""

from collections.abc import Callable

import pytest

from hub.reconciliation.complement import check
from hub.reconciliation.figure import Figure


@pytest.mark.parametrize("printed", ["48 % / 52 %", "56,94% / 43,06%", "50 % / 50 %", "48 %"])
def test_a_pair_that_makes_a_hundred_is_no_finding(
    figure: Callable[..., Figure], printed: str
) -> None:
    share = figure("gender.share_women", 48, printed=printed, unit="percent", precision=0.01)
    assert not list(check([share]))


def test_a_pair_below_a_hundred_leaves_room_for_others(figure: Callable[..., Figure]) -> None:
    share = figure("gender.share_women", 45, printed="45 % / 52 %", unit="percent")
    [finding] = check([share])
    assert (finding.published, finding.recomputed) == (97, 100)
    assert finding.hypotheses[0]["en"] == "3% have another gender, or gave no answer."


def test_a_pair_above_a_hundred_has_a_slip(figure: Callable[..., Figure]) -> None:
    share = figure("gender.share_women", 48, printed="48 % / 62 %", unit="percent")
    [finding] = check([share])
    assert finding.hypotheses[0]["en"] == "One of the two shares was miscopied."


def test_two_roundings_may_add_up_to_one_step(figure: Callable[..., Figure]) -> None:
    share = figure("gender.share_women", 49, printed="49 % / 52 %", unit="percent")
    assert not list(check([share]))
