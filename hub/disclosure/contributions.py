"""Who holds how much of each group's capital? As much of it as the rules on amounts must know.

One person counts once in each group, with the sum of all own shares.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from math import gcd, inf

from hub.disclosure.attainable import Limits
from hub.disclosure.parameters import Parameters
from hub.disclosure.relation import Relation
from hub.problem import Problem
from hub.releases.cell import Key, key_text

_NOTHING = Decimal(0)

#: The grain of holdings of which nothing is known.
CENT = Decimal("0.01")


class UnevenCapital(Problem):
    """Amounts that cannot all be true; nothing can be protected from them."""

    def __init__(self, key: Key, why: str) -> None:
        super().__init__(
            f"capital of {key_text(key) or 'everyone'}: {why}",
            "Compute the groups anew from one day's holdings; nothing was published from them.",
        )


class ImpossibleContributions(ValueError):
    """Holdings that cannot be the largest two of a group's; whoever summed them is wrong."""

    def __init__(self) -> None:
        super().__init__("the largest two holdings of a group do not fit its amount")


@dataclass(frozen=True, slots=True)
class Contributions:
    """The capital of one group.

    Attributes:
        holders: how many persons hold it.
        amount: in euros.
        largest: what the largest holder has.
        second: what the second largest has; as much as the largest where two have the same.
    """

    holders: int
    amount: Decimal
    largest: Decimal
    second: Decimal

    def __post_init__(self) -> None:
        ordered = _NOTHING <= self.second <= self.largest <= self.amount
        # as many as there are holders, none of the others larger than the second largest
        most = [self.largest, self.second][: self.holders]
        others = max(0, self.holders - len(most)) * self.second
        named = self.largest + self.second
        if not (ordered and sum(most) == named <= self.amount <= named + others):
            raise ImpossibleContributions

    @classmethod
    def of(cls, holdings: Iterable[Decimal]) -> "Contributions":
        """Those of a group whose holders have these amounts, one per person."""
        ranked = sorted(holdings, reverse=True)
        largest, second = [*ranked, _NOTHING, _NOTHING][:2]
        return cls(len(ranked), sum(ranked, _NOTHING), largest, second)


def sensitive(group: Contributions, parameters: Parameters) -> bool:
    """Whether a group's capital would tell somebody's too closely.

    It would with fewer than `min_contributors` holders, an empty group included, and where the
    second largest holder, taking off own shares, comes within `p` percent of the largest one's.
    """
    rest = group.amount - group.largest - group.second
    return (
        group.holders < parameters.min_contributors
        or rest * 100 < Decimal(str(parameters.p)) * group.largest
    )


@dataclass(frozen=True, kw_only=True)
class CapitalTable:
    """The capital of one cooperative's groups on one day, confidential.

    Attributes:
        groups: every group that is shown, or that can be worked out from groups that are.
        shown: those that have a cell; the others are protected too, and never shown.
        relations: what adds up to what.
        facts: what anyone may know besides: the exact total, limits that a band sets.
        supposed: what somebody may rightly suppose, although nothing published says it: that
            nobody holds two categories, where the statutes exclude it.
        grain: what every holding is a multiple of, such as the price of a share; a cent at least.
    """

    groups: Mapping[Key, Contributions]
    shown: frozenset[Key]
    relations: tuple[Relation, ...]
    facts: Mapping[Key, Limits] = field(default_factory=dict)
    supposed: Mapping[Key, Limits] = field(default_factory=dict)
    grain: Decimal = CENT

    def __post_init__(self) -> None:
        named = {key for one in self.relations for key in (one.whole, *one.parts)}
        told = self.shown | named | self.facts.keys() | self.supposed.keys()
        for key in sorted(told - self.groups.keys()):
            raise UnevenCapital(key, "nobody's holdings are given for this group")
        for one in self.relations:
            parts = [self.groups[part] for part in one.parts]
            whole = self.groups[one.whole]
            if sum((part.amount for part in parts), _NOTHING) != whole.amount:
                raise UnevenCapital(one.whole, "its parts do not add up to it")
            if sum(part.holders for part in parts) != whole.holders:
                raise UnevenCapital(one.whole, "the holders of its parts do not add up to its own")
        for key, group in self.groups.items():
            if any(part % self.grain for part in (group.amount, group.largest, group.second)):
                raise UnevenCapital(key, "a holding is no multiple of the grain")
        for key, fact in (*self.facts.items(), *self.supposed.items()):
            if not fact.least <= float(self.groups[key].amount) <= fact.greatest:
                raise UnevenCapital(key, "a public fact contradicts the register")


def grain_of(groups: Iterable[Contributions]) -> Decimal:
    """The largest sum that all these holdings and amounts are multiples of; a cent at least.

    Most often the price of one share, which anyone can read in the statutes: whoever knows it also
    knows which amounts are possible between two limits.
    """
    cents = [
        int(part / CENT)
        for group in groups
        for part in (group.amount, group.largest, group.second)
    ]
    return (gcd(*cents) or 1) * CENT


def least_by_holders(holders: Mapping[Key, Limits], grain: Decimal) -> dict[Key, Limits]:
    """What the published number of holders tells of a group's capital: a share each at least.

    These are facts for the table: what is certain of one group is taken off the others.

    Args:
        holders: how few and how many persons hold a group's capital, as published.
        grain: of their holdings.
    """
    return {
        key: Limits(count.least * float(grain), inf)
        for key, count in holders.items()
        if count.least
    }
