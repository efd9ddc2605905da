"""Which way does a cell prefer to be rounded? A secret threshold each, the same for ever.

The key is made once and never changed: with another key a second rounding of the same counts
could be held against the first.
"""

import hashlib
import hmac
from collections.abc import Sequence

import numpy as np

from hub.disclosure.cube import Counts
from hub.problem import Problem

KEY_BYTES = 32


class UnusableRoundingKey(Problem):
    """A key of another length than 32 bytes."""

    def __init__(self, length: int) -> None:
        super().__init__(
            f"the rounding key has {length} bytes, and must have {KEY_BYTES}",
            "Nothing was published; restore the key from your backup",
        )


def thresholds(
    key: bytes, cooperative: str, population: str, cells: Sequence[str], *, base: int
) -> Counts:
    """A number from 1 to `base` for each cell: it is rounded up if the remainder reaches it.

    So a cell is rounded up as often as its remainder is large, and an average over many cells
    stays right. The threshold does not depend on the period: who asks again learns nothing.

    Args:
        key: 32 bytes.
        cooperative: slug.
        population: such as `members`.
        cells: canonical keys as text.
        base: what counts are rounded to.

    Raises:
        UnusableRoundingKey: the key has another length.
    """
    if len(key) != KEY_BYTES:
        raise UnusableRoundingKey(len(key))
    start = f"{cooperative}|{population}|".encode()
    return np.array(
        [
            1 + int.from_bytes(hmac.digest(key, start + cell.encode(), hashlib.sha256)[:8]) % base
            for cell in cells
        ],
        dtype=np.int64,
    )


def key_id(key: bytes) -> str:
    """What may be published of a key: the same for the same key, and no way back to it."""
    return hashlib.sha256(b"key-id|" + key).hexdigest()[:16]
