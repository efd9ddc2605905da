"""Are the spaces as large as planned, and is their activity possible?"""

import polars as pl

from examples.plan import Plan, plan_for
from examples.profiles import INVENTED
from tests.examples.conftest import Pushed
from tests.examples.test_elected import seated


def test_circles_have_5_to_150_members(rail: Pushed) -> None:
    plan = plan_for(INVENTED["rail-fictif"].profile)
    seats = seated(plan, rail).filter(
        pl.col("role") == "member", pl.col("body").str.starts_with("cercle-")
    )
    sizes = seats.group_by("body").len()["len"]
    assert sizes.len() == 30
    assert sizes.is_between(5, 150).all()


def test_facilitators_take_part_in_the_space_they_facilitate(plan: Plan, pushed: Pushed) -> None:
    now = seated(plan, pushed)
    leading = now.filter(pl.col("role") == "facilitator")
    members = now.filter(pl.col("role") == "member")
    assert leading.join(members, on=["member_number", "body"], how="semi").height == leading.height


def test_all_spaces_together_enrol_as_many_as_there_are_people(rail: Pushed) -> None:
    activity = rail["spaces_activity"].filter(pl.col("period") == "2022")
    [together] = activity.filter(pl.col("body").is_null()).to_dicts()
    each = activity.drop_nulls("body")
    assert (together["enrolled"], each["enrolled"].sum()) == (800, 1_000)
    assert together["meetings"] == each["meetings"].sum()
    assert together["contributions"] == each["contributions"].sum()


def test_no_more_regulars_than_enrolled(pushed: Pushed) -> None:
    activity = pushed["spaces_activity"]
    assert (activity["regular"] <= activity["enrolled"]).all()


def test_the_spaces_grow_from_year_to_year(rail: Pushed) -> None:
    together = rail["spaces_activity"].filter(pl.col("body").is_null()).sort("period")
    assert together["period"].to_list() == ["2021", "2022"]
    assert together["enrolled"].to_list() == [680, 800]
