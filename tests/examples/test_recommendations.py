"""Do recommendations take a course that is possible, and do some wait for an answer?"""

import polars as pl

from examples.plan import Plan
from examples.profiles import INVENTED
from examples.recommendations import invent
from hub.vocabulary import RecommendationStage as Stage
from tests.examples.conftest import Pushed

_ANSWERS = {
    Stage.ACCEPTED,
    Stage.PARTLY_ACCEPTED,
    Stage.REJECTED,
    Stage.DEFERRED,
    Stage.WITHDRAWN,
}


def test_every_course_starts_with_the_submission_and_goes_forward_in_time(plan: Plan) -> None:
    for each in invent(plan.profile, 1):
        stages, days = zip(*each.steps, strict=True)
        assert stages[0] is Stage.SUBMITTED
        assert list(days) == sorted(set(days))
        assert days[-1] <= plan.profile.closed_on[0]


def test_nothing_is_answered_twice_or_carried_out_without_consent(plan: Plan) -> None:
    for each in invent(plan.profile, 1):
        stages = [stage for stage, _ in each.steps]
        answers = _ANSWERS.intersection(stages)
        assert len(answers) <= 1
        if Stage.IN_PROGRESS in stages:
            assert answers <= {Stage.ACCEPTED, Stage.PARTLY_ACCEPTED}


def test_every_stage_occurs_and_some_wait_for_an_answer(ateliers: Pushed) -> None:
    events = ateliers["recommendation_events"]
    assert set(events["stage"]) == {str(stage) for stage in Stage}
    answered = events.filter(pl.col("stage").is_in([str(each) for each in _ANSWERS]))
    assert 160 <= answered["recommendation"].n_unique() < 220


def test_there_are_220_recommendations_in_six_cycles_with_titles_of_their_own(
    ateliers: Pushed,
) -> None:
    recommendations = ateliers["recommendations"]
    assert recommendations["title"].n_unique() == recommendations.height == 220
    assert recommendations["cycle"].n_unique() == ateliers["cycles"].height == 6


def test_some_rejections_come_without_a_reason(ateliers: Pushed) -> None:
    rejected = ateliers["recommendation_events"].filter(pl.col("stage") == "rejected")
    assert 0 < rejected["reason"].null_count() < rejected.height


def test_another_seed_gives_other_courses() -> None:
    profile = INVENTED["rail-fictif"].profile
    assert invent(profile, 1) != invent(profile, 2)


def test_experiments_end_with_an_outcome_or_run_on(pushed: Pushed) -> None:
    experiments = pushed["experiments"]
    running = experiments["outcome"] == "running"
    assert (experiments["ended_on"].is_null() == running).all()
