"""How do a cooperative's cells hang together? Its columns, and which leaves each code stands for.

Published with the cells: an auditor needs it, and it says nothing that depends on the members.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from hub.releases.cell import Key


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One way to divide a dimension.

    Attributes:
        dimension: what is divided; every person has exactly one leaf of it.
        codes: code -> the leaves that it stands for.
        partition: whether every leaf has exactly one code; otherwise codes may overlap, as member
            categories do where one person can hold two.
        codes_of: for an overlapping column, the partition of the same dimension whose codes add
            up to its own.
    """

    dimension: str
    codes: Mapping[str, frozenset[str]]
    partition: bool = True
    codes_of: str | None = None


@dataclass(frozen=True, kw_only=True)
class Structure:
    """All columns of one population.

    Attributes:
        columns: name -> column; where two name the same leaves, the first one's code is used.
        tables: the combinations of columns that are counted, each with all smaller ones.
    """

    columns: Mapping[str, Column]
    tables: tuple[tuple[str, ...], ...]

    @cached_property
    def leaves(self) -> Mapping[str, tuple[str, ...]]:
        """Dimension -> all its leaves, sorted."""
        found: dict[str, set[str]] = {}
        for column in self.columns.values():
            found.setdefault(column.dimension, set()).update(*column.codes.values())
        return {dimension: tuple(sorted(leaves)) for dimension, leaves in found.items()}

    @cached_property
    def _names(self) -> Mapping[tuple[str, frozenset[str]], tuple[str, str]]:
        found: dict[tuple[str, frozenset[str]], tuple[str, str]] = {}
        for name, column in self.columns.items():
            for code, leaves in column.codes.items():
                found.setdefault((column.dimension, leaves), (name, code))
        return found

    def canonical(self, key: Key) -> Key:
        """The one key under which a cell is kept, whatever table it is met in.

        A code that stands for every leaf of its dimension is dropped, and one that stands for the
        same leaves as a code of an earlier column is given that one's name.
        """
        named = []
        for name, code in key:
            column = self.columns[name]
            leaves = column.codes[code]
            if len(leaves) < len(self.leaves[column.dimension]):
                named.append(self._names[column.dimension, leaves])
        return tuple(sorted(named))
