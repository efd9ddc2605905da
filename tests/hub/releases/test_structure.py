"""Has every group one name, whatever table it is met in?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.releases.cell import EVERYONE
from hub.releases.structure import Column, Structure

AGES = Structure(
    columns={
        "age_group": Column(
            dimension="age",
            codes={
                "young": frozenset({"18-24", "25-34"}),
                "old": frozenset({"35+"}),
                "unknown": frozenset({"unknown"}),
            },
        ),
        "age_band": Column(
            dimension="age",
            codes={code: frozenset({code}) for code in ("18-24", "25-34", "35+", "unknown")},
        ),
        "anyone": Column(
            dimension="age", codes={"all": frozenset({"18-24", "25-34", "35+", "unknown"})}
        ),
        "gender": Column(
            dimension="gender", codes={code: frozenset({code}) for code in ("female", "male")}
        ),
    },
    tables=((), ("age_band",), ("age_group",)),
)

_CODES = [(name, code) for name, column in AGES.columns.items() for code in column.codes]
_KEYS = st.lists(st.sampled_from(_CODES), max_size=2, unique_by=lambda pair: pair[0]).filter(
    lambda pairs: len({AGES.columns[name].dimension for name, _ in pairs}) == len(pairs)
)


def test_the_leaves_of_a_dimension_are_those_of_all_its_columns() -> None:
    assert AGES.leaves == {
        "age": ("18-24", "25-34", "35+", "unknown"),
        "gender": ("female", "male"),
    }


def test_two_codes_of_the_same_people_have_the_name_of_the_first_column() -> None:
    assert AGES.canonical((("age_band", "35+"),)) == (("age_group", "old"),)
    assert AGES.canonical((("age_band", "18-24"),)) == (("age_band", "18-24"),)


def test_a_code_of_everyone_is_dropped() -> None:
    assert AGES.canonical((("anyone", "all"),)) == EVERYONE
    assert AGES.canonical((("gender", "male"), ("anyone", "all"))) == (("gender", "male"),)


def test_an_unknown_column_or_code_is_no_group() -> None:
    for unknown in (("income", "high"), ("gender", "high")):
        with pytest.raises(KeyError):
            AGES.canonical((unknown,))


@given(_KEYS)
def test_a_name_is_its_own_name_in_any_order(pairs: list[tuple[str, str]]) -> None:
    named = AGES.canonical(tuple(pairs))
    assert AGES.canonical(tuple(reversed(pairs))) == named
    assert AGES.canonical(named) == named
