"""What do the members hold on one day, and what may be told of it? Confidential, and protected."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from hub.disclosure import bands
from hub.disclosure.attainable import ANY, Limits
from hub.disclosure.contributions import (
    CapitalTable,
    Contributions,
    grain_of,
    least_by_holders,
    sensitive,
)
from hub.disclosure.interval import Interval
from hub.disclosure.magnitudes import Amount, Protection, protect
from hub.disclosure.parameters import Parameters
from hub.disclosure.plan import UNKNOWN, Plan, category_leaf
from hub.disclosure.refusal import primary
from hub.disclosure.relation import Relation, relations_of
from hub.releases.cell import CAPITAL, EVERYONE, Cell, Key
from hub.releases.structure import Column, Structure
from hub.vocabulary import Dimension, Status

#: The columns whose groups have their capital shown, by the dimension of the breakdown.
SHOWN = {Dimension.CATEGORY: "category_holder", Dimension.PERSON_KIND: "person_kind"}

#: The columns by which capital is added up.
_COLUMNS = ("category", "category_holder", "person_kind")

#: Holders who are not in the register.
_NOBODY_KNOWN: Key = (("person_kind", UNKNOWN),)

#: Why a figure on so few, or on one who has most of it, is not shown.
TOO_FEW_HOLDERS = primary("few_or_dominant_holders")


@dataclass(frozen=True, slots=True)
class Holding:
    """So many holders of one amount, who share categories and kind of person.

    Attributes:
        categories: codes; empty where the register does not know the holders.
        amount: in euros, each.
    """

    categories: tuple[str, ...]
    person_kind: str | None
    amount: Decimal
    holders: int


@dataclass(frozen=True, kw_only=True)
class CapitalDay:
    """One day's holdings, and what may be published of them.

    Attributes:
        count: how many holders of a group the members' tables publish; None where none do.
    """

    cooperative: str
    population: str
    period: str
    as_of: str
    plan: Plan
    holdings: Sequence[Holding]
    count: Callable[[Key], Interval | None]
    parameters: Parameters

    @cached_property
    def groups(self) -> Mapping[Key, Contributions]:
        """The capital of everyone, of each leaf, and of each group that is shown."""
        amounts: dict[Key, list[tuple[Decimal, int]]] = {key: [] for key in self._keys}
        for one in self.holdings:
            for key in self._of(one):
                amounts[key].append((one.amount, one.holders))
        return {key: _contributions(listed) for key, listed in amounts.items()}

    @cached_property
    def protection(self) -> Protection:
        """The capital of each group that has a cell, shown or withheld."""
        return protect(self._table, self.parameters)

    @property
    def telling(self) -> bool:
        """Whether the total alone tells too much of one holder: then it is withheld, too."""
        return bool(self.protection.exposed) or sensitive(self.everyone, self.parameters)

    @property
    def everyone(self) -> Contributions:
        """The whole capital, which is public."""
        return self.groups[EVERYONE]

    def cells(self) -> Iterator[Cell]:
        """The cells as anyone may audit them; the total is exact."""
        whole = float(self.everyone.amount)
        everyone = Amount(whole, whole, whole, Status.PUBLISHED)
        if self.telling:
            everyone = Amount(None, 0.0, None, Status.SUPPRESSED_PRIMARY, TOO_FEW_HOLDERS.reason)
        yield self._cell(EVERYONE, everyone)
        for key, amount in sorted(self.protection.amounts.items()):
            yield self._cell(key, amount)

    @property
    def relations(self) -> tuple[Relation, ...]:
        """What adds up to what."""
        return capital_relations(self.plan.columns)

    @cached_property
    def _table(self) -> CapitalTable:
        listed = [key for key in self.groups if key and key[0][0] in SHOWN.values()]
        shown = frozenset(key for key in listed if key[0][1] != UNKNOWN)
        # of every holding, not only of the largest two of each group
        grain = grain_of(_contributions([(one.amount, 1)]) for one in self.holdings)
        return CapitalTable(
            groups=self.groups,
            shown=shown,
            relations=self.relations,
            facts=self._facts(grain),
            # such as two categories together: that nobody can hold both is often in the statutes
            supposed={
                key: Limits(0.0, 0.0)
                for key, group in self.groups.items()
                if not group.holders and key not in shown
            },
            grain=grain,
        )

    def _facts(self, grain: Decimal) -> Mapping[Key, Limits]:
        """What is public besides the amounts: the total, the holders, the largest one's class."""
        whole = float(self.everyone.amount)
        facts = {EVERYONE: Limits(whole, whole)}
        counts = {key: self.count(key) for key in self.groups}
        holders = {
            key: Limits(count.lower, count.upper)
            for key, count in counts.items()
            if count is not None
        }
        told = [least_by_holders(holders, grain)]
        band = bands.largest_holder(self.everyone, self.parameters)
        if band is not None:
            told.append(bands.told_of_groups(band, self.everyone, self.groups))
        for more in told:
            for key, limits in more.items():
                facts[key] = limits.within(facts.get(key, ANY))
        return facts

    @cached_property
    def _keys(self) -> Sequence[Key]:
        named = _named(self.plan.columns)
        keys = [((name, code),) for name, column in named.items() for code in column.codes]
        return [EVERYONE, *keys, _NOBODY_KNOWN]

    def _of(self, holding: Holding) -> Iterator[Key]:
        columns = _named(self.plan.columns)
        yield EVERYONE
        yield (("person_kind", holding.person_kind or UNKNOWN),)
        held = columns["category_holder"].codes if "category_holder" in columns else {}
        leaf = category_leaf(holding.categories, held)
        for name in ("category", "category_holder"):
            if name in columns:
                for code, leaves in columns[name].codes.items():
                    if leaf in leaves:
                        yield ((name, code),)

    def _cell(self, key: Key, amount: Amount) -> Cell:
        return Cell(
            cooperative=self.cooperative,
            population=self.population,
            period=self.period,
            as_of=self.as_of,
            measure=CAPITAL,
            key=key,
            value=amount.value,
            status=amount.status,
            reason=amount.reason,
            lower=amount.lower,
            upper=amount.upper,
        )


def capital_relations(columns: Mapping[str, Column]) -> tuple[Relation, ...]:
    """What adds up to what; holders outside the register are a kind of person of their own."""
    structure = Structure(columns=_named(columns), tables=())
    found = list(relations_of(structure, structure.columns))
    for place, relation in enumerate(found):
        if relation.whole == EVERYONE and relation.parts[0][0][0] == "person_kind":
            found[place] = Relation(EVERYONE, (*relation.parts, _NOBODY_KNOWN))
    return tuple(found)


def _named(columns: Mapping[str, Column]) -> dict[str, Column]:
    return {name: columns[name] for name in _COLUMNS if name in columns}


def _contributions(listed: Iterable[tuple[Decimal, int]]) -> Contributions:
    ranked = sorted(listed, reverse=True)
    top = [amount for amount, holders in ranked for _ in range(min(holders, 2))][:2]
    largest, second = [*top, Decimal(0), Decimal(0)][:2]
    return Contributions(
        holders=sum(holders for _, holders in ranked),
        amount=sum((amount * holders for amount, holders in ranked), Decimal(0)),
        largest=largest,
        second=second,
    )
