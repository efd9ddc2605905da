"""Are counts what rounding makes of them? Multiples of the base, intervals, wholes and parts."""

import math
from collections.abc import Iterator, Mapping
from itertools import compress, product

import numpy as np
import numpy.typing as npt

from hub.disclosure.audit_report import Finding, Kind
from hub.disclosure.population_cube import PopulationCube
from hub.releases.cell import Key
from hub.releases.structure import Column, Structure

Values = npt.NDArray[np.float64]


def audit_shape(cube: PopulationCube) -> Iterator[Finding]:
    """Counts that are not rounded, and wholes that are not the sum of their parts."""
    base, room = cube.plan.base, cube.room
    for key, cell in cube.cells.items():
        if cell.value is None:
            continue
        lower = 0.0 if cell.lower is None else cell.lower
        upper = math.inf if cell.upper is None else cell.upper
        if cell.value % base or lower > max(0.0, cell.value - room) or upper < cell.value + room:
            yield cube.finding(Kind.NOT_ROUNDED, key, (lower, upper))
    for key in sorted(set(_uneven(cube))):
        yield cube.finding(Kind.NOT_ADDITIVE, key)


def _uneven(cube: PopulationCube) -> Iterator[Key]:
    """Every cell that differs from the sum of its parts, in whatever way it is divided."""
    structure = cube.plan.structure
    grids = {table: _keys(structure, table) for table in structure.tables}
    values = {table: _values(cube, keys) for table, keys in grids.items()}
    for table, parts in values.items():
        for axis, name in enumerate(table):
            rest = table[:axis] + table[axis + 1 :]
            for whole, adds_up in _wholes(structure, structure.columns[name]):
                other = tuple(sorted((*rest, *whole)))
                if other in values:
                    sums = _sums(parts, adds_up, axis)
                    # the last axis is the whole's codes, or the one code of everyone
                    sums = np.moveaxis(sums, -1, other.index(whole[0])) if whole else sums[..., 0]
                    # a part or whole that is withheld is no number, and differs from none
                    for at in np.argwhere(np.abs(sums - values[other]) > 0).tolist():
                        yield grids[other][tuple(at)]


def _keys(structure: Structure, table: tuple[str, ...]) -> Mapping[tuple[int, ...], Key]:
    """The canonical key of each combination of a table's codes, by the codes' numbers."""
    codes = [list(structure.columns[name].codes) for name in table]
    return {
        at: structure.canonical(
            tuple((name, of[i]) for name, of, i in zip(table, codes, at, strict=True))
        )
        for at in product(*(range(len(of)) for of in codes))
    }


def _values(cube: PopulationCube, keys: Mapping[tuple[int, ...], Key]) -> Values:
    """The published value of each combination; no number where there is none."""
    found = [
        math.nan if cell is None or cell.value is None else cell.value
        for cell in map(cube.cells.get, keys.values())
    ]
    return np.array(found).reshape([last + 1 for last in max(keys)])


def _sums(parts: Values, adds_up: Values, axis: int) -> Values:
    """The sums of parts along an axis; no number where one of the parts is none."""
    withheld = np.isnan(parts)
    sums: Values = np.tensordot(np.where(withheld, 0.0, parts), adds_up, axes=(axis, 1))
    sums[np.tensordot(withheld, adds_up, axes=(axis, 1)) > 0] = math.nan
    return sums


def _wholes(structure: Structure, fine: Column) -> Iterator[tuple[tuple[str, ...], Values]]:
    """What a column's codes add up to: everyone, or the codes of a coarser column.

    With the coarser column's name, and for each of its codes which of the fine ones are in it.
    """
    if not fine.partition:
        return
    yield (), np.ones((1, len(fine.codes)))
    for name, coarse in structure.columns.items():
        if coarse.dimension == fine.dimension and coarse is not fine:
            within = [
                [part <= whole for part in fine.codes.values()] for whole in coarse.codes.values()
            ]
            exactly = all(
                frozenset[str]().union(*compress(fine.codes.values(), of)) == whole
                for of, whole in zip(within, coarse.codes.values(), strict=True)
            )
            if exactly:
                yield (name,), np.array(within, dtype=np.float64)
