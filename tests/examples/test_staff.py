"""Is the staff as large as declared, with its members among it?"""

import polars as pl

from examples.plan import Plan, plan_for
from examples.profiles import INVENTED
from tests.examples.conftest import Pushed, push
from tests.examples.test_elected import seated


def test_all_employed_members_are_in_the_staff(plan: Plan, pushed: Pushed) -> None:
    day = plan.profile.reference[0]
    employed = pushed["members"].filter(
        pl.col("category") == "salaries",
        pl.col("joined_on") <= day,
        pl.col("left_on").is_null() | (pl.col("left_on") > day),
    )
    staff = seated(plan, pushed).filter(pl.col("body") == "equipe")
    assert set(employed["member_number"]) <= set(staff["member_number"])
    assert set(staff.drop_nulls("category")["member_number"]) == set(employed["member_number"])


def test_directors_are_staff(plan: Plan, pushed: Pushed) -> None:
    now = seated(plan, pushed)
    directors = now.filter(pl.col("body") == "direction")["member_number"]
    assert set(directors) <= set(now.filter(pl.col("body") == "equipe")["member_number"])


def test_a_smaller_cooperative_has_less_staff() -> None:
    plan = plan_for(INVENTED["ateliers-fictifs"].profile, 3_576)
    staff = seated(plan, push(plan, 1)).filter(pl.col("body") == "equipe")
    assert staff.height == 21
