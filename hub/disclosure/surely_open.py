"""Which counts surely stay open? Most of them, and a rule tells which, without a program for each.

Suppose that some people have just the published counts; the audit asks a solver that, once. With
r the room, one less than the base, each count may then differ from its published value by up to r.
So people may be added, taken away or moved as long as no published group gains or loses more than
r, nobody is taken who is not there, and the exact public counts come out right. A count is surely
open if such changes bring it to two values that are r apart. They are written down in
docs/explanation/protection-for-a-statistician.md, case by case. They need:

- exact are nothing, everyone, or everyone and one further group, here a class; all others are the
  other class. Every column that divides the class's dimension divides each class by itself.
- A class may be published too high by w: so many people must leave it, for the other one or
  altogether. Where everyone is published too high, less can change beside: then only counts that
  are not nobody and not all surely stay open, or those that two others leave open.
"""

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property

from hub.disclosure.leaf_model import Group, group_of
from hub.disclosure.population_cube import PopulationCube
from hub.releases.cell import EVERYONE, Key
from hub.releases.structure import Structure

_Leaves = AbstractSet[str]


def surely_open(cube: PopulationCube) -> frozenset[Key]:
    """The cells that can have two values as far apart as rounding leaves them, or are no secret.

    Only where some people have just the published counts.

    Args:
        cube: its intervals alone are known, and its facts.
    """
    if not _as_rounded(cube):
        return frozenset()
    values = {key: int(cell.value or 0) for key, cell in cube.cells.items()}
    if not cube.facts:
        return frozenset(values)
    classes = _classes(cube, values)
    if classes is None:
        return frozenset()
    return frozenset(_Rule(cube, values, classes).cells())


def _as_rounded(cube: PopulationCube) -> bool:
    """Whether every count is a multiple of the base, with its whole interval."""
    base, room, limits = cube.plan.base, cube.room, cube.limits
    return all(
        cell.value is not None
        and cell.value % base == 0
        and limits[key][0] <= max(0, cell.value - room)
        and limits[key][1] >= cell.value + room
        for key, cell in cube.cells.items()
    )


@dataclass(frozen=True)
class _Class:
    """People of whom it is public how many they are.

    Attributes:
        leaves: of the class's dimension.
        shown: their published number.
        exact: their number.
    """

    leaves: _Leaves
    shown: int
    exact: int

    @property
    def surplus(self) -> int:
        """So many more than published; below 0: so many fewer."""
        return self.exact - self.shown


@dataclass(frozen=True)
class _Classes:
    """Everyone, divided by what is known exactly.

    Attributes:
        every: everyone.
        dimension: which divides the classes; None where only everyone is known.
        full: the class that is published too high by less, or not.
        short: the other one.
    """

    every: _Class
    dimension: str | None
    full: _Class
    short: _Class

    def whole(self, inside: _Leaves | None) -> _Class:
        """What a group is a part of: a class, or everyone where it has leaves of both."""
        if inside is None:
            return self.every
        return self.full if inside <= self.full.leaves else self.short


def _classes(cube: PopulationCube, values: Mapping[Key, int]) -> _Classes | None:
    """The classes, where they are such that the rule holds for them."""
    facts = {key: int(count) for key, count in cube.facts.items()}
    beside = [key for key in facts if key != EVERYONE]
    if len(beside) > 1 or not facts.keys() <= values.keys() or EVERYONE not in facts:
        return None
    every = _Class(frozenset(), values[EVERYONE], facts[EVERYONE])
    if abs(every.surplus) > cube.room or every.shown < cube.plan.base:
        return None
    if not beside:
        nobody = _Class(frozenset(), 0, 0)
        return _Classes(every=every, dimension=None, full=every, short=nobody)
    group = group_of(cube.plan.structure, beside[0])
    if len(group) != 1:
        return None
    [(dimension, leaves)] = group
    one = _Class(leaves, values[beside[0]], facts[beside[0]])
    rest = frozenset(cube.plan.structure.leaves[dimension]) - leaves
    other = _Class(rest, every.shown - one.shown, every.exact - one.exact)
    full, short = (one, other) if one.surplus >= other.surplus else (other, one)
    # of the fewer, at least so many must be there that those who leave are not nearly all of them
    enough = all(some.surplus >= 0 or some.shown >= -2 * some.surplus for some in (full, short))
    divided = all(
        codes <= leaves or codes <= rest
        for column in cube.plan.structure.columns.values()
        if column.dimension == dimension
        for codes in column.codes.values()
        if codes != leaves | rest
    )
    fitting = enough and divided and max(abs(full.surplus), abs(short.surplus)) <= cube.room
    return _Classes(every=every, dimension=dimension, full=full, short=short) if fitting else None


