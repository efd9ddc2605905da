"""What the rule calls open, the solver finds open too; and it calls most counts so."""

from collections.abc import Mapping
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hub.disclosure.audit_inference import audit_inference, inferred
from hub.disclosure.population_cube import PopulationCube
from hub.disclosure.surely_open import surely_open
from hub.releases.cell import EVERYONE, Key
from hub.releases.structure import Column, Structure
from tests.hub.disclosure.audited import (
    AGE,
    GENDER,
    PLACE,
    SIDE,
    People,
    cell,
    cells,
    count,
    cube,
    keys,
    leaves,
    plan,
    structure,
)

#: Who holds a share in the east or the north, and who one in the west or the north.
HELD = Column(
    dimension="place",
    codes={"cold": frozenset({"east", "north"}), "wet": frozenset({"north", "west"})},
    partition=False,
    codes_of="place",
)
CROSSED = structure(
    {"gender": GENDER, "age": AGE, "place": PLACE, "side": SIDE, "held": HELD},
    ("age", "gender"),
    ("gender", "place"),
    ("gender", "side"),
    ("held",),
)
#: The same without columns that take two places together.
APART = structure(
    {"gender": GENDER, "age": AGE, "place": PLACE}, ("age", "gender"), ("gender", "place")
)
NORTH: Key = CROSSED.canonical((("place", "north"),))
WOMEN: Key = (("gender", "female"),)
WEST: Key = (("place", "west"),)
FAR: Key = (("side", "far"),)

#: A count of people in each leaf, published exactly so: a multiple of the base.
PEOPLE = st.lists(st.sampled_from([0, 0, 5, 10]), min_size=12, max_size=12)


def _published(
    numbers: list[int], exactly: Mapping[Key, int], of: Structure = CROSSED
) -> PopulationCube:
    """Counts that people can have, and exact numbers that differ from them by so much."""
    every_leaf = product(("old", "young"), ("female", "male"), ("east", "north", "west"))
    people: People = dict(zip(every_leaf, numbers, strict=True))
    facts = {
        key: count(of, people, key) + more
        for key, more in exactly.items()
        if count(of, people, key) + more >= 0
    }
    said = cells(of, lambda key: count(of, people, key))
    return cube(said, plan(of, facts))


def _solved(one: PopulationCube) -> set[str]:
    found = audit_inference(one, one.limits, structure=one.plan.structure, secret=one.secret)
    return {finding.key for finding in found}


@settings(max_examples=300, deadline=None)
@given(
    numbers=PEOPLE,
    every=st.integers(-4, 4) | st.none(),
    group=st.sampled_from([WOMEN, (("age", "old"),), NORTH, WEST, FAR, (("held", "wet"),)]),
    more=st.integers(-4, 4) | st.none(),
    of=st.sampled_from([CROSSED, APART]),
)
def test_what_is_surely_open_never_has_a_finding(
    numbers: list[int], every: int | None, group: Key, more: int | None, of: Structure
) -> None:
    known = group[0][0] in of.columns
    exactly = {EVERYONE: every, group: more if known else None}
    one = _published(numbers, {key: by for key, by in exactly.items() if by is not None}, of)
    named = {"|".join(f"{way}={code}" for way, code in key) for key in surely_open(one)}
    assert not named & _solved(one)


@settings(max_examples=100, deadline=None)
@given(numbers=PEOPLE, every=st.integers(0, 4), more=st.integers(-4, 4))
def test_the_audit_finds_the_same_with_and_without_the_rule(
    numbers: list[int], every: int, more: int
) -> None:
    one = _published(numbers, {EVERYONE: every, WOMEN: more})
    assert {finding.key for finding in inferred(one)} == _solved(one)


def test_every_count_is_open_where_everyone_is_rounded_down() -> None:
    one = _published([5, 0] * 6, {EVERYONE: 4})
    assert surely_open(one) == one.cells.keys()


def test_where_everyone_is_rounded_up_nobody_and_all_are_left_to_the_solver() -> None:
    # women alone are there: so many as everyone, who are exact, and no men
    one = _published([5, 5, 5, 0, 0, 0] * 2, {EVERYONE: -1})
    told = one.cells.keys() - surely_open(one)
    assert {WOMEN, (("gender", "male"),)} <= told
    assert (("place", "east"),) not in told


