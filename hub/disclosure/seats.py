"""What may be shown of a body's people? All that they declared public; else a band, or nothing."""

from collections.abc import Sequence

from hub.disclosure import bands
from hub.disclosure.parameters import Parameters
from hub.disclosure.refusal import BODIES, About
from hub.indicators.catalogue import Entry
from hub.indicators.measure import Measure
from hub.releases.observation import Observation
from hub.releases.release import Body
from hub.vocabulary import Dimension, Origin, Status, Uncertainty

#: The attribute whose share is shown as a band, where it is not declared public.
_BANDED = "gender.share_women"


def has_public_role(measure: Measure, entry: Entry, bodies: Sequence[Body]) -> bool:
    """Whether every body the measure is of declares what the measure shows."""
    groups = dict(measure.breakdown)
    shown = {entry.public_role} | {
        dimension.value for dimension in groups if dimension not in BODIES
    }
    of = [
        body
        for body in bodies
        if body.code == groups.get(Dimension.BODY, body.code)
        and body.kind == groups.get(Dimension.BODY_KIND, body.kind)
    ]
    named = any(dimension in groups for dimension in BODIES)
    return (
        entry.public_role is not None
        and named
        and bool(of)
        and all(body.public_role and shown <= set(body.public_role.attributes) for body in of)
    )


def parity(about: About, measure: Measure, parameters: Parameters) -> Observation | None:
    """The class of a body's share of women; None where not even that may be shown."""
    roles = [dimension for dimension, _ in measure.breakdown if dimension not in BODIES]
    if about.entry.definition.code != _BANDED or roles:
        return None
    band = bands.parity(int(measure.numerator), int(measure.denominator or 0), parameters)
    if band is None:
        return None
    return Observation(
        cooperative=about.cooperative,
        indicator=about.entry.definition.code,
        period=about.period,
        as_of=about.as_of.isoformat(),
        breakdown=about.breakdown,
        unit=about.entry.definition.unit,
        lower=band.lower,
        upper=band.upper,
        uncertainty=Uncertainty.BOUND,
        status=Status.DERIVED,
        reason="band",
        origin=Origin.COMPUTED,
        method_version=about.entry.definition.version,
    )
