"""What is withheld of the members' capital cannot be worked out from what is shown."""

import os
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from hub.disclosure.attainable import Limits
from hub.disclosure.contributions import (
    CapitalTable,
    Contributions,
    grain_of,
    least_by_holders,
    sensitive,
)
from hub.disclosure.magnitudes import Amount, Protection, protect
from hub.disclosure.parameters import Parameters
from hub.disclosure.relation import Relation
from hub.releases.cell import EVERYONE, Key
from hub.vocabulary import Status

POLICY = Parameters()

#: Group -> what each of its holders has.
Holdings = Mapping[str, list[int]]

PRIMARY = (Status.SUPPRESSED_PRIMARY, "few_or_dominant_holders")
COMPLEMENTARY = (Status.SUPPRESSED_COMPLEMENTARY, "protects_another_amount")


def key(code: str) -> Key:
    return (("category", code),)


def of(holdings: Iterable[int]) -> Contributions:
    return Contributions.of(Decimal(amount) for amount in holdings)


def partition(holdings: Holdings) -> CapitalTable:
    """Groups that add up to a total which everyone knows."""
    groups = {key(code): of(amounts) for code, amounts in holdings.items()}
    everyone = of(amount for amounts in holdings.values() for amount in amounts)
    total = float(everyone.amount)
    return CapitalTable(
        groups={EVERYONE: everyone, **groups},
        shown=frozenset(groups),
        relations=(Relation(EVERYONE, tuple(groups)),),
        facts={EVERYONE: Limits(total, total)},
        grain=grain_of(groups.values()),
    )


def protected(holdings: Holdings) -> dict[str, Amount]:
    found = protect(partition(holdings), POLICY)
    assert found.exposed == ()
    return {code: found.amounts[key(code)] for code in holdings}


def test_a_group_of_many_is_shown_to_three_digits() -> None:
    shown = protected({"users": [100] * 1_234, "staff": [100] * 555})
    assert shown["users"] == Amount(123_000, 122_500, 123_500, Status.PUBLISHED)
    assert shown["staff"] == Amount(55_500, 55_450, 55_550, Status.PUBLISHED)


def test_the_only_other_group_is_withheld_with_a_group_of_few() -> None:
    shown = protected({"users": [100] * 50, "staff": [100] * 3})
    assert shown["staff"] == Amount(None, 0, 5_310, *PRIMARY)
    assert shown["users"] == Amount(None, 0, 5_310, *COMPLEMENTARY)


def test_the_smallest_group_that_suffices_is_withheld_for_another() -> None:
    shown = protected({"users": [100] * 50, "staff": [100] * 3, "partners": [100] * 9})
    withheld = {code for code, amount in shown.items() if amount.value is None}
    assert withheld == {"staff", "partners"}


def test_a_group_with_a_dominant_holder_is_withheld_for_the_same_reason_as_a_small_one() -> None:
    shown = protected(
        {"users": [10] * 900, "legal": [5_000, 100, 100, 10, 10], "staff": [10] * 90}
    )
    assert (shown["legal"].status, shown["legal"].reason) == PRIMARY


def test_the_rounding_of_large_groups_alone_can_hide_a_small_one() -> None:
    shown = protected({"users": [37] * 30_000, "staff": [37] * 15_001, "legal": [37, 74]})
    assert shown["legal"] == Amount(None, 0, 5_630, *PRIMARY)
    assert shown["users"].value == 1_110_000


def test_an_empty_group_looks_like_a_small_one_and_takes_no_other_with_it() -> None:
    shown = protected({"users": [100] * 50, "staff": [100] * 50, "partners": []})
    assert (shown["partners"].status, shown["partners"].reason) == PRIMARY
    assert (shown["users"].value, shown["staff"].value) == (5_000, 5_000)


def test_a_pair_of_sole_holders_is_not_enough_for_each_knows_what_to_take_off() -> None:
    holdings = {"users": [10] * 50, "staff": [400], "partners": [500], "guests": [10] * 9}
    shown = protected(holdings)
    assert shown["guests"].status is Status.SUPPRESSED_COMPLEMENTARY


def test_what_two_overlapping_groups_have_in_common_is_protected_though_it_has_no_cell() -> None:
    users, staff, both = [100] * 60, [100] * 40, [300]
    leaf = {name: (("category", name),) for name in ("users", "staff", "users+staff")}
    held = {name: (("category_holder", name),) for name in ("users", "staff")}
    everyone = of(users + staff + both)
    total = float(everyone.amount)
    found = protect(
        CapitalTable(
            groups={
                EVERYONE: everyone, leaf["users"]: of(users), leaf["staff"]: of(staff),
                leaf["users+staff"]: of(both), held["users"]: of(users + both),
                held["staff"]: of(staff + both),
            },
            shown=frozenset(held.values()),
            relations=(
                Relation(EVERYONE, tuple(leaf.values())),
                Relation(held["users"], (leaf["users"], leaf["users+staff"])),
                Relation(held["staff"], (leaf["staff"], leaf["users+staff"])),
            ),
            facts={EVERYONE: Limits(total, total)},
            grain=Decimal(100),
        ),
        POLICY,
    )  # fmt: skip
    assert found.exposed == ()
    assert {amount.status for amount in found.amounts.values()} == {
        Status.PUBLISHED,
        Status.SUPPRESSED_COMPLEMENTARY,
    }


