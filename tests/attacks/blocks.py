"""Which dimensions does an attacker look at together? Blocks of linked ones, few enough to solve.

All dimensions at once would be hundreds of thousands of unknowns. Every published table lies in
some block. Left out is what follows only from tables of different blocks together.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import prod
from typing import Any

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

from tests.attacks.published import Codebook, Group

#: The most unknowns of one block.
LARGEST = 5_000

#: Dimension -> its atoms, the leaves that no published code tells apart.
Atoms = Mapping[str, tuple[frozenset[str], ...]]


@dataclass(frozen=True, slots=True)
class Block:
    """Dimensions seen together.

    Attributes:
        atoms: of each dimension in the block; their product are the unknowns.
        groups: the published groups that lie in the block.
        sums: one row per group, one column per unknown: 1 where it belongs to the group.
    """

    atoms: Atoms
    groups: tuple[Group, ...]
    sums: sp.csr_matrix

    def persons(self, leaves: Mapping[str, str]) -> npt.NDArray[np.intp]:
        """Which unknown a person of these leaves is counted in."""
        at = [
            next(position for position, atom in enumerate(atoms) if leaves[dimension] in atom)
            for dimension, atoms in self.atoms.items()
        ]
        shape = tuple(map(len, self.atoms.values()))
        return np.atleast_1d(np.ravel_multi_index(tuple(at), shape) if at else 0)


def blocks(
    groups: Iterable[Group], codebook: Codebook, *, largest: int = LARGEST
) -> Iterator[Block]:
    """Blocks in which every group lies at least once."""
    every = sorted(set(groups), key=sorted)
    atoms = _atoms(every, codebook)
    tables = {_dimensions(group, codebook) for group in every}
    uncovered = set(tables)
    while uncovered:
        widest = max(uncovered, key=lambda table: (len(table), sorted(table)))
        sizes = {name: len(of) for name, of in atoms.items()}
        together = _grown(widest, uncovered, sizes, largest)
        uncovered = {table for table in uncovered if not table <= together}
        inside = tuple(group for group in every if _dimensions(group, codebook) <= together)
        of = {dimension: atoms[dimension] for dimension in sorted(together)}
        yield Block(of, inside, _sums(inside, of, codebook))


def _dimensions(group: Group, codebook: Codebook) -> frozenset[str]:
    return frozenset(codebook[way][0] for way, _ in group)


def _atoms(groups: Iterable[Group], codebook: Codebook) -> Atoms:
    told_apart: dict[str, dict[str, set[tuple[str, str]]]] = {}
    for way in sorted({way for group in groups for way, _ in group}):
        dimension, codes = codebook[way]
        for code, leaves in codes.items():
            for leaf in leaves:
                told_apart.setdefault(dimension, {}).setdefault(leaf, set()).add((way, code))
    found = {}
    for dimension, leaves_codes in told_apart.items():
        alike: dict[frozenset[tuple[str, str]], set[str]] = {}
        for leaf, codes_of in leaves_codes.items():
            alike.setdefault(frozenset(codes_of), set()).add(leaf)
        found[dimension] = tuple(sorted(map(frozenset, alike.values()), key=sorted))
    return found


def _grown(
    start: frozenset[str],
    uncovered: set[frozenset[str]],
    sizes: Mapping[str, int],
    largest: int,
) -> frozenset[str]:
    """The dimensions of a table, and others with which it takes in most tables."""
    together = start
    while True:
        unknowns = prod(sizes[dimension] for dimension in together)
        fitting = [name for name in sizes.keys() - together if unknowns * sizes[name] <= largest]
        if not fitting:
            return together
        gains = {
            name: sum(table <= together | {name} for table in uncovered) / sizes[name]
            for name in fitting
        }
        together |= {max(sorted(fitting), key=lambda name: gains[name])}


def _sums(groups: Sequence[Group], atoms: Atoms, codebook: Codebook) -> sp.csr_matrix:
    rows = []
    for group in groups:
        factors = {dimension: np.ones(len(of)) for dimension, of in atoms.items()}
        for way, code in group:
            dimension, codes = codebook[way]
            factors[dimension] = factors[dimension] * [
                float(atom <= codes[code]) for atom in atoms[dimension]
            ]
        rows.append(sp.csr_matrix(_product(factors.values())))
    return sp.csr_matrix(sp.vstack(rows))


def _product(factors: Iterable[npt.NDArray[np.float64]]) -> npt.NDArray[np.float64]:
    found: npt.NDArray[Any] = np.ones(1)
    for factor in factors:
        found = np.kron(found, factor)
    return found
