"""How many readers are told of new releases at once? So many, over SSE and websockets together."""

from collections.abc import Iterator
from contextlib import contextmanager

from schema.requests import Refused

#: Sockets, their subscriptions and streams of events; a connection takes some 50 kB.
MOST_STREAMS = 1_000


class Streams:
    """The streams that are open."""

    def __init__(self, most: int = MOST_STREAMS) -> None:
        self.open = 0
        self._most = most

    @contextmanager
    def one_more(self) -> Iterator[None]:
        """While one more is open.

        Raises:
            Refused: 429, there are too many.
        """
        if self.open >= self._most:
            raise Refused(
                429, "too many readers are being told of releases; try later", code="TOO_MUCH"
            )
        self.open += 1
        try:
            yield
        finally:
            self.open -= 1
