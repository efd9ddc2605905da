"""Which figures on capital may be shown, and how? Each form of figure has its rule here.

An entry of the catalogue names its form. Sums are protected as one table per day, spread only in
classes or rounded, means and shares are made from what is published of their parts.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from math import inf, isinf

from hub.disclosure import bands
from hub.disclosure.capital_day import SHOWN, TOO_FEW_HOLDERS, CapitalDay
from hub.disclosure.interval import Interval, exactly, total
from hub.disclosure.plan import Plan
from hub.disclosure.ratios import mean, ratio
from hub.disclosure.refusal import About, Refusal, not_produced
from hub.indicators.catalogue import Entry
from hub.indicators.measure import Measure
from hub.releases.cell import EVERYONE, Key
from hub.releases.observation import TOTAL, Breakdown, Observation
from hub.vocabulary import Confidentiality, Origin, PersonKind, Status, Uncertainty

_NO_COUNT = not_produced("denominator_too_small")
_NO_TABLE = not_produced("too_many_groups_for_so_few_members")

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
        found = TOO_FEW_HOLDERS if measure is None else _FORMS[entry.form or ""](day, measure)
        yield _shown(about, found)


def _breakdowns(entry: Entry, plan: Plan) -> Iterator[Breakdown]:
    yield TOTAL
    for dimension in entry.definition.breakdowns:
        if dimension in SHOWN and SHOWN[dimension] in plan.columns:
            for code in plan.columns[SHOWN[dimension]].codes:
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
    return tuple((SHOWN[dimension], code) for dimension, code in measure.breakdown)


def _amount(day: CapitalDay, key: Key) -> Interval | Refusal:
    if key == EVERYONE:
        return TOO_FEW_HOLDERS if day.telling else exactly(float(day.everyone.amount))
    amount = day.protection.amounts.get(key)
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
    key = _key(measure)
    # the spread of what is withheld would tell how much it is
    if isinstance(amount := _amount(day, key), Refusal):
        return amount
    found = bands.median(Decimal(measure.numerator), day.groups[key], day.parameters)
    return found or TOO_FEW_HOLDERS


def _gini(day: CapitalDay, measure: Measure) -> Figure:
    key = _key(measure)
    if isinstance(amount := _amount(day, key), Refusal):
        return amount
    coefficient = float(measure.numerator) / float(measure.denominator or 1)
    return bands.gini(coefficient, day.groups[key], day.parameters) or TOO_FEW_HOLDERS


def _half(day: CapitalDay, measure: Measure) -> Figure:
    found = bands.half_owners(int(measure.numerator), day.everyone, day.parameters)
    return found or TOO_FEW_HOLDERS


def _largest(day: CapitalDay, _measure: Measure) -> Figure:
    return bands.largest_holder(day.everyone, day.parameters) or TOO_FEW_HOLDERS


def _concentration(day: CapitalDay, _measure: Measure) -> Figure:
    band = bands.largest_holder(day.everyone, day.parameters)
    holders = day.count(EVERYONE)
    if band is None or holders is None:
        return TOO_FEW_HOLDERS
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
