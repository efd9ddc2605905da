"""The chart never draws a sure line over an assembly that has no figure."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.vocabulary import Language
from hub.web.figure import Mark
from hub.web.table import real_first
from hub.web.turnout_chart import NARROW, WIDE, Chart, Frame, turnout_chart
from hub.web.wording import Wording
from tests.hub.web.released import INVENTED, RAILCOOP, SMARTCOOP, contents, turnout

EN = Wording(Language.EN)
COOPERATIVES = real_first(contents().cooperatives)
ALL = [
    *turnout("smartcoop", SMARTCOOP),
    *turnout("railcoop", RAILCOOP),
    *turnout("demo-scic", INVENTED),
]


def chart(frame: Frame = WIDE) -> Chart:
    drawn = turnout_chart(COOPERATIVES, ALL, frame, wording=EN)
    assert drawn is not None
    return drawn


def test_each_cooperative_with_a_value_is_a_line_of_its_own_look() -> None:
    drawn = chart()
    assert [(one.cooperative.slug, one.look) for one in drawn.series] == [
        ("railcoop", 1),
        ("smartcoop", 2),
        ("demo-scic", 3),
    ]
    assert [len(one.points) for one in drawn.series] == [4, 6, 4]


def test_a_link_over_a_blank_or_a_skipped_year_is_uncertain() -> None:
    railcoop, smartcoop, demo = chart().series
    assert [link.certain for link in railcoop.links] == [True, True, True]
    # February 2023 is blank in the source
    assert [link.certain for link in smartcoop.links] == [True, True, True, True, False]
    # 2020 is withheld
    assert [link.certain for link in demo.links] == [False, True, True]


def test_two_values_with_no_observation_between_them_for_years_are_not_joined_surely() -> None:
    apart = [turnout("smartcoop", SMARTCOOP)[0], turnout("smartcoop", SMARTCOOP)[3]]
    drawn = turnout_chart(COOPERATIVES, apart, WIDE, wording=EN)
    assert drawn is not None
    assert [link.certain for link in drawn.series[0].links] == [False]


def test_every_period_without_a_value_has_its_mark_under_the_axis() -> None:
    railcoop, smartcoop, demo = chart().series
    assert [absence.mark for absence in railcoop.absences] == [Mark.NOT_REPORTED] * 3
    assert len(smartcoop.absences) == 1
    assert [absence.mark for absence in demo.absences] == [Mark.CONFIDENTIAL]
    assert chart().marks == [Mark.CONFIDENTIAL, Mark.NOT_REPORTED, Mark.CONTESTED]


@pytest.mark.parametrize("frame", [WIDE, NARROW])
def test_everything_lies_inside_the_drawing(frame: Frame) -> None:
    drawn = chart(frame)
    for series in drawn.series:
        for point in series.points:
            assert frame.left <= point.x <= frame.inner_right
            assert frame.top <= point.y <= drawn.baseline
        assert series.strip_y <= drawn.height
    assert max(len(drawn.years), len(drawn.rates)) <= 8


def test_labels_at_the_ends_of_lines_never_overlap() -> None:
    upward = sorted(chart().series, key=lambda one: -one.label_y)
    for lower, upper in pairwise(upward):
        assert upper.label_y + 16 * (len(upper.label) + 1) <= lower.label_y


def test_a_declared_and_a_computed_value_of_one_period_are_one_point() -> None:
    computed = turnout("smartcoop", SMARTCOOP)
    declared = [replace(one, numerator=None, denominator=None) for one in computed]
    drawn = turnout_chart(COOPERATIVES, [*declared, *computed], WIDE, wording=EN)
    assert drawn is not None
    assert len(drawn.series[0].points) == 6
    assert drawn.series[0].points[0].spoken == "SmartCoop, 2018: 3.8% (650 of 17,100)"


def test_the_chart_is_told_in_words_and_says_what_is_synthetic() -> None:
    said = chart().description
    assert "Railcoop: 2021 64.4%, 2022 58.9%, Feb 2023 48.3%, Jun 2023 21%." in said
    assert "Démo SCIC (synthetic): 2018 24.0%" in said


def test_without_any_value_there_is_no_chart() -> None:
    blank = [one for one in ALL if one.value is None]
    assert turnout_chart(COOPERATIVES, blank, WIDE, wording=EN) is None


@given(st.floats(0.0001, 1))
def test_a_point_never_leaves_the_axes_whatever_the_turnout(rate: float) -> None:
    one = replace(turnout("smartcoop", SMARTCOOP)[0], value=rate, lower=rate, upper=rate)
    drawn = turnout_chart(COOPERATIVES, [one], WIDE, wording=EN)
    assert drawn is not None
    [series] = drawn.series
    assert WIDE.top - 0.1 <= series.points[0].y <= WIDE.height
    assert len({tick.text for tick in drawn.rates}) == len(drawn.rates)
