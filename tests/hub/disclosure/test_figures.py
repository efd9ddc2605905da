"""Is every figure read from published counts, with an interval that holds the true one?"""

from dataclasses import replace
from itertools import product

import polars as pl
import pytest
from hypothesis import given, settings

from hub.disclosure.cube import PERSONS
from hub.disclosure.figures import Occasion, Reader
from hub.disclosure.interval import Interval
from hub.disclosure.parameters import Parameters
from hub.disclosure.published import Published
from hub.disclosure.refusal import TOO_FEW
from hub.indicators.catalogue import Counted
from hub.releases.cell import EVERYONE, Key
from hub.releases.observation import EVERY_GROUP, Observation
from hub.releases.table_plan import Movers
from hub.vocabulary import Dimension, Status, Uncertainty
from tests.hub.disclosure.entries import DAY, about, entry, share
from tests.hub.disclosure.registers import LEAVES, PLAN, REGISTERS, register, tables_of

READER = Reader(plan=PLAN, parameters=Parameters())

#: 200 people; all counts are multiples of five, so they are published as they are.
ROUND = pl.DataFrame(
    [
        ("female", "n1", "users", "own", 40),
        ("female", "n2", "users+workers", "no", 60),
        ("male", "s1", "workers", "proxy", 25),
        ("male", "s1", "users", "no", 75),
    ],
    schema=[*LEAVES, PERSONS],
    orient="row",
)

TABLES = tables_of(ROUND)

MEMBERS = entry(
    "m", Dimension.GENDER, Dimension.REGION, Dimension.CATEGORY,
    pairs=[(Dimension.GENDER, Dimension.REGION)], counted=share({}),
)  # fmt: skip

TURNOUT = entry(
    "t", Dimension.GENDER, Dimension.CATEGORY, counted=share({"attended": ("yes",)}, {})
)


def on(tables: Published = TABLES) -> Occasion:
    return Occasion(period="2022", as_of=DAY, tables=tables)


def shown(found: list[Observation]) -> dict[str, float | None]:
    return {"/".join(code for _, code in one.breakdown): one.value for one in found}


def test_a_count_has_the_interval_that_its_rounding_leaves() -> None:
    assert READER.count(TABLES, EVERYONE) == Interval(200, 196, 204)
    assert READER.count(TABLES, (("gender", "other"),)) == Interval(0, 0, 4)


def test_one_group_in_two_tables_is_one_count() -> None:
    by_region = READER.count(TABLES, (("region", "s1"),))
    assert by_region == READER.count(TABLES, (("region_1", "south"),)) == Interval(100, 96, 104)


def test_a_cell_of_no_table_was_not_made() -> None:
    assert READER.made(TABLES, (("gender", "male"),))
    assert not READER.made(TABLES, (("gender", "male"), ("channel", "own")))
    small = tables_of(register(20, 1))
    assert not READER.made(small, (("gender", "male"),))


def test_members_are_counted_by_every_group_that_the_plan_names() -> None:
    found = shown(list(READER.breakdowns(MEMBERS, on())))
    assert found["female"] == found["male"] == 100
    assert found["other"] == 0
    assert (found["north"], found["south"], found["n1"], found["s1"]) == (100, 100, 40, 100)
    # who holds two categories is in both
    assert (found["users"], found["workers"]) == (175, 85)
    assert (found["female/n2"], found["male/south"]) == (60, 100)


def test_a_rate_is_made_from_two_published_counts() -> None:
    found = {one.breakdown: one for one in READER.breakdowns(TURNOUT, on())}
    women = found[((Dimension.GENDER, "female"),)]
    assert (women.value, women.numerator, women.denominator) == (0.4, 40, 100)
    assert (women.lower, women.upper) == (36 / 104, 44 / 96)
    assert (women.status, women.uncertainty) == (Status.DERIVED, Uncertainty.ROUNDING)
    plan = TABLES.plan
    assert (women.base, women.policy, women.parameters, women.key_id) == (
        5, plan.method, plan.parameters, plan.key_id,
    )  # fmt: skip


def test_a_count_is_rounded_and_says_so() -> None:
    [total] = READER.total(MEMBERS, on())
    assert (total.value, total.lower, total.upper) == (200, 196, 204)
    assert (total.numerator, total.denominator) == (None, None)
    assert (total.status, total.method_version) == (Status.ROUNDED, "3")


def test_a_rate_over_fewer_than_ten_is_not_shown_but_its_parts_are() -> None:
    found = {one.breakdown: one for one in READER.breakdowns(TURNOUT, on())}
    others = found[((Dimension.GENDER, "other"),)]
    assert (others.value, others.lower, others.upper) == (None, None, None)
    assert (others.numerator, others.denominator) == (0, 0)
    assert (others.status, others.reason) == (Status.NOT_PRODUCED, "denominator_too_small")


def test_several_codes_are_added_up_with_their_intervals() -> None:
    known = entry("k", counted=share({"gender": ("female", "male")}, {}))
    [total] = READER.total(known, on())
    assert (total.numerator, total.denominator, total.value) == (200, 200, 1.0)
    assert (total.lower, total.upper) == (192 / 204, 1.0)


def test_a_share_of_everyone_is_not_taken_apart_below() -> None:
    of_all = Counted(numerator={}, denominator={}, of_everyone=True)
    found = shown(list(READER.breakdowns(entry("s", Dimension.CATEGORY, counted=of_all), on())))
    assert found == {"users": 0.875, "workers": 0.425}


