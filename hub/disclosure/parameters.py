"""By which numbers does disclosure control decide? One frozen class, hashed into every release."""

import hashlib
from dataclasses import asdict, dataclass

import orjson


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameters:
    """The policy in force.

    Attributes:
        min_members: a cooperative with fewer members publishes only what it declares itself.
        policy: raised when the same measures would be shown differently.
    """

    min_members: int = 10
    policy: str = "headline-totals-1"

    def digest(self) -> str:
        """SHA-256 over every parameter by name."""
        text = orjson.dumps(asdict(self), option=orjson.OPT_SORT_KEYS)
        return hashlib.sha256(text).hexdigest()
