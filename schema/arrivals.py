"""Has something just been released? One look at the shelf, for all who wait."""

import asyncio
import logging
from collections.abc import Sequence

from anyio import Event
from sqlalchemy.exc import SQLAlchemyError

from hub.releases.reader import Shelf
from schema.directory import Directories, Directory
from schema.latest import Latest

_LOG = logging.getLogger(__name__)

#: How many releases are told of at once to somebody who was away.
_MOST = 16


class Arrivals:
    """Tells of new releases.

    The shelf is watched while somebody waits, and only then; nothing is kept for anyone, so that
    a slow reader costs no more than a quick one.
    """

    def __init__(self, shelf: Shelf, directories: Directories, latest: Latest) -> None:
        self._shelf = shelf
        self._directories = directories
        self._latest = latest
        self._waiting = 0
        self._watch: asyncio.Task[None] | None = None
        self._news = Event()
        self._newest = 0
        self._over = False

    async def later(self, than: int) -> Sequence[Directory]:
        """The releases later than the one of that number, the oldest first.

        Returns:
            At least one, as soon as there is one; none when the hub stops.
        """
        while not self._over:
            found = await self._found(than) if self._newest > than else ()
            if found:
                return found
            await self._wait()
        return ()

    def stop(self) -> None:
        """Wait no longer: the hub stops."""
        self._over = True
        self._news.set()

    async def _found(self, than: int) -> Sequence[Directory]:
        newest = self._latest.fresh()
        if newest is not None and newest.release.number == than + 1:
            return [newest]
        try:
            return await asyncio.to_thread(self._between, than)
        except SQLAlchemyError:
            # somebody will tell again when the shelf can be read
            _LOG.exception("the shelf cannot be read to tell of its releases")
            self._newest = 0
            return ()

    async def _wait(self) -> None:
        self._waiting += 1
        if self._watch is None or self._watch.done():
            self._watch = asyncio.create_task(self._watches())
        try:
            await self._news.wait()
        finally:
            self._waiting -= 1
            if not self._waiting and self._watch is not None:
                self._watch.cancel()
                self._watch = None

    async def _watches(self) -> None:
        while True:
            try:
                latest = await self._latest.directory()
            except SQLAlchemyError:
                latest = None
            number = latest.release.number if latest else 0
            if number != self._newest:
                self._newest = number
                self._news.set()
                self._news = Event()
            await asyncio.sleep(self._latest.every)

    def _between(self, than: int) -> list[Directory]:
        newer = [one for one in self._shelf.releases(_MOST) if one.number > than]
        found = (self._directories.named(one.id) for one in reversed(newer))
        return [one for one in found if one is not None]
