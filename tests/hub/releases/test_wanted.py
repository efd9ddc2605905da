"""A choice narrowed to some cooperatives stays the same choice."""

from hub.releases.wanted import Wanted, WantedRecommendations


def test_a_choice_of_all_is_narrowed_to_those_named() -> None:
    assert Wanted(indicators=("a.b",)).among(["x"]) == Wanted(
        indicators=("a.b",), cooperatives=("x",)
    )


def test_a_choice_of_some_is_never_widened() -> None:
    assert Wanted(cooperatives=("x",)).among(["x", "y"]).cooperatives == ("x",)
    assert WantedRecommendations(cooperatives=("x",)).among(["y"]).cooperatives == ()
