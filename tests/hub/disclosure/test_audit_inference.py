"""What an attacker can work out of rounded counts is found; what is public anyway is not."""

from hypothesis import given, settings
from hypothesis import strategies as st

from hub.disclosure.audit_inference import audit_inference
from hub.disclosure.audit_report import Finding
from hub.disclosure.population_cube import PopulationCube
from hub.releases.cell import EVERYONE, Cell, Key
from tests.hub.disclosure.audited import GENDER, PLAIN, cell, cells, cube, found, plan, structure

WOMEN: Key = (("gender", "female"),)
MEN: Key = (("gender", "male"),)
BY_GENDER = structure({"gender": GENDER}, ("gender",))


def inferred(one: PopulationCube) -> list[Finding]:
    return list(audit_inference(one, one.limits, structure=one.plan.structure, secret=one.secret))


def by_gender(total: float, women: float, men: float, known: int | None = None) -> list[Finding]:
    facts = {} if known is None else {EVERYONE: known}
    said = [cell(EVERYONE, total), cell(WOMEN, women), cell(MEN, men)]
    return inferred(cube(said, plan(BY_GENDER, facts)))


def test_rounded_counts_that_add_up_tell_nothing() -> None:
    assert by_gender(50, 30, 20) == []
    assert by_gender(50, 30, 20, known=52) == []


def test_a_known_total_at_its_limit_pins_its_only_part() -> None:
    # everyone is 46 to 54, and is 46: then nobody is a man, and 46 are women
    [men, women] = sorted(by_gender(50, 50, 0, known=46), key=lambda one: one.lower or 0)
    assert (men.kind, men.key, men.upper) == ("exact", "gender=male", 0)
    assert (women.kind, women.key, women.lower) == ("exact", "gender=female", 46)


def test_somebody_and_few_is_worse_than_narrow() -> None:
    # 1 to 9 women and at most 4 men, together 3
    assert found(by_gender(5, 5, 0, known=3)) == [
        ("narrow", "gender=male"),
        ("small", "gender=female"),
    ]
    assert found(by_gender(50, 50, 0, known=48)) == [
        ("narrow", "gender=female"),
        ("narrow", "gender=male"),
    ]


def test_what_public_facts_tell_alone_is_no_finding() -> None:
    said = [cell(EVERYONE, 50), cell(WOMEN, 30), cell(MEN, 20)]
    # who knows everyone and the women knows the men
    assert inferred(cube(said, plan(BY_GENDER, {EVERYONE: 50, WOMEN: 31}))) == []


def test_a_withheld_count_that_can_be_worked_out_is_found() -> None:
    exact = {"lower": 30, "upper": 30}
    said = [cell(EVERYONE, 50), cell(WOMEN, 30, **exact), cell(MEN, None)]
    assert found(inferred(cube(said, plan(BY_GENDER, {EVERYONE: 50})))) == [
        ("exact", "gender=female"),
        ("exact", "gender=male"),
    ]


def test_counts_that_no_people_can_have_are_found() -> None:
    said = [cell(EVERYONE, 20), cell(WOMEN, 30), cell(MEN, 20)]
    [one] = found(inferred(cube(said, plan(BY_GENDER))))
    assert one[0] == "infeasible"
    assert found(by_gender(20, 10, 10, known=40)) != []


def test_an_insiders_own_knowledge_can_be_put_beside() -> None:
    said = cube([cell(EVERYONE, 50), cell(WOMEN, 30), cell(MEN, 20)], plan(BY_GENDER))
    known = {**said.limits, WOMEN: (30.0, 31.0)}
    found_out = audit_inference(said, known, structure=BY_GENDER, secret=said.secret)
    assert found(found_out) == [("narrow", "gender=female")]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(0, 12), min_size=12, max_size=12))
def test_exact_counts_are_never_passed(people: list[int]) -> None:
    leaves = iter(people)
    counts = {
        (age, gender, place): next(leaves)
        for age in ("old", "young")
        for gender in ("female", "male")
        for place in ("east", "north", "west")
    }

    def true(key: Key) -> int:
        meant = [PLAIN.columns[name].codes[code] for name, code in key]
        return sum(n for leaf, n in counts.items() if all(set(leaf) & of for of in meant))

    naive: list[Cell] = [
        cell(one.key, one.value, lower=one.value, upper=one.value) for one in cells(PLAIN, true)
    ]
    assert len(inferred(cube(naive))) == len(naive)
