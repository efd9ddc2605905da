"""Do the margins fit each other at every size?"""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from examples.plan import Plan, SizeOutOfRange, alive_at, plan_for
from examples.profiles import INVENTED

_SLUGS = st.sampled_from(sorted(INVENTED))
_SIZES = st.integers(100, 10_000_000)


def _plan(slug: str, members: int) -> Plan:
    return plan_for(INVENTED[slug].profile, members)


@given(_SLUGS, _SIZES)
@settings(max_examples=40, deadline=None)
def test_joiners_and_leavers_always_lead_to_the_members_of_each_day(
    slug: str, members: int
) -> None:
    plan = _plan(slug, members)
    present = [int(alive_at(plan.cells, cut).sum()) for cut in range(len(plan.cuts))]
    assert present == plan.members.tolist()
    assert (plan.cells >= 0).all()


@given(_SLUGS, _SIZES)
@settings(max_examples=40, deadline=None)
def test_the_reference_date_always_has_the_members_asked_for(slug: str, members: int) -> None:
    plan = _plan(slug, members)
    assert plan.members[plan.reference] == members
    assert plan.at_reference.sum() == members


@given(_SLUGS, _SIZES)
@settings(max_examples=40, deadline=None)
def test_voters_never_exceed_members(slug: str, members: int) -> None:
    plan = _plan(slug, members)
    for number, assembly in enumerate(plan.profile.assemblies):
        there = alive_at(plan.cells, plan.cuts.index(assembly.record_date))
        assert (plan.voters[..., number] <= there).all()


@given(_SLUGS, _SIZES)
@settings(max_examples=40, deadline=None)
def test_holders_are_always_members_on_the_day_of_the_balance(slug: str, members: int) -> None:
    plan = _plan(slug, members)
    assert (plan.holders <= alive_at(plan.cells, plan.balance)).all()
    assert (plan.holders >= 0).all()


def test_nobody_leaves_before_a_later_interval_than_they_joined_in(plan: Plan) -> None:
    joined, left = np.indices(plan.cells.shape[1:])
    assert not plan.cells[:, left <= joined].any()


def test_a_larger_cooperative_has_its_margins_in_proportion() -> None:
    plan = _plan("rail-fictif", 134_980)
    assert plan.members.tolist()[:4] == [500, 31_000, 80_740, 123_360]
    assert plan.voters_at(plan.profile.assemblies[-1]) == 29_000


@pytest.mark.parametrize("members", [-1, 0, 99, 10_000_001])
def test_a_size_out_of_range_is_refused_with_the_range(members: int) -> None:
    with pytest.raises(SizeOutOfRange, match="Ask for 100 to 10000000 members"):
        _plan("rail-fictif", members)
