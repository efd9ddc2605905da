"""Are seats shared out over the persons who fill them?"""

from pathlib import Path

from tests.hub.indicators import spec


def test_a_person_with_two_roles_fills_one_seat(tmp_path: Path) -> None:
    records: dict[str, spec.Rows] = {
        "assemblies": [{}],
        "bodies": [{}],
        "member_categories": [{}, {"code": "staff", "kind": "employee"}],
        "mandates": [
            {"pseudonym": "a", "category": "users"},
            {"pseudonym": "a", "category": "users", "role": "chair"},
            {"pseudonym": "b", "category": "staff"},
            {"pseudonym": "c"},
        ],
    }
    found = spec.found(tmp_path, "mandate.seat_share", records)
    assert spec.parts(found, "body=board|category=users") == {"2022": (1, 3)}
    assert spec.parts(found, "body_kind=board|category_kind=employee") == {"2022": (1, 3)}
    assert spec.parts(found) == {}
