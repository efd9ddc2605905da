"""A body has a name, and declares that its people act in public as a whole or not at all."""

from datetime import date

import pytest

from hub.records.bodies import Bodies
from tests.hub.records.broken import broken

DECLARED = {
    "public_role_url": "https://example.org/ca",
    "public_role_on": date(2022, 1, 1),
    "public_role_signatory": "The chair",
    "public_role_attributes": "gender|role",
}


def test_a_body_has_a_name_in_some_language() -> None:
    assert broken(Bodies) == {"unnamed_body"}
    assert broken(Bodies, name_nl="Raad") == set()


@pytest.mark.parametrize("lacking", DECLARED)
def test_a_declaration_without_one_of_its_parts_is_none(lacking: str) -> None:
    assert broken(Bodies, name_fr="Conseil", **DECLARED) == set()
    rest = {part: said for part, said in DECLARED.items() if part != lacking}
    assert broken(Bodies, name_fr="Conseil", **rest) == {"incomplete_declaration"}


def test_nobody_declares_an_attribute_that_is_not_theirs_to_show() -> None:
    cells = {**DECLARED, "public_role_attributes": "gender|birth_year"}
    assert broken(Bodies, name_fr="Conseil", **cells) == {"public_role_attributes|regex"}
