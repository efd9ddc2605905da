"""The door publishes headline totals and declared public roles, and refuses everything else."""

from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.disclosure.door import Standing, observe, standing
from hub.disclosure.parameters import Parameters
from hub.indicators.catalogue import Entry
from hub.indicators.measure import Measure
from hub.releases.definition import Definition
from hub.releases.observation import EVERY_GROUP, Breakdown, Observation
from hub.releases.release import Body, PublicRole
from hub.vocabulary import (
    BodyKind,
    Confidentiality,
    Dimension,
    DisclosureClass,
    Origin,
    Status,
    Tier,
    Unit,
)

DAY = date(2022, 6, 1)


def entry(code: str, *, headline: bool = False, public_role: str | None = None) -> Entry:
    definition = Definition(
        code=code, version="3", family="x", tier=Tier.CORE, unit=Unit.RATIO,
        disclosure=DisclosureClass.RATIO, name={}, definition={}, formula="", numerator=None,
        denominator=None, breakdowns=(), caveat={}, direction="", uncertainty="", period="",
        sources=(),
    )  # fmt: skip
    return Entry(
        definition=definition, compute=None, additive=True, pairs=(), headline=headline,
        public_role=public_role, examples=(),
    )  # fmt: skip


CATALOGUE = {
    "membership.total": entry("membership.total", headline=True),
    "turnout.assembly": entry("turnout.assembly", headline=True),
    "capital.gini": entry("capital.gini"),
    "gender.share_women": entry("gender.share_women", public_role="gender"),
}


def measure(
    indicator: str, numerator: int, denominator: int | None, breakdown: Breakdown = ()
) -> Measure:
    return Measure(
        indicator=indicator, cooperative="coop", period="2022", as_of=DAY, breakdown=breakdown,
        numerator=numerator, denominator=denominator,
    )  # fmt: skip


def body(code: str, *attributes: str, kind: BodyKind = BodyKind.BOARD) -> Body:
    declared = PublicRole(
        url="https://example.org", on="2022", signatory="x", attributes=attributes
    )
    return Body(
        cooperative="coop", code=code, name={}, kind=kind, scope=None, parent=None, aliases=(),
        created_on=None, closed_on=None, seats=None, seat_rule={}, term_years=None,
        public_role=declared if attributes else None,
    )  # fmt: skip


def shown(
    measures: Sequence[Measure], *, members: int = 1000, bodies: Sequence[Body] = ()
) -> list[Observation]:
    known = Standing(bodies, [(DAY, members)])
    return list(observe(measures, CATALOGUE, known, Parameters()))


def test_a_headline_total_is_published_with_both_parts() -> None:
    [one] = shown([measure("turnout.assembly", 650, 17100)])
    assert (one.numerator, one.denominator) == (650, 17100)
    assert one.value == pytest.approx(650 / 17100)
    assert (one.status, one.origin) == (Status.PUBLISHED, Origin.COMPUTED)
    assert one.method_version == "3"


@pytest.mark.parametrize(("members", "status"), [
    (9, Status.SUPPRESSED_PRIMARY),
    (10, Status.PUBLISHED),
])  # fmt: skip
def test_a_cooperative_of_fewer_than_ten_members_publishes_no_total(
    members: int, status: Status
) -> None:
    [one] = shown([measure("turnout.assembly", 5, members)], members=members)
    assert one.status is status
    assert (one.value is None) == (status is not Status.PUBLISHED)


def test_a_total_from_before_the_first_known_membership_is_refused() -> None:
    known = Standing((), [(date(2023, 1, 1), 1000)])
    [one] = observe([measure("turnout.assembly", 5, 10)], CATALOGUE, known, Parameters())
    assert one.status is Status.SUPPRESSED_PRIMARY


def test_a_total_that_is_no_headline_is_refused_with_its_reason() -> None:
    [one] = shown([measure("capital.gini", 4, 10)])
    assert (one.value, one.numerator, one.denominator) == (None, None, None)
    assert (one.lower, one.upper) == (None, None)
    assert (one.status, one.confidentiality, one.reason) == (
        Status.NOT_PRODUCED,
        Confidentiality.CONFIDENTIAL,
        "breakdowns_await_rounding",
    )


