"""A group is taken in once, under one name; what the plan does not know is refused."""

from hub.disclosure.population_cube import population_cube
from hub.releases.cell import EVERYONE
from tests.hub.disclosure.audited import PLAIN, cell, found, plan


def test_two_names_of_one_group_are_one_cell() -> None:
    cube, refused = population_cube(
        plan(), [cell((("side", "near"),), 10), cell((("place", "north"),), 10)]
    )
    assert (list(cube.cells), refused) == ([(("place", "north"),)], [])


def test_a_second_value_of_a_group_is_refused() -> None:
    _, refused = population_cube(
        plan(), [cell((("side", "near"),), 10), cell((("place", "north"),), 15)]
    )
    assert found(refused) == [("not_additive", "place=north")]


def test_a_cell_that_the_plan_does_not_know_is_refused() -> None:
    for key in ((("colour", "red"),), (("gender", "third"),)):
        cube, refused = population_cube(plan(), [cell(key, 10)])
        assert [one.kind for one in refused] == ["unplanned"]
        assert not cube.cells


def test_a_fact_that_no_table_can_tell_of_is_left_out() -> None:
    known = {EVERYONE: 52, (("colour", "red"),): 3, (("gender", "third"),): 1}
    cube, _ = population_cube(plan(PLAIN, known), [cell(EVERYONE, 50), cell((), 50)])
    assert cube.facts == {EVERYONE: 52}
    assert cube.secret == []


def test_a_withheld_count_has_no_limits_and_an_open_one_no_upper() -> None:
    women, men = (("gender", "female"),), (("gender", "male"),)
    cube, _ = population_cube(plan(), [cell(women, None), cell(men, 10, upper=None)])
    assert cube.limits == {men: (6.0, float("inf"))}
