"""A count that is no multiple, or no sum of its parts, is found; nothing else is."""

from dataclasses import replace

from hub.disclosure.audit_shape import audit_shape
from hub.releases.cell import EVERYONE, Cell
from hub.releases.structure import Column
from tests.hub.disclosure.audited import (
    AGE,
    GENDER,
    PLAIN,
    People,
    cell,
    cells,
    count,
    cube,
    found,
    plan,
    structure,
)

PEOPLE: People = {
    ("old", "female", "east"): 10,
    ("old", "male", "north"): 5,
    ("young", "female", "west"): 20,
    ("young", "male", "east"): 15,
}


def published() -> list[Cell]:
    return cells(PLAIN, lambda key: count(PLAIN, PEOPLE, key))


def test_sums_of_multiples_are_as_they_should_be() -> None:
    assert found(audit_shape(cube(published()))) == []


def test_a_count_that_is_no_multiple_is_found() -> None:
    said = [replace(one, value=51.0) if one.key == EVERYONE else one for one in published()]
    assert ("not_rounded", "") in found(audit_shape(cube(said)))


def test_an_interval_narrower_than_rounding_is_found() -> None:
    said = [replace(one, lower=48.0) if one.key == EVERYONE else one for one in published()]
    assert found(audit_shape(cube(said))) == [("not_rounded", "")]
    said = [replace(one, upper=52.0) if one.key == EVERYONE else one for one in published()]
    assert found(audit_shape(cube(said))) == [("not_rounded", "")]


def test_a_whole_that_is_not_the_sum_of_its_parts_is_found() -> None:
    women = (("gender", "female"),)
    said = [cell(women, 35) if one.key == women else one for one in published()]
    # against its own parts, and as a part of everyone
    assert found(audit_shape(cube(said))) == [
        ("not_additive", ""),
        ("not_additive", "gender=female"),
    ]


def test_a_coarse_code_that_is_not_the_sum_of_its_fine_ones_is_found() -> None:
    far = (("side", "far"),)
    said = [cell(far, 50) if one.key == far else one for one in published()]
    assert ("not_additive", "side=far") in found(audit_shape(cube(said)))


def test_where_a_part_is_withheld_there_is_nothing_to_compare() -> None:
    women = (("gender", "female"),)
    said = [cell(women, None) if one.key == women else one for one in published()]
    assert found(audit_shape(cube(said))) == []


def test_what_several_codes_count_is_the_sum_of_what_each_person_has_once() -> None:
    held = Column(
        dimension="gender",
        codes={"any": frozenset({"female", "male"}), "woman": frozenset({"female"})},
        partition=False,
        codes_of="gender",
    )
    of = structure(
        {"gender": GENDER, "held": held, "age": AGE}, ("age", "gender"), ("age", "held")
    )
    said = cube(cells(of, lambda key: 10 * count(of, {("old", "female"): 3}, key)), plan(of))
    assert found(audit_shape(said)) == []
    women = (("gender", "female"),)
    cut = {key: cell(key, 25) if key == women else one for key, one in said.cells.items()}
    assert ("not_additive", "gender=female") in found(audit_shape(cube(cut.values(), plan(of))))
