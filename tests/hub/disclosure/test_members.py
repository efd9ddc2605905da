"""Is a day published anew only where nobody can be picked out by what was published already?"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import polars as pl
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from hub.disclosure.audit_inference import inferred
from hub.disclosure.counts import Unprotectable
from hub.disclosure.cube import PERSONS
from hub.disclosure.members import (
    NEAR_ANOTHER_DAY,
    TOO_FEW,
    Day,
    days,
    with_leaves,
)
from hub.disclosure.parameters import Parameters
from hub.disclosure.plan import plan_of
from hub.disclosure.population_cube import population_cube
from hub.disclosure.published import Published, cells_of
from hub.releases.cell import EVERYONE, Key
from hub.releases.table_plan import Movers
from tests.hub.disclosure.days import Register, day, desk, out, people, people_like, was
from tests.hub.disclosure.registers import KEY, OTHER_KEY, PLAN, category, register

POLICY = Parameters()

YES: Key = (("attended", "yes"),)

HUNDRED = people(100, 1)


def test_the_first_tables_of_a_day_carry_all_that_an_auditor_needs() -> None:
    at = desk(known={"2022-06-15": {EVERYONE: 100}})
    [first] = out(at, day(HUNDRED))
    plan = first.plan
    assert (plan.cooperative, plan.population) == ("essai", "members")
    assert (plan.period, plan.as_of) == ("2022", "2022-06-15")
    assert (plan.movers, plan.held_from, plan.base) == (Movers.FIRST, None, 5)
    assert (plan.known, plan.method) == ({"": 100}, POLICY.method)
    assert plan.parameters == POLICY.digest()
    assert KEY.hex() not in plan.key_id
    assert set(first.counts) == {plan.structure.canonical(key) for key in first.counts}


@pytest.mark.parametrize(("members", "shown"), [(9, False), (10, True)])
def test_a_day_of_fewer_than_ten_members_has_no_tables(members: int, shown: bool) -> None:  # noqa: FBT001 - a case
    found = desk().publish([day(people(members, 1))])["2022-06-15"]
    assert isinstance(found, Published) == shown
    assert shown or found == TOO_FEW


@settings(max_examples=10, deadline=None)
@given(seed=st.integers(0, 999), members=st.integers(20, 200))
def test_with_nobody_moved_everything_is_byte_for_byte_the_same(seed: int, members: int) -> None:
    counted = day(people(members, seed))
    [first] = out(desk(), counted)
    [again] = out(desk(was(counted, first)), day(people(members, seed)))
    assert again.counts == first.counts
    assert again.plan == replace(first.plan, movers=Movers.NONE)
    assert repr(again.counts) == repr(first.counts)


_FEW = st.tuples(st.integers(0, 4), st.integers(0, 4)).filter(lambda two: 1 <= sum(two) <= 4)


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 999), few=_FEW)
def test_with_one_to_four_movers_nothing_changes_and_the_day_is_held(
    seed: int, few: tuple[int, int]
) -> None:
    gone, joined = few
    before = people(100, seed)
    now = dict(list(before.items())[gone:]) | people(joined, seed + 1, first=1_000)
    assume(not _same_cells(before, now))
    counted = day(before)
    [first] = out(desk(), counted)
    [then] = out(desk(was(counted, first)), day(now))
    assert then.counts == first.counts
    assert then.plan == replace(first.plan, movers=Movers.FEW, held_from="r1")


def _same_cells(one: Register, other: Register) -> bool:
    return sorted(one.values()) == sorted(other.values())


def test_a_day_is_held_from_the_release_that_made_it() -> None:
    counted = day(HUNDRED)
    [first] = out(desk(), counted)
    [held] = out(desk(was(counted, first)), day(HUNDRED | people(2, 9, first=500)))
    # two and two more: four in sum, held against the release that made the tables
    [held_again] = out(
        desk(was(counted, held, release="r1")), day(HUNDRED | people(4, 9, first=500))
    )
    assert (held.plan.held_from, held_again.plan.held_from) == ("r1", "r1")
    assert held_again.counts == first.counts
    [anew] = out(desk(was(counted, held)), day(HUNDRED | people(5, 9, first=500)))
    assert (anew.plan.held_from, anew.plan.movers) == (None, Movers.MANY)


def _without(register: Register, erased: int) -> Register:
    return dict(list(register.items())[erased:])


@pytest.mark.parametrize(("erased", "moved"), [(1, Movers.FEW), (4, Movers.FEW), (7, Movers.MANY)])
def test_whoever_was_erased_from_the_records_of_then_has_left(erased: int, moved: Movers) -> None:
    known = {"2022-06-15": {EVERYONE: 100}}
    [first] = out(desk(known=known), day(HUNDRED))
    left = _without(HUNDRED, erased)
    [then] = out(desk(was(day(left), first)), day(left))
    assert then.plan.movers is moved
    assert then.counts == first.counts or moved is Movers.MANY
    assert len(then.plan.structure.tables) == len(first.plan.structure.tables)


def test_a_day_near_one_from_which_people_were_erased_is_not_published() -> None:
    [first] = out(desk(known={"2022-06-15": {EVERYONE: 100}}), day(HUNDRED))
    left = _without(HUNDRED, 2)
    found = desk(was(day(left), first)).publish([day(left, "2022-07-01")])
    assert found == {"2022-07-01": NEAR_ANOTHER_DAY}


def test_five_who_changed_their_group_end_a_hold() -> None:
    counted = day(HUNDRED)
    [first] = out(desk(), counted)
    moved = HUNDRED | people_like(("other", "s1", "users+workers", "proxy"), range(5))
    [then] = out(desk(was(counted, first)), day(moved))
    assert then.plan.movers is Movers.MANY


def test_a_count_that_many_movers_left_alone_keeps_its_value_where_it_can() -> None:
    counted = day(HUNDRED)
    [first] = out(desk(), counted)
    now = HUNDRED | people_like(("female", "n1", "users", "no"), range(100, 110))
    [then] = out(desk(was(counted, first)), day(now))
    untouched = [key for key in first.counts if ("gender", "other") in key]
    kept = sum(then.counts[key] == first.counts[key] for key in untouched)
    assert kept / len(untouched) > 0.8


def test_a_new_policy_rounds_anew_though_nobody_moved() -> None:
    counted = day(HUNDRED)
    [first] = out(desk(), counted)
    policy = Parameters(b=3)
    [then] = out(desk(was(counted, first), parameters=policy), day(HUNDRED))
    assert (then.plan.base, then.plan.movers) == (3, Movers.NONE)
    assert all(count % 3 == 0 for count in then.counts.values())


def test_another_key_gives_other_tables() -> None:
    [one], [other] = out(desk(), day(HUNDRED)), out(desk(key=OTHER_KEY), day(HUNDRED))
    assert one.counts.keys() == other.counts.keys()
    assert one.counts != other.counts
    assert one.plan.key_id != other.plan.key_id


#: 116 members, of whom most share what they are; 72 voted, and both numbers are public.
UNEVEN, PUBLIC = register(116, 4, 0.05), {"2022-06-15": {EVERYONE: 116, YES: 72}}


def of_cells(finest: pl.DataFrame) -> Day:
    return Day(period="2022", as_of="2022-06-15", finest=finest, people=_unlisted)


def _unlisted(_dimensions: Sequence[str]) -> pl.DataFrame:
    raise AssertionError("was asked")


def test_tables_that_tell_too_much_beside_exact_totals_are_given_up() -> None:
    [without] = out(desk(), of_cells(UNEVEN))
    [beside] = out(desk(known=PUBLIC), of_cells(UNEVEN))
    gone = {("attended", "category"), ("attended", "category_holder")}
    assert without.given_up == ()
    assert set(beside.given_up) == gone
    assert set(beside.plan.structure.tables) == set(without.plan.structure.tables) - gone
    cube, _ = population_cube(beside.plan, cells_of(beside))
    assert list(inferred(cube)) == []


@pytest.mark.parametrize("seed", [3, 4, 16, 20])
def test_with_nobody_moved_no_table_that_was_given_up_comes_back(seed: int) -> None:
    members = 100 + 4 * seed
    finest = register(members, seed, 0.05)
    voters = finest.filter(pl.col("attendance") != "no")[PERSONS].sum()
    known = {"2022-06-15": {EVERYONE: members, YES: int(voters)}}
    counted = of_cells(finest)
    [first] = out(desk(known=known), counted)
    [again] = out(desk(was(counted, first), known=known), counted)
    assert first.given_up
    assert again.counts == first.counts
    assert again.plan == replace(first.plan, movers=Movers.NONE)


def test_what_was_printed_and_is_not_so_is_not_known() -> None:
    [found] = out(desk(known={"2022-06-15": {EVERYONE: 10, YES: 72}}), of_cells(UNEVEN))
    assert found.plan.known == {"attended=yes": 72}


def test_a_total_that_is_told_by_what_is_known_has_no_tables_and_no_number_is_said() -> None:
    # all 33 voted and that is public, but not that they are all: 30 rounded stands for 33 or 34
    everybody = (
        register(100, 1)
        .head(1)
        .with_columns(pl.lit("own").alias("attendance"), pl.lit(33).alias(PERSONS))
    )
    with pytest.raises(Unprotectable, match="no table could be protected") as said:
        desk(known={"2022-06-15": {YES: 33}}).publish([of_cells(everybody)])
    assert "33" not in str(said.value)


SPRING, SUMMER = "2022-03-01", "2022-06-15"


def test_of_two_days_with_few_movers_between_only_one_has_tables() -> None:
    found = desk().publish([day(HUNDRED, SPRING), day(HUNDRED | people(2, 3, first=500), SUMMER)])
    assert isinstance(found[SPRING], Published)
    assert found[SUMMER] == NEAR_ANOTHER_DAY


def test_a_day_that_was_published_has_precedence_over_a_new_one() -> None:
    counted = day(HUNDRED, SUMMER)
    [first] = out(desk(), counted)
    earlier = day(dict(list(HUNDRED.items())[2:]), SPRING)
    found = desk(was(counted, first)).publish([earlier, counted])
    assert isinstance(found[SUMMER], Published)
    assert found[SPRING] == NEAR_ANOTHER_DAY


def test_two_days_with_the_same_people_have_the_same_tables_but_for_what_happened() -> None:
    voted = {number: (*leaves[:3], "own") for number, leaves in HUNDRED.items()}
    one, other = out(desk(), day(HUNDRED, SPRING), day(voted, SUMMER))
    about_people = [
        key
        for key in one.counts
        if all(PLAN.columns[name].dimension != "attendance" for name, _ in key)
    ]
    assert about_people
    assert all(one.counts[key] == other.counts[key] for key in about_people)
    assert (one.counts[YES], other.counts[YES]) != (100, 100)


def test_a_new_day_near_a_held_one_has_no_tables() -> None:
    counted = day(HUNDRED, SPRING)
    [first] = out(desk(), counted)
    at = desk(was(counted, first))
    # the held tables are of a hundred people, two of whom are in neither day now
    now = day(dict(list(HUNDRED.items())[2:]), SPRING)
    new = day(dict(list(HUNDRED.items())[1:]), SUMMER)
    found = at.publish([now, new])
    held = found[SPRING]
    assert isinstance(held, Published)
    assert held.plan.held_from == "r1"
    assert found[SUMMER] == NEAR_ANOTHER_DAY


def test_a_new_day_near_a_day_of_the_release_before_has_no_tables() -> None:
    counted = day(HUNDRED, SPRING)
    [first] = out(desk(), counted)
    corrected = day(people(100, 2), SPRING)
    new = day(HUNDRED | people(2, 3, first=500), SUMMER)
    found = desk(was(counted, first)).publish([corrected, new])
    assert isinstance(found[SPRING], Published)
    assert found[SUMMER] == NEAR_ANOTHER_DAY


def test_of_two_corrected_days_that_come_near_each_other_one_is_made_anew_and_one_left_out() -> (
    None
):
    one, other = day(HUNDRED, SPRING), day(people(100, 2), SUMMER)
    first, second = out(desk(), one, other)
    corrected = people(100, 3)
    now = [day(corrected, SPRING), day(corrected | people(1, 4, first=500), SUMMER)]
    found = desk(was(one, first), was(other, second)).publish(now)
    made = found[SPRING]
    assert isinstance(made, Published)
    assert (made.plan.movers, made.plan.held_from) == (Movers.MANY, None)
    # its earlier tables are of other people, and would be wrong by more than rounding
    assert found[SUMMER] == NEAR_ANOTHER_DAY


def test_under_new_parameters_a_day_near_another_stays_as_it_was() -> None:
    counted = day(HUNDRED, SPRING)
    [first] = out(desk(), counted)
    near = day(HUNDRED | people(2, 3, first=500), SUMMER)
    [second] = out(desk(), near)
    at = desk(was(counted, first), was(near, second), parameters=replace(POLICY, p=12.0))
    for published in out(at, counted, near):
        assert published.plan.held_from == "r1"
        assert published.plan.parameters == POLICY.digest()


def test_two_corrected_days_with_the_same_people_are_rounded_alike() -> None:
    one, other = day(HUNDRED, SPRING), day(people(100, 2), SUMMER)
    first, second = out(desk(), one, other)
    corrected = people(100, 3)
    now = [day(corrected, SPRING), day(corrected, SUMMER)]
    then, also = out(desk(was(one, first), was(other, second)), *now)
    personal = [key for key in then.counts if key and key[0][0] in {"gender", "region"}]
    assert [then.counts[key] for key in personal] == [also.counts[key] for key in personal]


def test_what_only_one_day_recorded_does_not_tell_days_apart() -> None:
    recorded = ("gender", "region", "category")
    found = desk().publish([day(HUNDRED, SPRING), day(HUNDRED, SUMMER, dimensions=recorded)])
    with_roll, without = found[SPRING], found[SUMMER]
    assert isinstance(with_roll, Published)
    assert isinstance(without, Published)
    assert YES in with_roll.counts
    assert YES not in without.counts
    assert all(with_roll.counts[key] == count for key, count in without.counts.items())


def test_what_was_recorded_before_and_no_longer_is_does_not_stop_a_day() -> None:
    counted = day(HUNDRED)
    [first] = out(desk(), counted)
    poorer = day(HUNDRED, dimensions=("gender", "region", "category"))
    [then] = out(desk(was(counted, first)), poorer)
    assert then.plan.movers is Movers.NONE
    assert all(first.counts[key] == count for key, count in then.counts.items())


def test_a_day_that_was_read_with_fewer_dimensions_binds_nothing_it_cannot_count() -> None:
    counted = day(HUNDRED)
    [first] = out(desk(), counted)
    poorer = day(HUNDRED, dimensions=("gender", "region", "category"))
    [then] = out(desk(was(poorer, first)), counted)
    assert then.counts.keys() == first.counts.keys()


_FINEST = pl.DataFrame(
    {
        "period": ["2022", "2022", "2021"],
        "as_of": [date(2022, 6, 15), date(2022, 6, 15), date(2021, 6, 1)],
        "category": ["users\x1fworkers", "users", "strange"],
        "person_kind": ["natural"] * 3,
        "gender": ["female", "male", "male"],
        "region": ["BE100", "FR101", "unknown"],
        "age": ["25-34"] * 3,
        "tenure": ["0-1"] * 3,
        "attendance": ["own", "no", None],
        "enrolment": [None, None, None],
        "holding": ["one", "none", None],
        PERSONS: [3, 4, 5],
    },
    schema_overrides={"enrolment": pl.String},
)


def _nobody(_day: str, _dimensions: Sequence[str]) -> pl.DataFrame:
    raise AssertionError("was asked")


def test_days_come_by_date_with_what_was_recorded_on_each() -> None:
    plan = plan_of([category("users"), category("workers")], "BE")
    first, second = days(_FINEST, plan, "BE", people=_nobody)
    assert (first.period, first.as_of, second.as_of) == ("2021", "2021-06-01", "2022-06-15")
    personal = {"category", "person_kind", "gender", "region", "age", "tenure"}
    assert first.dimensions == personal
    assert second.dimensions == personal | {"attendance", "holding"}
    assert second.finest[PERSONS].sum() == 7


def test_categories_and_regions_become_leaves_of_the_plan() -> None:
    plan = plan_of([category("users"), category("workers")], "BE")
    leaves = with_leaves(_FINEST, plan, "BE")
    assert leaves["category"].to_list() == ["users+workers", "users", "unknown"]
    assert leaves["region"].to_list() == ["BE10", "abroad", "unknown"]


def test_people_are_asked_for_by_their_day() -> None:
    asked: list[tuple[str, Sequence[str]]] = []

    def people_of(as_of: str, dimensions: Sequence[str]) -> pl.DataFrame:
        asked.append((as_of, dimensions))
        return pl.DataFrame()

    _, second = days(_FINEST, plan_of([], "BE"), "BE", people=people_of)
    second.people(["gender"])
    assert asked == [("2022-06-15", ["gender"])]
