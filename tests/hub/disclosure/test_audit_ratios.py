"""A rate that says more than the counts beside it is found."""

from dataclasses import replace

import pytest

from hub.disclosure.audit_ratios import audit_ratios
from hub.releases.observation import Observation
from hub.vocabulary import Dimension, Origin, Status, Unit

#: 45 of 120 as published: 41 to 49 of 116 to 124.
RATE = Observation(
    cooperative="coop", indicator="turnout.assembly", period="2025", as_of="2025-12-31",
    breakdown=((Dimension.GENDER, "female"),), value=0.375, unit=Unit.RATIO, numerator=45,
    denominator=120, lower=41 / 124, upper=49 / 116, status=Status.DERIVED, base=5,
    origin=Origin.COMPUTED, method_version="1",
)  # fmt: skip


def found(one: Observation, *facts: float) -> int:
    return len(list(audit_ratios([one], set(facts), 5)))


def test_a_rate_made_of_published_counts_tells_nothing() -> None:
    assert found(RATE) == 0
    assert found(replace(RATE, upper=None)) == 0
    assert found(replace(RATE, lower=0.3, upper=0.5)) == 0


@pytest.mark.parametrize(
    "leak",
    [
        {"value": 0.3814},
        {"lower": 0.36},
        {"upper": 0.4},
        {"lower": None},
        {"denominator": 0},
        {"numerator": 47.0},
    ],
)
def test_a_true_rate_or_a_narrow_one_beside_rounded_counts_is_found(
    leak: dict[str, float],
) -> None:
    assert found(replace(RATE, **leak)) == 1  # type: ignore[arg-type]


def test_public_counts_may_make_a_rate_narrower() -> None:
    voters = replace(RATE, numerator=47, value=round(47 / 120, 3), lower=47 / 124, upper=47 / 116)
    assert found(voters, 47) == 0
    assert found(voters) == 1


def test_a_gap_between_rates_has_no_counts_of_its_own() -> None:
    assert found(replace(RATE, numerator=None, denominator=None)) == 0


def test_an_exact_figure_on_a_group_of_people_is_found_unless_it_is_public() -> None:
    women = replace(RATE, status=Status.PUBLISHED, value=47, numerator=None, unit=Unit.COUNT)
    assert found(women) == 1
    assert found(women, 47) == 0
    rate = replace(RATE, status=Status.PUBLISHED)
    assert (found(rate), found(rate, 45, 120)) == (1, 0)


def test_bodies_totals_and_declared_figures_are_not_asked_about() -> None:
    board = ((Dimension.BODY_KIND, "board"), (Dimension.GENDER, "female"))
    assert found(replace(RATE, status=Status.PUBLISHED, breakdown=board)) == 0
    assert found(replace(RATE, status=Status.PUBLISHED, breakdown=())) == 0
    assert found(replace(RATE, value=0.4, origin=Origin.DECLARED)) == 0
