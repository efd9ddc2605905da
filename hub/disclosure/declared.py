"""How do a cooperative's own printed figures become observations? As printed, and said to be so.

The rows of one observation (numerator, denominator, value) share indicator, breakdown, period,
as_of and place. Where both parts of a ratio are printed, the value is their quotient and the
printed rate stays in the source; otherwise the printed number itself is the value.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from hub.reconciliation.finding import Finding
from hub.records.figures import Bound, Part, Presence, Qualitative
from hub.releases.definition import Definition
from hub.releases.observation import (
    Observation,
    Source,
    breakdown_text,
    read_breakdown,
)
from hub.vocabulary import Comparability, Origin, Status, Uncertainty, Unit

#: One row of the canonical table `figures`: column -> value.
FigureRow = Mapping[str, Any]

#: What a printed number is divided by to stand in the indicator's own unit, or multiplied by: no
#: power of ten below 1 is exact, and 70 times 0.01 is not 0.7.
_PARTS = {"percent": 100}
_TIMES = {"eur_thousand": 1_000, "eur_million": 1_000_000}

_TOGETHER = ("indicator", "breakdown", "period", "as_of", "place")

_IMPRECISE = {Bound.ABOUT.value, Bound.AT_LEAST.value, Bound.AT_MOST.value}


@dataclass(frozen=True, slots=True)
class _Interval:
    """What a printed number leaves possible; an open end is None."""

    lower: float | None
    upper: float | None

    @classmethod
    def of(cls, row: FigureRow) -> "_Interval":
        value = row["value"]
        half = (row["precision"] or 0) / 2 if row["bound"] == Bound.ROUNDED.value else 0.0
        low: float | None = _in_unit(value - half, row)
        high: float | None = _in_unit((row["value_high"] or value) + half, row)
        if row["bound"] == Bound.AT_LEAST.value:
            high = None
        if row["bound"] == Bound.AT_MOST.value:
            low = None
        return cls(low, high)

    def over(self, other: "_Interval") -> "_Interval":
        """The interval of a quotient of two non-negative numbers."""
        return _Interval(
            None if self.lower is None or not other.upper else self.lower / other.upper,
            None if self.upper is None or not other.lower else self.upper / other.lower,
        )


def _in_unit(printed: float, row: FigureRow) -> float:
    """A number printed as in the row, in the indicator's own unit."""
    return float(printed) * _TIMES.get(row["unit"], 1) / _PARTS.get(row["unit"], 1)


def observe_declared(
    cooperative: str, figures: Iterable[FigureRow], definitions: Mapping[str, Definition]
) -> Iterator[Observation]:
    """Observations of a cooperative's declared figures.

    Args:
        cooperative: slug.
        figures: rows of the canonical table, in any order.
        definitions: the catalogue; figures of indicators it does not know are left out.
    """

    def key(row: FigureRow) -> tuple[str, ...]:
        return tuple(row[name] or "" for name in _TOGETHER)

    for _, group in groupby(sorted(figures, key=key), key=key):
        cells = {row["part"]: row for row in group}
        first = next(iter(cells.values()))
        definition = definitions.get(first["indicator"])
        if definition is not None:
            yield _observation(cooperative, cells, definition)


def contested(
    observations: Iterable[Observation], findings: Iterable[Finding]
) -> Iterator[Observation]:
    """The same observations, marked where a reconciliation finding is about them.

    A finding on dates only says that numerator, denominator or text are of different days: that is
    a flag on comparability, and no doubt on the figure.

    Args:
        observations: declared ones of one cooperative.
        findings: of the same cooperative.
    """
    doubted: set[tuple[str | None, ...]] = set()
    dated: set[tuple[str | None, ...]] = set()
    for finding in findings:
        marks = dated if finding.rule == "dates" else doubted
        marks.update(
            (indicator, place, finding.period, finding.breakdown)
            for indicator in finding.indicators
            for place in finding.place.split("; ")
        )
    for one in observations:
        place = one.source.place if one.source else None
        about = {
            (one.indicator, place, period, breakdown)
            for period in (one.period, None)
            for breakdown in (breakdown_text(one.breakdown), None)
        }
        mixed = (Comparability.MIXED_DATES,) if about & dated else ()
        yield replace(
            one, contested=bool(about & doubted), comparability=(*one.comparability, *mixed)
        )


