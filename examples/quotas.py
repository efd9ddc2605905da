"""How is a whole number shared out so that the parts always sum to it, batch after batch?"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

#: Whole numbers of people, shares or votes.
Counts = NDArray[np.int64]


class ShareTooLarge(ValueError):
    """More is to be given out than the receivers can take; the profile is wrong."""

    def __init__(self, total: int, room: int) -> None:
        super().__init__(f"{total} cannot be shared out among receivers who can take {room}")


def share_out(total: int, weights: ArrayLike, room: ArrayLike | None = None) -> Counts:
    """Split `total` in proportion to `weights`, in whole numbers, by largest remainder.

    Args:
        total: what is to be split, at least 0.
        weights: whole numbers from 0, of any shape.
        room: the most that each receiver can take; without it there is no limit. A receiver
            of weight 0 only gets what the others have no room for.

    Returns:
        Whole numbers of the shape of `weights` whose sum is `total`.

    Raises:
        ShareTooLarge: the receivers have not room enough.
    """
    shape = np.shape(weights)
    pull = np.asarray(weights, dtype=np.int64).ravel()
    most = np.full_like(pull, total) if room is None else np.asarray(room, np.int64).ravel()
    if total > most.sum():
        raise ShareTooLarge(total, int(most.sum()))
    given = np.zeros_like(pull)
    while (left := total - int(given.sum())) > 0:
        free = most - given
        asking = np.where(free > 0, pull, 0)
        if not asking.any():
            asking = free
        given += np.minimum(_by_largest_remainder(left, asking), free)
    return given.reshape(shape)


def _by_largest_remainder(total: int, weights: Counts) -> Counts:
    whole = int(weights.sum())
    # Weights are thinned out first, because total x weight must stay within 64 bits.
    thin = max(1, whole // 2**31)
    weights = np.where(weights > 0, np.maximum(weights // thin, 1), 0)
    whole = int(weights.sum())
    parts, remainders = np.divmod(weights * total, whole)
    order = np.argsort(-remainders, kind="stable")
    parts[order[: total - int(parts.sum())]] += 1
    return parts


class Quota:
    """A stock of several kinds, handed out in batches that each mirror what is left.

    However the batches are cut, they sum to the stock once it is used up.
    """

    def __init__(self, stock: Sequence[int] | Counts) -> None:
        """A stock of whole numbers, one per kind."""
        self._left = np.array(stock, dtype=np.int64)

    @property
    def left(self) -> int:
        """How much is still in stock, all kinds together."""
        return int(self._left.sum())

    def take(self, size: int) -> Counts:
        """Hand out `size` pieces, each kind in proportion to what is left of it.

        Raises:
            ShareTooLarge: fewer than `size` are left.
        """
        given = share_out(size, self._left, self._left)
        self._left -= given
        return given
