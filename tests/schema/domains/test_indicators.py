"""Every indicator of the release is there with its definition."""

from tests.schema.conftest import Ask


def test_an_indicator_says_what_it_means(ask: Ask) -> None:
    found = ask(
        """{ indicator(code: "turnout.assembly") { code version family tier unit disclosure
        name name_fr: name(language: FR) definition caveat formula numerator denominator
        breakdowns direction uncertainty period sources } }"""
    )["indicator"]
    assert (found["name"], found["name_fr"]) == ("Assembly turnout", "Assembly turnout (fr)")
    assert (found["family"], found["tier"], found["unit"]) == ("turnout", "CORE", "RATIO")
    assert (found["breakdowns"], found["caveat"]) == (["BODY_KIND"], None)


def test_indicators_are_chosen_by_family_and_tier(ask: Ask) -> None:
    query = """query($f: String, $t: Tier) { indicators(family: $f, tier: $t) { code } }"""
    for chosen, codes in (
        ({}, ["gender.share", "turnout.assembly"]),
        ({"f": "gender"}, ["gender.share"]),
        ({"t": "CORE"}, ["turnout.assembly"]),
        ({"f": "gender", "t": "CORE"}, []),
    ):
        assert [one["code"] for one in ask(query, **chosen)["indicators"]] == codes


def test_an_unknown_code_is_null(ask: Ask) -> None:
    assert ask('{ indicator(code: "no.such") { name } }') == {"indicator": None}
