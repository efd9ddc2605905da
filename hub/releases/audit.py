"""Which audit did a release pass? Its report, and the hash that the manifest has of it."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson


@dataclass(frozen=True, slots=True)
class Audit:
    """The report of the audit that let a release out, as plain values."""

    report: Mapping[str, Any]

    @property
    def digest(self) -> str:
        """SHA-256 of the report as JSON with sorted keys."""
        text = orjson.dumps(self.report, option=orjson.OPT_SORT_KEYS)
        return hashlib.sha256(text).hexdigest()
