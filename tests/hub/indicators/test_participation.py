"""Are the enrolled and the regular counted over members of the same day?"""

from datetime import date
from pathlib import Path

from hub.indicators.measure import Measure
from tests.hub.indicators import spec

_SPACES = {"bodies": [{"code": "a", "kind": "space"}, {"code": "b", "kind": "space"}, {}]}


def _found(folder: Path, indicator: str, **records: spec.Rows) -> list[Measure]:
    return spec.found(folder, f"participation.{indicator}", records)


def test_a_member_of_two_spaces_is_enrolled_once(tmp_path: Path) -> None:
    found = _found(
        tmp_path,
        "enrolment_rate",
        members=[{"times": 5, "gender": "female"}, {"times": 5, "gender": "male"}],
        assemblies=[{}],
        mandates=[
            {"times": 3, "body": "a"},
            {"times": 2, "body": "b", "start": 3},
            {"body": "board", "start": 9},
            {"body": "a", "start": 99},
        ],
        **_SPACES,
    )
    assert spec.parts(found) == {"2022": (4, 10)}
    assert spec.parts(found, "gender=male") == {"2022": (0, 5)}


def test_nobody_is_said_to_be_enrolled_before_enrolment_was_recorded(tmp_path: Path) -> None:
    found = _found(
        tmp_path,
        "enrolment_rate",
        members=[{"times": 5}],
        assemblies=[{}, {"code": "next", "date": date(2023, 6, 1)}],
        mandates=[{"body": "a", "start_on": date(2023, 1, 1)}],
        **_SPACES,
    )
    assert spec.parts(found) == {"2023": (1, 5)}


def test_without_mandates_the_spaces_own_count_is_taken(tmp_path: Path) -> None:
    activity: spec.Rows = [
        {"enrolled": 3},
        {"body": "a", "enrolled": 2},
        {"period": "2021", "enrolled": 9},
    ]
    found = _found(
        tmp_path, "enrolment_rate", members=[{"times": 5}], spaces_activity=activity, **_SPACES
    )
    assert spec.parts(found) == {"2022": (3, 5)}


def test_regulars_are_over_the_members_at_the_end_of_the_period(tmp_path: Path) -> None:
    found = _found(
        tmp_path,
        "active_rate",
        members=[{"times": 5}, {"joined_on": date(2022, 12, 31)}],
        spaces_activity=[{"regular": 2}],
    )
    assert spec.parts(found) == {"2022": (2, 6)}
    assert {measure.as_of for measure in found} == {date(2022, 12, 31)}


def test_regulars_are_over_the_enrolled_of_each_space(tmp_path: Path) -> None:
    activity: spec.Rows = [
        {"enrolled": 7, "regular": 2},
        {"body": "a", "enrolled": 4, "regular": 1},
        {"body": "b", "enrolled": 4},
    ]
    found = _found(tmp_path, "activation", spaces_activity=activity, **_SPACES)
    assert spec.parts(found) == {"2022": (2, 7)}
    assert spec.parts(found, "body=a") == {"2022": (1, 4)}
    assert len(found) == 2


def test_support_may_be_of_part_time_staff(tmp_path: Path) -> None:
    figure = {"indicator": "participation.support_load", "part": "denominator", "value": 2.5}
    found = _found(tmp_path, "support_load", members=[{"times": 5}], figures=[figure])
    assert spec.parts(found) == {"2022": (5, 2.5)}
