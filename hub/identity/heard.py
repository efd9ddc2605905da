"""What does a provider say, and what if it says nothing, or says it slowly?

Only a few wait for it at a time, and none for long, so that a provider that is slow holds up
nobody who does not need it. What it said is kept for a while; one that is down is asked again
after a while, and nothing is believed in its place.
"""

import queue
import threading
import time
from collections.abc import Callable
from typing import Generic, TypeVar

import httpx2

from hub.problem import Problem

#: Seconds that what was said is believed.
KEPT = 600

#: Seconds after which somebody asks again, while everybody else believes what was said.
RENEWED = 300

#: Seconds before it is asked again, where it was down or what it said was not enough.
PATIENCE = 30

#: Seconds within which it must have said all.
SECONDS = 5.0

#: How many wait for a provider at a time: each holds up one of the threads that answer.
_WAITING = 4

#: Seconds that the others wait where nothing is believed: one that is well has answered by then.
_MOMENT = 0.5

_LONGEST = 200_000

_T = TypeVar("_T")


class ProviderDown(Problem):
    """The provider that vouches for people or programs does not answer."""

    def __init__(self) -> None:
        super().__init__(
            "the provider that vouches for you does not answer, so nobody can be let in by it",
            "Try again in a minute; if it lasts, tell whoever runs the provider",
        )


class Heard(Generic[_T]):
    """What one address says, asked for by one reader at a time."""

    def __init__(
        self,
        ask: Callable[[], _T],
        clock: Callable[[], float] = time.monotonic,
        seconds: float = SECONDS,
    ) -> None:
        self._ask = ask
        self._clock = clock
        self._seconds = seconds
        self._places = threading.BoundedSemaphore(_WAITING)
        self._lock = threading.Lock()
        self._said: tuple[float, _T] | None = None
        self._tried = float("-inf")

    def get(self, enough: Callable[[_T], bool] = lambda _: True) -> _T:
        """What it said last, or says now where that is too old or not enough.

        Raises:
            ProviderDown: it does not answer in time, or too many wait for it already.
        """
        said = self._fresh()
        if said and enough(said[0]):
            return self._renewed(said[0])
        if self._is_due():
            if not self._places.acquire(timeout=0 if said else _MOMENT):
                raise ProviderDown
            try:
                said = self._again(enough)
            finally:
                self._places.release()
        if not said:
            raise ProviderDown
        return said[0]

    def _renewed(self, said: _T) -> _T:
        """What is believed; whoever comes first after some time asks anew, and nobody else."""
        if not self._is_old() or not self._is_due() or not self._lock.acquire(blocking=False):
            return said
        try:
            if self._is_old() and self._is_due():
                self._hear()
        except ProviderDown:
            return said
        finally:
            self._lock.release()
        return (self._fresh() or [said])[0]

    def _again(self, enough: Callable[[_T], bool]) -> list[_T]:
        with self._lock:
            said = self._fresh()
            if (said and enough(said[0])) or not self._is_due():
                return said  # somebody else has just asked
            try:
                self._hear()
            except ProviderDown:
                if not said:
                    raise
            return self._fresh()

    def _hear(self) -> None:
        begun = self._clock()
        try:
            self._said = (begun, in_time(self._ask, self._seconds))
        finally:
            self._tried = self._clock()  # until then others wait: it may be well

    def _is_old(self) -> bool:
        return self._said is not None and self._clock() - self._said[0] >= RENEWED

    def _is_due(self) -> bool:
        return self._clock() - self._tried >= PATIENCE

    def _fresh(self) -> list[_T]:
        """What is believed still, if anything."""
        said = self._said
        return [said[1]] if said is not None and self._clock() - said[0] < KEPT else []


def in_time(ask: Callable[[], _T], seconds: float) -> _T:
    """What is heard within some seconds, however slowly it comes; later it is for nobody.

    Raises:
        ProviderDown: nothing was.
        Exception: what `ask` raises.
    """
    heard: queue.SimpleQueue[tuple[_T | None, Exception | None]] = queue.SimpleQueue()

    def listen() -> None:
        try:
            heard.put((ask(), None))
        except Exception as error:  # noqa: BLE001 - whoever waits is told
            heard.put((None, error))

    threading.Thread(target=listen, daemon=True, name="provider").start()
    try:
        said, error = heard.get(timeout=seconds)
    except queue.Empty:
        raise ProviderDown from None
    if error is not None:
        raise error
    return said  # type: ignore[return-value]  # there is no error, so this is what was heard


def fetch(url: str) -> bytes:
    """What stands at an address: no redirect is followed, and no more than a little is read.

    Raises:
        ProviderDown: it does not answer with 200 in time, or does not stop.
    """
    ends = time.monotonic() + SECONDS
    try:
        with (
            httpx2.Client(
                timeout=SECONDS,
                follow_redirects=False,
                trust_env=False,
                headers={"Accept-Encoding": "identity"},
            ) as client,
            client.stream("GET", url) as answer,
        ):
            if answer.status_code != httpx2.codes.OK:
                raise ProviderDown
            read = b""
            for piece in answer.iter_raw():  # packed all the same, it is no JSON
                read += piece
                if len(read) > _LONGEST or time.monotonic() > ends:
                    raise ProviderDown
            return read
    except (httpx2.HTTPError, httpx2.InvalidURL) as error:
        raise ProviderDown from error
