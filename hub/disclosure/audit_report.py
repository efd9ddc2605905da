"""What did an audit find? Findings, each of one cell and one kind, and the report's hash."""

import hashlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

import orjson

#: The version of the audit: raised when the same release may get another report.
METHOD = "leaf-model-audit-2"


class Kind(StrEnum):
    """What is wrong with a cell."""

    EXACT = "exact"
    SMALL = "small"
    NARROW = "narrow"
    INFEASIBLE = "infeasible"
    NOT_ADDITIVE = "not_additive"
    NOT_ROUNDED = "not_rounded"
    UNPLANNED = "unplanned"
    RATIO = "ratio"
    HELD = "held"
    CHANGE = "change"
    AMOUNT = "amount"


WHY = {
    Kind.EXACT: "its true value follows from what is published",
    Kind.SMALL: "somebody is there, and fewer than the base; both follow from what is published",
    Kind.NARROW: "what is published leaves fewer values possible than rounding must",
    Kind.INFEASIBLE: "no people at all can have these counts together with the public facts",
    Kind.NOT_ADDITIVE: "it is not the sum of its parts, or stands there with two values",
    Kind.NOT_ROUNDED: "it is no multiple of the base, or its interval is narrower than rounding",
    Kind.UNPLANNED: "no plan says how it hangs together with the others",
    Kind.RATIO: "its rate says more than the published counts do",
    Kind.HELD: "hardly anybody moved since the last release, and yet its value changed",
    Kind.CHANGE: "how many came or went since the last release follows from both",
    Kind.AMOUNT: "what one member holds follows too closely from what is published",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One cell that tells too much.

    Attributes:
        measure: `persons`, `capital`, or the indicator of a rate.
        key: the cell's key, or the observation's breakdown, as text; empty for everyone.
        lower: the least value that an attacker is left with; of a change, the least change.
        upper: the greatest; None where there is no limit.
    """

    kind: Kind
    cooperative: str
    population: str
    period: str
    as_of: str
    measure: str
    key: str
    lower: float | None = None
    upper: float | None = None

    @property
    def why(self) -> str:
        """What is wrong, in a sentence's half."""
        return WHY[self.kind]

    @property
    def place(self) -> tuple[str, ...]:
        """By what findings are sorted."""
        return (
            self.cooperative,
            self.population,
            self.as_of,
            self.period,
            self.measure,
            self.key,
            self.kind.value,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What an audit looked at, and what it found.

    Attributes:
        findings: sorted by place.
        plans: how many populations and days.
        cells: how many cells.
        observations: how many figures.
        against: whether a previous release stood beside.
    """

    findings: tuple[Finding, ...]
    plans: int
    cells: int
    observations: int
    against: bool
    method: str = METHOD

    @property
    def clean(self) -> bool:
        """Whether nothing was found, so that the release may be published."""
        return not self.findings

    def as_json(self) -> dict[str, Any]:
        """The report as plain values, each finding with its reason in words."""
        found: dict[str, Any] = orjson.loads(orjson.dumps(asdict(self)))
        for one, finding in zip(found["findings"], self.findings, strict=True):
            one["why"] = finding.why
        return found

    def digest(self) -> str:
        """SHA-256 of the report as JSON with sorted keys."""
        text = orjson.dumps(self.as_json(), option=orjson.OPT_SORT_KEYS)
        return hashlib.sha256(text).hexdigest()


def report(
    findings: Sequence[Finding], *, plans: int, cells: int, observations: int, against: bool
) -> Report:
    """A report with its findings in order, each once."""
    return Report(
        findings=tuple(sorted(set(findings), key=lambda one: one.place)),
        plans=plans,
        cells=cells,
        observations=observations,
        against=against,
    )