def test_where_everyone_is_rounded_up_two_others_leave_nobody_open() -> None:
    # nobody in the north, which no code joins with the east or the west
    some, only_east = [5, 0, 5] * 4, [5, 0, 0] * 4
    assert NORTH in surely_open(_published(some, {EVERYONE: -1}, APART))
    assert NORTH not in surely_open(_published(only_east, {EVERYONE: -1}, APART))


def test_a_group_that_is_named_as_a_class_is_none() -> None:
    # two dimensions whose leaves have the same names, and nobody who is "no" in the second
    voted, enrolled = leaves("vote", "yes", "no"), leaves("list", "yes", "no")
    twice = structure({"voted": voted, "enrolled": enrolled}, ("voted",), ("enrolled",))
    shown = {"": 50, "voted=yes": 10, "voted=no": 40, "enrolled=yes": 0, "enrolled=no": 50}
    said = cells(twice, lambda key: shown["|".join(f"{way}={code}" for way, code in key)])
    one = cube(said, plan(twice, {EVERYONE: 49, (("voted", "yes"),): 11}))
    assert _solved(one) == {"enrolled=yes", "enrolled=no"}
    assert not surely_open(one) & {(("enrolled", "yes"),), (("enrolled", "no"),)}


def test_where_too_many_change_class_and_leave_the_solver_is_asked() -> None:
    # one person too many is published; men are two, or three fewer, than the women are more
    half = [5, 5, 5, 10, 10, 10] * 2
    assert WEST in surely_open(_published(half, {EVERYONE: -1, WOMEN: 2}, APART))
    assert WEST not in surely_open(_published(half, {EVERYONE: -1, WOMEN: 3}, APART))


def test_of_a_class_that_is_published_too_high_only_what_two_others_leave_open_is_sure() -> None:
    # 3 women fewer than published; none of them in the north, some in the east and the west
    here: Key = (("gender", "female"), ("place", "north"))
    facts = {EVERYONE: 0, WOMEN: -3}
    some, only_east = [5, 0, 5, 10, 10, 10] * 2, [5, 0, 0, 10, 10, 10] * 2
    assert here in surely_open(_published(some, facts, APART))
    assert here not in surely_open(_published(only_east, facts, APART))
    # east and west are published together, without the north
    assert CROSSED.canonical(here) not in surely_open(_published(some, facts))


def test_counts_that_are_not_rounded_are_never_sure() -> None:
    exact = [cell(key, 10.0, lower=10.0, upper=10.0) for key in keys(CROSSED)]
    assert not surely_open(cube(exact, plan(CROSSED)))
    assert not surely_open(cube([cell(EVERYONE, None)], plan(CROSSED)))


@pytest.mark.parametrize("facts", [{WOMEN: 20}, {EVERYONE: 60, WOMEN: 30, WEST: 20}])
def test_other_exact_counts_than_everyone_and_one_group_are_left_to_the_solver(
    facts: Mapping[Key, int],
) -> None:
    said = cells(CROSSED, lambda key: count(CROSSED, _even(), key))
    assert not surely_open(cube(said, plan(CROSSED, facts)))


def _even() -> People:
    every_leaf = product(("old", "young"), ("female", "male"), ("east", "north", "west"))
    return dict.fromkeys(every_leaf, 5)


def test_counts_that_no_people_have_exactly_are_left_to_the_solver() -> None:
    # women are old, the old are in the north, the women are not: true of no 10 people
    triangle = structure(
        {"gender": GENDER, "age": AGE, "side": SIDE},
        ("age", "gender"), ("age", "side"), ("gender", "side"),
    )  # fmt: skip
    beside = {
        ("old", "female"): 5, ("young", "male"): 5,
        ("old", "near"): 5, ("young", "far"): 5,
        ("female", "far"): 5, ("male", "near"): 5,
    }  # fmt: skip

    def published(key: Key) -> float:
        codes = tuple(code for _, code in sorted(key))
        if len(codes) == 2:
            return beside.get(codes, 0)
        return 5 if codes else 10

    one = cube(cells(triangle, published), plan(triangle, {EVERYONE: 10}))
    assert surely_open(one) == one.cells.keys()
    assert {finding.key for finding in inferred(one)} == _solved(one)
