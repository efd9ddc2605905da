"""Are members, their categories and the staff among them counted right?"""

from datetime import date
from pathlib import Path

from tests.hub.indicators import spec

_STAFF = {"code": "staff", "kind": "employee"}


def test_the_total_is_taken_at_every_assembly(tmp_path: Path) -> None:
    records: dict[str, spec.Rows] = {
        "members": [{"times": 5}, {"times": 3, "joined_on": date(2023, 1, 1)}],
        "assemblies": [{}, {"code": "b", "date": date(2023, 6, 1)}],
    }
    found = spec.found(tmp_path, "membership.total", records)
    assert spec.parts(found) == {"2022": (5, None), "2023": (8, None)}


def test_categories_may_add_up_to_more_than_the_total(tmp_path: Path) -> None:
    records: dict[str, spec.Rows] = {
        "members": [{"times": 4}, {"category": "workers", "start": 4}, {"category": "workers"}],
        "member_categories": [{}, {"code": "workers", "kind": "worker"}],
        "assemblies": [{}],
    }
    found = spec.found(tmp_path, "membership.total", records)
    assert spec.parts(found) == {"2022": (5, None)}
    assert spec.groups(found, "category") == {"users": 4, "workers": 2}
    assert spec.groups(found, "category_kind") == {"user": 4, "worker": 2}


def test_two_categories_of_one_kind_are_one_person_of_that_kind(tmp_path: Path) -> None:
    records: dict[str, spec.Rows] = {
        "members": [{"pseudonym": "a"}, {"pseudonym": "a", "category": "friends"}],
        "member_categories": [{}, {"code": "friends"}],
        "assemblies": [{}],
    }
    found = spec.found(tmp_path, "membership.total", records)
    assert spec.groups(found, "category_kind") == {"user": 1}


def test_pairs_are_counted_too(tmp_path: Path) -> None:
    records: dict[str, spec.Rows] = {
        "members": [
            {"times": 2, "gender": "female"},
            {"gender": "male"},
            {"gender": "male", "category": "workers"},
        ],
        "assemblies": [{}],
    }
    found = spec.found(tmp_path, "membership.total", records)
    assert spec.groups(found, "category", "gender") == {
        "users|female": 2,
        "users|male": 1,
        "workers|male": 1,
    }


def test_a_share_is_over_distinct_members(tmp_path: Path) -> None:
    records: dict[str, spec.Rows] = {
        "members": [{"times": 4}, {"category": "workers", "start": 4}, {"category": "workers"}],
        "assemblies": [{}],
    }
    found = spec.found(tmp_path, "membership.category_share", records)
    assert spec.parts(found, "category=users") == {"2022": (4, 5)}
    assert spec.parts(found, "category=workers") == {"2022": (2, 5)}
    assert spec.parts(found) == {}


def test_printed_staff_goes_before_staff_mandates(tmp_path: Path) -> None:
    records: dict[str, spec.Rows] = {
        "members": [{"times": 2, "category": "staff"}],
        "member_categories": [_STAFF],
        "bodies": [{"code": "team", "kind": "staff"}],
        "mandates": [{"times": 5, "body": "team"}],
        "figures": [
            {"indicator": "membership.staff_member_rate", "part": "denominator", "value": 8}
        ],
        "assemblies": [{}],
    }
    found = spec.found(tmp_path, "membership.staff_member_rate", records)
    assert spec.parts(found) == {"2022": (2, 8), "2022-06": (2, 5)}


def test_two_different_printed_numbers_of_employees_give_no_rate(tmp_path: Path) -> None:
    figure = {"indicator": "membership.staff_member_rate", "part": "denominator"}
    records: dict[str, spec.Rows] = {
        "members": [{"times": 2, "category": "staff"}],
        "member_categories": [_STAFF],
        "figures": [figure | {"value": 8}, figure | {"value": 9, "place": "elsewhere"}],
    }
    assert spec.found(tmp_path, "membership.staff_member_rate", records) == []


def test_more_employee_members_than_employees_give_no_rate(tmp_path: Path) -> None:
    records: dict[str, spec.Rows] = {
        "members": [{"times": 9, "category": "staff"}],
        "member_categories": [_STAFF],
        "figures": [
            {"indicator": "membership.staff_member_rate", "part": "denominator", "value": 8}
        ],
    }
    assert spec.found(tmp_path, "membership.staff_member_rate", records) == []


def test_an_employee_who_joined_as_a_user_is_no_employee_member(tmp_path: Path) -> None:
    records: dict[str, spec.Rows] = {
        "members": [{}, {"category": "staff"}],
        "member_categories": [_STAFF, {}],
        "bodies": [{"code": "team", "kind": "staff"}],
        "mandates": [{"times": 4, "body": "team"}],
        "assemblies": [{}],
    }
    found = spec.found(tmp_path, "membership.staff_member_rate", records)
    assert spec.parts(found) == {"2022": (1, 4)}
