"""How is a figure withheld? By one observation that does not tell which groups have anybody.

It is one per indicator, period and set of dimensions, `*` standing for every group. Only bodies
are named, since a body's existence is public.
"""

from dataclasses import dataclass
from datetime import date

from hub.indicators.catalogue import Entry
from hub.releases.observation import EVERY_GROUP, Breakdown, Observation
from hub.vocabulary import Confidentiality, Dimension, Origin, Status

#: Dimensions whose codes are public in themselves.
BODIES = (Dimension.BODY, Dimension.BODY_KIND)


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why something is not shown."""

    status: Status
    confidentiality: Confidentiality
    reason: str


def primary(reason: str) -> Refusal:
    """Too few people are behind it."""
    return Refusal(Status.SUPPRESSED_PRIMARY, Confidentiality.PRIMARY, reason)


def not_produced(reason: str) -> Refusal:
    """It was not made, whatever it would have been."""
    return Refusal(Status.NOT_PRODUCED, Confidentiality.CONFIDENTIAL, reason)


TOO_FEW = primary("fewer_members_than_the_minimum")
UNDECLARED_BODY = primary("small_body_without_declaration")
NEAR_ANOTHER_DAY = not_produced("few_movers_since_another_day")
TOO_FINE = not_produced("too_many_groups_for_so_few_members")
NOT_LISTED = not_produced("not_recorded_person_by_person")
SMALL_DENOMINATOR = not_produced("denominator_too_small")


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What a figure is about, shown or not."""

    cooperative: str
    entry: Entry
    period: str
    as_of: date
    breakdown: Breakdown

    def refused(self, refusal: Refusal) -> Observation:
        """The observation that stands in the figure's place."""
        definition = self.entry.definition
        return Observation(
            cooperative=self.cooperative,
            indicator=definition.code,
            period=self.period,
            as_of=self.as_of.isoformat(),
            breakdown=tuple(
                (dimension, code if dimension in BODIES else EVERY_GROUP)
                for dimension, code in self.breakdown
            ),
            unit=definition.unit,
            status=refusal.status,
            confidentiality=refusal.confidentiality,
            reason=refusal.reason,
            origin=Origin.COMPUTED,
            method_version=definition.version,
        )
