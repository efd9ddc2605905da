"""Is it known who sat in a participatory space, and from when on that was recorded?"""

from datetime import date
from pathlib import Path
from typing import Any

from hub.indicators import enrolment
from hub.indicators.tables import Tables
from tests.hub.indicators import spec

_BODIES: spec.Rows = [{"code": "a", "kind": "space"}, {"code": "b", "kind": "space"}, {}]

_ASSEMBLIES: spec.Rows = [{}, {"code": "next", "date": date(2023, 6, 15)}]


def _tables(folder: Path, *mandates: dict[str, Any]) -> Tables:
    return spec.tables(
        folder, {"bodies": _BODIES, "assemblies": _ASSEMBLIES, "mandates": mandates}
    )


def test_a_seat_in_two_spaces_is_one_enrolment(tmp_path: Path) -> None:
    tables = _tables(tmp_path, {"body": "a"}, {"body": "b", "start": 1}, {"start": 2})
    found = tables.rows(enrolment.enrolled(tables))
    assert sorted(found.rows()) == [
        ("2022", date(2022, 6, 15), "p1"),
        ("2023", date(2023, 6, 15), "p1"),
    ]


def test_a_seat_that_was_left_is_none(tmp_path: Path) -> None:
    tables = _tables(tmp_path, {"body": "a", "end_on": date(2022, 12, 31)})
    assert tables.rows(enrolment.enrolled(tables))["period"].to_list() == ["2022"]


def test_enrolment_is_recorded_from_the_first_seat_in_a_space_on(tmp_path: Path) -> None:
    tables = _tables(tmp_path, {"body": "a", "start_on": date(2022, 6, 16)}, {"start": 2})
    assert tables.rows(enrolment.days(tables)).rows() == [("2023", date(2023, 6, 15))]


def test_without_a_seat_in_a_space_enrolment_was_never_recorded(tmp_path: Path) -> None:
    tables = _tables(tmp_path, {"start_on": date(2010, 1, 1)})
    assert tables.rows(enrolment.days(tables)).is_empty()
    assert tables.rows(enrolment.enrolled(tables)).is_empty()
