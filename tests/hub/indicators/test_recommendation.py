"""Are recommendations counted over the years in which they were worked out?"""

from datetime import date
from pathlib import Path

from tests.hub.indicators import spec


def test_recommendations_are_told_by_cycle_and_body(tmp_path: Path) -> None:
    records: dict[str, spec.Rows] = {
        "bodies": [{"code": "circle"}],
        "cycles": [{"start_on": "2015", "end_on": "2017-06"}],
        "recommendations": [
            {"times": 3, "cycle": "first", "origin_body": "circle"},
            {"times": 2, "submitted_on": date(2019, 5, 1)},
        ],
    }
    found = spec.found(tmp_path, "recommendation.count", records)
    assert spec.parts(found) == {"2015/2019": (5, None)}
    assert spec.groups(found, "cycle") == {"first": 3, "unknown": 2}
    assert spec.groups(found, "body") == {"circle": 3, "unknown": 2}


def test_recommendations_of_one_year_are_of_that_year(tmp_path: Path) -> None:
    records: dict[str, spec.Rows] = {"recommendations": [{"submitted_on": date(2019, 5, 1)}]}
    found = spec.found(tmp_path, "recommendation.count", records)
    assert spec.parts(found) == {"2019": (1, None)}


def test_recommendations_without_any_date_have_no_period(tmp_path: Path) -> None:
    records: dict[str, spec.Rows] = {"recommendations": [{"times": 3}]}
    assert spec.found(tmp_path, "recommendation.count", records) == []
