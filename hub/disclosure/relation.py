"""Which groups' amounts add up to another group's? Read off how the columns divide the leaves."""

from collections.abc import Iterable
from dataclasses import dataclass

from hub.releases.cell import EVERYONE, Key
from hub.releases.structure import Structure


@dataclass(frozen=True, slots=True)
class Relation:
    """A whole is the sum of its parts; each holder in it is in exactly one of them."""

    whole: Key
    parts: tuple[Key, ...]


def relations_of(structure: Structure, columns: Iterable[str]) -> tuple[Relation, ...]:
    """What adds up to what, of the cells that divide everyone by one column each.

    Every partition adds up to everyone; a code that stands for several codes of a partition, as
    overlapping categories do, adds up to these. So the finest column of each dimension belongs
    among the columns, whether it is shown or not.

    Args:
        structure: the columns and their leaves.
        columns: names of columns.
    """
    chosen = {name: structure.columns[name] for name in sorted(columns)}
    found = []
    for name, column in chosen.items():
        if column.partition:
            found.append(Relation(EVERYONE, tuple(((name, code),) for code in column.codes)))
        for finer, other in chosen.items():
            if finer == name or other.dimension != column.dimension or not other.partition:
                continue
            for code, leaves in column.codes.items():
                inside = [part for part, of in other.codes.items() if of <= leaves]
                if frozenset().union(*(other.codes[part] for part in inside)) == leaves:
                    parts = tuple(((finer, part),) for part in inside)
                    found.append(Relation(((name, code),), parts))
    return tuple(found)
