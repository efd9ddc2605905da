"""From which tables of people can a structure's cells come? The unknowns of whoever attacks them.

The product of all leaves has millions of combinations, but published tables link only some of its
dimensions. Those that stand in one table are linked; the graph of the links is made chordal, and
the unknowns are the combinations of each maximal clique alone, with the sums over what two
neighbouring cliques share held equal. Non-negative real clique tables that agree so can always be
glued to one table over all leaves (multiply the cliques, divide by what they share), and every
such table gives cliques that agree. So the bounds are exactly those of the full product, no wider
and no narrower.

A dimension that only coarse columns cross with others takes part there with their groups alone:
each way to divide a dimension is a node of its own, tied to the finest one.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import combinations
from math import prod

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

from hub.disclosure.cube import ByContent
from hub.releases.cell import Key
from hub.releases.structure import Structure

#: Group of each leaf of a dimension, leaves in sorted order, groups numbered as they first appear.
Partition = tuple[int, ...]

#: A dimension, divided in one way.
Node = tuple[str, Partition]

#: The same group of people, by whatever columns it is named: leaves per dimension, sorted.
Group = tuple[tuple[str, frozenset[str]], ...]

Places = npt.NDArray[np.intp]


def group_of(structure: Structure, key: Key) -> Group:
    """Which leaves a key stands for; a dimension all of whose leaves are meant is left out.

    Raises:
        KeyError: the structure has no such column or code.
    """
    meant: dict[str, frozenset[str]] = {}
    for column, code in key:
        found = structure.columns[column]
        leaves = found.codes[code]
        meant[found.dimension] = meant.get(found.dimension, leaves) & leaves
    return tuple(
        (dimension, leaves)
        for dimension, leaves in sorted(meant.items())
        if len(leaves) < len(structure.leaves[dimension])
    )


@dataclass(frozen=True)
class Clique:
    """Dimensions that are linked with each other, each divided as finely as the links need.

    Attributes:
        first: the number of its first unknown; the others follow in C order.
    """

    divided: tuple[Node, ...]
    first: int = 0

    @cached_property
    def shape(self) -> tuple[int, ...]:
        """How many groups each dimension has."""
        return tuple(max(partition) + 1 for _, partition in self.divided)

    @cached_property
    def size(self) -> int:
        """How many unknowns it has."""
        return prod(self.shape)

    def unknowns(self, meant: Mapping[str, frozenset[int]]) -> Places | None:
        """The unknowns that make up the people with these leaves (by position); None if mixed."""
        if not meant.keys() <= {dimension for dimension, _ in self.divided}:
            return None
        chosen = []
        for dimension, partition in self.divided:
            leaves = meant.get(dimension)
            if leaves is None:
                chosen.append(list(range(max(partition) + 1)))
                continue
            groups = {partition[leaf] for leaf in leaves}
            if sum(group in groups for group in partition) != len(leaves):
                return None
            chosen.append(sorted(groups))
        grid = np.ix_(*chosen) if chosen else ()
        all_of_it: Places = np.arange(self.size, dtype=np.intp).reshape(self.shape)
        return (all_of_it[grid] + self.first).ravel()

    def by(self, shared: Sequence[Node]) -> Places:
        """For each of its unknowns, in order: the number of its combination of shared groups."""
        at = dict(self.divided)
        number = np.zeros((1,) * len(self.divided), dtype=np.intp)
        for axis, (dimension, partition) in enumerate(self.divided):
            coarse = dict(shared).get(dimension)
            if coarse is None:
                continue
            of_group = np.zeros(max(at[dimension]) + 1, dtype=np.intp)
            of_group[list(partition)] = coarse
            along = [1] * len(self.divided)
            along[axis] = -1
            number = number * (max(coarse) + 1) + of_group.reshape(along)
        each: Places = np.broadcast_to(number, self.shape).ravel()
        return each


class LeafModel:
    """The unknowns behind some groups of one structure, and what holds between them.

    Args:
        structure: columns, leaves and tables.
        keys: the groups that will be asked about; all of its tables' groups can be anyway.

    Attributes:
        cliques: in an order in which each has its unknowns after those of the one before.
        agreement: one row per shared sum, unknowns as columns: times the unknowns it is 0.
    """

    def __init__(self, structure: Structure, keys: Iterable[Key]) -> None:
        self._structure = structure
        self._position = {
            dimension: {leaf: at for at, leaf in enumerate(leaves)}
            for dimension, leaves in structure.leaves.items()
        }
        self._rows: dict[Key, Places] = {}
        scopes = {self._scope(table) for table in structure.tables}
        self._divide(scopes)
        # a group may be in no table, since another release or a public fact told of it
        beyond = [key for key in keys if self._found(key) is None]
        if beyond:
            self._divide(scopes | {self._scope(name for name, _ in key) for key in beyond})

    def _divide(self, scopes: set[frozenset[Node]]) -> None:
        members = _cliques(_linked(_widest(scopes)))
        placed, first = [], 0
        for nodes in members:
            clique = Clique(_divided(nodes), first)
            placed.append(clique)
            first += clique.size
        self.cliques = tuple(placed)
        self.size = first
        self.agreement = self._agreement(members)
        self._rows.clear()
        self._smallest_first = sorted(placed, key=lambda one: one.size)

    def row(self, key: Key) -> Places:
        """The unknowns whose sum is the number of people of a group, of the smallest clique.

        Raises:
            KeyError: the structure has no such column or code, or the model was not made for it.
        """
        found = self._found(key)
        if found is None:
            raise KeyError(key)
        return found

    def _found(self, key: Key) -> Places | None:
        if key not in self._rows:
            meant = {
                dimension: frozenset(self._position[dimension][leaf] for leaf in leaves)
                for dimension, leaves in group_of(self._structure, key)
            }
            every = (clique.unknowns(meant) for clique in self._smallest_first)
            found = next((places for places in every if places is not None), None)
            if found is None:
                return None
            self._rows[key] = found
        return self._rows[key]

    def matrix(self, keys: Sequence[Key]) -> sp.csr_matrix:
        """One row per key, unknowns as columns."""
        rows = [self.row(key) for key in keys]
        starts = np.cumsum([0, *(len(row) for row in rows)])
        columns = np.concatenate(rows) if rows else np.zeros(0, dtype=np.intp)
        return sp.csr_matrix(
            (np.ones(len(columns)), columns, starts), shape=(len(rows), self.size)
        )

    def _scope(self, columns: Iterable[str]) -> frozenset[Node]:
        by_dimension: dict[str, list[Partition]] = {}
        for name in columns:
            dimension, partition = self._division(name)
            by_dimension.setdefault(dimension, []).append(partition)
        return frozenset((dimension, _finest(of)) for dimension, of in by_dimension.items())

    def _division(self, name: str) -> Node:
        column = self._structure.columns[name]
        labels = [
            tuple(code for code, leaves in column.codes.items() if leaf in leaves)
            for leaf in self._structure.leaves[column.dimension]
        ]
        return column.dimension, _numbered(labels)

    def _agreement(self, members: Sequence[frozenset[Node]]) -> sp.csr_matrix:
        blocks = [sp.csr_matrix((0, self.size))]
        for one, other in _junctions(members):
            shared = _divided(members[one] & members[other])
            sums = prod(max(partition) + 1 for _, partition in shared)
            number, column, sign = [], [], []
            for at, plus in ((one, 1.0), (other, -1.0)):
                clique = self.cliques[at]
                number.append(clique.by(shared))
                column.append(np.arange(clique.first, clique.first + clique.size))
                sign.append(np.full(clique.size, plus))
            places = (np.concatenate(number), np.concatenate(column))
            blocks.append(sp.csr_matrix((np.concatenate(sign), places), shape=(sums, self.size)))
        stacked: sp.csr_matrix = sp.vstack(blocks, format="csr")
        return stacked


def leaf_model(structure: Structure, keys: Iterable[Key]) -> LeafModel:
    """The model of a structure and groups; the same model for the same ones."""
    return _leaf_model(ByContent(structure), tuple(keys))


@lru_cache(maxsize=32)
def _leaf_model(of: ByContent, keys: tuple[Key, ...]) -> LeafModel:
    return LeafModel(of.structure, keys)


def _numbered(labels: Iterable[object]) -> Partition:
    numbers: dict[object, int] = {}
    return tuple(numbers.setdefault(label, len(numbers)) for label in labels)


def _finest(partitions: Iterable[Partition]) -> Partition:
    """The coarsest partition that is at least as fine as each of these."""
    return _numbered(zip(*sorted(partitions), strict=True))


def _divided(nodes: Iterable[Node]) -> tuple[Node, ...]:
    """Each dimension once, by name, as finely as its nodes together divide it."""
    by_dimension: dict[str, list[Partition]] = {}
    for dimension, partition in nodes:
        by_dimension.setdefault(dimension, []).append(partition)
    return tuple((dimension, _finest(of)) for dimension, of in sorted(by_dimension.items()))


def _widest(scopes: Iterable[frozenset[Node]]) -> list[frozenset[Node]]:
    """Without those whose cells are sums of another's cells."""
    kept: list[frozenset[Node]] = []
    for scope in sorted(scopes, key=_order, reverse=True):
        if not any(_within(scope, other) for other in kept):
            kept = [other for other in kept if not _within(other, scope)]
            kept.append(scope)
    return sorted(kept, key=_order)


