"""A declared figure is published as printed, and says what it is."""

from typing import Any

import pytest

from hub.disclosure.declared import contested, observe_declared
from hub.reconciliation.finding import Finding, Severity
from hub.releases.definition import Definition
from hub.releases.observation import Observation
from hub.vocabulary import (
    Comparability,
    Dimension,
    DisclosureClass,
    Origin,
    Status,
    Tier,
    Uncertainty,
    Unit,
)


def definition(unit: Unit) -> Definition:
    return Definition(
        code="x.y", version="1", family="x", tier=Tier.CORE, unit=unit,
        disclosure=DisclosureClass.RATIO, name={}, definition={}, formula="", numerator=None,
        denominator=None, breakdowns=(), caveat={}, direction="", uncertainty="", period="",
        sources=(),
    )  # fmt: skip


def cell(part: str, printed: str, value: float | None, **more: object) -> dict[str, Any]:
    return {
        "indicator": "x.y", "part": part, "breakdown": None, "period": "2022", "as_of": "2022",
        "presence": "given", "printed": printed, "value": value, "value_high": None,
        "qualitative": None, "unit": "count", "precision": 1.0, "bound": "exact",
        "document": "report", "place": "table 3", "row_label": None, "column_label": "2022",
        "page": None, "url": None, "note": None, **more,
    }  # fmt: skip


def observed(*cells: dict[str, Any], unit: Unit = Unit.RATIO) -> Observation:
    [observation] = observe_declared("coop", cells, {"x.y": definition(unit)})
    return observation


def test_a_ratio_with_both_parts_is_their_quotient_and_keeps_the_printed_rate() -> None:
    one = observed(
        cell("numerator", "650", 650),
        cell("denominator", "17 100", 17100),
        cell("value", "3,8%", 3.8, unit="percent", precision=0.1, bound="rounded"),
    )
    assert one.value == pytest.approx(650 / 17100)
    assert (one.numerator, one.denominator) == (650, 17100)
    assert one.source is not None
    assert one.source.printed == "3,8%"
    assert (one.status, one.origin) == (Status.DECLARED_PUBLIC, Origin.DECLARED)


def test_a_part_of_a_ratio_alone_is_no_rate() -> None:
    one = observed(cell("denominator", "35", 35))
    assert (one.value, one.numerator, one.denominator) == (None, None, 35)
    assert (one.status, one.reason) == (Status.MISSING, "only_a_part_is_printed")


def test_rounded_parts_give_the_interval_that_they_leave_possible() -> None:
    one = observed(
        cell("numerator", "2 900", 2900, precision=100, bound="rounded"),
        cell("denominator", "14 000", 14000, precision=1000, bound="rounded"),
        cell("value", "21%", 21, unit="percent"),
    )
    assert one.lower == pytest.approx(2850 / 14500)
    assert one.upper == pytest.approx(2950 / 13500)
    assert one.uncertainty is Uncertainty.ROUNDING


def test_a_rate_alone_is_a_fraction_with_its_printed_precision() -> None:
    one = observed(cell("value", "98,1%", 98.1, unit="percent", precision=0.1, bound="rounded"))
    assert one.value == pytest.approx(0.981)
    assert one.lower == pytest.approx(0.9805)
    assert one.upper == pytest.approx(0.9815)


def test_a_blank_is_null_with_a_status_and_keeps_the_part_that_is_given() -> None:
    one = observed(
        cell("numerator", "-", None, presence="missing"),
        cell("denominator", "50", 50),
        cell("value", "-", None, presence="missing", unit="percent"),
    )
    assert (one.value, one.numerator, one.denominator) == (None, None, 50)
    assert one.status is Status.MISSING


def test_a_statement_in_words_never_becomes_a_number() -> None:
    words = "Légère majorité de femmes"
    one = observed(cell("value", words, None, qualitative="slight_majority_women"))
    assert (one.value, one.lower, one.upper, one.text) == (None, None, None, words)
    assert one.comparability == (Comparability.QUALITATIVE,)


def test_a_printed_range_is_an_interval_and_no_value() -> None:
    one = observed(cell("value", "entre 100 et 200", 100, value_high=200.0), unit=Unit.COUNT)
    assert (one.value, one.lower, one.upper) == (None, 100, 200)
    assert (one.text, one.uncertainty) == ("entre 100 et 200", Uncertainty.BOUND)


def test_a_lower_bound_has_no_upper_end() -> None:
    one = observed(cell("value", "plus de 800", 800, bound="at_least"), unit=Unit.COUNT)
    assert (one.value, one.lower, one.upper) == (800, 800, None)
    assert one.comparability == (Comparability.APPROXIMATE,)


def test_millions_are_written_out() -> None:
    one = observed(
        cell("value", "3,2 millions", 3.2, unit="eur_million", precision=0.1, bound="rounded"),
        unit=Unit.EUR,
    )
    assert one.value == pytest.approx(3_200_000)
    assert one.lower == pytest.approx(3_150_000)


def test_the_breakdown_is_read_in_the_order_of_dimensions() -> None:
    one = observed(
        cell("value", "8", 8, unit="percent", breakdown="role=facilitator|body_kind=space")
    )
    assert one.breakdown == ((Dimension.BODY_KIND, "space"), (Dimension.ROLE, "facilitator"))


def test_figures_of_an_unknown_indicator_are_left_out() -> None:
    assert list(observe_declared("coop", [cell("value", "1", 1)], {})) == []


def finding(rule: str, breakdown: str | None) -> Finding:
    return Finding(
        cooperative="coop", rule=rule, severity=Severity.ERROR, indicators=("x.y",),
        breakdown=breakdown, period="2022", place="section 2; table 3", published=1.0,
        recomputed=2.0, hypotheses=(),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("breakdown", "marked"), [("body_kind=board", True), (None, True), ("body_kind=staff", False)]
)
def test_only_the_group_that_a_finding_is_about_is_contested(
    breakdown: str | None, *, marked: bool
) -> None:
    board = observed(cell("value", "45 %", 45, unit="percent", breakdown="body_kind=board"))
    [one] = contested([board], [finding("granularity", breakdown)])
    assert one.contested is marked


def test_mixed_dates_are_a_flag_and_no_contest() -> None:
    [one] = contested([observed(cell("value", "1", 1))], [finding("dates", None)])
    assert (one.contested, one.comparability) == (False, (Comparability.MIXED_DATES,))
