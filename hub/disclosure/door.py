"""Which measures may be published? The only place where a Measure becomes an Observation.

Published: headline totals of cooperatives with enough members, and public-role bodies whose
declaration covers what is shown. Everything else is refused, and the refusal is published in its
place. A refusal never follows the data: it is one observation per indicator, period and set of
dimensions, `*` standing for every group, so that it does not tell which groups have anybody in
them. Only bodies are named, since a body's existence is public.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from hub.disclosure.parameters import Parameters
from hub.indicators.catalogue import Entry
from hub.indicators.measure import Measure
from hub.releases.observation import EVERY_GROUP, Breakdown, Observation
from hub.releases.release import Body
from hub.vocabulary import Confidentiality, Dimension, Origin, Status

_BODIES = (Dimension.BODY, Dimension.BODY_KIND)


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


@dataclass(frozen=True, slots=True)
class _Refusal:
    status: Status
    confidentiality: Confidentiality
    reason: str


_TOO_FEW = _Refusal(
    Status.SUPPRESSED_PRIMARY, Confidentiality.PRIMARY, "fewer_members_than_the_minimum"
)
_UNPROTECTED = _Refusal(
    Status.NOT_PRODUCED, Confidentiality.CONFIDENTIAL, "breakdowns_await_rounding"
)


def standing(bodies: Sequence[Body], measures: Iterable[Measure]) -> Standing:
    """A cooperative's standing, from its public bodies and its own total measures."""
    heads = {
        (one.as_of, int(one.numerator))
        for one in measures
        if one.indicator == "membership.total" and not one.breakdown
    }
    return Standing(bodies, sorted(heads))


def observe(
    measures: Iterable[Measure],
    catalogue: Mapping[str, Entry],
    known: Standing,
    parameters: Parameters,
) -> Iterator[Observation]:
    """Observations of one cooperative's measures: each published or refused, none dropped.

    Args:
        measures: of one cooperative.
        catalogue: indicator code -> entry.
        known: the cooperative's standing.
        parameters: the policy in force.
    """
    refused: dict[tuple[object, ...], Observation] = {}
    for measure in measures:
        entry = catalogue[measure.indicator]
        refusal = _refusal(measure, entry, known, parameters)
        if refusal is None:
            yield _published(measure, entry)
        else:
            observation = _refused(measure, entry, refusal)
            about = (measure.indicator, measure.period, measure.as_of, observation.breakdown)
            refused[about] = observation
    yield from refused.values()


def _refusal(
    measure: Measure, entry: Entry, known: Standing, parameters: Parameters
) -> _Refusal | None:
    """Why a measure must not be shown; None if it may."""
    if _has_public_role(measure, entry, known.bodies):
        return None
    members = known.members_on(measure.as_of)
    if members is None or members < parameters.min_members:
        return _TOO_FEW
    if entry.headline and not measure.breakdown:
        return None
    return _UNPROTECTED


def _has_public_role(measure: Measure, entry: Entry, bodies: Sequence[Body]) -> bool:
    """Whether every body the measure is of declares what the measure shows."""
    groups = dict(measure.breakdown)
    shown = {entry.public_role} | {
        dimension.value for dimension in groups if dimension not in _BODIES
    }
    of = [
        body
        for body in bodies
        if body.code == groups.get(Dimension.BODY, body.code)
        and body.kind == groups.get(Dimension.BODY_KIND, body.kind)
    ]
    named = any(dimension in groups for dimension in _BODIES)
    return (
        entry.public_role is not None
        and named
        and bool(of)
        and all(body.public_role and shown <= set(body.public_role.attributes) for body in of)
    )


def _published(measure: Measure, entry: Entry) -> Observation:
    numerator = float(measure.numerator)
    denominator = None if measure.denominator is None else float(measure.denominator)
    if denominator is None:
        value: float | None = numerator
    else:
        value = numerator / denominator if denominator else None
    shown = Status.PUBLIC_ROLE if measure.breakdown else Status.PUBLISHED
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
        status=Status.NOT_APPLICABLE if value is None else shown,
        reason="nothing_to_count" if value is None else None,
        origin=Origin.COMPUTED,
        method_version=entry.definition.version,
    )


def _refused(measure: Measure, entry: Entry, refusal: _Refusal) -> Observation:
    return Observation(
        cooperative=measure.cooperative,
        indicator=measure.indicator,
        period=measure.period,
        as_of=measure.as_of.isoformat(),
        breakdown=_hidden(measure.breakdown),
        unit=entry.definition.unit,
        status=refusal.status,
        confidentiality=refusal.confidentiality,
        reason=refusal.reason,
        origin=Origin.COMPUTED,
        method_version=entry.definition.version,
    )


def _hidden(breakdown: Breakdown) -> Breakdown:
    """The same dimensions without the groups, which would say that there is somebody in them."""
    return tuple(
        (dimension, code if dimension in _BODIES else EVERY_GROUP) for dimension, code in breakdown
    )
