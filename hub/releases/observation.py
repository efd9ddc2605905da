"""What is an Observation? A figure that may be shown to anyone, with all that explains it."""

from dataclasses import dataclass

from hub.vocabulary import (
    Comparability,
    Confidentiality,
    Dimension,
    Origin,
    Status,
    Uncertainty,
    Unit,
)

#: Which group an observation is of: dimension and code, in the order of the dimensions' names.
Breakdown = tuple[tuple[Dimension, str], ...]

#: The observation of everyone.
TOTAL: Breakdown = ()

#: In a refusal, in place of a code: every group of the dimension.
EVERY_GROUP = "*"


def breakdown_text(breakdown: Breakdown) -> str:
    """One line for a breakdown, the same for the same groups: `body_kind=board|gender=female`."""
    return "|".join(f"{dimension.value}={code}" for dimension, code in sorted(breakdown))


def read_breakdown(text: str | None) -> Breakdown:
    """The breakdown written as `dimension=code|dimension=code`; empty for the total.

    Raises:
        ValueError: a part is not `dimension=code`, or names an unknown dimension.
    """
    parts = [part.split("=", 1) for part in (text or "").split("|") if part]
    return tuple(sorted((Dimension(dimension), code) for dimension, code in parts))


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a declared figure was printed: document, place, and the cell letter by letter."""

    document: str
    place: str | None = None
    row_label: str | None = None
    column_label: str | None = None
    printed: str | None = None
    page: str | None = None
    url: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """One publishable figure.

    Attributes:
        cooperative: slug.
        indicator: code in the catalogue.
        period: ISO 8601 year, month, day or interval.
        as_of: the (partial) date at which it was true.
        breakdown: the group; empty for everyone.
        value: the figure; ratios as fractions 0-1; None when withheld, missing or in words.
        text: the statement, where the source gives words and no number.
        numerator: what was counted, in persons, euros or the indicator's own unit.
        denominator: out of how many.
        lower: the lowest value that the publication leaves possible.
        upper: the highest.
        reason: why it is withheld or missing, as a short code such as `small_group`.
        base: the rounding base, where `status` is rounded.
        held_from: the release whose value is carried forward, where `status` is held.
        policy: version of the method of disclosure control that made the value.
        parameters: SHA-256 of that method's parameters.
        key_id: tells rounding keys apart, without a way back to the key.
        contested: a reconciliation rule found sources that disagree about it.
        method_version: the version of the indicator's definition.
    """

    cooperative: str
    indicator: str
    period: str
    as_of: str
    breakdown: Breakdown = TOTAL
    value: float | None = None
    text: str | None = None
    unit: Unit
    numerator: float | None = None
    denominator: float | None = None
    lower: float | None = None
    upper: float | None = None
    uncertainty: Uncertainty = Uncertainty.NONE
    status: Status
    confidentiality: Confidentiality = Confidentiality.FREE
    reason: str | None = None
    base: int | None = None
    held_from: str | None = None
    policy: str | None = None
    parameters: str | None = None
    key_id: str | None = None
    origin: Origin
    source: Source | None = None
    contested: bool = False
    comparability: tuple[Comparability, ...] = ()
    method_version: str
