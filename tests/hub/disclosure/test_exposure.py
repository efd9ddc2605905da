"""A withheld amount is exposed to whoever comes within ten percent of its largest holding."""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hub.disclosure.attainable import Limits
from hub.disclosure.contributions import CapitalTable, Contributions
from hub.disclosure.exposure import Attack, Exposure, lacking
from hub.disclosure.parameters import Parameters
from hub.disclosure.relation import Relation
from hub.releases.cell import EVERYONE, Key

POLICY = Parameters()

USERS: Key
STAFF: Key
LEGAL: Key
GUESTS: Key
USERS, STAFF, LEGAL, GUESTS = ((("category", name),) for name in ("u", "s", "l", "g"))


def of(holdings: Iterable[int]) -> Contributions:
    return Contributions.of(Decimal(amount) for amount in holdings)


def table(holdings: dict[Key, list[int]], facts: dict[Key, Limits] | None = None) -> CapitalTable:
    groups = {key: of(amounts) for key, amounts in holdings.items()}
    everyone = of(amount for amounts in holdings.values() for amount in amounts)
    total = float(everyone.amount)
    return CapitalTable(
        groups={EVERYONE: everyone, **groups},
        shown=frozenset(groups),
        relations=(Relation(EVERYONE, tuple(groups)),),
        facts={EVERYONE: Limits(total, total), **(facts or {})},
    )


def exposed(holdings: dict[Key, list[int]], withheld: set[Key]) -> list[tuple[Key, Key | None]]:
    attack = Attack(table(holdings), POLICY)
    return [(one.key, one.insider) for one in attack.exposures(withheld, attack.targets)]


def test_one_withheld_part_of_a_known_total_is_exposed_to_any_reader() -> None:
    assert exposed({USERS: [10] * 50, STAFF: [20, 20]}, {STAFF}) == [(STAFF, None)]


def test_an_exposure_says_how_much_uncertainty_is_lacking() -> None:
    # the users are shown as 500, which leaves 0.5 either way, where 2 are required
    attack = Attack(table({USERS: [10] * 50, STAFF: [20, 20]}), POLICY)
    [one] = attack.exposures({STAFF}, attack.targets)
    assert one == Exposure(STAFF, None, one.shortfall)
    assert one.shortfall == pytest.approx(0.75, abs=0.01)


def test_with_a_second_part_withheld_readers_learn_nothing() -> None:
    holdings = {USERS: [10] * 50, STAFF: [20, 20], GUESTS: [5] * 8}
    assert exposed(holdings, {STAFF, GUESTS}) == []


def test_the_sole_holder_of_the_second_part_still_knows_what_to_take_off() -> None:
    holdings = {USERS: [10] * 50, STAFF: [20, 20], LEGAL: [300]}
    assert exposed(holdings, {STAFF, LEGAL}) == [(STAFF, LEGAL), (LEGAL, STAFF)]


def test_a_dominant_holder_of_the_second_part_knows_nearly_as_well() -> None:
    holdings = {USERS: [10] * 50, STAFF: [50], GUESTS: [100, 1, 1, 1, 1]}
    assert (STAFF, GUESTS) in exposed(holdings, {STAFF, GUESTS})


def test_an_insider_is_never_the_target_itself() -> None:
    # whoever is in a part of the target's group holds at most as much as its second largest holder
    leaf_one, leaf_two = ((("leaf", name),) for name in "ab")
    groups = {
        EVERYONE: of([10] * 50 + [300, 20]), USERS: of([10] * 50), LEGAL: of([300, 20]),
        leaf_one: of([300]), leaf_two: of([20]),
    }  # fmt: skip
    attack = Attack(
        CapitalTable(
            groups=groups,
            shown=frozenset({USERS, LEGAL}),
            relations=(Relation(EVERYONE, (USERS, LEGAL)), Relation(LEGAL, (leaf_one, leaf_two))),
        ),
        POLICY,
    )
    assert set(attack.targets) == {LEGAL, leaf_one, leaf_two}
    assert list(attack.exposures({LEGAL}, attack.targets)) == []


def test_groups_inside_each_other_are_followed_to_the_last_part() -> None:
    groups = {EVERYONE: of([10] * 5), USERS: of([10] * 5), STAFF: of([10] * 5)}
    relations = (
        Relation(EVERYONE, (USERS,)),
        Relation(USERS, (STAFF,)),
        Relation(STAFF, (USERS,)),
    )
    circle = CapitalTable(groups=groups, shown=frozenset({STAFF}), relations=relations)
    assert list(Attack(circle, POLICY).exposures(set(), ())) == []


def test_a_public_fact_about_a_group_is_not_held_against_the_table() -> None:
    holdings = {USERS: [10] * 50, STAFF: [20, 20], GUESTS: [5] * 8}
    known = table(holdings, {STAFF: Limits(39, 41)})
    attack = Attack(known, POLICY)
    assert list(attack.exposures({STAFF, GUESTS}, attack.targets)) == []
    assert [one.key for one in attack.exposures({STAFF}, attack.targets)] == [STAFF]


def test_what_somebody_may_suppose_exposes_and_is_no_part_of_what_readers_know() -> None:
    # guests might hold all that is withheld, unless somebody knows what they do
    held = table({USERS: [10] * 50, STAFF: [20, 20], GUESTS: [5] * 8})
    unshown = replace(held, shown=held.shown - {GUESTS})
    supposing = replace(unshown, supposed={GUESTS: Limits(40.0, 40.0)})
    assert not list(Attack(unshown, POLICY).exposures({STAFF}, [STAFF]))
    assert {one.key for one in Attack(supposing, POLICY).exposures({STAFF}, [STAFF])} == {STAFF}
    assert Attack(supposing, POLICY).readers({STAFF}) == Attack(unshown, POLICY).readers({STAFF})


def test_an_empty_group_is_no_target() -> None:
    assert Attack(table({USERS: [10] * 50, STAFF: []}), POLICY).targets == ()


def test_limits_lack_width_where_they_are_within_ten_percent_of_their_middle() -> None:
    assert lacking(Limits(95, 105), 0.1) == pytest.approx(0)
    assert lacking(Limits(97.5, 102.5), 0.1) == pytest.approx(0.5)
    assert lacking(Limits(0, 105), 0.1) < 0
    assert lacking(Limits(95, float("inf")), 0.1) == 0
    assert lacking(Limits(0, 0), 0.1) == 0


@settings(max_examples=25, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from([USERS, STAFF, LEGAL, GUESTS]),
        st.lists(st.sampled_from([1, 2, 5, 40]), max_size=8),
        min_size=2,
    ),
    st.sets(st.sampled_from([USERS, STAFF, LEGAL, GUESTS])),
    st.sampled_from([USERS, STAFF, LEGAL, GUESTS]),
)
def test_withholding_one_more_never_exposes_anybody(
    holdings: dict[Key, list[int]], withheld: set[Key], more: Key
) -> None:
    before = exposed(holdings, withheld & holdings.keys())
    after = exposed(holdings, (withheld | {more}) & holdings.keys())
    assert {key for key, _ in after} <= {key for key, _ in before}
