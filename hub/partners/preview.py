"""What would the public see of an import? What is shown, rounded, held or withheld, and why."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from hub.publish import Foreseen
from hub.releases.differences import differences
from hub.releases.kept_tables import Row
from hub.vocabulary import Dimension, Status

#: More is in nobody's eye; the totals tell how many there are.
MOST = 500
_FIGURE = (
    *("indicator", "period", "as_of", "breakdown", "value", "text", "numerator", "denominator"),
    *("lower", "upper", "unit", "status", "reason", "base", "held_from", "origin", "contested"),
)
_CHANGE = ("kind", "indicator", "period", "breakdown", "field", "before", "after")


def as_json(foreseen: Foreseen) -> dict[str, Any]:
    """The figures, counted by status and reason, and what changes against the last release."""
    figures = foreseen.rows["observations"]
    return {
        "against": foreseen.release_id,
        "totals": {
            "figures": len(figures),
            "by_status": dict(Counter(row["status"] for row in figures)),
            "by_reason": dict(Counter(row["reason"] for row in figures if row["reason"])),
            "by_indicator": _by_indicator(figures),
        },
        "names": _names(foreseen),
        "figures": [{name: row[name] for name in _FIGURE} for row in figures[:MOST]],
        **_changes(foreseen),
    }


def is_class(row: Mapping[str, Any]) -> bool:
    """Whether a figure is shown by the two ends of its class, and not by its value."""
    ends = (row["lower"], row["upper"])
    return row["value"] is None and row["status"] == Status.DERIVED and None not in ends


def _by_indicator(figures: Sequence[Row]) -> dict[str, dict[str, int]]:
    """How many figures there are of each indicator, and how many of them are not shown."""
    counted: dict[str, dict[str, int]] = {}
    for row in figures:
        of = counted.setdefault(row["indicator"], {"figures": 0, "not_shown": 0})
        of["figures"] += 1
        of["not_shown"] += row["value"] is None and row["text"] is None and not is_class(row)
    return counted


def _names(foreseen: Foreseen) -> dict[str, dict[str, dict[str, str]]]:
    """What the cooperative calls its own groups: dimension -> code -> language -> name."""
    rows = foreseen.rows
    return {
        Dimension.CATEGORY.value: {row["code"]: row["label"] for row in rows["member_categories"]},
        Dimension.BODY.value: {row["code"]: row["name"] for row in rows["bodies"]},
    }


def _changes(foreseen: Foreseen) -> dict[str, Any]:
    if foreseen.release_id is None:
        return {"changes_total": None, "changes": []}
    changed = list(differences(foreseen.before, foreseen.rows["observations"]))
    told = [{name: row[name] for name in _CHANGE} for row in changed[:MOST]]
    return {"changes_total": len(changed), "changes": told}
