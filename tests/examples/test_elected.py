"""Are the seats of the elected bodies held by members, and in sequence?"""

from datetime import date

import polars as pl

from examples.plan import Plan
from tests.examples.conftest import Pushed


def seated(plan: Plan, pushed: Pushed) -> pl.DataFrame:
    """The mandates that run on the reference date."""
    day = plan.profile.reference[0]
    return pushed["mandates"].filter(
        pl.col("start_on") <= day, pl.col("end_on").is_null() | (pl.col("end_on") > day)
    )


def test_every_seat_of_board_and_ethics_is_taken_once(plan: Plan, pushed: Pushed) -> None:
    for body in plan.profile.bodies:
        if body.kind in {"board", "ethics", "other", "management"}:
            people = seated(plan, pushed).filter(pl.col("body") == body.code)["member_number"]
            assert people.len() == people.n_unique() == body.seats


def test_no_member_holds_a_mandate_before_joining_or_after_leaving(pushed: Pushed) -> None:
    held = pushed["mandates"].filter(pl.col("body") != "equipe")
    people = pushed["members"].unique("member_number")
    held = held.join(people.select("member_number", "joined_on", "left_on"), on="member_number")
    assert held.height > 0
    assert (held["start_on"] > held["joined_on"]).all()
    assert held.filter(pl.col("left_on") < pl.col("end_on").fill_null(date(9999, 1, 1))).is_empty()


def test_members_have_the_same_gender_in_the_register_and_in_their_mandates(
    pushed: Pushed,
) -> None:
    people = pushed["members"].unique("member_number").select("member_number", "gender")
    held = pushed["mandates"].join(people, on="member_number")
    assert (held["gender"] == held["gender_right"].cast(pl.String)).all()


def test_everyone_else_with_a_mandate_has_a_person_number_of_their_own(
    plan: Plan, pushed: Pushed
) -> None:
    others = pushed["mandates"].join(pushed["members"], on="member_number", how="anti")
    assert others["member_number"].str.starts_with(f"{plan.profile.prefix}-P-").all()
    assert set(others["body"]) == {"ca", "direction", "equipe"}


def test_there_were_others_before_them(plan: Plan, pushed: Pushed) -> None:
    ended = pushed["mandates"].filter(pl.col("end_on") <= plan.profile.reference[0])
    assert {"ca", "ethique", "equipe"} <= set(ended["body"])
    assert (ended["start_on"] < ended["end_on"]).all()


def test_offices_are_held_by_one_person_each(plan: Plan, pushed: Pushed) -> None:
    board = seated(plan, pushed).filter(pl.col("body") == "ca")
    offices = board.filter(pl.col("role") != "member")["role"].sort().to_list()
    assert offices == ["chair", "secretary", "treasurer"]
