"""Is every cell counted once, and is it known what adds up to what?"""

import polars as pl
import pytest
from hypothesis import given, settings

from hub.disclosure.cube import PERSONS, UnevenCounts, counts, frame_of, uneven
from hub.disclosure.parameters import Parameters
from hub.releases.cell import EVERYONE, Key, key_text
from hub.releases.structure import Column, Structure
from tests.hub.disclosure.registers import LEAVES, PLAN, REGISTERS, WANTED, single, stands_for

WHOLE = PLAN.structure(WANTED, 100_000, Parameters())

#: Eleven people: 3 women in n1, 2 in s1, 6 men in n2; the two women of s1 voted.
SMALL = pl.DataFrame(
    {
        "gender": ["female", "female", "male", "male"],
        "region": ["n1", "s1", "n2", "n2"],
        "category": ["users", "users+workers", "workers", "users+workers"],
        "attendance": ["no", "own", "no", "no"],
        PERSONS: [3, 2, 5, 1],
    }
)


def _counted(finest: pl.DataFrame, structure: Structure = WHOLE) -> dict[Key, int]:
    keys = frame_of(structure).keys
    return dict(zip(keys, counts(structure, finest).tolist(), strict=True))


def test_cells_are_counted_by_every_combination_of_codes() -> None:
    found = _counted(SMALL)
    assert found[EVERYONE] == 11
    assert found[("gender", "female"), ("region", "n1")] == 3
    assert found[("gender", "female"), ("region_1", "north")] == 3
    assert found[("gender", "male"), ("region_1", "north")] == 6
    assert found[("gender", "other"),] == 0


def test_a_person_of_two_categories_is_in_both_and_in_the_total_once() -> None:
    found = _counted(SMALL)
    assert found[("category_holder", "users"),] == 3 + 2 + 1
    assert found[("category_holder", "workers"),] == 2 + 5 + 1
    assert found[("category", "users+workers"),] == 2 + 1


def test_a_code_of_the_same_people_in_two_columns_is_one_cell() -> None:
    keys = frame_of(WHOLE).keys
    # region s1 is all of region_1 south, and channel no is all of attended no
    assert (("region_1", "south"),) in keys
    assert (("region", "s1"),) not in keys
    assert len(keys) == len(set(keys)) == len({WHOLE.canonical(key) for key in keys})


def test_relations_say_what_adds_up_to_what() -> None:
    small = Structure(
        columns={
            "region_1": Column(dimension="r", codes=stands_for(north="n1 n2", south="s1")),
            "region": Column(dimension="r", codes=single("n1 n2 s1")),
        },
        tables=((), ("region",), ("region_1",)),
    )
    frame = frame_of(small)
    texts = [text or "everyone" for text in frame.texts]
    said = {
        frozenset((texts[at], int(sign)) for at, sign in zip(row.indices, row.data, strict=True))
        for row in frame.relations
    }
    south = ("region_1=south", -1)
    assert said == {
        frozenset({("everyone", 1), ("region=n1", -1), ("region=n2", -1), south}),
        frozenset({("everyone", 1), ("region_1=north", -1), south}),
        frozenset({("region_1=north", 1), ("region=n1", -1), ("region=n2", -1)}),
    }
    assert frame.order.tolist() == [len(key) for key in frame.keys]


def test_the_same_structure_shares_one_frame() -> None:
    again = PLAN.structure(WANTED, 100_000, Parameters())
    assert again is not WHOLE
    assert frame_of(again) is frame_of(WHOLE)
    assert frame_of(PLAN.structure(WANTED, 30, Parameters())) is not frame_of(WHOLE)


@settings(max_examples=25)
@given(REGISTERS)
def test_every_cell_is_the_number_of_people_with_its_leaves(finest: pl.DataFrame) -> None:
    for key, count in _counted(finest).items():
        chosen = pl.lit(value=True)
        for name, code in key:
            column = WHOLE.columns[name]
            chosen &= pl.col(column.dimension).is_in(sorted(column.codes[code]))
        assert count == finest.filter(chosen)[PERSONS].sum(), key_text(key)


@settings(max_examples=25)
@given(REGISTERS)
def test_true_counts_always_add_up(finest: pl.DataFrame) -> None:
    assert not uneven(WHOLE, counts(WHOLE, finest))


def test_a_count_that_is_changed_alone_does_not_add_up() -> None:
    found = counts(WHOLE, SMALL)
    for at in range(len(found)):
        changed = found.copy()
        changed[at] += 1
        assert uneven(WHOLE, changed)


def test_the_columns_of_what_does_not_add_up_are_told() -> None:
    found = counts(WHOLE, SMALL)
    found[frame_of(WHOLE).keys.index((("gender", "other"),))] += 1
    assert "gender" in uneven(WHOLE, found)
    assert not {"enrolled", "holding"} & uneven(WHOLE, found)


@pytest.mark.parametrize("dimension", sorted(LEAVES))
def test_a_code_that_the_plan_does_not_have_is_refused_without_being_named(
    dimension: str,
) -> None:
    strange = SMALL.with_columns(pl.lit("Jeanne Dupont").alias(dimension))
    with pytest.raises(UnevenCounts, match=f"a code of {dimension} is not in the plan") as said:
        counts(WHOLE, strange)
    assert "Jeanne" not in str(said.value)


def test_a_leaf_that_was_not_recorded_is_refused_too() -> None:
    unrecorded = SMALL.with_columns(pl.lit(None, pl.String).alias("gender"))
    with pytest.raises(UnevenCounts, match="a code of gender is not in the plan"):
        counts(WHOLE, unrecorded)
