"""With which keys does another provider sign? Asked of one fixed address, kept for a while.

The address comes from the settings, never from a token. A flood of made-up key ids asks the
provider once in half a minute; a provider that is down is said to be, and nothing is believed
in its place.
"""

import threading
import time
from collections.abc import Callable

import httpx2
import orjson
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from hub.identity.access_tokens import one_key
from hub.problem import Problem

#: Seconds that keys are believed.
KEPT = 600

#: Seconds before an unknown key is asked for again.
PATIENCE = 30

_LONGEST = 200_000
_SECONDS = 5


class ProviderDown(Problem):
    """The provider that vouches for people or programs does not answer."""

    def __init__(self) -> None:
        super().__init__(
            "the provider that vouches for you does not answer, so nobody can be let in by it",
            "Try again in a minute; if it lasts, tell whoever runs the provider",
        )


class OutsideKeys:
    """The keys at one address."""

    def __init__(self, url: str, clock: Callable[[], float] = time.monotonic) -> None:
        self._url = url
        self._clock = clock
        self._lock = threading.Lock()
        self._keys: KeySet | None = None
        self._fetched = self._tried = float("-inf")

    def key(self, kid: str) -> KeySet | None:
        """A set of the one key of that id; None where the provider has none.

        Raises:
            ProviderDown: it does not answer, and the keys it gave before are too old.
        """
        with self._lock:  # one asks, the others wait for what it hears
            now = self._clock()
            fresh = self._keys is not None and now - self._fetched < KEPT
            known = one_key(self._keys, kid) if fresh and self._keys else None
            if known is None and now - self._tried >= PATIENCE:
                self._tried = now
                try:
                    self._keys = self._fetch()
                except ProviderDown:
                    if not fresh:
                        raise
                else:
                    self._fetched, fresh = now, True
            if self._keys is None or not fresh:
                raise ProviderDown
            return one_key(self._keys, kid)

    def _fetch(self) -> KeySet:
        try:
            return KeySet.import_key_set(orjson.loads(fetch(self._url)))
        except (JoseError, ValueError, KeyError, TypeError) as error:
            raise ProviderDown from error


def fetch(url: str) -> bytes:
    """What stands at an address: no redirect is followed, and no more than a little is read.

    Raises:
        ProviderDown: it does not answer with 200 in time, or does not stop.
    """
    try:
        with (
            httpx2.Client(timeout=_SECONDS, follow_redirects=False, trust_env=False) as client,
            client.stream("GET", url) as answer,
        ):
            if answer.status_code != httpx2.codes.OK:
                raise ProviderDown
            read = b""
            for piece in answer.iter_bytes():
                read += piece
                if len(read) > _LONGEST:
                    raise ProviderDown
            return read
    except httpx2.HTTPError as error:
        raise ProviderDown from error
