"""Is a derived figure made from published figures only, and only where these are shown?"""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.disclosure.derived import derive
from hub.indicators.catalogue import Derived, Entry
from hub.releases.observation import TOTAL, Breakdown, Observation
from hub.vocabulary import Dimension, Origin, Status, Uncertainty, Unit
from tests.hub.disclosure.entries import entry

WOMEN: Breakdown = ((Dimension.GENDER, "female"),)
MEN: Breakdown = ((Dimension.GENDER, "male"),)

LEAD = entry("lead", derived=Derived(by="lead", of="rate"))
QUOTIENT = entry("quotient", derived=Derived(by="quotient", of="rate"))
BALANCED = entry("balanced", derived=Derived(by="balanced", of="rate"))


def body(code: str) -> Breakdown:
    return ((Dimension.BODY, code),)


def rate(
    breakdown: Breakdown,
    value: float | None,
    lower: float | None = None,
    upper: float | None = None,
    period: str = "2022",
) -> Observation:
    return Observation(
        cooperative="essai", indicator="rate", period=period, as_of="2022-06-15",
        breakdown=breakdown, value=value, unit=Unit.RATIO, lower=lower, upper=upper,
        status=Status.DERIVED, origin=Origin.COMPUTED, method_version="1",
    )  # fmt: skip


def exact(breakdown: Breakdown, value: float) -> Observation:
    return rate(breakdown, value, value, value)


def made(of: Entry, *published: Observation) -> dict[Breakdown, Observation]:
    return {one.breakdown: one for one in derive(of, "essai", published)}


def test_the_higher_rate_leads_by_the_difference_and_the_other_by_nothing() -> None:
    found = made(LEAD, exact(WOMEN, 0.8), exact(MEN, 0.6))
    assert found[WOMEN].value == pytest.approx(0.2)
    assert found[MEN].value == 0
    assert found[WOMEN].lower == found[WOMEN].upper == found[WOMEN].value
    assert found[WOMEN].uncertainty is Uncertainty.NONE


def test_a_lead_is_as_uncertain_as_both_rates() -> None:
    found = made(LEAD, rate(WOMEN, 0.5, 0.4, 0.6), rate(MEN, 0.45, 0.4, 0.5))
    women = found[WOMEN]
    assert (women.value, women.lower) == (0.05, 0.0)
    assert women.upper == pytest.approx(0.2)
    assert women.uncertainty is Uncertainty.ROUNDING
    assert (women.status, women.origin, women.method_version) == (
        Status.DERIVED, Origin.COMPUTED, "3",
    )  # fmt: skip


def test_without_both_rates_nobody_leads() -> None:
    assert made(LEAD, exact(WOMEN, 0.8)) == {}
    assert made(LEAD, exact(WOMEN, 0.8), rate(MEN, None)) == {}


def test_rates_of_different_periods_are_not_held_against_each_other() -> None:
    assert made(LEAD, exact(WOMEN, 0.8), rate(MEN, 0.6, 0.6, 0.6, period="2021")) == {}


def test_a_bodys_share_is_so_many_times_that_of_everyone() -> None:
    found = made(QUOTIENT, exact(TOTAL, 0.4), exact(body("board"), 0.6), rate(body("b"), None))
    assert set(found) == {body("board")}
    assert found[body("board")].value == pytest.approx(1.5)


def test_where_everyones_rate_may_be_nothing_the_quotient_has_no_limit() -> None:
    found = made(QUOTIENT, rate(TOTAL, 0.1, 0.0, 0.2), exact(body("board"), 0.6))
    assert found[body("board")].upper is None
    assert made(QUOTIENT, rate(TOTAL, 0.0, 0.0, 0.2), exact(body("board"), 0.6)) == {}
    assert made(QUOTIENT, exact(body("board"), 0.6)) == {}


def test_a_body_is_balanced_from_forty_to_sixty_in_a_hundred() -> None:
    bodies = [
        exact(body("a"), 0.4),
        exact(body("b"), 0.6),
        exact(body("c"), 0.39),
        # shown as classes: one surely balanced, one surely not
        rate(body("d"), None, 0.4, 0.6),
        rate(body("e"), None, 0.0, 0.4),
        # withheld, and no body
        rate(body("f"), None),
        exact(TOTAL, 0.5),
    ]
    found = made(BALANCED, *bodies)
    assert set(found) == {TOTAL}
    assert found[TOTAL].value == 3 / 5


def test_without_a_body_nothing_is_said_of_bodies() -> None:
    assert made(BALANCED, exact(TOTAL, 0.5), rate(body("f"), None)) == {}


def test_what_is_not_derived_is_left_alone() -> None:
    assert made(entry("plain"), exact(TOTAL, 0.5)) == {}
    assert made(LEAD, *[]) == {}


_RATES = st.tuples(st.floats(0, 1), st.floats(0, 1), st.floats(0, 1)).map(sorted)


@given(_RATES, _RATES, st.floats(0, 1), st.floats(0, 1))
def test_the_true_lead_always_lies_in_its_interval(
    one: Sequence[float], other: Sequence[float], at: float, other_at: float
) -> None:
    women, men = (
        low + (high - low) * place for (low, _, high), place in ((one, at), (other, other_at))
    )
    found = made(
        LEAD, rate(WOMEN, one[1], one[0], one[2]), rate(MEN, other[1], other[0], other[2])
    )[WOMEN]
    assert found.lower is not None
    assert found.upper is not None
    assert found.lower - 1e-9 <= max(0.0, women - men) <= found.upper + 1e-9
