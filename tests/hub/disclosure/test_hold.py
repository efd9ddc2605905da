"""Is it noticed when few people moved, though the counts look alike?"""

from collections.abc import Mapping

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.disclosure.cube import PERSONS
from hub.disclosure.hold import LEAVES, PERSON, erased_since, gross_movers, movers
from hub.releases.table_plan import Movers

#: Person -> the number of the leaves that the person shares.
Register = Mapping[int, int]

_REGISTERS = st.dictionaries(st.integers(0, 30), st.integers(0, 3), max_size=30)


def _finest(register: Register) -> pl.DataFrame:
    leaves = pl.Series("gender", [f"g{leaf}" for leaf in register.values()], dtype=pl.String)
    return leaves.to_frame().group_by("gender").agg(pl.len().alias(PERSONS))


def _people(register: Register) -> pl.DataFrame:
    return pl.DataFrame(
        {PERSON: list(register), LEAVES: list(register.values())},
        schema={PERSON: pl.UInt64, LEAVES: pl.UInt64},
    )


def _gross(before: Register, now: Register, erased: int = 0) -> int:
    return gross_movers(_people(before), _people(now), erased=erased)


def _movers(before: Register, now: Register, erased: int = 0) -> Movers:
    return movers(
        _finest(before),
        _finest(now),
        gross=lambda: _gross(before, now, erased),
        few_below=5,
        erased=erased,
    )


TEN = dict.fromkeys(range(10), 1)


@pytest.mark.parametrize(
    ("now", "gross", "expected"),
    [
        (TEN, 0, Movers.NONE),
        (TEN | {10: 1}, 1, Movers.FEW),
        (TEN | {0: 2}, 1, Movers.FEW),
        (TEN | dict.fromkeys(range(10, 14), 1), 4, Movers.FEW),
        (TEN | dict.fromkeys(range(10, 15), 1), 5, Movers.MANY),
        (dict.fromkeys(range(4, 10), 1), 4, Movers.FEW),
        (dict.fromkeys(range(5, 10), 1), 5, Movers.MANY),
        (TEN | dict.fromkeys(range(5), 2), 5, Movers.MANY),
        # three left and two joined: five moved, though the sum is one fewer
        (dict.fromkeys(range(3, 12), 1), 5, Movers.MANY),
        # two for two of the same leaves: nothing to be seen
        (dict.fromkeys(range(2, 12), 1), 4, Movers.NONE),
    ],
)
def test_movers_are_those_who_joined_left_or_changed(
    now: Register, gross: int, expected: Movers
) -> None:
    assert _gross(TEN, now) == gross
    assert _movers(TEN, now) is expected


def test_people_are_counted_one_by_one_only_where_the_cells_leave_it_open() -> None:
    def never() -> int:
        raise AssertionError("was asked")

    many = TEN | dict.fromkeys(range(10, 15), 1)
    assert movers(_finest(TEN), _finest(TEN), gross=never, few_below=5) is Movers.NONE
    assert movers(_finest(TEN), _finest(many), gross=never, few_below=5) is Movers.MANY


def test_days_that_share_no_dimension_differ_by_their_totals() -> None:
    one, other = (pl.DataFrame({PERSONS: [number]}) for number in (30, 27))
    assert movers(one, other, gross=lambda: 3, few_below=5) is Movers.FEW
    assert movers(one, one, gross=lambda: 0, few_below=5) is Movers.NONE


@given(_REGISTERS, _REGISTERS)
def test_gross_movers_are_counted_person_by_person(before: Register, now: Register) -> None:
    everyone = {*before, *now}
    assert _gross(before, now) == sum(before.get(one) != now.get(one) for one in everyone)


@given(_REGISTERS, _REGISTERS)
def test_few_movers_are_never_taken_for_many(before: Register, now: Register) -> None:
    moved = _gross(before, now)
    found = _movers(before, now)
    if found is Movers.MANY:
        assert moved >= 5
    if found is Movers.FEW:
        assert 1 <= moved <= 4
    if found is Movers.NONE:
        assert _finest(before).sort("gender").equals(_finest(now).sort("gender"))


@pytest.mark.parametrize(
    ("now", "erased", "expected"),
    [
        (TEN, 0, Movers.NONE),
        (TEN, 1, Movers.FEW),
        (TEN, 4, Movers.FEW),
        (TEN, 5, Movers.MANY),
        (dict.fromkeys(range(2, 10), 1), 2, Movers.FEW),
        (dict.fromkeys(range(2, 10), 1), 3, Movers.MANY),
        # six joined: they may be the six who were erased
        (TEN | dict.fromkeys(range(10, 16), 1), 6, Movers.FEW),
        (TEN | dict.fromkeys(range(10, 21), 1), 6, Movers.MANY),
    ],
)
def test_whoever_was_erased_has_moved_unless_they_may_be_back(
    now: Register, erased: int, expected: Movers
) -> None:
    assert _movers(TEN, now, erased) is expected


@given(_REGISTERS, _REGISTERS, st.sets(st.integers(0, 30)))
def test_few_movers_are_never_taken_for_many_whoever_was_erased(
    before: Register, now: Register, erased: set[int]
) -> None:
    kept = {person: leaves for person, leaves in before.items() if person not in erased}
    moved = _gross(before, now)
    assert moved >= _gross(kept, now, len(before) - len(kept))
    assert moved >= 5 or _movers(kept, now, len(before) - len(kept)) is not Movers.MANY


def test_those_who_were_erased_are_missing_in_the_total_or_in_some_cell() -> None:
    cells = [(10, 9), (15, 10), (0, 3)]
    assert erased_since(50, 47, cells, room=4) == 3
    assert erased_since(None, 47, cells, room=4) == 1
    assert erased_since(47, 47, [(10, 9), (0, 4)], room=4) == 0
    assert erased_since(None, 47, [], room=4) == 0
