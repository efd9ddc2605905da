"""What must be rounded together? All cells of one population and day, and what adds up to what.

Every cell is one variable, in whatever tables it appears. The arrays of a frame do not depend on
the members, so cooperatives and days of one structure share it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt
import polars as pl
import scipy.sparse as sp

from hub.problem import Problem
from hub.releases.cell import Key, key_text
from hub.releases.structure import Column, Structure

#: The column of finest cells that says how many people each leaf combination has.
PERSONS = "persons"

Counts = npt.NDArray[np.int64]


class UnevenCounts(Problem):
    """Counts that do not add up, or are not of the plan's leaves."""

    def __init__(self, why: str) -> None:
        super().__init__(
            why, "Nothing was published; report this as an error of the indicators or of the plan"
        )


@dataclass(frozen=True, slots=True)
class Frame:
    """The cells of a structure and their additive relations.

    Attributes:
        keys: the canonical key of each cell.
        order: how many columns each cell crosses.
        relations: one row each, cells as columns: the sum with the row's signs (+1 the whole, -1
            its parts) is 0.
        places: table -> for each combination of its codes, which cell it is.
    """

    keys: tuple[Key, ...]
    order: Counts
    relations: sp.csr_matrix
    places: Mapping[tuple[str, ...], npt.NDArray[np.intp]]

    @property
    def texts(self) -> tuple[str, ...]:
        """The keys as text, which is what the dither is keyed on."""
        return tuple(key_text(key) for key in self.keys)


@lru_cache(maxsize=64)
def _frame_of(digest: "ByContent") -> Frame:
    structure = digest.structure
    number: dict[Key, int] = {}
    places = {}
    for table in structure.tables:
        shape = tuple(len(structure.columns[column].codes) for column in table)
        place = np.empty(shape, dtype=np.intp)
        codes = [tuple(structure.columns[column].codes) for column in table]
        for at in np.ndindex(shape):
            key = tuple((table[axis], codes[axis][i]) for axis, i in enumerate(at))
            place[at] = number.setdefault(structure.canonical(key), len(number))
        places[table] = place
    rows = sorted(set(_relations(structure, places)))
    return Frame(
        keys=tuple(number),
        order=np.array([len(key) for key in number], dtype=np.int64),
        relations=_matrix(rows, len(number)),
        places=places,
    )


class ByContent:
    """Structures are equal, for the cache, when they say the same."""

    def __init__(self, structure: Structure) -> None:
        self.structure = structure
        self._said = (
            tuple(
                (name, column.dimension, tuple(column.codes.items()), column.codes_of)
                for name, column in structure.columns.items()
            ),
            structure.tables,
        )

    def __hash__(self) -> int:
        return hash(self._said)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ByContent) and self._said == other._said


def frame_of(structure: Structure) -> Frame:
    """The cells of a structure; the same frame for the same structure."""
    return _frame_of(ByContent(structure))


def counts(structure: Structure, finest: pl.DataFrame) -> Counts:
    """The true count of every cell, in the order of the frame's keys.

    Args:
        structure: the tables.
        finest: one row per combination of leaves that anybody has: a column for each dimension of
            the structure, and `persons`.

    Raises:
        UnevenCounts: a leaf is not in the structure.
    """
    frame = frame_of(structure)
    found = np.zeros(len(frame.keys), dtype=np.int64)
    persons = finest[PERSONS].to_numpy().astype(np.int64)
    at = {
        dimension: _positions(finest[dimension], leaves)
        for dimension, leaves in structure.leaves.items()
    }
    for table, place in frame.places.items():
        columns = [structure.columns[column] for column in table]
        sizes = [len(structure.leaves[column.dimension]) for column in columns]
        flat = np.zeros(len(persons), dtype=np.intp)
        for column, size in zip(columns, sizes, strict=True):
            flat = flat * size + at[column.dimension]
        cells = np.zeros(int(np.prod(sizes, initial=1)), dtype=np.int64)
        np.add.at(cells, flat, persons)
        cells = cells.reshape(sizes)
        for axis, column in enumerate(columns):
            member = _membership(column, structure.leaves[column.dimension])
            cells = np.moveaxis(np.tensordot(member, cells, axes=(1, axis)), 0, axis)
        found[place.ravel()] = cells.ravel()
    return found


def uneven(structure: Structure, found: Counts) -> set[str]:
    """The columns of the parts that are not their whole together; none where all adds up."""
    frame = frame_of(structure)
    wrong = frame.relations[np.flatnonzero(frame.relations @ found)]
    parts = wrong.indices[wrong.data < 0].tolist()
    return {column for at in parts for column, _ in frame.keys[at]}


def _positions(recorded: pl.Series, leaves: tuple[str, ...]) -> npt.NDArray[np.intp]:
    order = {leaf: position for position, leaf in enumerate(leaves)}
    positions = recorded.replace_strict(order, default=None, return_dtype=pl.Int64)
    if positions.null_count():
        raise UnevenCounts(f"a code of {recorded.name} is not in the plan")
    return positions.to_numpy().astype(np.intp)


def _membership(column: Column, leaves: tuple[str, ...]) -> Counts:
    return np.array(
        [[leaf in stands_for for leaf in leaves] for stands_for in column.codes.values()],
        dtype=np.int64,
    )


def _relations(
    structure: Structure, places: Mapping[tuple[str, ...], npt.NDArray[np.intp]]
) -> Iterator[tuple[int, tuple[int, ...]]]:
    """Each whole with its parts, where it is not itself its only part."""
    for table, place in places.items():
        for axis, name in enumerate(table):
            column = structure.columns[name]
            rest = table[:axis] + table[axis + 1 :]
            parts = np.moveaxis(place, axis, -1)
            if column.partition:
                wholes = places[rest].ravel()
                yield from _sums(wholes, parts.reshape(len(wholes), -1))
            for coarse, groups in _coarser(structure, name):
                other = tuple(sorted((*rest, coarse)))
                if other in places:
                    wholes = np.moveaxis(places[other], other.index(coarse), -1)
                    for code, of in enumerate(groups):
                        chosen = parts[..., of].reshape(-1, len(of))
                        yield from _sums(wholes[..., code].ravel(), chosen)


def _sums(
    wholes: npt.NDArray[np.intp], parts: npt.NDArray[np.intp]
) -> Iterator[tuple[int, tuple[int, ...]]]:
    for whole, of in zip(wholes.tolist(), parts.tolist(), strict=True):
        if of != [whole]:
            yield whole, tuple(sorted(of))


def _coarser(structure: Structure, fine: str) -> Iterator[tuple[str, list[list[int]]]]:
    """Columns of the same dimension whose every code is some codes of this one."""
    column = structure.columns[fine]
    if not column.partition:
        return
    parts = list(column.codes.values())
    for name, other in structure.columns.items():
        if name == fine or other.dimension != column.dimension:
            continue
        groups = [
            [at for at, leaves in enumerate(parts) if leaves <= whole]
            for whole in other.codes.values()
        ]
        whole_again = all(
            frozenset[str]().union(*(parts[at] for at in of)) == whole
            for of, whole in zip(groups, other.codes.values(), strict=True)
        )
        if whole_again:
            yield name, groups


def _matrix(rows: list[tuple[int, tuple[int, ...]]], cells: int) -> sp.csr_matrix:
    row, column, sign = [], [], []
    for at, (whole, parts) in enumerate(rows):
        row += [at] * (1 + len(parts))
        column += [whole, *parts]
        sign += [1] + [-1] * len(parts)
    return sp.csr_matrix((sign, (row, column)), shape=(len(rows), cells), dtype=np.int64)
