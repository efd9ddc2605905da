"""What does one request read? One release of the shelf, from the first field to the last."""

import logging
from collections import defaultdict
from collections.abc import Awaitable, Callable, Hashable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from anyio import CapacityLimiter, to_thread
from sqlalchemy.exc import SQLAlchemyError
from strawberry.dataloader import DataLoader

from hub.releases.figure import Figures
from hub.releases.figure_queries import AskedFigures
from hub.releases.reader import Shelf
from hub.releases.release import Release
from hub.stores import was_stopped
from schema.refusals import Gone, TooMuch, Unavailable

if TYPE_CHECKING:
    from schema.directory import Directory

_T = TypeVar("_T")

_LOG = logging.getLogger(__name__)

#: How many rows one answer may hold: 100 cooperatives with 1,000 observations each.
MOST_ROWS = 100_000


class Reading:
    """The context of every resolver.

    Args:
        shelf: the public store.
        directory: the release, its cooperatives and its indicators.
        threads: how many questions may be before the database at once, over all requests.
    """

    def __init__(self, shelf: Shelf, directory: "Directory", *, threads: CapacityLimiter) -> None:
        self.shelf = shelf
        self.directory = directory
        self._threads = threads
        self._rows = 0
        self._there = False
        self._loaders: dict[Hashable, DataLoader[str, list[Any]]] = {}

    @property
    def release(self) -> Release:
        """The release that the whole answer comes from."""
        return self.directory.release

    async def ask(self, question: Callable[[], _T]) -> _T:
        """The answer of the synchronous shelf, without holding up other requests.

        Raises:
            TooMuch: the answer took longer than any may.
            Unavailable: the shelf cannot be read.
            Gone: nothing was found, for the release is not on the shelf any more.
        """
        return await self._found(to_thread.run_sync(question, limiter=self._threads))

    async def figures(self, asked: AskedFigures) -> Figures:
        """Observations; see `ask` for what may go wrong."""
        if self.shelf.awaits:
            return await self._found(self.shelf.figures_awaited(asked))
        return await self.ask(lambda: self.shelf.figures(asked))

    async def _found(self, answer: Awaitable[_T]) -> _T:
        try:
            found = await answer
            if not found and not self._there:
                self._there = await to_thread.run_sync(self._is_there, limiter=self._threads)
        except SQLAlchemyError as error:
            if was_stopped(error):
                raise TooMuch("this part takes too long to read", "ask for less of it") from None
            _LOG.exception("the shelf cannot be read")
            raise Unavailable from None
        if not found and not self._there:
            raise Gone
        return found

    def _is_there(self) -> bool:
        return self.shelf.release(self.release.id) is not None

    async def each(
        self,
        question: Hashable,
        key: str,
        read: Callable[[Sequence[str]], Iterable[tuple[str, _T]]],
    ) -> list[_T]:
        """What belongs to one key, read together with all others who ask the same.

        Args:
            question: names the question with all its arguments; equal ones share a statement.
            key: whose answer is wanted, such as a cooperative's slug.
            read: answers for many keys at once, as pairs of key and row.

        Raises:
            TooMuch: the whole answer would hold more than `MOST_ROWS` rows. Lists within lists
                multiply, and each alone may be short.
        """
        return await self._together(question, key, lambda keys: self.ask(lambda: read(keys)))

    async def figures_each(
        self, question: Hashable, key: str, asked: Callable[[Sequence[str]], AskedFigures]
    ) -> list[tuple[Any, ...]]:
        """The rows of one cooperative's figures, read together with those of all others.

        Args:
            question: names the question with all its arguments; equal ones share a statement.
            key: the cooperative's slug.
            asked: the question about many cooperatives.

        Raises:
            TooMuch: as for `each`.
        """

        async def read(keys: Sequence[str]) -> Iterable[tuple[str, tuple[Any, ...]]]:
            return (await self.figures(asked(keys))).by("cooperative")

        return await self._together(question, key, read)

    async def _together(
        self,
        question: Hashable,
        key: str,
        read: Callable[[Sequence[str]], Awaitable[Iterable[tuple[str, _T]]]],
    ) -> list[_T]:
        loader = self._loaders.get(question)
        if loader is None:

            async def load(keys: list[str]) -> list[list[_T]]:
                found: dict[str, list[_T]] = defaultdict(list)
                for owner, row in await read(keys):
                    found[owner].append(row)
                return [found[wanted] for wanted in keys]

            loader = self._loaders[question] = DataLoader(load_fn=load)
        found = await loader.load(key)
        self._rows += len(found)
        if self._rows > MOST_ROWS:
            raise TooMuch(
                f"this answer would hold more than {MOST_ROWS:,} rows",
                "ask for shorter pages, or for fewer lists within lists",
            )
        return found
