"""How do rounded cells become figures? Counts as they are rounded, rates from published counts."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import product
from math import isinf

from hub.disclosure.asked import Shown, all_shown, groupings, keys, parts
from hub.disclosure.interval import Interval, total
from hub.disclosure.parameters import Parameters
from hub.disclosure.plan import Plan
from hub.disclosure.published import Published
from hub.disclosure.ratios import ratio
from hub.disclosure.refusal import NOT_LISTED, SMALL_DENOMINATOR, TOO_FINE, About, Refusal
from hub.indicators.catalogue import Counted, Entry
from hub.releases.cell import EVERYONE, Key
from hub.releases.observation import EVERY_GROUP, TOTAL, Breakdown, Observation
from hub.vocabulary import Dimension, Origin, Status, Uncertainty


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """One figure's day: the name of the indicator's period for it, and the tables of that day."""

    period: str
    as_of: date
    tables: Published


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Reads the figures of one cooperative from its published tables."""

    plan: Plan
    parameters: Parameters

    def count(self, tables: Published, key: Key) -> Interval:
        """A published count with the true counts that it leaves possible.

        Raises:
            KeyError: no published table has that cell.
        """
        plan = tables.plan
        value = tables.counts[plan.structure.canonical(key)]
        slack = plan.base - 1
        return Interval(value, max(0, value - slack), value + slack)

    def made(self, tables: Published, key: Key) -> bool:
        """Whether a cell was published."""
        structure = tables.plan.structure
        columns = structure.columns
        named = all(name in columns and code in columns[name].codes for name, code in key)
        return named and structure.canonical(key) in tables.counts

    def has(self, tables: Published, counted: Counted, shown: Shown) -> bool:
        """Whether the tables from which a figure is read were made."""
        made = set(tables.plan.structure.tables)
        return all(tuple(sorted(part)) in made for part in parts(counted, shown))

    def breakdowns(self, entry: Entry, on: Occasion) -> Iterator[Observation]:
        """One indicator's figures of one day by all groups that the plan has columns for.

        A breakdown of which no table was made is one refusal, whatever groups there are.
        """
        counted = entry.counted
        if counted is None:
            return
        done: set[Breakdown] = set()
        made: set[tuple[Dimension, ...]] = set()
        for shown in all_shown(entry, self.plan):
            if not shown or not self.has(on.tables, counted, shown):
                continue
            made.add(tuple(dimension for dimension, _ in shown))
            for breakdown, group in _groups(on.tables, shown):
                if breakdown not in done:
                    done.add(breakdown)
                    yield self.figure(entry, counted, on, breakdown=breakdown, group=group)
        for grouping in groupings(entry):
            if grouping and grouping not in made and set(grouping) <= set(self.plan.shown):
                listed = set(counted.numerator) <= set(on.tables.plan.structure.columns)
                yield self._about(entry, on, grouping).refused(TOO_FINE if listed else NOT_LISTED)

    def total(self, entry: Entry, on: Occasion) -> Iterator[Observation]:
        """One indicator's rounded figure of everyone."""
        if entry.counted is not None:
            if self.has(on.tables, entry.counted, ()):
                yield self.figure(entry, entry.counted, on, breakdown=TOTAL, group=EVERYONE)
            else:
                yield self._about(entry, on, ()).refused(NOT_LISTED)

    def share(self, about: About, on: Occasion, part: Key) -> Observation:
        """The share of one cell in everyone who is in its tables."""
        parts = (self.count(on.tables, part), self.count(on.tables, EVERYONE))
        value = ratio(*parts, self.parameters)
        return self._shown(about.entry, on, about.breakdown, value=value, parts=parts)

    def refusals(
        self, about: About, refusal: Refusal, *, with_total: bool
    ) -> Iterator[Observation]:
        """One for each breakdown that the plan has columns for, on a day without tables."""
        for grouping in groupings(about.entry):
            if set(grouping) <= set(self.plan.shown) and (grouping or with_total):
                groups = tuple((dimension, EVERY_GROUP) for dimension in grouping)
                yield replace(about, breakdown=groups).refused(refusal)

    def figure(
        self, entry: Entry, counted: Counted, on: Occasion, *, breakdown: Breakdown, group: Key
    ) -> Observation:
        """One figure of one group."""
        numerator = total(self.count(on.tables, key) for key in keys(counted.numerator, group))
        if counted.denominator is None:
            return self._shown(entry, on, breakdown, value=numerator, parts=None)
        of = () if counted.of_everyone else group
        denominator = total(self.count(on.tables, key) for key in keys(counted.denominator, of))
        return self._shown(
            entry,
            on,
            breakdown,
            value=ratio(numerator, denominator, self.parameters),
            parts=(numerator, denominator),
        )

    def _about(self, entry: Entry, on: Occasion, grouping: tuple[Dimension, ...]) -> About:
        return About(
            cooperative=on.tables.plan.cooperative,
            entry=entry,
            period=on.period,
            as_of=on.as_of,
            breakdown=tuple((dimension, EVERY_GROUP) for dimension in grouping),
        )

    def _shown(
        self,
        entry: Entry,
        on: Occasion,
        breakdown: Breakdown,
        *,
        value: Interval | None,
        parts: tuple[Interval, Interval] | None,
    ) -> Observation:
        held = on.tables.plan.held_from
        status = Status.ROUNDED if parts is None else Status.DERIVED
        if held is not None:
            status = Status.HELD
        if value is None:
            status = Status.NOT_PRODUCED
        return Observation(
            cooperative=on.tables.plan.cooperative,
            indicator=entry.definition.code,
            period=on.period,
            as_of=on.as_of.isoformat(),
            breakdown=breakdown,
            value=None if value is None else value.value,
            unit=entry.definition.unit,
            numerator=None if parts is None else parts[0].value,
            denominator=None if parts is None else parts[1].value,
            lower=None if value is None else value.lower,
            upper=None if value is None or isinf(value.upper) else value.upper,
            uncertainty=Uncertainty.NONE if value is None else Uncertainty.ROUNDING,
            status=status,
            reason=SMALL_DENOMINATOR.reason if value is None else None,
            base=on.tables.plan.base,
            held_from=held,
            policy=on.tables.plan.method,
            parameters=on.tables.plan.parameters,
            key_id=on.tables.plan.key_id,
            origin=Origin.COMPUTED,
            method_version=entry.definition.version,
        )


def _groups(tables: Published, shown: Shown) -> Iterator[tuple[Breakdown, Key]]:
    codes = [tables.plan.structure.columns[column].codes for _, column in shown]
    for chosen in product(*codes):
        # a final point marks what the register does not say precisely: it is in no code list
        if not any(code.endswith(".") for code in chosen):
            dimensions = [dimension for dimension, _ in shown]
            columns = [column for _, column in shown]
            yield (
                tuple(sorted(zip(dimensions, chosen, strict=True))),
                tuple(sorted(zip(columns, chosen, strict=True))),
            )
