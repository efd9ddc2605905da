"""Do the counts of a motion add up to the voters of its assembly?"""

import polars as pl

from examples.plan import Plan
from tests.examples.conftest import Pushed


def test_the_ballots_of_a_motion_are_the_voters_of_its_assembly(
    plan: Plan, pushed: Pushed
) -> None:
    votes = pushed["counts"].group_by("motion").agg(pl.col("votes").sum())
    motions = pushed["motions"].join(votes, left_on="code", right_on="motion")
    voters = {each.code: plan.voters_at(each) for each in plan.profile.assemblies}
    assert motions["votes"].to_list() == [voters[code] for code in motions["assembly"]]


def test_the_last_two_assemblies_have_motions(plan: Plan, pushed: Pushed) -> None:
    last = {assembly.code for assembly in plan.profile.assemblies[-2:]}
    assert set(pushed["motions"]["assembly"]) == last


def test_the_weights_of_five_colleges_sum_to_all_votes(rail: Pushed) -> None:
    weights = rail["counts"].group_by("motion").agg(pl.col("weight").sum())
    assert (weights["weight"].round(4) == 1).all()
    assert rail["counts"]["college"].n_unique() == 5


def test_where_votes_are_not_weighted_there_is_no_college(ateliers: Pushed) -> None:
    assert ateliers["counts"].select("college", "weight").null_count().row(0) == (24, 24)


def test_a_college_votes_with_as_many_ballots_as_it_has_voters(rail: Pushed) -> None:
    category = rail["members"].select("member_number", "category")
    roll = rail["participations"].filter(pl.col("assembly") == "ago-2023")
    voters = roll.join(category, on="member_number").group_by("category").len()
    counted = (
        rail["counts"]
        .filter(pl.col("motion") == "ago-1")
        .group_by("college")
        .agg(pl.col("votes").sum())
    )
    assert dict(counted.iter_rows()) == {str(code): number for code, number in voters.iter_rows()}