def test_a_breakdown_is_refused_once_for_all_its_groups() -> None:
    women = ((Dimension.GENDER, "female"),)
    men = ((Dimension.GENDER, "male"),)
    [one] = shown(
        [measure("turnout.assembly", 3, 10, women), measure("turnout.assembly", 5, 90, men)]
    )
    assert one.breakdown == ((Dimension.GENDER, EVERY_GROUP),)
    assert one.status is Status.NOT_PRODUCED


def test_a_declared_body_is_published_for_what_it_declares() -> None:
    of_board = ((Dimension.BODY, "ca"),)
    [one] = shown(
        [measure("gender.share_women", 9, 20, of_board)], bodies=[body("ca", "gender", "role")]
    )
    assert (one.value, one.status) == (0.45, Status.PUBLIC_ROLE)


@pytest.mark.parametrize(
    "bodies",
    [
        [body("ca")],
        [body("ca", "role")],
        [body("autre", "gender")],
        [],
    ],
)
def test_a_body_that_does_not_declare_it_is_refused_by_name(bodies: list[Body]) -> None:
    [one] = shown([measure("gender.share_women", 9, 20, ((Dimension.BODY, "ca"),))], bodies=bodies)
    assert (one.value, one.status) == (None, Status.NOT_PRODUCED)
    assert one.breakdown == ((Dimension.BODY, "ca"),)


def test_bodies_of_a_kind_are_published_only_if_all_of_them_declare() -> None:
    of_boards = measure("gender.share_women", 9, 20, ((Dimension.BODY_KIND, "board"),))
    declared, silent = body("ca", "gender"), body("ca2")
    assert shown([of_boards], bodies=[declared])[0].status is Status.PUBLIC_ROLE
    assert shown([of_boards], bodies=[declared, silent])[0].status is Status.NOT_PRODUCED


def test_a_role_within_a_body_needs_the_role_declared_too() -> None:
    chairs = ((Dimension.BODY, "ca"), (Dimension.ROLE, "chair"))
    one_chair = measure("gender.share_women", 1, 1, chairs)
    assert shown([one_chair], bodies=[body("ca", "gender")])[0].status is Status.NOT_PRODUCED
    both = body("ca", "gender", "role")
    assert shown([one_chair], bodies=[both])[0].status is Status.PUBLIC_ROLE


def test_nothing_to_count_is_not_applicable() -> None:
    [one] = shown([measure("turnout.assembly", 0, 0)])
    assert (one.value, one.status) == (None, Status.NOT_APPLICABLE)


def test_the_standing_is_read_from_the_totals() -> None:
    found = standing(
        [], [measure("membership.total", 12, None), measure("turnout.assembly", 3, 9)]
    )
    assert found.members_on(DAY) == 12
    assert found.members_on(date(2022, 5, 31)) is None


GROUPS = st.lists(
    st.sampled_from(
        [(Dimension.GENDER, "other"), (Dimension.REGION, "BE1"), (Dimension.CATEGORY, "users")]
    ),
    min_size=1,
    max_size=3,
    unique_by=lambda group: group[0],
).map(lambda groups: tuple(sorted(groups)))


@given(
    indicator=st.sampled_from(sorted(CATALOGUE)),
    breakdown=GROUPS,
    numerator=st.integers(0, 10**6),
    members=st.integers(0, 10**6),
)
def test_a_breakdown_of_members_is_never_published(
    indicator: str, breakdown: Breakdown, numerator: int, members: int
) -> None:
    [one] = shown(
        [measure(indicator, numerator, numerator + 1, breakdown)],
        members=members,
        bodies=[body("ca", "gender", "role", "category")],
    )
    numbers = (one.value, one.numerator, one.denominator, one.lower, one.upper, one.text)
    assert numbers == (None,) * 6
    assert all(code == EVERY_GROUP for _, code in one.breakdown)


@given(
    first=st.lists(st.integers(0, 50), min_size=1, max_size=5),
    second=st.lists(st.integers(0, 50), min_size=1, max_size=5),
)
def test_a_refusal_never_follows_the_figures(first: list[int], second: list[int]) -> None:
    def of(counts: list[int]) -> list[Observation]:
        return shown([
            measure("membership.total", count, None, ((Dimension.REGION, f"BE{number}"),))
            for number, count in enumerate(counts)
        ])  # fmt: skip

    assert of(first) == of(second)
