"""Does everyone see that the cooperatives are invented, and which bodies are public?"""

import polars as pl

from tests.examples.conftest import Pushed


def test_an_invented_cooperative_says_so_in_its_name_and_its_mark(pushed: Pushed) -> None:
    [row] = pushed["cooperative"].to_dicts()
    assert row["synthetic"] is True
    assert row["name"].endswith("(coopérative inventée)")


def test_only_board_and_ethics_are_declared_public(pushed: Pushed) -> None:
    declared = pushed["bodies"].drop_nulls("public_role_url")
    assert set(declared["code"]) == {"ca", "ethique"}
    assert set(declared["public_role_attributes"]) == {"gender|role|category"}
    assert declared["public_role_url"].str.starts_with("https://example.org/").all()


def test_a_small_undeclared_body_is_there_to_be_withheld(pushed: Pushed) -> None:
    small = pushed["bodies"].filter(
        pl.col("public_role_url").is_null(), pl.col("kind") == "other", pl.col("seats") < 10
    )
    assert small.height == 1


def test_five_colleges_have_a_fifth_of_the_votes_each(rail: Pushed) -> None:
    categories = rail["member_categories"]
    assert categories["college"].n_unique() == 5
    assert categories["voting_share"].to_list() == [0.2] * 5
