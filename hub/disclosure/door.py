"""Which measures may be published? The only place where a Measure becomes an Observation.

Shown as they are: headline totals of cooperatives with enough members, figures of public things,
and public-role bodies whose declaration covers what is shown. Everything else about members is
read from rounded tables, banded, or refused; a refusal never follows the data.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import groupby

from hub.disclosure import refusal
from hub.disclosure.capital import figures
from hub.disclosure.capital_day import CapitalDay
from hub.disclosure.derived import derive
from hub.disclosure.figures import Occasion, Reader
from hub.disclosure.members import NEAR_ANOTHER_DAY, TOO_FEW
from hub.disclosure.outside import PART, Outside, is_share, population
from hub.disclosure.parameters import Parameters
from hub.disclosure.published import Published
from hub.disclosure.refusal import BODIES, About, Refusal
from hub.disclosure.seats import has_public_role, parity
from hub.indicators.catalogue import Entry
from hub.indicators.measure import Measure
from hub.releases.observation import TOTAL, Breakdown, Observation
from hub.releases.release import Body
from hub.vocabulary import Dimension, DisclosureClass, Origin, Status

#: What is shown exactly, or says that there is nothing to show.
_AS_THEY_ARE = frozenset({Status.PUBLISHED, Status.PUBLIC_ROLE, Status.NOT_APPLICABLE})


@dataclass(frozen=True, slots=True)
class Standing:
    """What the door must know of a cooperative besides its measures.

    Attributes:
        bodies: its public bodies, with their public-role declarations.
        headcounts: (day, members on that day), by day.
    """

    bodies: Sequence[Body]
    headcounts: Sequence[tuple[date, int]]

    def members_on(self, day: date) -> int | None:
        """The latest known number of members on or before a day."""
        found = bisect_right(self.headcounts, (day, 1 << 62))
        return self.headcounts[found - 1][1] if found else None


def standing(bodies: Sequence[Body], measures: Iterable[Measure]) -> Standing:
    """A cooperative's standing, from its public bodies and its own total measures."""
    heads = {
        (one.as_of, int(one.numerator))
        for one in measures
        if one.indicator == "membership.total" and not one.breakdown
    }
    return Standing(bodies, sorted(heads))


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """The door of one cooperative.

    Attributes:
        catalogue: indicator code -> entry.
        members: ISO day -> the rounded tables of the register, or why there are none.
        capital: ISO day -> what is held on it.
        outside: protects shares of people who are not counted in the register.
        tables: every table that went out, filled while measures pass.
    """

    cooperative: str
    catalogue: Mapping[str, Entry]
    known: Standing
    parameters: Parameters
    reader: Reader
    members: Mapping[str, Published | str]
    capital: Mapping[str, CapitalDay]
    outside: Outside
    tables: list[Published] = field(default_factory=list)

    def observe(self, measures: Iterable[Measure]) -> list[Observation]:
        """Observations of one cooperative's measures: each shown or refused, none dropped.

        Args:
            measures: of one cooperative, those of an indicator beside each other.
        """
        self.tables.extend(one for one in self.members.values() if isinstance(one, Published))
        found: list[Observation] = []
        for code, listed in groupby(measures, key=lambda one: one.indicator):
            found.extend(self._indicator(self.catalogue[code], list(listed)))
        for entry in self.catalogue.values():
            found.extend(derive(entry, self.cooperative, found))
        return [self._under_policy(one) for one in found]

    def _under_policy(self, one: Observation) -> Observation:
        """The same, with the policy that it was protected by, unless its table says so."""
        if one.policy is not None or one.status in _AS_THEY_ARE:
            return one
        capital = self.catalogue[one.indicator].form is not None
        method = self.parameters.method_capital if capital else self.parameters.method
        return replace(one, policy=method, parameters=self.parameters.digest())

    def _indicator(self, entry: Entry, measures: Sequence[Measure]) -> Iterator[Observation]:
        if entry.form is not None:
            yield from self._capital(entry, measures)
            return
        refused: dict[tuple[object, ...], Observation] = {}
        counted: dict[tuple[str, date], bool] = {}
        shares: dict[str, list[Measure]] = {}
        for measure in measures:
            if entry.derived is not None:
                continue
            shown = self._as_it_is(measure, entry)
            if shown is None and self._is_counted(measure, entry):
                day = (measure.period, measure.as_of)
                counted[day] = counted.get(day, False) or not measure.breakdown
                continue
            if shown is None and is_share(measure, entry) and self._enough_members(measure.as_of):
                shares.setdefault(population(measure), []).append(measure)
                continue
            if shown is None:
                shown = self._refused(measure, entry)
            if shown.status in _AS_THEY_ARE:
                yield shown
            else:
                refused[measure.period, measure.as_of, shown.breakdown] = shown
        yield from refused.values()
        for (period, as_of), with_total in counted.items():
            about = About(
                cooperative=self.cooperative,
                entry=entry,
                period=period,
                as_of=as_of,
                breakdown=TOTAL,
            )
            yield from self._counted(about, with_total=with_total)
        for listed in shares.values():
            yield from self._shares(entry, listed)

    def _as_it_is(self, measure: Measure, entry: Entry) -> Observation | None:
        """The exact figure, where nothing in it needs protection."""
        if has_public_role(measure, entry, self.known.bodies):
            return _published(measure, entry, Status.PUBLIC_ROLE)
        if not self._enough_members(measure.as_of):
            return None
        # how the assembly was called is no group of members
        of_everyone = all(
            dimension is Dimension.ASSEMBLY_KIND for dimension, _ in measure.breakdown
        )
        public = (
            entry.definition.disclosure is DisclosureClass.PUBLIC and entry.public_role is None
        )
        if public or (entry.headline and of_everyone):
            return _published(measure, entry, Status.PUBLISHED)
        return None

    def _enough_members(self, day: date) -> bool:
        members = self.known.members_on(day)
        return members is not None and members >= self.parameters.min_members

    def _is_counted(self, measure: Measure, entry: Entry) -> bool:
        dimensions = {dimension for dimension, _ in measure.breakdown}
        return (
            entry.counted is not None
            and dimensions <= set(self.reader.plan.shown)
            and measure.as_of.isoformat() in self.members
        )

    def _refused(self, measure: Measure, entry: Entry) -> Observation:
        about = About(
            cooperative=measure.cooperative,
            entry=entry,
            period=measure.period,
            as_of=measure.as_of,
            breakdown=measure.breakdown,
        )
        if not self._enough_members(measure.as_of):
            return about.refused(refusal.TOO_FEW)
        if any(dimension in BODIES for dimension, _ in measure.breakdown):
            return parity(about, measure, self.parameters) or about.refused(
                refusal.UNDECLARED_BODY
            )
        return about.refused(refusal.NOT_LISTED)

    def _counted(self, about: About, *, with_total: bool) -> Iterator[Observation]:
        tables = self.members[about.as_of.isoformat()]
        if isinstance(tables, str):
            yield from self.reader.refusals(about, _REASONS[tables], with_total=with_total)
            return
        on = Occasion(period=about.period, as_of=about.as_of, tables=tables)
        if with_total and not about.entry.headline:
            yield from self.reader.total(about.entry, on)
        yield from self.reader.breakdowns(about.entry, on)

    def _capital(self, entry: Entry, measures: Sequence[Measure]) -> Iterator[Observation]:
        days: dict[tuple[str, date], dict[Breakdown, Measure]] = {}
        for measure in measures:
            days.setdefault((measure.period, measure.as_of), {})[measure.breakdown] = measure
        for (period, as_of), groups in days.items():
            tables = self.members.get(as_of.isoformat())
            day = self.capital.get(as_of.isoformat())
            if day is not None and isinstance(tables, Published) and not tables.plan.held_from:
                yield from figures(entry, day, period, groups)
                continue
            # the total is no business of the hold: the cooperative publishes it itself
            total = (
                [] if day is None or not entry.headline else figures(entry, day, period, groups)
            )
            shown = [one for one in total if not one.breakdown]
            yield from shown
            about = About(
                cooperative=self.cooperative,
                entry=entry,
                period=period,
                as_of=as_of,
                breakdown=TOTAL,
            )
            yield from self.reader.refusals(about, _why(tables), with_total=not shown)

    def _shares(self, entry: Entry, shares: Sequence[Measure]) -> Iterator[Observation]:
        made = self.outside.publish(shares)
        for share in shares:
            about = About(
                cooperative=self.cooperative,
                entry=entry,
                period=share.period,
                as_of=share.as_of,
                breakdown=share.breakdown,
            )
            tables = made[share.as_of.isoformat()]
            if isinstance(tables, str):
                yield about.refused(_REASONS[tables])
                continue
            if not self.reader.made(tables, PART):
                yield about.refused(refusal.TOO_FINE)
                continue
            if tables.plan.period != share.period:
                yield about.refused(refusal.NEAR_ANOTHER_DAY)
                continue
            self.tables.append(tables)
            on = Occasion(period=share.period, as_of=share.as_of, tables=tables)
            yield self.reader.share(about, on, PART)


_REASONS: Mapping[str, Refusal] = {
    TOO_FEW: refusal.TOO_FEW,
    NEAR_ANOTHER_DAY: refusal.NEAR_ANOTHER_DAY,
}


def _why(tables: Published | str | None) -> Refusal:
    if tables is None:
        return refusal.NOT_LISTED
    return _REASONS[tables] if isinstance(tables, str) else refusal.NEAR_ANOTHER_DAY


def _published(measure: Measure, entry: Entry, status: Status) -> Observation:
    numerator = float(measure.numerator)
    denominator = None if measure.denominator is None else float(measure.denominator)
    if denominator is None:
        value: float | None = numerator
    else:
        value = numerator / denominator if denominator else None
    return Observation(
        cooperative=measure.cooperative,
        indicator=measure.indicator,
        period=measure.period,
        as_of=measure.as_of.isoformat(),
        breakdown=measure.breakdown,
        value=value,
        unit=entry.definition.unit,
        numerator=numerator if denominator is not None else None,
        denominator=denominator,
        lower=value,
        upper=value,
        status=Status.NOT_APPLICABLE if value is None else status,
        reason="nothing_to_count" if value is None else None,
        origin=Origin.COMPUTED,
        method_version=entry.definition.version,
    )
