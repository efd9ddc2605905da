"""What is a Finding? Printed figures that cannot all be true as printed, and what could be."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

#: One sentence per language: fr, en, nl.
Text = Mapping[str, str]


class Severity(StrEnum):
    """How grave a disagreement is.

    ERROR: at least one of the figures is wrong. WARNING: all can be true, but not of the same
    day, the same people or the same definition.
    """

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One disagreement; nothing is corrected, the figures stay as printed.

    Attributes:
        rule: the rule that found it, by the name of its file.
        indicators: the codes whose observations it puts in doubt, sorted.
        breakdown: the one group it is about, as text, empty for everyone; None where any group of
            those observations may be the wrong one.
        period: the period of those observations.
        place: where the figures stand in their source.
        published: the printed figure, in its printed unit.
        recomputed: what the other figures give, in the same unit.
        hypotheses: what would reconcile them, the likeliest first.
    """

    cooperative: str
    rule: str
    severity: Severity
    indicators: tuple[str, ...]
    breakdown: str | None = None
    period: str | None
    place: str
    published: float | None
    recomputed: float | None
    hypotheses: tuple[Text, ...]


def places(found: Iterable[str]) -> str:
    """Several places as one text, each once, in order: `section 2.2; table 1`."""
    return "; ".join(sorted(set(found)))
