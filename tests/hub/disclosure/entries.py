"""Which indicators, measures and bodies do tests of the door know? Invented ones, a line each."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from hub.disclosure.refusal import About
from hub.indicators.catalogue import Counted, Derived, Entry
from hub.indicators.measure import Measure
from hub.releases.definition import Definition
from hub.releases.observation import TOTAL, Breakdown
from hub.releases.release import Body, PublicRole
from hub.vocabulary import BodyKind, Dimension, DisclosureClass, Tier, Unit

#: The day of all measures that name no other.
DAY = date(2022, 6, 15)


def entry(  # noqa: PLR0913 - whatever a test is about, named
    code: str,
    *breakdowns: Dimension,
    pairs: Sequence[tuple[Dimension, Dimension]] = (),
    disclosure: DisclosureClass = DisclosureClass.RATIO,
    headline: bool = False,
    public_role: str | None = None,
    counted: Counted | None = None,
    derived: Derived | None = None,
    form: str | None = None,
) -> Entry:
    """An entry of the catalogue."""
    definition = Definition(
        code=code, version="3", family="x", tier=Tier.CORE, unit=Unit.RATIO,
        disclosure=disclosure, name={}, definition={}, formula="", numerator=None,
        denominator=None, breakdowns=breakdowns, caveat={}, direction="", uncertainty="",
        period="", sources=(),
    )  # fmt: skip
    return Entry(
        definition=definition, compute=None, additive=True, pairs=tuple(pairs), headline=headline,
        public_role=public_role, counted=counted, derived=derived, form=form, examples=(),
    )  # fmt: skip


def share(
    numerator: dict[str, tuple[str, ...]], denominator: dict[str, tuple[str, ...]] | None = None
) -> Counted:
    """How a share of members is read; without a denominator, how a number of them is."""
    return Counted(numerator=numerator, denominator=denominator, of_everyone=False)


def measure(  # noqa: PLR0913 - whatever a test is about, named
    indicator: str,
    numerator: int | Decimal,
    denominator: float | None = None,
    breakdown: Breakdown = TOTAL,
    *,
    period: str = "2022",
    as_of: date = DAY,
) -> Measure:
    """A true count or ratio of the invented cooperative."""
    whole = denominator if isinstance(denominator, int | None) else Decimal(denominator)
    return Measure(
        indicator=indicator, cooperative="essai", period=period, as_of=as_of, breakdown=breakdown,
        numerator=numerator, denominator=whole,
    )  # fmt: skip


def body(code: str, *attributes: str, kind: BodyKind = BodyKind.BOARD) -> Body:
    """A body; with attributes, one that declares them public."""
    declared = PublicRole(
        url="https://example.org", on="2022", signatory="x", attributes=attributes
    )
    return Body(
        cooperative="essai", code=code, name={}, kind=kind, scope=None, parent=None, aliases=(),
        created_on=None, closed_on=None, seats=None, seat_rule={}, term_years=None,
        public_role=declared if attributes else None,
    )  # fmt: skip


def about(of: Entry, breakdown: Breakdown = TOTAL) -> About:
    """What a figure of an entry is about."""
    return About(cooperative="essai", entry=of, period="2022", as_of=DAY, breakdown=breakdown)