@dataclass(frozen=True)
class _Rule:
    cube: PopulationCube
    values: Mapping[Key, int]
    classes: _Classes

    def cells(self) -> Iterator[Key]:
        """The cells that the rule holds for."""
        for key in self.values:
            if self._holds(key):
                yield key

    def _holds(self, key: Key) -> bool:
        classes, group = self.classes, group_of(self._structure, key)
        inside = dict(group).get(classes.dimension) if classes.dimension else None
        if key in self.cube.facts or self._is_class(group, inside):
            return True
        # the group is a part of the whole, or of each class alike where they do not divide it
        whole = classes.whole(inside)
        if whole is classes.short and whole.surplus < 0 <= classes.full.surplus:
            if self.values[key]:
                return whole.shown - self.values[key] >= self.cube.plan.base
            return self._beside_two(key, whole)
        if classes.every.surplus >= 0:
            return whole is classes.every or whole.shown >= self.cube.plan.base
        amid = 0 < self.values[key] < whole.shown
        return self._roomy and (amid or self._beside_two(key, whole))

    @cached_property
    def _roomy(self) -> bool:
        """Whether there is room for who changes class, and twice for who leaves altogether."""
        classes = self.classes
        if classes.dimension is None:
            return True
        return max(classes.full.surplus, 0) - 2 * classes.every.surplus <= self.cube.room

    @cached_property
    def _structure(self) -> Structure:
        return self.cube.plan.structure

    def _is_class(self, group: Group, inside: _Leaves | None) -> bool:
        """Whether it is a whole class, whose number is no secret."""
        return len(group) == 1 and inside in {self.classes.full.leaves, self.classes.short.leaves}

    def _beside_two(self, key: Key, whole: _Class) -> bool:
        """Whether nobody is in the group, and two others are there that leave it open."""
        return not self.values[key] and any(
            self._between_two(key, axis, whole) for axis in range(len(key))
        )

    def _between_two(self, key: Key, axis: int, whole: _Class) -> bool:
        """Whether two others of a column are there, and no code takes in both without this one."""
        name, code = key[axis]
        column = self._structure.columns[name]
        alone = sum(
            self._structure.columns[other].dimension == column.dimension for other, _ in key
        )
        here = column.codes[code]
        there = [
            leaves
            for other, leaves in column.codes.items()
            if alone == 1 and not leaves & here and self._is_there(key, axis, other, whole)
        ]
        return any(
            not one & two and self._apart(column.dimension, here, one, two)
            for at, one in enumerate(there)
            for two in there[:at]
        )

    def _is_there(self, key: Key, axis: int, code: str, whole: _Class) -> bool:
        sibling = (*key[:axis], (key[axis][0], code), *key[axis + 1 :])
        # a part of the same whole: the class's dimension may be the one that is gone along
        inside = dict(group_of(self._structure, sibling)).get(self.classes.dimension or "")
        found = self.values.get(self._structure.canonical(sibling), 0)
        return found > 0 and self.classes.whole(inside) is whole

    def _apart(self, dimension: str, here: _Leaves, one: _Leaves, two: _Leaves) -> bool:
        return not any(
            codes & one and codes & two and not here <= codes
            for column in self._structure.columns.values()
            if column.dimension == dimension
            for codes in column.codes.values()
        )
