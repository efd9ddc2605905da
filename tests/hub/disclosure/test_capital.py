"""Has every figure on capital the form that its entry names, and is it refused where it tells?"""

import pytest

from hub.disclosure.capital import figures
from hub.disclosure.capital_day import CapitalDay
from hub.disclosure.plan import plan_of
from hub.indicators.measure import Measure
from hub.releases.observation import TOTAL, Breakdown, Observation
from hub.vocabulary import Confidentiality, Dimension, Status, Uncertainty
from tests.hub.disclosure.entries import entry, measure
from tests.hub.disclosure.holdings import EQUAL, capital_day, published

USERS: Breakdown = ((Dimension.CATEGORY, "users"),)
WORKERS: Breakdown = ((Dimension.CATEGORY, "workers"),)
NATURAL: Breakdown = ((Dimension.PERSON_KIND, "natural"),)

#: One who has nearly all, and 60 others.
DOMINATED = ((("users",), "natural", 10_000, 1), (("workers",), "natural", 1, 60))


def shown(
    form: str, day: CapitalDay, *measures: Measure, dimension: Dimension = Dimension.CATEGORY
) -> dict[Breakdown, Observation]:
    of = entry("capital.x", dimension, form=form)
    groups = {one.breakdown: one for one in measures}
    return {one.breakdown: one for one in figures(of, day, "2022", groups)}


def test_an_amount_is_exact_for_everyone_and_rounded_for_a_group() -> None:
    day = capital_day(EQUAL)
    total, users = measure("capital.x", 16_000), measure("capital.x", 10_000, None, USERS)
    found = shown("amount", day, total, users)
    assert (found[TOTAL].value, found[TOTAL].status) == (16_000, Status.PUBLISHED)
    assert found[TOTAL].uncertainty is Uncertainty.NONE
    assert (found[USERS].value, found[USERS].status) == (10_000, Status.DERIVED)
    assert found[USERS].uncertainty is Uncertainty.ROUNDING


def test_a_group_without_holders_is_refused_like_one_of_few() -> None:
    nobody = capital_day([(("users",), "natural", 100, 100)])
    few = capital_day([(("users",), "natural", 100, 100), (("workers",), "natural", 7, 2)])
    empty = shown("amount", nobody, measure("capital.x", 10_000))[WORKERS]
    small = shown(
        "amount", few, measure("capital.x", 10_014), measure("capital.x", 14, None, WORKERS)
    )[WORKERS]
    assert empty == small
    assert (empty.value, empty.status) == (None, Status.SUPPRESSED_PRIMARY)
    assert empty.confidentiality is Confidentiality.PRIMARY


def test_a_total_that_nobody_computed_is_not_mentioned() -> None:
    assert TOTAL not in shown("amount", capital_day(EQUAL))


def test_breakdowns_that_the_plan_has_no_columns_for_are_not_mentioned() -> None:
    day = capital_day(EQUAL, plan=plan_of([], "BE"))
    assert set(shown("amount", day, measure("capital.x", 16_000))) == {TOTAL}
    kinds = shown("amount", day, dimension=Dimension.PERSON_KIND)
    assert set(kinds) == {NATURAL, ((Dimension.PERSON_KIND, "legal"),)}
    assert shown("amount", day, dimension=Dimension.GENDER) == {}


def test_a_mean_is_made_from_published_parts_and_rounded() -> None:
    day = capital_day(EQUAL, count=published(160))
    found = shown("mean", day, measure("capital.x", 16_000, 160))[TOTAL]
    assert (found.value, found.lower, found.upper) == (100, 16_000 / 164, 16_000 / 156)


@pytest.mark.parametrize(
    "day",
    [
        capital_day(EQUAL),
        capital_day([(("users",), "natural", 100, 9)], count=published(5)),
    ],
)
def test_a_mean_without_a_published_count_of_ten_is_not_made(day: CapitalDay) -> None:
    found = shown("mean", day, measure("capital.x", day.everyone.amount, 9))[TOTAL]
    assert (found.value, found.reason) == (None, "denominator_too_small")


