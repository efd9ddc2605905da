"""What changed from one release to the next? Value by value."""

from collections.abc import Iterator, Sequence
from typing import Any

from hub.releases.kept_tables import Row

#: What tells one observation from another.
_IDENTITY = ("cooperative", "indicator", "breakdown", "period", "as_of", "origin")

#: What may change about it.
_VALUES = (
    "value",
    "text",
    "numerator",
    "denominator",
    "lower",
    "upper",
    "status",
    "confidentiality",
    "reason",
    "contested",
    "method_version",
    "source",
)


def differences(before: Sequence[Row], after: Sequence[Row]) -> Iterator[Row]:
    """Rows of the shelf table `changes`, in the order of the observations they are about.

    Args:
        before: observation rows of the previous release.
        after: observation rows of the new one.
    """
    old, new = _by_identity(before), _by_identity(after)
    position = 0
    for identity in sorted(old.keys() | new.keys()):
        for kind, field, was, now in _changes(old.get(identity), new.get(identity)):
            yield {
                "position": position,
                "kind": kind,
                **dict(zip(_IDENTITY[:4], identity, strict=False)),
                "field": field,
                "before": was,
                "after": now,
            }
            position += 1


def _changes(old: Row | None, new: Row | None) -> Iterator[tuple[str, str | None, Any, Any]]:
    if old is None:
        yield "added", None, None, _shown(new)
    elif new is None:
        yield "removed", None, _shown(old), None
    else:
        for field in _VALUES:
            if old[field] != new[field]:
                yield "changed", field, old[field], new[field]


def _shown(row: Row | None) -> Any:  # noqa: ANN401 - a value of any column
    if row is None:
        return None
    return row["text"] if row["value"] is None else row["value"]


def _by_identity(rows: Sequence[Row]) -> dict[tuple[str, ...], Row]:
    """Rows by what they are about; two sources of one fact are told apart by their place."""
    return {
        (*(row[name] for name in _IDENTITY), (row["source"] or {}).get("place") or ""): row
        for row in rows
    }
