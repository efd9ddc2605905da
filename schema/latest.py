"""Which release is the latest? Looked up at most once a second, for however many readers.

While the shelf cannot be read, or is slow to say, the release known before is answered from.
"""

import asyncio
import logging
import time

from sqlalchemy.exc import SQLAlchemyError

from schema.directory import Directories, Directory

_LOG = logging.getLogger(__name__)

#: How long a look at the shelf holds for, in seconds.
EVERY = 1.0

#: How long a reader waits for a newer release than the one that is known.
_PATIENCE = 0.25


class Latest:
    """The latest release.

    Args:
        directories: reads the shelf.
        every: seconds after which the shelf is looked at again.
    """

    def __init__(self, directories: Directories, *, every: float = EVERY) -> None:
        self.every = every
        self._directories = directories
        self._known: Directory | None = None
        self._looked = float("-inf")
        self._look: asyncio.Task[Directory | None] | None = None

    def fresh(self) -> Directory | None:
        """The latest release, where somebody has looked just now."""
        return self._known if time.monotonic() - self._looked < self.every else None

    def forget(self) -> None:
        """What was known is on the shelf no longer: look at it before the next answer."""
        self._known = None
        self._looked = float("-inf")

    async def directory(self) -> Directory | None:
        """The directory of the latest release; None before the first.

        Raises:
            SQLAlchemyError: the shelf cannot be read, and never could be.
        """
        fresh = self.fresh()
        if fresh is not None:
            return fresh
        look = self._look
        if look is None or look.done() or look.get_loop() is not asyncio.get_running_loop():
            look = self._look = asyncio.create_task(self._looks())
        if self._known is None:
            # others wait for the same look: one of them going away must not end it
            return await asyncio.shield(look)
        await asyncio.wait({look}, timeout=_PATIENCE)
        return self._known

    async def _looks(self) -> Directory | None:
        try:
            # asyncio's own threads, which a loop waits for before it closes
            self._known = await asyncio.to_thread(self._directories.latest)
        except SQLAlchemyError:
            if self._known is None:
                raise
            _LOG.exception("the shelf cannot be read; the release known before is answered from")
        self._looked = time.monotonic()
        return self._known
