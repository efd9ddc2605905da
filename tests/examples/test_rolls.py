"""Do only members vote, once each, and does habit show?"""

import polars as pl

from examples.plan import Plan
from tests.examples.conftest import Pushed


def _voters(plan: Plan, pushed: Pushed) -> pl.DataFrame:
    """One row per voter and assembly, with the person's days and the assembly's."""
    people = pushed["members"].unique("member_number")
    held = pl.DataFrame(
        {
            "assembly": [each.code for each in plan.profile.assemblies],
            "record_date": [each.record_date for each in plan.profile.assemblies],
            "held_on": [each.held_on for each in plan.profile.assemblies],
        }
    )
    return pushed["participations"].join(people, on="member_number").join(held, on="assembly")


def test_nobody_votes_before_joining_or_after_leaving(plan: Plan, pushed: Pushed) -> None:
    voters = _voters(plan, pushed)
    assert voters.height == pushed["participations"].height
    assert (voters["joined_on"] <= voters["record_date"]).all()
    assert (voters["left_on"].drop_nulls().len()) > 0
    assert voters.filter(pl.col("left_on") <= pl.col("held_on")).is_empty()


def test_nobody_is_twice_on_one_roll(pushed: Pushed) -> None:
    assert not pushed["participations"].select("member_number", "assembly").is_duplicated().any()


def test_assemblies_without_a_roll_have_no_participations(plan: Plan, pushed: Pushed) -> None:
    rolls = set(pushed["participations"]["assembly"])
    assert rolls == {each.code for each in plan.profile.assemblies if each.voters is not None}


def test_whoever_represents_others_is_there_and_not_represented_too(pushed: Pushed) -> None:
    roll = pushed["participations"]
    proxies = roll.filter(pl.col("channel") == "proxy")
    assert proxies.height > 0
    assert proxies["represented_by_number"].null_count() == 0
    assert roll.filter(pl.col("channel") != "proxy")["represented_by_number"].null_count() == (
        roll.height - proxies.height
    )
    there = roll.filter(pl.col("channel") != "proxy")
    found = proxies.join(
        there,
        left_on=["represented_by_number", "assembly"],
        right_on=["member_number", "assembly"],
        how="semi",
    )
    assert found.height == proxies.height


def test_nobody_represents_more_than_two_others(pushed: Pushed) -> None:
    held = pushed["participations"].drop_nulls("represented_by_number")
    most = held.group_by("assembly", "represented_by_number").len()["len"].max()
    assert most == 2


def test_whoever_voted_once_is_likelier_to_vote_again(plan: Plan, pushed: Pushed) -> None:
    *_, before, last = plan.profile.assemblies
    roll = pushed["participations"]
    members = pushed["members"].filter(
        pl.col("joined_on") <= before.record_date,
        pl.col("left_on").is_null() | (pl.col("left_on") > last.held_on),
    )
    voted = {
        each.code: set(roll.filter(pl.col("assembly") == each.code)["member_number"])
        for each in (before, last)
    }
    present = set(members["member_number"])
    again = len(voted[before.code] & voted[last.code]) / len(voted[before.code] & present)
    anew = len(voted[last.code] & present - voted[before.code]) / len(present - voted[before.code])
    assert again > 1.1 * anew


def test_voters_are_older_than_the_members(plan: Plan, pushed: Pushed) -> None:
    voters = _voters(plan, pushed)["birth_year"].mean()
    assert voters < pushed["members"]["birth_year"].mean() - 1  # type: ignore[operator]
