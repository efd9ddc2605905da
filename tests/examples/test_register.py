"""Are the persons of the register those that were planned, a bounded number at a time?"""

import polars as pl

from examples.plan import Plan, plan_for
from examples.profiles import INVENTED
from examples.register import BATCH, dates, member_numbers, persons, recorded
from tests.examples.conftest import Pushed


def test_no_batch_exceeds_the_bound_and_together_they_are_everyone() -> None:
    plan = plan_for(INVENTED["ateliers-fictifs"].profile, 200_000)
    sizes, next_number = [], 1
    for batch in persons(plan, 1):
        sizes.append(len(batch.number))
        assert batch.number.tolist() == list(range(next_number, next_number + sizes[-1]))
        next_number += sizes[-1]
    assert max(sizes) <= BATCH
    assert sum(sizes) == plan.persons > 200_000


def test_member_numbers_follow_the_order_of_joining(pushed: Pushed) -> None:
    members = pushed["members"]
    assert members["member_number"].is_sorted()
    assert members["joined_on"].is_sorted()


def test_nobody_leaves_between_a_record_date_and_its_assembly(plan: Plan, pushed: Pushed) -> None:
    left = pushed["members"]["left_on"].drop_nulls()
    for assembly in plan.profile.assemblies:
        between = left.is_between(assembly.record_date, assembly.held_on, closed="right")
        assert not between.any()


def test_there_are_joiners_and_leavers_in_every_year(plan: Plan, pushed: Pushed) -> None:
    years = set(range(plan.profile.opened_on.year + 1, 2024))
    members = pushed["members"]
    assert years <= set(members["joined_on"].dt.year())
    assert set(range(2021, 2024)) <= set(members["left_on"].dt.year().drop_nulls())


def test_only_natural_persons_have_a_gender_or_a_birth_year(pushed: Pushed) -> None:
    legal = pushed["members"].filter(pl.col("person_kind") == "legal")
    assert set(legal["gender"]) == {"not_recorded"}
    assert legal["birth_year"].null_count() == legal.height


def test_nobody_joins_before_coming_of_age(pushed: Pushed) -> None:
    ages = pushed["members"].select(pl.col("joined_on").dt.year() - pl.col("birth_year"))
    assert ages.to_series().min() >= 18  # type: ignore[operator]


def test_some_birth_years_and_regions_are_missing(pushed: Pushed) -> None:
    natural = pushed["members"].filter(pl.col("person_kind") == "natural")
    assert 0.05 < natural["birth_year"].null_count() / natural.height < 0.09
    assert 0.01 < natural["region"].null_count() / natural.height < 0.06


def test_member_numbers_have_seven_digits_and_more_where_needed() -> None:
    series = pl.Series([123, 12_345_678]).to_numpy()
    assert member_numbers("AF", series).to_list() == ["AF-0000123", "AF-12345678"]


def test_what_was_not_recorded_is_null_and_never_nought() -> None:
    assert recorded(pl.Series([-1, 0, 5]).to_numpy()).to_list() == [None, 0, 5]
    assert dates(pl.Series([0]).to_numpy()).to_list() == [None]