def test_what_public_facts_give_away_by_themselves_is_said_and_everything_is_withheld() -> None:
    found = protect(partition({"users": [10] * 20, "legal": [100_000, 10]}), POLICY)
    assert {one.key for one in found.exposed} == {EVERYONE, key("legal")} - {EVERYONE}
    assert all(amount.value is None for amount in found.amounts.values())


def test_a_group_whose_amount_is_a_public_fact_is_not_protected_in_vain() -> None:
    table = partition({"users": [100] * 50, "state": [3_000]})
    fact = {key("state"): Limits(3_000, 3_000)}
    shown = protect(replace(table, facts={**table.facts, **fact}), POLICY)
    assert shown.exposed == ()
    assert shown.amounts[key("users")].value == 5_000


def test_the_price_of_a_share_cannot_turn_narrow_limits_into_one_amount() -> None:
    # the large group is shown to within 50, so that the others together are 300 for sure
    shown = protected({"users": [100] * 129, "staff": [100] * 2, "legal": [100]})
    assert shown["users"].value is None


PROTECT = """
from decimal import Decimal
from hub.disclosure.attainable import Limits
from hub.disclosure.contributions import CapitalTable, Contributions
from hub.disclosure.magnitudes import protect
from hub.disclosure.parameters import Parameters
from hub.disclosure.relation import Relation

groups, relations = {}, []
for column in ("category", "region"):
    parts = {((column, str(n)),): [Decimal(100)] * n for n in (1, 2, 6, 7, 8, 14)}
    groups |= {key: Contributions.of(amounts) for key, amounts in parts.items()}
    relations.append(Relation((), tuple(parts)))
everyone = Contributions.of([Decimal(100)] * 38)
table = CapitalTable(
    groups={(): everyone, **groups}, shown=frozenset(groups), relations=tuple(relations),
    facts={(): Limits(3_800, 3_800)}, grain=Decimal(100),
)
print(protect(table, Parameters()))
"""