def _observation(
    cooperative: str, cells: Mapping[str, FigureRow], definition: Definition
) -> Observation:
    said = cells.get(Part.VALUE) or cells.get(Part.NUMERATOR) or cells[Part.DENOMINATOR]
    numerator, denominator = (
        _number(cells.get(part)) for part in (Part.NUMERATOR, Part.DENOMINATOR)
    )
    status, reason = _status(said)
    quotient = numerator is not None and bool(denominator) and definition.unit is Unit.RATIO
    if status is not Status.DECLARED_PUBLIC:
        value, interval = None, _Interval(None, None)
    elif quotient and numerator is not None and denominator:
        value = numerator / denominator
        interval = _Interval.of(cells[Part.NUMERATOR]).over(_Interval.of(cells[Part.DENOMINATOR]))
    elif said["value"] is None:
        value, interval = None, _Interval(None, None)
    elif definition.unit is Unit.RATIO and Part.VALUE not in cells:
        # how many it is out of, or how many there are, is no rate by itself
        value, interval = None, _Interval(None, None)
        status, reason = Status.MISSING, "only_a_part_is_printed"
    else:
        value, interval = _number(said), _Interval.of(said)
    if definition.unit is Unit.RATIO and interval.upper is not None:
        interval = _Interval(interval.lower, min(1.0, interval.upper))
    return Observation(
        cooperative=cooperative,
        indicator=said["indicator"],
        period=said["period"],
        as_of=said["as_of"],
        breakdown=read_breakdown(said["breakdown"]),
        value=value,
        text=_words(said) if value is None and status is Status.DECLARED_PUBLIC else None,
        unit=definition.unit,
        numerator=numerator,
        denominator=denominator,
        lower=interval.lower,
        upper=interval.upper,
        uncertainty=_uncertainty(interval, cells),
        status=status,
        reason=reason,
        origin=Origin.DECLARED,
        source=_source(said, cells),
        comparability=tuple(_care(said, cells)),
        method_version=definition.version,
    )


def _number(row: FigureRow | None) -> float | None:
    """A printed number in its indicator's unit; None for a range, which is no one number."""
    if row is None or row["value"] is None or row["value_high"] is not None:
        return None
    return _in_unit(row["value"], row)


def _status(row: FigureRow) -> tuple[Status, str | None]:
    if row["presence"] == Presence.MISSING.value:
        return Status.MISSING, "blank_in_source"
    if row["presence"] == Presence.NOT_APPLICABLE.value:
        return Status.NOT_APPLICABLE, "could_not_exist"
    return Status.DECLARED_PUBLIC, None


def _words(row: FigureRow) -> str:
    return str(row["printed"])


def _uncertainty(interval: _Interval, cells: Mapping[str, FigureRow]) -> Uncertainty:
    if interval == _Interval(None, None):
        return Uncertainty.NONE
    if any(row["bound"] in _IMPRECISE or row["value_high"] is not None for row in cells.values()):
        return Uncertainty.BOUND
    return Uncertainty.NONE if interval.lower == interval.upper else Uncertainty.ROUNDING


def _care(said: FigureRow, cells: Mapping[str, FigureRow]) -> Iterator[Comparability]:
    if any(row["bound"] in _IMPRECISE for row in cells.values()):
        yield Comparability.APPROXIMATE
    if said["qualitative"] is not None and Qualitative(said["qualitative"]):
        yield Comparability.QUALITATIVE


def _source(said: FigureRow, cells: Mapping[str, FigureRow]) -> Source:
    notes = dict.fromkeys(row["note"] for row in cells.values() if row["note"])
    return Source(
        document=said["document"],
        place=said["place"],
        row_label=said["row_label"],
        column_label=said["column_label"],
        printed=said["printed"],
        page=said["page"],
        url=said["url"],
        note=" ".join(notes) or None,
    )