def test_held_tables_give_held_figures_with_the_release_they_come_from() -> None:
    held = Published(
        plan=replace(TABLES.plan, movers=Movers.FEW, held_from="r1"), counts=TABLES.counts
    )
    found = list(READER.breakdowns(TURNOUT, on(held)))
    assert {one.held_from for one in found} == {"r1"}
    assert {one.status for one in found if one.value is not None} == {Status.HELD}


def test_a_breakdown_too_fine_for_so_few_is_one_refusal_for_all_its_groups() -> None:
    few = on(tables_of(register(25, 1)))
    refused = {
        one.breakdown: one.reason
        for one in READER.breakdowns(MEMBERS, few)
        if one.status is Status.NOT_PRODUCED
    }
    assert refused == {
        ((Dimension.GENDER, EVERY_GROUP),): "too_many_groups_for_so_few_members",
        ((Dimension.GENDER, EVERY_GROUP), (Dimension.REGION, EVERY_GROUP)): (
            "too_many_groups_for_so_few_members"
        ),
    }


def test_what_was_not_recorded_on_the_day_is_refused_as_not_listed() -> None:
    unlisted = ROUND.group_by("gender", "region", "category").agg(pl.col(PERSONS).sum())
    tables = on(tables_of(unlisted, wanted=[("gender",), ("category_holder",)]))
    found = [*READER.total(TURNOUT, tables), *READER.breakdowns(TURNOUT, tables)]
    assert {one.reason for one in found} == {"not_recorded_person_by_person"}
    assert {one.breakdown for one in found} == {
        (), ((Dimension.GENDER, EVERY_GROUP),), ((Dimension.CATEGORY, EVERY_GROUP),),
    }  # fmt: skip


def test_a_breakdown_that_the_plan_has_no_columns_for_is_not_mentioned() -> None:
    of_age = entry("a", Dimension.AGE_BAND, Dimension.BODY, counted=share({}))
    assert list(READER.breakdowns(of_age, on())) == []
    assert list(READER.refusals(about(of_age), TOO_FEW, with_total=False)) == []


def test_an_indicator_that_counts_no_members_is_read_from_no_table() -> None:
    nothing = entry("n", Dimension.GENDER)
    assert list(READER.total(nothing, on())) == []
    assert list(READER.breakdowns(nothing, on())) == []


@pytest.mark.parametrize("with_total", [False, True])
def test_a_day_without_tables_has_one_refusal_for_each_breakdown(with_total: bool) -> None:  # noqa: FBT001 - a case
    found = list(READER.refusals(about(TURNOUT), TOO_FEW, with_total=with_total))
    assert len(found) == 2 + with_total
    assert {one.reason for one in found} == {"fewer_members_than_the_minimum"}
    assert all(code == EVERY_GROUP for one in found for _, code in one.breakdown)


def test_a_share_of_one_cell_is_of_everyone_in_its_tables() -> None:
    found = READER.share(about(entry("s")), on(), (("attended", "yes"),))
    assert (found.value, found.numerator, found.denominator) == (0.325, 65, 200)
    assert (found.lower, found.upper) == (61 / 204, 69 / 196)


@settings(max_examples=25, deadline=None)
@given(REGISTERS)
def test_an_interval_always_holds_the_true_figure(finest: pl.DataFrame) -> None:
    tables = on(tables_of(finest))
    for one in [*READER.total(TURNOUT, tables), *READER.breakdowns(TURNOUT, tables)]:
        if one.value is None or one.lower is None or one.upper is None:
            continue
        part, whole = _true(finest, TURNOUT.counted, one)
        assert one.lower <= one.value <= one.upper
        assert whole == 0 or one.lower <= part / whole <= one.upper
    for one in READER.breakdowns(MEMBERS, tables):
        if one.lower is not None and one.upper is not None:
            assert one.lower <= _true(finest, MEMBERS.counted, one)[0] <= one.upper


def _true(finest: pl.DataFrame, counted: Counted | None, one: Observation) -> tuple[int, int]:
    """The true numerator and denominator of an observation, counted row by row."""
    assert counted is not None
    column = {
        Dimension.GENDER: ("gender",),
        Dimension.REGION: ("region_1", "region"),
        Dimension.CATEGORY: ("category_holder",),
    }
    group: Key = tuple(
        (name, code)
        for dimension, code in one.breakdown
        for name in column[dimension]
        if code in PLAN.columns[name].codes
    )
    parts = product(
        *([(name, code) for code in codes] for name, codes in counted.numerator.items())
    )
    return sum(_people(finest, (*group, *part)) for part in parts), _people(finest, group)


def _people(finest: pl.DataFrame, key: Key) -> int:
    chosen = pl.lit(value=True)
    for name, code in key:
        column = PLAN.columns[name]
        chosen &= pl.col(column.dimension).is_in(sorted(column.codes[code]))
    return int(finest.filter(chosen)[PERSONS].sum())


@settings(max_examples=15, deadline=None)
@given(REGISTERS)
def test_a_rate_never_tells_more_than_its_published_parts(finest: pl.DataFrame) -> None:
    found = tables_of(finest)
    for one in READER.breakdowns(TURNOUT, on(found)):
        if one.value is not None and one.numerator is not None and one.denominator is not None:
            assert one.value == min(1.0, round(one.numerator / one.denominator, 3))
            assert one.numerator % 5 == one.denominator % 5 == 0
