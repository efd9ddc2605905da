"""What is an Aggregate? One year's figure of several cooperatives together, and how it is kept."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import orjson

from hub.releases.observation import TOTAL, Breakdown, breakdown_text
from hub.vocabulary import Status, Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Aggregate:
    """A sum over cooperatives of what each has published, or the refusal of one.

    Attributes:
        indicator: code in the catalogue.
        year: in which the periods of its parts end.
        breakdown: the group; empty for everyone, and in a refusal.
        synthetic: whether the cooperatives are invented; no sum mixes the two.
        cooperatives: slugs of those whose figures are in it, by name; none in a refusal.
        value: a count, or the quotient of the sums as a fraction 0-1; None where refused.
        numerator: the sum of the published numerators, where it is a ratio.
        denominator: the sum of the published denominators.
        lower: the lowest value that the published parts leave possible.
        upper: the highest.
        status: derived, or not produced.
        reason: why it is refused, as a short code.
    """

    indicator: str
    year: int
    breakdown: Breakdown = TOTAL
    synthetic: bool
    cooperatives: tuple[str, ...] = ()
    unit: Unit
    value: float | None = None
    numerator: float | None = None
    denominator: float | None = None
    lower: float | None = None
    upper: float | None = None
    status: Status
    reason: str | None = None


def aggregate_rows(aggregates: Iterable[Aggregate]) -> list[dict[str, Any]]:
    """Rows of the shelf table `aggregates`, in an order that depends on the content alone."""
    return [
        {**row, "position": position}
        for position, row in enumerate(
            sorted(
                (_row(one) for one in aggregates),
                key=lambda row: (
                    row["indicator"],
                    row["year"],
                    row["synthetic"],
                    row["dimensions"],
                    row["breakdown"],
                ),
            )
        )
    ]


def _row(aggregate: Aggregate) -> dict[str, Any]:
    row: dict[str, Any] = orjson.loads(orjson.dumps(aggregate))
    row["breakdown"] = breakdown_text(aggregate.breakdown)
    row["dimensions"] = "|".join(dimension.value for dimension, _ in aggregate.breakdown)
    return row
