"""Which figures on capital may be shown, and how? Each form of figure has its rule here.

An entry of the catalogue names its form. Sums are protected as one table per day, spread only in
classes or rounded, means and shares are made from what is published of their parts.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from math import inf, isinf

from hub.disclosure import bands
from hub.disclosure.attainable import Limits
from hub.disclosure.contributions import CapitalTable, Contributions, grain_of
from hub.disclosure.interval import Interval, exactly, total
from hub.disclosure.magnitudes import Amount, protect
from hub.disclosure.parameters import Parameters
from hub.disclosure.plan import UNKNOWN, Plan, category_leaf
from hub.disclosure.ratios import mean, ratio
from hub.disclosure.refusal import About, Refusal, not_produced, primary
from hub.disclosure.relation import Relation, relations_of
from hub.indicators.catalogue import Entry
from hub.indicators.measure import Measure
from hub.releases.cell import CAPITAL, EVERYONE, Cell, Key
from hub.releases.observation import TOTAL, Breakdown, Observation
from hub.releases.structure import Structure
from hub.vocabulary import Confidentiality, Dimension, Origin, PersonKind, Status, Uncertainty

#: The columns whose groups have their capital shown, by the dimension of the breakdown.
_SHOWN = {Dimension.CATEGORY: "category_holder", Dimension.PERSON_KIND: "person_kind"}

_TOO_FEW_HOLDERS = primary("few_or_dominant_holders")
_NO_COUNT = not_produced("denominator_too_small")
_NO_TABLE = not_produced("too_many_groups_for_so_few_members")


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
    def amounts(self) -> Mapping[Key, Amount]:
        """The capital of each group that has a cell, shown or withheld."""
        return protect(self._table, self.parameters).amounts

    @property
    def everyone(self) -> Contributions:
        """The whole capital, which is public."""
        return self.groups[EVERYONE]

    def cells(self) -> Iterator[Cell]:
        """The cells as anyone may audit them; the total is exact."""
        whole = float(self.everyone.amount)
        yield self._cell(EVERYONE, Amount(whole, whole, whole, Status.PUBLISHED))
        for key, amount in sorted(self.amounts.items()):
            yield self._cell(key, amount)

    @property
    def relations(self) -> tuple[Relation, ...]:
        """What adds up to what; holders outside the register are a leaf of their own."""
        found = [
            relation
            for relation in relations_of(self._structure, self._structure.columns)
            if relation.whole != EVERYONE
        ]
        for column in ("category", "person_kind"):
            parts = [key for key in self._keys if key and key[0][0] == column]
            found.append(Relation(EVERYONE, tuple(parts)))
        return tuple(found)

    @cached_property
    def _table(self) -> CapitalTable:
        whole = float(self.everyone.amount)
        shown = [key for key in self.groups if key and key[0][0] in _SHOWN.values()]
        return CapitalTable(
            groups=self.groups,
            shown=frozenset(key for key in shown if key[0][1] != UNKNOWN),
            relations=self.relations,
            facts={EVERYONE: Limits(whole, whole)},
            grain=grain_of(self.groups.values()),
        )

    @cached_property
    def _structure(self) -> Structure:
        names = [
            name
            for name in ("category", "category_holder", "person_kind")
            if name in self.plan.columns
        ]
        return Structure(columns={name: self.plan.columns[name] for name in names}, tables=())

    @cached_property
    def _keys(self) -> Sequence[Key]:
        keys: dict[Key, None] = {EVERYONE: None}
        for name, column in self._structure.columns.items():
            keys |= {((name, code),): None for code in column.codes}
        keys[("person_kind", UNKNOWN),] = None
        return list(keys)

    def _of(self, holding: Holding) -> Iterator[Key]:
        columns = self._structure.columns
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


#: A figure's interval, a class in which its value is not told, or why it is not shown.
Figure = Interval | bands.Band | Refusal


def figures(
    entry: Entry, day: CapitalDay, period: str, measures: Mapping[Breakdown, Measure]
) -> Iterator[Observation]:
    """One indicator's figures on one day, of everyone and of each group that the plan names.

    Args:
        entry: one that names its form.
        day: the day's holdings.
        period: what the indicator calls the day.
        measures: by group; a group that nobody is in has none, and is refused like a small one.
    """
    for breakdown in _breakdowns(entry, day.plan):
        measure = measures.get(breakdown)
        if measure is None and not breakdown:
            continue
        about = About(
            cooperative=day.cooperative,
            entry=entry,
            period=period,
            as_of=date.fromisoformat(day.as_of),
            breakdown=breakdown,
        )
        found = _TOO_FEW_HOLDERS if measure is None else _FORMS[entry.form or ""](day, measure)
        yield _shown(about, found)


def _breakdowns(entry: Entry, plan: Plan) -> Iterator[Breakdown]:
    yield TOTAL
    for dimension in entry.definition.breakdowns:
        if dimension in _SHOWN and _SHOWN[dimension] in plan.columns:
            for code in plan.columns[_SHOWN[dimension]].codes:
                yield ((dimension, code),)


def _shown(about: About, found: Figure) -> Observation:
    if isinstance(found, Refusal):
        # which categories a cooperative has is public, so the refusal can name the group
        return replace(about.refused(found), breakdown=about.breakdown)
    if isinstance(found, bands.Band):
        return _observation(about, None, found.lower, found.upper)
    upper = None if isinf(found.upper) else found.upper
    return _observation(about, found.value, found.lower, upper)


def _key(measure: Measure) -> Key:
    return tuple((_SHOWN[dimension], code) for dimension, code in measure.breakdown)


def _amount(day: CapitalDay, key: Key) -> Interval | Refusal:
    if key == EVERYONE:
        return exactly(float(day.everyone.amount))
    amount = day.amounts.get(key)
    if amount is None:
        return _NO_TABLE
    if amount.value is None:
        return Refusal(amount.status, _confidential(amount.status), amount.reason or "")
    return Interval(amount.value, amount.lower, inf if amount.upper is None else amount.upper)


def _confidential(status: Status) -> Confidentiality:
    primarily = status is Status.SUPPRESSED_PRIMARY
    return Confidentiality.PRIMARY if primarily else Confidentiality.SECONDARY


def _sum(day: CapitalDay, measure: Measure) -> Figure:
    return _amount(day, _key(measure))


def _mean(day: CapitalDay, measure: Measure) -> Figure:
    key = _key(measure)
    amount, holders = _amount(day, key), day.count(key)
    if isinstance(amount, Refusal):
        return amount
    found = None if holders is None else mean(amount, holders, day.parameters)
    return found or _NO_COUNT


def _median(day: CapitalDay, measure: Measure) -> Figure:
    group = day.groups[_key(measure)]
    found = bands.median(Decimal(measure.numerator), group, day.parameters)
    return found or _TOO_FEW_HOLDERS


def _gini(day: CapitalDay, measure: Measure) -> Figure:
    coefficient = float(measure.numerator) / float(measure.denominator or 1)
    group = day.groups[_key(measure)]
    return bands.gini(coefficient, group, day.parameters) or _TOO_FEW_HOLDERS


def _half(day: CapitalDay, measure: Measure) -> Figure:
    found = bands.half_owners(int(measure.numerator), day.everyone, day.parameters)
    return found or _TOO_FEW_HOLDERS


def _largest(day: CapitalDay, _measure: Measure) -> Figure:
    return bands.largest_holder(day.everyone, day.parameters) or _TOO_FEW_HOLDERS


def _concentration(day: CapitalDay, _measure: Measure) -> Figure:
    band = bands.largest_holder(day.everyone, day.parameters)
    holders = day.count(EVERYONE)
    if band is None or holders is None:
        return _TOO_FEW_HOLDERS
    return bands.concentration(band, holders)


def _legal_share(day: CapitalDay, _measure: Measure) -> Figure:
    parts = [
        _amount(day, (("person_kind", kind.value),))
        for kind in (PersonKind.LEGAL, PersonKind.NATURAL)
    ]
    known = [part for part in parts if isinstance(part, Interval)]
    if len(known) < len(parts):
        return next(part for part in parts if isinstance(part, Refusal))
    return ratio(known[0], total(known), day.parameters) or _NO_COUNT


_FORMS: Mapping[str, Callable[[CapitalDay, Measure], Figure]] = {
    "amount": _sum,
    "mean": _mean,
    "median": _median,
    "gini": _gini,
    "half": _half,
    "largest": _largest,
    "concentration": _concentration,
    "legal_share": _legal_share,
}


def _observation(
    about: About, value: float | None, lower: float, upper: float | None
) -> Observation:
    definition = about.entry.definition
    exact = value is not None and lower == upper
    return Observation(
        cooperative=about.cooperative,
        indicator=definition.code,
        period=about.period,
        as_of=about.as_of.isoformat(),
        breakdown=about.breakdown,
        value=value,
        unit=definition.unit,
        lower=lower,
        upper=upper,
        uncertainty=Uncertainty.NONE if exact else Uncertainty.ROUNDING,
        status=Status.PUBLISHED if exact else Status.DERIVED,
        reason="band" if value is None else None,
        origin=Origin.COMPUTED,
        method_version=definition.version,
    )