def _order(nodes: frozenset[Node]) -> tuple[int, list[Node]]:
    return len(nodes), sorted(nodes)


def _within(scope: frozenset[Node], other: frozenset[Node]) -> bool:
    at = dict(other)
    return all(
        dimension in at and _finest([partition, at[dimension]]) == at[dimension]
        for dimension, partition in scope
    )


def _linked(scopes: Iterable[frozenset[Node]]) -> dict[Node, set[Node]]:
    """The graph of links; every division of a dimension is also linked with the finest one."""
    links: dict[Node, set[Node]] = {}
    for scope in scopes:
        for node in scope:
            links.setdefault(node, set()).update(scope - {node})
    for dimension in sorted({dimension for dimension, _ in links}):
        nodes = [node for node in links if node[0] == dimension]
        finest = (dimension, _finest(partition for _, partition in nodes))
        for node in nodes:
            if node != finest:
                links.setdefault(finest, set()).add(node)
                links[node].add(finest)
    return links


def _cliques(links: Mapping[Node, set[Node]]) -> list[frozenset[Node]]:
    """The maximal cliques of a chordal completion, found by eliminating node after node.

    The node whose clique has the fewest combinations goes first, and of those the one that adds
    the fewest links: what matters here is the number of unknowns.
    """
    left = {node: set(near) for node, near in links.items()}
    found: list[frozenset[Node]] = []

    def price(node: Node) -> tuple[int, int, Node]:
        near = left[node]
        missing = sum(b not in left[a] for a, b in combinations(sorted(near), 2))
        return Clique(_divided({node, *near})).size, missing, node

    while left:
        node = min(left, key=price)
        near = left.pop(node)
        clique = frozenset({node, *near})
        if not any(clique <= other for other in found):
            found.append(clique)
        for one in near:
            left[one] |= near - {one}
            left[one].discard(node)
    return found or [frozenset()]


def _junctions(members: Sequence[frozenset[Node]]) -> list[tuple[int, int]]:
    """A tree over the cliques in which any two that share a node are joined through it.

    A tree of the greatest total overlap is one (maximum spanning tree).
    """
    joined, tree = {0}, []
    while len(joined) < len(members):
        one, other = max(
            ((a, b) for a in joined for b in range(len(members)) if b not in joined),
            key=lambda pair: (len(members[pair[0]] & members[pair[1]]), -pair[0], -pair[1]),
        )
        joined.add(other)
        tree.append((one, other))
    return tree
