"""Are women counted over those whose gender is recorded, each person once?"""

from pathlib import Path
from typing import Any

from hub.indicators.measure import Measure
from tests.hub.indicators import spec


def _found(folder: Path, indicator: str, **records: spec.Rows) -> list[Measure]:
    return spec.found(folder, f"gender.{indicator}", {"assemblies": [{}], **records})


_MEMBERS: spec.Rows = [
    {"times": 2, "gender": "female"},
    {"times": 3, "gender": "male"},
    {"gender": "other"},
    {"gender": "declined"},
    {"times": 4},
    {"times": 7, "gender": "female", "person_kind": "legal"},
]


def test_women_are_over_the_natural_persons_of_recorded_gender(tmp_path: Path) -> None:
    assert spec.parts(_found(tmp_path, "share_women", members=_MEMBERS)) == {"2022": (2, 6)}


def test_coverage_leaves_out_those_who_decline(tmp_path: Path) -> None:
    assert spec.parts(_found(tmp_path, "coverage", members=_MEMBERS)) == {"2022": (6, 11)}


def test_a_person_of_two_circles_is_one_person_in_the_circles(tmp_path: Path) -> None:
    found = _found(
        tmp_path,
        "share_women",
        bodies=[{"code": "a", "kind": "space"}, {"code": "b", "kind": "space"}],
        mandates=[
            {"pseudonym": "w", "body": "a", "gender": "female"},
            {"pseudonym": "w", "body": "b", "gender": "female", "role": "facilitator"},
            {"pseudonym": "m", "body": "a", "gender": "male"},
            {"pseudonym": "n", "body": "a"},
        ],
    )
    assert spec.parts(found, "body_kind=space") == {"2022": (1, 2)}
    assert spec.parts(found, "body=b") == {"2022": (1, 1)}
    assert spec.parts(found, "body_kind=space|role=member") == {"2022": (1, 2)}
    assert spec.parts(found, "body_kind=space|role=facilitator") == {"2022": (1, 1)}


def test_a_body_of_men_has_a_share_of_zero(tmp_path: Path) -> None:
    found = _found(tmp_path, "share_women", bodies=[{}], mandates=[{"times": 3, "gender": "male"}])
    assert spec.parts(found, "body=board") == {"2022": (0, 3)}


def test_a_register_of_men_has_a_share_of_zero(tmp_path: Path) -> None:
    found = _found(tmp_path, "share_women", members=[{"times": 3, "gender": "male"}])
    assert spec.parts(found) == {"2022": (0, 3)}


def test_a_body_without_recorded_gender_has_no_share(tmp_path: Path) -> None:
    records: dict[str, Any] = {"bodies": [{}], "mandates": [{"times": 3}]}
    assert _found(tmp_path, "share_women", **records) == []
    assert spec.parts(_found(tmp_path, "coverage", **records), "body=board") == {"2022": (0, 3)}


def test_balance_runs_from_forty_to_sixty_both_included(tmp_path: Path) -> None:
    women = {"a": 4, "b": 6, "c": 3, "d": 7}
    mandates = [
        {"times": times, "body": body, "gender": gender}
        for body, number in women.items()
        for gender, times in (("female", number), ("male", 10 - number))
    ]
    found = _found(
        tmp_path,
        "balanced_bodies",
        bodies=[{"code": body} for body in (*women, "empty")],
        mandates=mandates,
    )
    assert spec.parts(found) == {"2022": (2, 4)}
