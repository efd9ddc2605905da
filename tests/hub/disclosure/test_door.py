"""Does the door show what is public, read members from rounded tables, and refuse the rest?"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hub.disclosure.door import standing
from hub.disclosure.members import NEAR_ANOTHER_DAY, TOO_FEW
from hub.disclosure.published import Published
from hub.indicators.measure import Measure
from hub.releases.observation import EVERY_GROUP, TOTAL, Breakdown, Observation
from hub.releases.release import Body
from hub.vocabulary import Confidentiality, Dimension, Origin, Status
from tests.hub.disclosure.doors import CATALOGUE, TABLES, door, held
from tests.hub.disclosure.entries import DAY, body, measure
from tests.hub.disclosure.holdings import EQUAL, capital_day

WOMEN: Breakdown = ((Dimension.GENDER, "female"),)
MEN: Breakdown = ((Dimension.GENDER, "male"),)
BOARD: Breakdown = ((Dimension.BODY, "ca"),)


def by_group(found: Sequence[Observation]) -> dict[Breakdown, Observation]:
    return {one.breakdown: one for one in found}


def numbers(one: Observation) -> tuple[object, ...]:
    return (one.value, one.numerator, one.denominator, one.lower, one.upper, one.text)


# ------------------------------------------------------------------ what is shown as it is


def test_a_headline_total_is_published_with_both_parts() -> None:
    [one] = door(tables=None).observe([measure("turnout.assembly", 650, 17100)])
    assert (one.numerator, one.denominator) == (650, 17100)
    assert one.value == pytest.approx(650 / 17100)
    assert (one.status, one.origin) == (Status.PUBLISHED, Origin.COMPUTED)
    assert (one.lower, one.upper, one.method_version) == (one.value, one.value, "3")


@pytest.mark.parametrize(
    ("members", "status"), [(9, Status.SUPPRESSED_PRIMARY), (10, Status.PUBLISHED)]
)
def test_a_cooperative_of_fewer_than_ten_members_publishes_no_total(
    members: int, status: Status
) -> None:
    at = door(members=members, tables=None)
    [one] = at.observe([measure("turnout.assembly", 5, members)])
    assert one.status is status
    assert (one.value is None) == (status is not Status.PUBLISHED)


def test_a_total_from_before_the_first_known_membership_is_refused() -> None:
    before = measure("turnout.assembly", 5, 10, as_of=date(2021, 1, 1))
    [one] = door(tables=None).observe([before])
    assert one.status is Status.SUPPRESSED_PRIMARY


def test_how_an_assembly_was_called_is_no_group_of_members() -> None:
    ordinary = ((Dimension.ASSEMBLY_KIND, "ordinary"),)
    [one] = door(tables=None).observe([measure("turnout.assembly", 65, 200, ordinary)])
    assert (one.status, one.value) == (Status.PUBLISHED, 0.325)


def test_what_is_public_in_itself_is_published_by_any_group() -> None:
    [one] = door().observe([measure("recommendation.adoption", 3, 7, BOARD)])
    assert (one.status, one.numerator, one.denominator) == (Status.PUBLISHED, 3, 7)
    few = door(members=9).observe([measure("recommendation.adoption", 3, 7, BOARD)])
    assert few[0].status is Status.SUPPRESSED_PRIMARY


def test_nothing_to_count_is_not_applicable() -> None:
    [one] = door(tables=None).observe([measure("turnout.assembly", 0, 0)])
    assert (one.value, one.status, one.reason) == (
        None, Status.NOT_APPLICABLE, "nothing_to_count",
    )  # fmt: skip


def test_an_amount_is_published_as_a_number() -> None:
    [one] = door(tables=None).observe([measure("membership.total", Decimal(12))])
    assert (one.value, one.numerator, one.denominator) == (12.0, None, None)


# ------------------------------------------------------------------ bodies


def test_a_declared_body_is_published_for_what_it_declares() -> None:
    at = door(bodies=[body("ca", "gender", "role")], members=5)
    [one] = at.observe([measure("gender.share_women", 9, 20, BOARD)])
    assert (one.value, one.status) == (0.45, Status.PUBLIC_ROLE)


@pytest.mark.parametrize("bodies", [[body("ca")], [body("ca", "role")], [body("autre", "gender")]])
def test_an_undeclared_body_of_ten_seats_shows_a_class_and_no_number(bodies: list[Body]) -> None:
    [one] = door(bodies=bodies).observe([measure("gender.share_women", 9, 20, BOARD)])
    assert (one.value, one.numerator, one.denominator) == (None, None, None)
    assert (one.lower, one.upper, one.reason) == (0.4, 0.6, "band")
    assert one.breakdown == BOARD


def test_an_undeclared_body_of_fewer_seats_is_refused_by_name() -> None:
    [one] = door(bodies=[body("ca")]).observe([measure("gender.share_women", 4, 9, BOARD)])
    assert numbers(one) == (None,) * 6
    assert (one.status, one.breakdown) == (Status.SUPPRESSED_PRIMARY, BOARD)
    assert one.reason == "small_body_without_declaration"


def test_a_role_within_a_body_needs_the_role_declared_too() -> None:
    chairs = (*BOARD, (Dimension.ROLE, "chair"))
    one_chair = measure("gender.share_women", 1, 1, chairs)
    [refused] = door(bodies=[body("ca", "gender")]).observe([one_chair])
    assert (refused.value, refused.lower) == (None, None)
    assert refused.breakdown == (*BOARD, (Dimension.ROLE, EVERY_GROUP))
    [shown] = door(bodies=[body("ca", "gender", "role")]).observe([one_chair])
    assert shown.status is Status.PUBLIC_ROLE


def test_bodies_of_a_kind_are_published_only_if_all_of_them_declare() -> None:
    of_boards = measure("gender.share_women", 9, 20, ((Dimension.BODY_KIND, "board"),))
    declared, silent = body("ca", "gender"), body("ca2")
    assert door(bodies=[declared]).observe([of_boards])[0].status is Status.PUBLIC_ROLE
    assert door(bodies=[declared, silent]).observe([of_boards])[0].value is None


# ------------------------------------------------------------------ members


def test_breakdowns_of_members_are_read_from_the_rounded_tables() -> None:
    total, women = (
        measure("turnout.assembly", 65, 200), measure("turnout.assembly", 39, 99, WOMEN),
    )  # fmt: skip
    shown = door().observe([total, women])
    found = by_group([one for one in shown if one.indicator == "turnout.assembly"])
    assert (found[TOTAL].value, found[TOTAL].status) == (0.325, Status.PUBLISHED)
    # from the tables: 40 of 100, whatever the measure of women says
    assert (found[WOMEN].numerator, found[WOMEN].denominator) == (40, 100)
    assert (found[WOMEN].value, found[WOMEN].status) == (0.4, Status.DERIVED)
    # and of the men too, of whom there is no measure
    assert found[MEN].numerator == 25


def test_a_total_that_is_no_headline_is_rounded() -> None:
    found = by_group(door().observe([measure("turnout.proxy_share", 24, 64)]))
    assert (found[TOTAL].numerator, found[TOTAL].denominator) == (25, 65)
    assert found[TOTAL].status is Status.DERIVED


def test_a_derived_figure_is_made_from_what_is_shown() -> None:
    found = door().observe([measure("turnout.assembly", 39, 99, WOMEN)])
    leads = by_group([one for one in found if one.indicator == "gender.lead"])
    assert leads[WOMEN].value == pytest.approx(0.15)
    assert leads[MEN].value == 0
    assert door(tables=None).observe([measure("gender.lead", 1, 2)]) == []


@pytest.mark.parametrize(
    ("why", "status"),
    [(TOO_FEW, Status.SUPPRESSED_PRIMARY), (NEAR_ANOTHER_DAY, Status.NOT_PRODUCED)],
)
def test_a_day_without_tables_has_a_refusal_for_each_breakdown(why: str, status: Status) -> None:
    found = by_group(door(tables=why).observe([measure("turnout.proxy_share", 24, 64, WOMEN)]))
    assert set(found) == {((Dimension.GENDER, EVERY_GROUP),)}
    assert {(one.status, one.reason) for one in found.values()} == {(status, why)}


def test_a_breakdown_on_a_day_that_was_not_counted_is_refused_once_for_all_groups() -> None:
    women = measure("turnout.assembly", 3, 10, WOMEN)
    men = measure("turnout.assembly", 5, 90, MEN)
    [one] = door(tables=None).observe([women, men])
    assert numbers(one) == (None,) * 6
    assert one.breakdown == ((Dimension.GENDER, EVERY_GROUP),)
    assert (one.status, one.confidentiality, one.reason) == (
        Status.NOT_PRODUCED, Confidentiality.CONFIDENTIAL, "not_recorded_person_by_person",
    )  # fmt: skip


def test_what_has_no_rule_of_its_own_is_refused() -> None:
    [one] = door().observe([measure("tenure.mean", Decimal(4), 10)])
    assert numbers(one) == (None,) * 6
    assert one.status is Status.NOT_PRODUCED


def test_every_table_that_went_out_is_listed() -> None:
    at = door()
    at.observe([measure("participation.active_rate", 20, 100)])
    assert [one.plan.population for one in at.tables] == ["members", "participation.active_rate"]


# ------------------------------------------------------------------ people outside the register


def test_a_share_of_people_outside_the_register_is_rounded() -> None:
    [one] = door().observe([measure("participation.active_rate", 21, 103)])
    assert one.numerator in {20, 25}
    assert one.denominator in {100, 105}
    assert one.lower is not None
    assert one.upper is not None
    assert one.lower <= 21 / 103 <= one.upper


@pytest.mark.parametrize(
    ("whole", "reason"),
    [(9, "fewer_members_than_the_minimum"), (19, "too_many_groups_for_so_few_members")],
)
def test_a_share_of_too_few_people_is_refused(whole: int, reason: str) -> None:
    [one] = door().observe([measure("participation.active_rate", 5, whole, BOARD)])
    assert (one.value, one.reason, one.breakdown) == (None, reason, BOARD)


def test_two_shares_of_one_day_are_never_read_from_one_table() -> None:
    of_year = measure("participation.active_rate", 20, 100)
    of_month = measure("participation.active_rate", 80, 300, period="2022-06")
    found = {one.period: one for one in door().observe([of_year, of_month])}
    assert (found["2022"].numerator, found["2022"].denominator) == (20, 100)
    assert (found["2022-06"].value, found["2022-06"].status) == (None, Status.NOT_PRODUCED)


# ------------------------------------------------------------------ capital


def test_capital_is_shown_in_its_form_on_a_day_with_tables() -> None:
    at = door(capital=capital_day(EQUAL))
    found = {one.indicator: one for one in at.observe([measure("capital.gini", 1, 3)])}
    assert found["capital.gini"].value == 0.33


def test_on_a_held_day_only_the_total_of_capital_is_shown() -> None:
    at = door(tables=held(TABLES), capital=capital_day(EQUAL))
    found = at.observe([measure("capital.total", 16_000), measure("capital.gini", 1, 3)])
    shown = {(one.indicator, one.breakdown): one for one in found}
    assert shown["capital.total", TOTAL].value == 16_000
    assert shown["capital.gini", TOTAL].value is None
    others = [one for place, one in shown.items() if place != ("capital.total", TOTAL)]
    assert {one.reason for one in others} == {"few_movers_since_another_day"}


def test_capital_of_a_day_on_which_nobody_was_counted_is_refused() -> None:
    found = door(tables=None).observe([measure("capital.gini", 1, 3)])
    assert {one.reason for one in found} == {"not_recorded_person_by_person"}


def test_capital_of_a_day_with_too_few_members_is_refused() -> None:
    found = door(tables=TOO_FEW).observe([measure("capital.gini", 1, 3)])
    assert {one.reason for one in found} == {"fewer_members_than_the_minimum"}


# ------------------------------------------------------------------ by which policy


def test_what_is_protected_or_withheld_says_by_which_method_and_parameters() -> None:
    at = door(bodies=[body("ca")], capital=capital_day(EQUAL))
    found = at.observe([measure("capital.gini", 1, 3), measure("gender.share_women", 4, 9, BOARD)])
    policies = {one.indicator: one.policy for one in found}
    assert policies["capital.gini"] == "p-percent-suppression-1"
    assert policies["gender.share_women"] == "keyed-controlled-rounding-2"
    assert {one.parameters for one in found} == {at.parameters.digest()}


def test_what_is_shown_as_it_is_has_no_policy() -> None:
    [one] = door().observe([measure("membership.total", 12)])
    assert (one.policy, one.parameters) == (None, None)


# ------------------------------------------------------------------ what a refusal must not do


def test_the_standing_is_read_from_the_totals() -> None:
    found = standing([], [measure("membership.total", 12), measure("turnout.assembly", 3, 9)])
    assert found.members_on(DAY) == 12
    assert found.members_on(date(2022, 6, 14)) is None
    assert found.members_on(date(2023, 1, 1)) == 12


_GROUPS = st.lists(
    st.sampled_from(
        [(Dimension.GENDER, "female"), (Dimension.REGION, "n1"), (Dimension.CATEGORY, "users")]
    ),
    min_size=1,
    max_size=3,
    unique_by=lambda group: group[0],
).map(lambda groups: tuple(sorted(groups)))

_COUNTS = st.integers(0, 10**6)


@settings(max_examples=40, deadline=None)
@given(
    indicator=st.sampled_from(sorted(CATALOGUE.keys() - {"recommendation.adoption"})),
    breakdown=_GROUPS,
    one=_COUNTS,
    other=_COUNTS,
    tables=st.sampled_from([TABLES, held(TABLES), TOO_FEW, NEAR_ANOTHER_DAY, None]),
)
def test_a_true_count_of_a_group_of_members_never_determines_what_is_shown(
    indicator: str, breakdown: Breakdown, one: int, other: int, tables: Published | str | None
) -> None:
    first, second = (
        door(tables=tables, bodies=[body("ca", "gender", "role", "category")]).observe(
            [measure(indicator, count, count + 1, breakdown)]
        )
        for count in (one, other)
    )
    assert first == second


@given(
    first=st.lists(st.integers(0, 50), min_size=1, max_size=5),
    second=st.lists(st.integers(0, 50), min_size=1, max_size=5),
    tables=st.sampled_from([TABLES, TOO_FEW, None]),
)
def test_neither_figures_nor_refusals_follow_which_groups_have_anybody(
    first: list[int], second: list[int], tables: Published | str | None
) -> None:
    def of(counts: list[int]) -> list[Observation]:
        regions = [
            measure("membership.total", count, None, ((Dimension.REGION, f"n{number}"),))
            for number, count in enumerate(counts)
        ]
        return door(tables=tables).observe(regions)

    assert of(first) == of(second)


def _whole(breakdown: Breakdown = TOTAL) -> Measure:
    return measure("membership.total", 3, None, breakdown)


@pytest.mark.parametrize("breakdown", [TOTAL, WOMEN])
def test_nothing_is_dropped(breakdown: Breakdown) -> None:
    assert door().observe([_whole(breakdown)])
    assert door(members=3, tables=TOO_FEW).observe([_whole(breakdown)])
    assert door(members=3, tables=None).observe([_whole(breakdown)])
