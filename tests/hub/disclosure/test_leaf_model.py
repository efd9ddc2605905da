"""The cliques' unknowns leave an attacker exactly what the whole product of leaves leaves."""

from itertools import product

import numpy as np
import pytest
import scipy.sparse as sp
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from hub.disclosure.audit_inference import bounds_of
from hub.disclosure.bounds import spans
from hub.disclosure.leaf_model import LeafModel, group_of
from hub.disclosure.population_cube import Limits
from hub.releases.cell import EVERYONE, Key
from hub.releases.structure import Column, Structure
from tests.hub.disclosure.audited import AGE, GENDER, PLACE, PLAIN, SIDE, keys, leaves, structure

KIND = leaves("kind", "legal", "natural")
#: Who holds two kinds at once: overlapping codes, and the partition that they add up from.
HELD = Column(
    dimension="kind",
    codes={"legal": frozenset({"legal"}), "any": frozenset({"legal", "natural"})},
    partition=False,
    codes_of="kind",
)
COLUMNS = {"gender": GENDER, "age": AGE, "place": PLACE, "side": SIDE, "kind": KIND, "held": HELD}


def test_dimensions_that_are_in_no_table_together_share_no_unknowns() -> None:
    model = LeafModel(PLAIN, keys(PLAIN))
    shapes = sorted(clique.shape for clique in model.cliques)
    # gender by age, and place; the number of everyone is what they agree on
    assert shapes == [(2, 2), (3,)]
    assert model.agreement.shape == (1, 7)


def test_a_coarse_column_takes_part_with_its_groups_alone() -> None:
    crossed = structure(COLUMNS, ("gender", "side"), ("place",))
    model = LeafModel(crossed, keys(crossed))
    assert sorted(clique.shape for clique in model.cliques) == [(2, 2), (3,)]
    # near and far are what the two cliques agree on
    assert model.agreement.shape[0] == 2


def test_a_circle_of_links_is_closed_by_a_chord() -> None:
    circle = structure(
        COLUMNS, ("gender", "age"), ("age", "place"), ("place", "kind"), ("kind", "gender")
    )
    model = LeafModel(circle, keys(circle))
    assert sorted(len(clique.shape) for clique in model.cliques) == [3, 3]


def test_everyone_alone_is_one_unknown() -> None:
    model = LeafModel(structure({"age": AGE}, ()), [EVERYONE])
    assert model.size == 1
    assert model.row(EVERYONE).tolist() == [0]


def test_a_group_that_the_model_was_not_made_for_is_refused() -> None:
    model = LeafModel(PLAIN, keys(PLAIN))
    crossed: Key = (("gender", "female"), ("place", "north"))
    with pytest.raises(KeyError):
        model.row(crossed)
    with pytest.raises(KeyError):
        group_of(PLAIN, (("colour", "red"),))


def test_a_group_finer_than_the_tables_is_refused() -> None:
    crossed = structure(COLUMNS, ("gender", "side"))
    model = LeafModel(crossed, keys(crossed))
    with pytest.raises(KeyError):
        model.row((("gender", "female"), ("place", "east")))


def test_a_group_that_is_in_no_table_can_be_asked_about_if_it_is_named() -> None:
    crossed: Key = (("gender", "female"), ("place", "east"))
    model = LeafModel(PLAIN, [crossed])
    assert len(model.row(crossed)) == 1


def test_two_codes_of_one_dimension_mean_what_is_in_both() -> None:
    both: Key = (("place", "east"), ("side", "far"))
    assert group_of(PLAIN, both) == (("place", frozenset({"east"})),)


@st.composite
def published(draw: st.DrawFn) -> tuple[Structure, Limits]:
    """A structure of up to four tables, and limits that some people fit, or none."""
    chosen = st.lists(st.sampled_from(sorted(COLUMNS)), min_size=1, max_size=3, unique=True)
    tables = draw(st.lists(chosen.map(tuple), min_size=1, max_size=4))
    crossed = structure(COLUMNS, *[table for table in tables if _sensible(table)] or [("age",)])
    limits = {}
    for key in draw(st.permutations(keys(crossed)))[: draw(st.integers(1, 12))]:
        lower = draw(st.integers(0, 6))
        limits[key] = (float(lower), float(lower + draw(st.integers(0, 8))))
    limits[EVERYONE] = (draw(st.integers(0, 10)), draw(st.integers(10, 30)))
    return crossed, limits


def _sensible(table: tuple[str, ...]) -> bool:
    dimensions = [COLUMNS[name].dimension for name in table]
    return len(set(dimensions)) == len(dimensions)


def full_product(of: Structure, limits: Limits, asked: list[Key]) -> list[tuple[float, float]]:
    """The bounds over the whole product of leaves, by another solver and without cliques."""
    combinations = list(product(*(of.leaves[name] for name in sorted(of.leaves))))

    def row(key: Key) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
        meant = dict(group_of(of, key))
        return np.array(
            [
                float(
                    all(
                        leaf in meant.get(name, {leaf})
                        for name, leaf in zip(sorted(of.leaves), combination, strict=True)
                    )
                )
                for combination in combinations
            ]
        )

    sums = np.array([row(key) for key in limits])
    ends = np.array(list(limits.values()))
    below = {"A_ub": np.vstack([sums, -sums]), "b_ub": np.r_[ends[:, 1], -ends[:, 0]]}
    found = []
    for key in asked:
        both = [linprog(sign * row(key), **below) for sign in (1, -1)]
        if any(one.status == 2 for one in both):
            return []
        found.append((np.ceil(both[0].fun - 1e-4), np.floor(-both[1].fun + 1e-4)))
    return found


@settings(max_examples=40, deadline=None)
@given(published())
def test_the_bounds_are_those_of_the_whole_product(said: tuple[Structure, Limits]) -> None:
    crossed, limits = said
    asked = keys(crossed)
    model = LeafModel(crossed, asked)
    everything = spans(
        bounds_of(model, [limits]),
        sp.csr_matrix(model.matrix(asked)),
        lambda least, _: np.ones(len(least), dtype=np.bool_),
    )
    expected = full_product(crossed, limits, asked)
    assert (everything is None) == (not expected)
    if everything is not None:
        assert list(zip(*(ends.tolist() for ends in everything), strict=True)) == expected
