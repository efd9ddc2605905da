"""Who could learn another's holding too closely from a table of capital, and of which group?

Each group that is sensitive by itself must stay uncertain by `p` percent of its largest holding,
upwards and downwards, and by one share at least, for any reader and for the largest holder of any
other group. For a reader it must also be so by `p` percent of the middle of its limits, which is
what an audit can see without the true amounts. What a public fact says of that very group is not
held against the table.
"""

import math
from collections.abc import Collection, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from hub.disclosure.attainable import ANY, Attainable, Limits
from hub.disclosure.contributions import CapitalTable, sensitive
from hub.disclosure.interval import significant
from hub.disclosure.parameters import Parameters
from hub.disclosure.relation import Relation
from hub.releases.cell import Key

#: How many significant digits of an amount are shown.
DIGITS = 3

#: What floating point may take from a margin, as a share of it.
_DUST = 1e-6


@dataclass(frozen=True, slots=True)
class Exposure:
    """A group that somebody can estimate too closely.

    Attributes:
        key: the group.
        insider: the group whose largest holder can; None: any reader.
        shortfall: the part of the required uncertainty that is lacking, up to 1.
    """

    key: Key
    insider: Key | None
    shortfall: float


class Attack:
    """Everybody who could try to work out what a table withholds.

    Args:
        table: the groups.
        parameters: `p`, `min_contributors`.

    Attributes:
        targets: the groups that must stay uncertain: all that are sensitive, but for empty ones.
    """

    def __init__(self, table: CapitalTable, parameters: Parameters) -> None:
        self._table = table
        self._p = parameters.p / 100
        self._attainable = Attainable(table.relations, table.groups)
        self._inside = _inside(table.relations)
        self.targets = tuple(
            key
            for key, group in sorted(table.groups.items())
            if group.holders and sensitive(group, parameters)
        )

    def exposures(self, withheld: AbstractSet[Key], wanted: Collection[Key]) -> Iterator[Exposure]:
        """What would be given away if all cells but these were shown, to three digits.

        Withholding one cell more never brings anybody closer.

        Args:
            withheld: keys of cells.
            wanted: of the targets.

        Raises:
            UnsolvedAmounts: the solver gave up.
        """
        # in one order always: the solver goes on from where it was, and must end the same
        wanted = sorted(wanted)
        shown = {**self._shown(withheld), **self._table.supposed}
        for key, limits in self._estimates(shown, wanted).items():
            short = max(self._beside(key, limits), self._narrow(key, limits))
            if short > _DUST:
                yield Exposure(key, None, short)
        hidden = self._table.groups.keys() - (self._table.shown - withheld)
        for insider in sorted(hidden - self._inside.keys()):
            for own, asked in self._insights(insider, wanted).items():
                known = shown | {insider: own.within(shown.get(insider, ANY))}
                for key, limits in self._estimates(known, asked).items():
                    short = self._beside(key, limits)
                    if short > _DUST:
                        yield Exposure(key, insider, short)

    def readers(self, withheld: AbstractSet[Key]) -> Mapping[Key, Limits]:
        """Between which ends any reader knows what is withheld, who supposes nothing.

        Raises:
            UnsolvedAmounts: the solver gave up.
        """
        return self._estimates(self._shown(withheld), sorted(withheld))

    def _shown(self, withheld: AbstractSet[Key]) -> dict[Key, Limits]:
        known = dict(self._table.facts)
        for key in self._table.shown - withheld:
            cell = significant(self._table.groups[key].amount, DIGITS)
            possible = Limits(cell.lower, cell.upper).multiples(self._table.grain)
            known[key] = possible.within(known.get(key, ANY))
        return known

    def _estimates(
        self, known: Mapping[Key, Limits], wanted: Collection[Key]
    ) -> Mapping[Key, Limits]:
        found = self._attainable.limits(known, wanted)
        if found is None:
            raise AssertionError("what is true must be possible")
        return found

    def _insights(self, insider: Key, wanted: Collection[Key]) -> Mapping[Limits, list[Key]]:
        """What a group's largest holder knows of it from own shares -> of whom it must not tell.

        An insider inside the target's group is not the target: at most its second largest holder.
        The target's own group is answered for by the margin on both sides of it.
        """
        group = self._table.groups[insider]
        found: dict[Limits, list[Key]] = {}
        for key in wanted:
            own = group.largest
            if insider in self._inside.get(key, ()):
                own = min(own, self._table.groups[key].second)
            if key != insider and own:
                alone = group.holders == 1 and own == group.largest
                limits = Limits(float(own), float(own) if alone else math.inf)
                found.setdefault(limits, []).append(key)
        return found

    def _beside(self, key: Key, limits: Limits) -> float:
        """Which part of the margin above or below the true amount is lacking."""
        group = self._table.groups[key]
        margin = max(self._p * float(group.largest), float(self._table.grain))
        true, fact = float(group.amount), self._table.facts.get(key, ANY)
        above = min(margin, fact.greatest - true) - (limits.greatest - true)
        below = min(margin, true - fact.least) - (true - limits.least)
        return max(above, below) / margin

    def _narrow(self, key: Key, limits: Limits) -> float:
        fact = self._table.facts.get(key, ANY)
        return 0.0 if lacking(fact, self._p) > 0 else lacking(limits, self._p)


def lacking(limits: Limits, share: float) -> float:
    """Which part of a share of their middle the width of limits lacks; 0 or less: none."""
    required = share * (limits.least + limits.greatest) / 2
    if not 0 < required < math.inf:
        return 0.0
    return 1 - (limits.greatest - limits.least) / required


def _inside(relations: Collection[Relation]) -> Mapping[Key, AbstractSet[Key]]:
    """Whole -> all groups inside it, parts of parts included."""
    direct: dict[Key, set[Key]] = {}
    for one in relations:
        direct.setdefault(one.whole, set()).update(one.parts)
    found: dict[Key, set[Key]] = {}
    for whole, parts in direct.items():
        pending = list(parts)
        inside: set[Key] = set()
        while pending:
            part = pending.pop()
            if part not in inside:
                inside.add(part)
                pending.extend(direct.get(part, ()))
        found[whole] = inside
    return found
