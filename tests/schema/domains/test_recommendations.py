"""A funnel counts every recommendation, also those that nobody answered."""

from hypothesis import given
from hypothesis import strategies as st

from hub.releases.wanted import Course
from hub.vocabulary import RecommendationStage as Stage
from schema.domains.recommendations import EXITS, WAY, RecommendationFunnel
from tests.schema.conftest import Ask


def test_each_stage_counts_those_that_ever_came_to_it(ask: Ask) -> None:
    funnel = ask(
        """{ cooperative(slug: "smartcoop") { recommendationFunnel(cycle: "sip-1") {
        cycle total unanswered stages { stage count } exits { stage count } } } }"""
    )["cooperative"]["recommendationFunnel"]
    assert (funnel["cycle"], funnel["total"]) == ("sip-1", 4)
    # r2 is under review, r4 has no event at all
    assert funnel["unanswered"] == 2
    assert {one["stage"]: one["count"] for one in funnel["stages"]} == {
        "SUBMITTED": 4, "UNDER_REVIEW": 1, "ACCEPTED": 1, "PARTLY_ACCEPTED": 0,
        "IN_PROGRESS": 0, "IMPLEMENTED": 1, "EVALUATED": 0,
    }  # fmt: skip
    assert funnel["exits"] == [
        {"stage": "REJECTED", "count": 1},
        {"stage": "WITHDRAWN", "count": 0},
        {"stage": "DEFERRED", "count": 0},
    ]


def test_an_unknown_cycle_has_an_empty_funnel(ask: Ask) -> None:
    funnel = ask(
        """{ cooperative(slug: "smartcoop") { recommendationFunnel(cycle: "none") {
        total unanswered } } }"""
    )["cooperative"]["recommendationFunnel"]
    assert funnel == {"total": 0, "unanswered": 0}


@given(st.lists(st.lists(st.sampled_from(Stage), max_size=5)))
def test_no_recommendation_is_lost(courses: list[list[Stage]]) -> None:
    funnel = RecommendationFunnel.of([Course("c", tuple(one)) for one in courses], None)
    counts = {one.stage: one.count for one in (*funnel.stages, *funnel.exits)}
    assert set(counts) == {*WAY, *EXITS} == set(Stage)
    assert counts[Stage.SUBMITTED] == funnel.total == len(courses)
    answered = [one for one in courses if set(one) - {Stage.SUBMITTED, Stage.UNDER_REVIEW}]
    assert funnel.unanswered == len(courses) - len(answered)


def test_a_recommendation_tells_its_way(ask: Ask) -> None:
    [found] = ask(
        """{ recommendations(filter: {stages: [IMPLEMENTED]}) { nodes { code title text theme
        language submittedOn stage cooperative { slug } cycle { code name startOn endOn themes }
        originBody { code } events { stage on reason url byBody { code } } } } }"""
    )["recommendations"]["nodes"]
    assert [step["stage"] for step in found["events"]] == ["SUBMITTED", "ACCEPTED", "IMPLEMENTED"]
    assert found["events"][0]["byBody"] == {"code": "board"}
    assert (found["originBody"], found["cycle"]["name"]) == ({"code": "circle"}, "SIP 1")


def test_recommendations_are_chosen_by_all_that_is_asked(ask: Ask) -> None:
    query = """query($f: RecommendationFilter) {
        recommendations(filter: $f) { nodes { code } }
        cooperative(slug: "smartcoop") { recommendations(filter: $f) { nodes { code } } } }"""
    for chosen, codes in (
        ({"cycle": "sip-1", "stages": ["REJECTED", "UNDER_REVIEW"]}, ["r2", "r3"]),
        ({"cooperatives": ["railcoop", "unknown"]}, []),
        ({"originBody": "circle", "theme": "care"}, ["r1", "r2", "r3", "r4"]),
        ({"theme": "none"}, []),
    ):
        found = ask(query, f=chosen)
        for place in (found, found["cooperative"]):
            assert [one["code"] for one in place["recommendations"]["nodes"]] == codes