def test_another_run_gives_the_same_amounts() -> None:
    runs = {
        subprocess.run(  # noqa: S603 - our own interpreter and program
            [sys.executable, "-c", PROTECT],
            cwd=Path(__file__).parents[3],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(runs) == 1
    assert "suppressed_complementary" in runs.pop()


def test_without_a_total_a_small_group_has_no_upper_end() -> None:
    groups = {key("users"): of([100] * 50), key("staff"): of([100] * 3)}
    table = CapitalTable(groups=groups, shown=frozenset(groups), relations=())
    assert protect(table, POLICY).amounts[key("staff")] == Amount(None, 0, None, *PRIMARY)


def test_what_is_certain_of_one_group_is_taken_off_the_others() -> None:
    # fifty holders of one share each have at least what leaves 340 to the three others
    table = partition({"users": [100] * 50, "staff": [100] * 3, "guests": [100] * 30})
    facts = {**table.facts, **least_by_holders({key("users"): Limits(50, 50)}, table.grain)}
    amounts = protect(replace(table, facts=facts), POLICY).amounts
    assert amounts[key("users")].lower >= 4_990
    assert amounts[key("guests")].value is None


HOLDINGS = st.dictionaries(
    st.sampled_from("abcdef"),
    st.lists(st.sampled_from([1, 1, 1, 2, 3, 5, 12, 40, 300]), max_size=14),
    min_size=2,
)


def limits_by_subtraction(
    holdings: Holdings, found: Protection, insider: str | None, own: int
) -> dict[str, tuple[float, float]]:
    """The attack without a solver: the known total less what is known of the others."""
    total = sum(sum(amounts) for amounts in holdings.values())
    ends = {}
    for code, amounts in holdings.items():
        shown = found.amounts[key(code)]
        if shown.value is not None:
            # whole euros, as everyone knows
            low, high = -(-shown.lower // 1), (shown.upper or 0) // 1
        else:
            low, high = 0.0, float(total)
        if code == insider:
            low, high = max(low, own), (own if len(amounts) == 1 else high)
        ends[code] = (low, high)
    limits = {}
    for code, (low, high) in ends.items():
        others = [end for other, end in ends.items() if other != code]
        least = max(low, total - sum(end[1] for end in others))
        limits[code] = (least, min(high, total - sum(end[0] for end in others)))
    return limits


@settings(max_examples=60, deadline=None)
@given(HOLDINGS)
def test_nobody_ever_comes_within_ten_percent_of_anybody_in_a_withheld_group(
    holdings: dict[str, list[int]],
) -> None:
    found = protect(partition(holdings), POLICY)
    if found.exposed:
        assert all(amount.value is None for amount in found.amounts.values())
        return
    for code, amounts in holdings.items():
        if not amounts or not sensitive(of(amounts), POLICY):
            continue
        true, largest = sum(amounts), max(amounts)
        margin = max(1, 0.1 * largest)
        attackers = [(None, 0), *((group, own) for group in holdings for own in holdings[group])]
        for insider, own in attackers:
            if insider != code:
                least, most = limits_by_subtraction(holdings, found, insider, own)[code]
                assert most >= true + margin - 0.01
                assert least <= max(0, true - margin) + 0.01


@settings(max_examples=30, deadline=None)
@given(HOLDINGS)
def test_the_limits_of_an_amount_never_leave_the_true_one_out(
    holdings: dict[str, list[int]],
) -> None:
    found = protect(partition(holdings), POLICY)
    for code, amounts in holdings.items():
        shown = found.amounts[key(code)]
        assert shown.upper is not None
        assert shown.lower <= sum(amounts) <= shown.upper
        assert (shown.value is None) == (shown.status is not Status.PUBLISHED)


@settings(max_examples=30, deadline=None)
@given(HOLDINGS)
def test_no_complementary_amount_is_withheld_without_need(holdings: dict[str, list[int]]) -> None:
    table = partition(holdings)
    found = protect(table, POLICY)
    few = any(sensitive(group, POLICY) and group.holders for group in table.groups.values())
    if not few:
        assert COMPLEMENTARY[0] not in {amount.status for amount in found.amounts.values()}


@pytest.mark.parametrize("p", [10.0, 50.0])
def test_a_stricter_rule_withholds_no_less(p: float) -> None:
    table = partition({"users": [37] * 3_000, "staff": [37] * 901, "legal": [3_700, 740]})
    withheld = {
        one for one, amount in protect(table, Parameters(p=p)).amounts.items() if not amount.value
    }
    assert {key("legal")} <= withheld
    assert (key("staff") in withheld) == (p > 10)


LEAVES = ("staff", "users", "guests", "staff+users")

#: Group -> the leaves that it is made of; the leaf of both categories has no cell.
HELD = {"staff": (0, 3), "users": (1, 3), "guests": (2,)}


def overlapping(holdings: Sequence[list[int]]) -> CapitalTable:
    """Categories of which one person can hold two, as the members' tables have them."""
    leaves: dict[Key, Contributions] = {
        (("category", name),): of(amounts) for name, amounts in zip(LEAVES, holdings, strict=True)
    }
    held: dict[Key, Contributions] = {
        (("held", name),): of(amount for place in places for amount in holdings[place])
        for name, places in HELD.items()
    }
    everyone = of(amount for amounts in holdings for amount in amounts)
    total = float(everyone.amount)
    names = list(leaves)
    return CapitalTable(
        groups={EVERYONE: everyone, **leaves, **held},
        shown=frozenset(held),
        relations=(
            Relation(EVERYONE, tuple(names)),
            *(
                Relation((("held", name),), tuple(names[place] for place in places))
                for name, places in HELD.items()
            ),
        ),
        facts={EVERYONE: Limits(total, total)},
    )


def reach(
    found: Protection, holdings: Sequence[list[int]], target: int, insight: tuple[int, int] | None
) -> tuple[float, float]:
    """Another solver's answer, over leaves: the least and the greatest amount of one of them."""
    rows, ends = [[-1.0] * len(LEAVES)], [-float(sum(map(sum, holdings)))]
    for name, places in HELD.items():
        amount = found.amounts[(("held", name),)]
        if amount.value is not None and amount.upper is not None:
            row = [float(place in places) for place in range(len(LEAVES))]
            rows += [row, [-one for one in row]]
            ends += [amount.upper, -amount.lower]
    bounds: list[tuple[float, float | None]] = [(0.0, None)] * len(LEAVES)
    if insight is not None:
        place, own = insight
        bounds[place] = (own, own if len(holdings[place]) == 1 else None)
    rows.append([1.0] * len(LEAVES))
    ends.append(-ends[0])
    found_ends = []
    for sign in (1.0, -1.0):
        cost = [sign * (place == target) for place in range(len(LEAVES))]
        solved = linprog(cost, A_ub=rows, b_ub=ends, bounds=bounds)
        assert solved.fun is not None
        found_ends.append(sign * solved.fun)
    return found_ends[0], found_ends[1]


@settings(max_examples=25, deadline=None)
@given(st.tuples(*[st.lists(st.sampled_from([1, 2, 5, 40, 300]), max_size=9)] * 4))
def test_nobody_ever_comes_close_where_categories_overlap(holdings: tuple[list[int], ...]) -> None:
    found = protect(overlapping(holdings), POLICY)
    if found.exposed:
        assert all(amount.value is None for amount in found.amounts.values())
        return
    people = [(place, own) for place, amounts in enumerate(holdings) for own in set(amounts)]
    for target, amounts in enumerate(holdings):
        if amounts and sensitive(of(amounts), POLICY):
            true, margin = sum(amounts), 0.1 * max(amounts)
            for insight in [None, *(one for one in people if one[0] != target)]:
                least, most = reach(found, holdings, target, insight)
                assert least <= true - margin + 0.02
                assert most >= true + margin - 0.02
