"""With which keys does another provider sign? Asked of one fixed address, kept for a while.

The address comes from the settings, never from a token. A flood of made-up key ids asks the
provider once in half a minute, and holds up nobody.
"""

import time
from collections.abc import Callable, Sequence

import orjson
from joserfc.errors import JoseError
from joserfc.jwk import Key, KeySet

from hub.identity.access_tokens import one_key
from hub.identity.heard import SECONDS, Heard, ProviderDown, fetch


class OutsideKeys:
    """The keys at one address."""

    def __init__(
        self, url: str, clock: Callable[[], float] = time.monotonic, seconds: float = SECONDS
    ) -> None:
        self._url = url
        self._heard = Heard(self._fetch, clock, seconds)

    def key(self, kid: str) -> KeySet | None:
        """A set of the one key of that id; None where the provider has none.

        Raises:
            ProviderDown: it does not answer, and the keys it gave before are too old.
        """
        return one_key(self._heard.get(lambda keys: one_key(keys, kid) is not None), kid)

    def _fetch(self) -> KeySet:
        try:
            published = orjson.loads(fetch(self._url))["keys"]
            found = [key for one in published for key in _understood(one)]
        except (ValueError, KeyError, TypeError) as error:
            raise ProviderDown from error
        if not found:
            raise ProviderDown
        return KeySet(found)


def _understood(published: object) -> Sequence[Key]:
    """The key, or nothing where it is of a kind that the hub does not know (RFC 7517, 5)."""
    try:
        return KeySet.import_key_set({"keys": [published]}).keys  # type: ignore[list-item]  # whatever was published
    except (JoseError, ValueError, KeyError, TypeError, AttributeError):
        return []
