"""Sums over cooperatives are of published figures, of four at least, and tell nothing else."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.disclosure.aggregates import TOO_FEW, aggregates
from hub.disclosure.parameters import Parameters
from hub.releases.aggregate import Aggregate
from hub.releases.observation import EVERY_GROUP, TOTAL, Breakdown, Observation, Source
from hub.releases.release import Cooperative
from hub.vocabulary import Dimension, Origin, Status, Unit

WOMEN: Breakdown = ((Dimension.GENDER, "female"),)
MEN: Breakdown = ((Dimension.GENDER, "male"),)


def cooperative(slug: str, *, synthetic: bool = True) -> Cooperative:
    return Cooperative(
        slug=slug, name=slug, country="BE", legal_form=None, sector=None, founded_on=None,
        dissolved_on=None, website=None, languages=("fr",), synthetic=synthetic,
    )  # fmt: skip


def observation(slug: str, **said: Any) -> Observation:  # noqa: ANN401  any field
    usual: dict[str, Any] = {
        "period": "2022", "as_of": "2022-12-31", "unit": Unit.COUNT, "status": Status.ROUNDED,
        "origin": Origin.COMPUTED, "method_version": "1",
    }  # fmt: skip
    return Observation(cooperative=slug, **usual | said)


def members(slug: str, value: float, **said: Any) -> Observation:  # noqa: ANN401  any field
    ends = {"lower": max(0, value - 4), "upper": value + 4, "base": 5}
    return observation(slug, indicator="membership.total", value=value, **ends | said)


def exactly(slug: str, value: float, **said: Any) -> Observation:  # noqa: ANN401  any field
    ends = {"lower": value, "upper": value, "base": None, "status": Status.PUBLISHED}
    return members(slug, value, **ends | said)


def rate(slug: str, part: int, whole: int, **said: Any) -> Observation:  # noqa: ANN401  any field
    usual = {
        "indicator": "turnout.assembly", "unit": Unit.RATIO, "status": Status.DERIVED,
        "numerator": part, "denominator": whole, "value": part / whole, "base": 5,
        "lower": (part - 4) / (whole + 4), "upper": (part + 4) / (whole - 4),
    }  # fmt: skip
    return observation(slug, **{**usual, **said})


def printed(slug: str, part: int, whole: int, **said: Any) -> Observation:  # noqa: ANN401  any field
    value = part / whole
    ends = {"lower": value, "upper": value, "base": None, "origin": Origin.DECLARED}
    source = Source(document="report", place="table 1")
    declared = {"status": Status.DECLARED_PUBLIC, "source": source, "as_of": "2022"}
    return rate(slug, part, whole, **{**ends, **declared, **said})


def summed(
    *observations: Observation, synthetic: Iterable[str] = "abcdefgh"
) -> Sequence[Aggregate]:
    slugs = sorted({one.cooperative for one in observations})
    all_of_them = [cooperative(slug, synthetic=slug in synthetic) for slug in slugs]
    return aggregates(all_of_them, observations, Parameters())


def test_counts_add_up_with_their_ends() -> None:
    [found] = summed(*(members(slug, 20) for slug in "abcd"))
    assert (found.value, found.lower, found.upper) == (80, 64, 96)
    assert (found.year, found.breakdown, found.cooperatives) == (2022, TOTAL, tuple("abcd"))
    assert (found.status, found.reason, found.synthetic) == (Status.DERIVED, None, True)
    assert (found.numerator, found.denominator) == (None, None)


def test_a_rate_is_the_quotient_of_the_sums_of_published_parts() -> None:
    [found] = summed(*(rate(slug, 20, 100) for slug in "abcd"))
    assert (found.value, found.numerator, found.denominator) == (0.2, 80, 400)
    assert (found.lower, found.upper) == (64 / 416, 96 / 384)


def test_a_part_of_several_cells_may_be_off_by_each_of_them() -> None:
    # women over women, men and others: one rounded cell over three
    [found] = summed(*(rate(slug, 50, 100, indicator="gender.share_women") for slug in "abcd"))
    assert (found.value, found.lower, found.upper) == (0.5, 184 / 448, 216 / 352)


def test_exact_totals_give_an_exact_rate() -> None:
    said = {"lower": 0.25, "upper": 0.25, "base": None, "status": Status.PUBLISHED}
    [found] = summed(*(rate(slug, 10, 40, **said) for slug in "abcd"))
    assert (found.value, found.lower, found.upper) == (0.25, 0.25, 0.25)


def test_a_year_without_a_sum_is_refused_once_and_tells_no_group() -> None:
    said = [members(slug, 20, breakdown=group) for slug in "abc" for group in (TOTAL, WOMEN, MEN)]
    [found] = summed(*said)
    assert (found.value, found.status, found.reason) == (None, Status.NOT_PRODUCED, TOO_FEW)
    assert (found.breakdown, found.cooperatives) == (TOTAL, ())


def test_a_group_that_too_few_publish_is_left_out_beside_one_that_has_a_sum() -> None:
    women = [members(slug, 10, breakdown=WOMEN) for slug in "abc"]
    [found] = summed(*(members(slug, 20) for slug in "abcd"), *women)
    assert found.breakdown == TOTAL


def test_real_and_invented_cooperatives_are_never_added_up() -> None:
    found = summed(*(members(slug, 20) for slug in "abcdefgh"), synthetic="abcd")
    assert [(one.synthetic, one.cooperatives) for one in found] == [
        (False, tuple("efgh")),
        (True, tuple("abcd")),
    ]
    [none, other] = summed(*(members(slug, 20) for slug in "abcdef"), synthetic="abc")
    assert (none.reason, other.reason) == (TOO_FEW, TOO_FEW)


def test_the_latest_day_of_a_year_counts_for_all_groups_of_a_breakdown() -> None:
    early = {"period": "2022-06", "as_of": "2022-06-20"}
    late = {"period": "2022-11", "as_of": "2022-11-20", "breakdown": WOMEN}
    others = [members(slug, 20, breakdown=group) for slug in "abc" for group in (WOMEN, MEN)]
    old = [members("d", 100, breakdown=group, **early) for group in (WOMEN, MEN)]
    [women] = summed(*others, *old, members("d", 10, **late))
    assert (women.breakdown, women.value) == (WOMEN, 70)


def test_the_year_is_that_of_a_period_s_last_day() -> None:
    years = [members(slug, 20, period="2021-09/2022-08") for slug in "abcd"]
    assert [one.year for one in summed(*years)] == [2022]


def test_what_is_printed_counts_where_nothing_is_computed() -> None:
    others = [rate(slug, 20, 100) for slug in "abc"]
    [with_printed] = summed(*others, printed("d", 40, 100))
    assert with_printed.numerator == 100
    # later in the year, and still not taken beside what the hub computed itself
    [computed] = summed(*others, rate("d", 20, 100), printed("d", 40, 100, period="2022-12-31"))
    assert computed.numerator == 80


def test_of_two_printed_figures_the_undisputed_one_counts() -> None:
    others = [printed(slug, 20, 100) for slug in "abc"]
    [found] = summed(*others, printed("d", 40, 100, contested=True), printed("d", 30, 100))
    assert found.numerator == 90


@pytest.mark.parametrize(
    "unusable",
    [
        # it may be off, and does not tell by how much its parts are
        printed("d", 40, 100, lower=0.395, upper=0.405),
        # more voters than members
        printed("d", 110, 100),
        # fewer than ten
        printed("d", 4, 8),
        # a rate without its parts
        replace(rate("d", 40, 100), numerator=None, denominator=None),
        # withheld
        replace(rate("d", 40, 100), value=None, status=Status.NOT_PRODUCED),
        # no highest value
        replace(rate("d", 40, 100), upper=None),
        # a group that means something else elsewhere
        rate("d", 40, 100, breakdown=((Dimension.CATEGORY, "users"),)),
        # a body's
        rate("d", 40, 100, breakdown=((Dimension.BODY_KIND, "board"),)),
    ],
)
def test_what_cannot_be_added_up_is_no_part(unusable: Observation) -> None:
    [found] = summed(*(rate(slug, 20, 100) for slug in "abc"), unusable)
    assert found.reason == TOO_FEW


@pytest.mark.parametrize(
    "indicator",
    [
        "figure.circle_size",  # a rule, not a count
        "capital.half_owners",  # the fewest persons of one cooperative
        "turnout.group_gap",  # made from rates
        "capital.gini",  # an index
        "recommendation.count",  # over all years
        "unknown.indicator",
    ],
)
def test_figures_whose_sum_means_nothing_have_none(indicator: str) -> None:
    assert summed(*(rate(slug, 20, 100, indicator=indicator) for slug in "abcd")) == ()


COUNTS = st.lists(st.integers(0, 60), min_size=5, max_size=5)


@given(COUNTS)
def test_two_sums_that_differ_by_a_cooperative_tell_its_published_figure_and_no_more(
    counts: list[int],
) -> None:
    said = [members(slug, 5 * count) for slug, count in zip("abcde", counts, strict=True)]
    [five], [four] = summed(*said), summed(*said[:4])
    for end in ("value", "lower", "upper"):
        assert getattr(five, end) - getattr(four, end) == getattr(said[4], end)


@given(COUNTS, st.sampled_from(["small_group", "too_many_groups_for_so_few_members"]))
def test_a_figure_that_is_withheld_changes_no_sum(counts: list[int], reason: str) -> None:
    groups = (TOTAL, WOMEN)
    said = [
        members(slug, 5 * count, breakdown=group)
        for slug, count in zip("abcde", counts, strict=True)
        for group in groups
    ]
    withheld = observation(
        "f", indicator="membership.total", breakdown=((Dimension.GENDER, EVERY_GROUP),),
        reason=reason, status=Status.SUPPRESSED_PRIMARY,
    )  # fmt: skip
    assert summed(*said, withheld) == summed(*said)
    # the sixth's total is published and its women are not: the sum of women is without it
    of_women = [one for one in summed(*said, withheld, exactly("f", 17)) if one.breakdown == WOMEN]
    assert of_women == [one for one in summed(*said) if one.breakdown == WOMEN]


@st.composite
def registers(draw: st.DrawFn) -> tuple[list[Observation], float]:
    """Rounded shares of women of five cooperatives, and the true share of all of them."""
    found, true_women, true_all = [], 0, 0
    for slug in "abcde":
        true = [draw(st.integers(20, 400)) for _ in ("female", "male", "other")]
        shown = [5 * (count // 5 + draw(st.integers(0, bool(count % 5)))) for count in true]
        true_women, true_all = true_women + true[0], true_all + sum(true)
        found.append(rate(slug, shown[0], sum(shown), indicator="gender.share_women"))
    return found, true_women / true_all


@given(registers())
def test_the_interval_of_a_rate_always_holds_the_true_one(
    drawn: tuple[list[Observation], float],
) -> None:
    [found] = summed(*drawn[0])
    assert found.lower is not None
    assert found.upper is not None
    assert found.lower <= drawn[1] <= found.upper


@given(COUNTS, st.permutations(range(10)))
def test_the_order_of_the_observations_does_not_matter(
    counts: list[int], order: list[int]
) -> None:
    said = [
        members(slug, 5 * count, breakdown=group)
        for slug, count in zip("abcde", counts, strict=True)
        for group in (TOTAL, MEN)
    ]
    assert summed(*(said[place] for place in order)) == summed(*said)
