"""Two releases together tell no more than each alone, or the later one is not passed."""

from dataclasses import replace

from hub.disclosure.audit_previous import audit_previous
from hub.disclosure.population_cube import PopulationCube
from hub.releases.cell import EVERYONE, Key
from hub.releases.structure import Structure
from hub.releases.table_plan import Movers
from tests.hub.disclosure.audited import (
    AGE,
    GENDER,
    SIDE,
    cell,
    cube,
    found,
    leaves,
    plan,
    structure,
)

WOMEN: Key = (("gender", "female"),)
MEN: Key = (("gender", "male"),)
BY_GENDER = structure({"gender": GENDER}, ("gender",))
BOTH = structure({"gender": GENDER, "age": AGE}, ("gender",), ("age",))


def said(
    values: dict[Key, float],
    *,
    movers: Movers = Movers.FIRST,
    of: Structure = BY_GENDER,
    known: int | None = None,
) -> PopulationCube:
    facts = {} if known is None else {EVERYONE: known}
    return cube(
        [cell(key, value) for key, value in values.items()], plan(of, facts, movers=movers)
    )


def test_a_value_that_changed_with_hardly_any_mover_is_found() -> None:
    before = said({EVERYONE: 50, WOMEN: 30, MEN: 20})
    for movers in (Movers.FIRST, Movers.NONE, Movers.FEW):
        now = said({EVERYONE: 50, WOMEN: 25, MEN: 25}, movers=movers)
        assert found(audit_previous(now, before)) == [
            ("held", "gender=female"),
            ("held", "gender=male"),
        ]


def test_the_same_values_again_are_no_finding() -> None:
    before = said({EVERYONE: 50, WOMEN: 30, MEN: 20})
    assert found(audit_previous(replace(before), before)) == []


def test_other_tables_of_the_same_people_are_held_against_each_other() -> None:
    old: Key = (("age", "old"),)
    young: Key = (("age", "young"),)
    before = said({EVERYONE: 50, old: 50, young: 0}, of=BOTH)
    now = said({EVERYONE: 50, WOMEN: 30, MEN: 20}, movers=Movers.NONE, of=BOTH, known=46)
    # alone each tells nothing of the 46: at least 46 are old, and that is everyone
    assert found(audit_previous(now, before)) == []
    told = said({EVERYONE: 50, old: 50}, movers=Movers.NONE, of=BOTH, known=46)
    assert found(audit_previous(told, before)) == [("exact", "age=old")]


def test_a_change_that_is_certain_is_found_where_people_only_joined() -> None:
    before = said({EVERYONE: 50, WOMEN: 50, MEN: 0}, known=50)
    now = said({EVERYONE: 55, WOMEN: 50, MEN: 5}, movers=Movers.MANY, known=55)
    assert found(audit_previous(now, before)) == []
    # 50 to 58 women: no more than 4 men were there before, and no less than 11 are there now
    now = said({EVERYONE: 60, WOMEN: 45, MEN: 15}, movers=Movers.MANY, known=57)
    before = said({EVERYONE: 50, WOMEN: 45, MEN: 5}, known=50)
    assert found(audit_previous(now, before)) == []


def test_a_change_of_the_only_size_that_is_possible_is_found() -> None:
    # 41 to 49 women, then 51 to 59 with two more people: impossible; with ten more: 2 to 10
    before = said({EVERYONE: 45, WOMEN: 45, MEN: 0}, known=49)
    now = said({EVERYONE: 55, WOMEN: 55, MEN: 0}, movers=Movers.MANY, known=51)
    [one] = [one for one in audit_previous(now, before) if one.key == "gender=female"]
    assert (one.kind, one.lower, one.upper) == ("change", 2, 2)
    # the other way round, they left
    now, before = replace(before, plan=replace(before.plan, movers=Movers.MANY)), now
    [one] = [one for one in audit_previous(now, before) if one.key == "gender=female"]
    assert (one.kind, one.lower, one.upper) == ("change", -2, -2)


def test_a_change_that_is_public_is_no_finding() -> None:
    before = said({EVERYONE: 50, WOMEN: 30, MEN: 20}, known=50)
    now = said({EVERYONE: 60, WOMEN: 35, MEN: 25}, movers=Movers.MANY, known=60)
    assert found(audit_previous(now, before)) == []


def test_groups_that_no_longer_mean_the_same_are_not_compared() -> None:
    other = structure(
        {"gender": leaves("gender", "female", "male", "other"), "side": SIDE}, ("gender",)
    )
    now = said({EVERYONE: 50, WOMEN: 25, MEN: 25}, movers=Movers.MANY, of=other)
    before = said({EVERYONE: 50, WOMEN: 30, MEN: 20})
    assert found(audit_previous(now, before)) == []
