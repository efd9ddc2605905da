"""The limits of an amount follow from the limits of others, no wider and no narrower."""

import math
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.disclosure.attainable import ANY, Attainable, Limits, UnsolvedAmounts
from hub.disclosure.relation import Relation
from hub.releases.cell import EVERYONE, Key

A: Key
B: Key
C: Key
A, B, C = ((("category", name),) for name in "abc")
#: The least, the true and the greatest amount of a group.
ENDS = st.tuples(*[st.integers(0, 2000)] * 3).map(lambda three: tuple(sorted(three)))

WHOLE = Relation(EVERYONE, (A, B, C))


def limits_of(
    known: dict[Key, Limits], wanted: list[Key], *relations: Relation
) -> dict[Key, tuple[float, float]] | None:
    found = Attainable(relations or (WHOLE,), ()).limits(known, wanted)
    if found is None:
        return None
    return {key: (round(least, 1), round(most, 1)) for key, (least, most) in found.items()}


def test_a_single_missing_part_is_what_the_others_leave() -> None:
    known = {EVERYONE: Limits(100, 100), A: Limits(20, 30), B: Limits(40, 40)}
    assert limits_of(known, [C]) == {C: (30, 40)}


def test_an_amount_of_which_nothing_is_known_has_no_limit() -> None:
    assert limits_of({A: Limits(20, 30)}, [B, EVERYONE]) == {
        B: (0, math.inf),
        EVERYONE: (20, math.inf),
    }


def test_two_overlapping_groups_give_away_what_they_have_in_common() -> None:
    one, other, common = A, B, C
    alone, others = ((("leaf", name),) for name in ("a", "b"))
    known = {EVERYONE: Limits(100, 100), one: Limits(70, 70), other: Limits(40, 40)}
    assert limits_of(
        known, [common],
        Relation(EVERYONE, (alone, others, common)),
        Relation(one, (alone, common)), Relation(other, (others, common)),
    ) == {common: (10, 10)}  # fmt: skip


def test_what_fits_nothing_has_no_limits() -> None:
    assert limits_of({EVERYONE: Limits(100, 100), A: Limits(101, 110)}, [B]) is None
    assert limits_of({A: Limits(3, 2)}, [B]) is None


@given(st.lists(ENDS, min_size=2, max_size=6))
def test_in_one_partition_the_limits_are_those_of_subtraction(
    known_ends: list[tuple[int, int, int]],
) -> None:
    keys: list[Key] = [(("category", str(number)),) for number, _ in enumerate(known_ends)]
    ends = [(low, high) for low, _, high in known_ends]
    whole = sum(true for _, true, _ in known_ends)
    known = {key: Limits(*end) for key, end in zip(keys, ends, strict=True)}
    known[EVERYONE] = Limits(whole, whole)
    found = Attainable([Relation(EVERYONE, tuple(keys))], ()).limits(known, keys)
    assert found is not None
    for key, (low, high) in zip(keys, ends, strict=True):
        others = [end for other, end in zip(keys, ends, strict=True) if other != key]
        least = max(low, whole - sum(end[1] for end in others))
        most = min(high, whole - sum(end[0] for end in others))
        assert found[key] == pytest.approx((least, most), abs=0.05)


def test_each_question_has_the_same_answer_whatever_was_asked_before() -> None:
    attainable = Attainable([WHOLE], ())
    known = {EVERYONE: Limits(100, 100), A: Limits(20, 30)}
    first = attainable.limits(known, [B, C])
    assert attainable.limits({EVERYONE: Limits(1, 1), A: Limits(5, 6)}, [A]) is None
    attainable.limits({EVERYONE: Limits(7, 9)}, [A, B])
    assert attainable.limits(known, [B, C]) == first


def test_a_solver_that_gives_up_is_said_to_have_given_up() -> None:
    with pytest.raises(UnsolvedAmounts, match="stopped"):
        limits_of({A: Limits(math.inf, math.inf)}, [A])


def test_limits_narrow_to_multiples_of_the_price_of_a_share() -> None:
    assert Limits(184, 316).multiples(Decimal(100)) == Limits(200, 300)
    assert Limits(184, math.inf).multiples(Decimal(100)) == Limits(200, math.inf)
    assert Limits(0.07, 0.29).multiples(Decimal("0.01")) == Limits(0.07, 0.29)


def test_knowing_two_things_is_knowing_the_narrower_ends() -> None:
    for one, other in pairwise([Limits(1, 5), ANY, Limits(1, 5)]):
        assert one.within(other) == Limits(1, 5)
    assert Limits(1, 5).within(Limits(2, 9)) == Limits(2, 5)
