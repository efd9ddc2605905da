"""How is a share of people protected who are not counted in the register? As a table of two cells.

Participants that a space counted itself, staff that only a report counts: part and rest are
rounded together, each such share a population of its own.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from hub.disclosure.cube import PERSONS
from hub.disclosure.members import Day, Desk, Previous
from hub.disclosure.parameters import Parameters
from hub.disclosure.plan import Plan
from hub.disclosure.published import Published
from hub.indicators.catalogue import Entry
from hub.indicators.measure import Measure
from hub.releases.cell import EVERYONE, Key
from hub.releases.observation import breakdown_text
from hub.releases.structure import Column
from hub.vocabulary import Dimension, DisclosureClass

#: The cell of those who are in the part.
PART: Key = (("part", "yes"),)

_PLAN = Plan(
    version="outside-1",
    columns={
        "part": Column(
            dimension="part", codes={"yes": frozenset({"yes"}), "no": frozenset({"no"})}
        )
    },
    shown={},
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outside:
    """What is the same for all shares outside one cooperative's register.

    Attributes:
        members: a day -> how many members are published exactly; a share in all of them has a
            whole that anyone knows.
    """

    cooperative: str
    members: Callable[[date], int | None]
    previous: Mapping[str, Mapping[str, Previous]]
    key: bytes
    parameters: Parameters

    def publish(self, shares: Sequence[Measure]) -> dict[str, Published | str]:
        """ISO day -> its two cells, or why there are none.

        Args:
            shares: of one indicator and group; of two on one day, the first is taken.
        """
        first = {share.as_of: share for share in reversed(shares)}
        name = population(shares[0])
        desk = Desk(
            cooperative=self.cooperative,
            population=name,
            plan=_PLAN,
            wanted=[("part",)],
            known={
                share.as_of.isoformat(): {EVERYONE: int(share.denominator or 0)}
                for share in first.values()
                if share.denominator == self.members(share.as_of)
            },
            previous=self.previous.get(name, {}),
            key=self.key,
            parameters=self.parameters,
        )
        return desk.publish([day(share) for share in first.values()])


def is_share(measure: Measure, entry: Entry) -> bool:
    """Whether a measure is a share of people, of everyone or of one body."""
    return (
        entry.definition.disclosure is DisclosureClass.RATIO
        and entry.public_role is None
        and {dimension for dimension, _ in measure.breakdown} <= {Dimension.BODY}
        and isinstance(measure.numerator, int)
        and isinstance(measure.denominator, int)
        and measure.numerator <= measure.denominator
    )


def population(share: Measure) -> str:
    """The name under which a share's cells are kept."""
    group = breakdown_text(share.breakdown)
    return f"{share.indicator}|{group}" if group else share.indicator


def day(share: Measure) -> Day:
    """The two cells of a share on its day."""
    part, whole = int(share.numerator), int(share.denominator or 0)
    return Day(
        period=share.period,
        as_of=share.as_of.isoformat(),
        finest=pl.DataFrame({"part": ["yes", "no"], PERSONS: [part, whole - part]}),
        people=_unknown,
    )


def _unknown(_dimensions: Sequence[str]) -> pl.DataFrame:
    """Nobody was listed: the movers that the counts show are taken for all of them."""
    return pl.DataFrame(schema={"person": pl.UInt64, "leaves": pl.UInt64})
