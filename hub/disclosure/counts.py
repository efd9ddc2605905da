"""What may be published of one population on one day? Every table that its size allows, rounded.

Where the solver finds no rounding, the largest table is given up and the rest is tried again;
a table is never rounded by a weaker rule.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from math import prod

import numpy as np
import polars as pl

from hub.disclosure.cube import PERSONS, Counts, UnevenCounts, counts, frame_of, uneven
from hub.disclosure.dither import thresholds
from hub.disclosure.parameters import Parameters
from hub.disclosure.plan import Plan, Table
from hub.disclosure.rounding import Before, NoRounding, round_counts
from hub.problem import Problem
from hub.releases.cell import EVERYONE, Key
from hub.releases.structure import Structure


class Unprotectable(Problem):
    """Not even the total could be rounded."""

    def __init__(self, cooperative: str, day: str) -> None:
        super().__init__(
            f"{cooperative}, {day}: no table could be protected",
            "Nothing was published; raise solver_nodes in hub/disclosure/parameters.py, or "
            "report this as an error",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Rounded:
    """The rounded counts of one population and day.

    Attributes:
        structure: the tables that were made.
        true: what was counted; never leaves this process.
        published: cell -> rounded count.
        given_up: tables that were wanted and large enough, but had no rounding.
    """

    structure: Structure
    true: Mapping[Key, int]
    published: Mapping[Key, int]
    given_up: tuple[Table, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """The same people, or nearly the same, as they were published before.

    Attributes:
        binding: nobody moved, so that no count may get a second value.
    """

    true: Mapping[Key, int]
    published: Mapping[Key, int]
    binding: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Population:
    """Who is counted: the same cooperative and name always have the same dither."""

    cooperative: str
    name: str
    day: str


def rounded(  # noqa: PLR0913 - all that one solution depends on, named
    population: Population,
    finest: pl.DataFrame,
    plan: Plan,
    *,
    wanted: Collection[Table],
    given_up: Collection[Table] = (),
    known: Mapping[Key, int],
    before: Earlier | None,
    key: bytes,
    parameters: Parameters,
) -> Rounded:
    """All tables of one population and day, rounded together.

    Args:
        population: who is counted.
        finest: one row per combination of leaves, with a column per dimension and `persons`.
        plan: of the cooperative.
        wanted: the tables that indicators ask for.
        given_up: tables that would tell too much; they and all that contain them are not made.
        known: cells whose exact count is public anyway.
        before: what was published of them earlier.
        key: 32 bytes, for the dither.
        parameters: the policy.

    Raises:
        UnevenCounts: the counts do not add up, or are not of the plan's leaves.
        Unprotectable: there is no rounding.
        OutOfTime: the clock stopped the solver.
    """
    members = int(finest[PERSONS].sum())
    left = plan.structure(wanted, members, parameters)
    dropped = sorted(table for table in given_up if table in left.tables)
    for table in dropped:
        left = _without(left, table)
    while left.tables:
        frame = frame_of(left)
        true = _true(population, left, finest)
        try:
            found = round_counts(
                frame,
                true,
                thresholds(
                    key, population.cooperative, population.name, frame.texts, base=parameters.b
                ),
                parameters,
                before=_before(frame.keys, before),
                known={at for at, cell in enumerate(frame.keys) if cell in known},
            )
        except NoRounding:
            dropped.append(_largest(left))
            left = _without(left, dropped[-1])
        else:
            return Rounded(
                structure=left,
                true=dict(zip(frame.keys, true.tolist(), strict=True)),
                published=dict(zip(frame.keys, found.tolist(), strict=True)),
                given_up=tuple(dropped),
            )
    raise Unprotectable(population.cooperative, population.day)


def _true(population: Population, structure: Structure, finest: pl.DataFrame) -> Counts:
    try:
        found = counts(structure, finest)
    except UnevenCounts as error:
        raise UnevenCounts(f"{population.cooperative}, {population.day}: {error.what}") from None
    if wrong := uneven(structure, found):
        raise UnevenCounts(
            f"{population.cooperative}, {population.day}: the parts do not add up to their wholes "
            f"(columns of the plan: {', '.join(sorted(wrong))})"
        )
    return found


def _before(keys: tuple[Key, ...], before: Earlier | None) -> Before | None:
    if before is None:
        return None

    def all_of(counted: Mapping[Key, int]) -> Counts:
        return np.array([counted.get(cell, -1) for cell in keys], dtype=np.int64)

    return Before(all_of(before.true), all_of(before.published), binding=before.binding)


def _largest(structure: Structure) -> Table:
    """The table with the most cells; of several, the last by name."""

    def size(table: Table) -> int:
        return prod(len(structure.columns[column].codes) for column in table)

    return max(structure.tables, key=lambda one: (size(one), one))


def _without(structure: Structure, table: Table) -> Structure:
    """The structure without a table, and without those that contain it."""
    tables = tuple(one for one in structure.tables if not set(table) <= set(one))
    named = {column for one in tables for column in one}
    return Structure(
        columns={name: column for name, column in structure.columns.items() if name in named},
        tables=tables,
    )


def total(rounded_counts: Rounded) -> int:
    """How many people were counted."""
    return rounded_counts.true[EVERYONE]