def test_a_median_has_two_digits_and_is_of_fifty_or_more() -> None:
    day = capital_day(EQUAL)
    measures = [measure("capital.x", 123), measure("capital.x", 100, None, WORKERS)]
    found = shown("median", day, *measures)
    assert (found[TOTAL].value, found[TOTAL].lower, found[TOTAL].upper) == (120, 115, 125)
    assert found[WORKERS].value == 100
    few = capital_day([(("users",), "natural", 100, 49)])
    assert shown("median", few, measure("capital.x", 100))[TOTAL].value is None


def test_a_gini_has_two_decimals_and_is_of_fifty_or_more() -> None:
    found = shown("gini", capital_day(EQUAL), measure("capital.x", 1, 3))[TOTAL]
    assert (found.value, found.lower, found.upper) == (0.33, 0.325, 0.335)
    few = capital_day([(("users",), "natural", 100, 49)])
    assert shown("gini", few, measure("capital.x", 1, 3))[TOTAL].value is None


def test_who_has_half_is_a_share_of_the_holders() -> None:
    found = shown("half", capital_day(EQUAL), measure("capital.x", 80, 160))[TOTAL]
    assert (found.value, found.lower, found.upper) == (0.5, 0.495, 0.505)


def test_the_largest_holder_has_a_class_and_no_value() -> None:
    found = shown("largest", capital_day(EQUAL), measure("capital.x", 100, 16_000))[TOTAL]
    assert (found.value, found.lower, found.upper) == (None, 0.0, 0.01)
    assert (found.status, found.reason) == (Status.DERIVED, "band")
    few = capital_day([(("users",), "natural", 100, 4)])
    assert shown("largest", few, measure("capital.x", 100, 400))[TOTAL].status is (
        Status.SUPPRESSED_PRIMARY
    )


def test_concentration_follows_from_the_largest_holders_class() -> None:
    day = capital_day(EQUAL, count=published(160))
    found = shown("concentration", day, measure("capital.x", 1, 160))[TOTAL]
    assert found.value is None
    assert found.lower is not None
    assert found.upper is not None
    assert found.lower <= 1 / 160 <= found.upper
    uncounted = shown("concentration", capital_day(EQUAL), measure("capital.x", 1, 160))
    assert uncounted[TOTAL].status is Status.SUPPRESSED_PRIMARY


def test_the_share_of_organisations_is_made_from_both_published_amounts() -> None:
    found = shown("legal_share", capital_day(EQUAL), measure("capital.x", 2_000, 16_000))[TOTAL]
    assert found.value == 0.125
    assert found.lower is not None
    assert found.upper is not None
    assert found.lower <= 2_000 / 16_000 <= found.upper


def test_a_share_with_a_withheld_part_is_withheld() -> None:
    few = capital_day([(("users",), "natural", 100, 100), (("users",), "legal", 100, 2)])
    found = shown("legal_share", few, measure("capital.x", 200, 10_200))[TOTAL]
    assert (found.value, found.status) == (None, Status.SUPPRESSED_PRIMARY)


@pytest.mark.parametrize("form", ["amount", "mean", "median", "gini", "half"])
def test_where_one_has_nearly_all_no_figure_has_a_value(form: str) -> None:
    day = capital_day(DOMINATED, count=published(60))
    found = shown(form, day, measure("capital.x", 10_060, 61))
    assert {one.value for one in found.values()} == {None}
    assert found[TOTAL].reason == "few_or_dominant_holders"


def test_a_group_withheld_to_protect_another_says_so() -> None:
    # 4 organisations are withheld; the natural persons would give them away by subtraction
    lines = [(("users",), "natural", 100, 50), (("users",), "legal", 100, 4)]
    found = shown(
        "amount",
        capital_day(lines),
        measure("capital.x", 5_400),
        measure("capital.x", 5_000, None, NATURAL),
        dimension=Dimension.PERSON_KIND,
    )[NATURAL]
    assert (found.value, found.status) == (None, Status.SUPPRESSED_COMPLEMENTARY)
    assert found.confidentiality is Confidentiality.SECONDARY
