"""Is a token genuine, in time and for this hub? One check per issuer, each with its own keys.

Authlib's own check takes a token without `typ`, any algorithm its library knows, and clocks that
agree to the second. Here the type, the algorithms and the leeway are said.
"""

import base64
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import orjson
from authlib.oauth2.rfc9068.claims import JWTAccessTokenClaims
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from hub.identity.signing import LEEWAY
from hub.problem import Problem

#: No token that the hub or a provider gives out is near this.
_LONGEST = 8_192

_TYPES = frozenset({"at+jwt", "application/at+jwt"})

_REQUIRED = ("iss", "exp", "aud", "sub", "client_id", "iat", "jti")


class BadToken(Problem):
    """A token that is not genuine, not in time, not for this hub, or no longer anybody's."""

    def __init__(self) -> None:
        # which of these it is would help whoever is trying them out
        super().__init__(
            "the token is not valid here, has expired or was revoked",
            "Fetch a new one from /oauth/token; if that is refused too, ask the hub's operator",
        )


class KeySource(Protocol):
    """Where the keys of an issuer come from."""

    def key(self, kid: str) -> KeySet | None:
        """A set of the one key of that id; None where the issuer has none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Issuer:
    """Whose tokens are taken.

    Attributes:
        issuer: exactly as `iss` says it.
        audience: what `aud` must name.
        algorithms: with which it signs.
        keys: the keys that it publishes.
    """

    issuer: str
    audience: str
    algorithms: Sequence[str]
    keys: KeySource

    def claims(self, token: str, header: Mapping[str, Any]) -> Mapping[str, Any]:
        """What a genuine token says.

        Raises:
            BadToken: it is not.
        """
        kid = header.get("kid")
        if not isinstance(kid, str) or str(header.get("typ")).lower() not in _TYPES:
            raise BadToken
        keys = self.keys.key(kid)
        if keys is None:
            raise BadToken
        options = {name: {"essential": True} for name in _REQUIRED}
        options["iss"] |= {"value": self.issuer}  # type: ignore[dict-item]
        options["aud"] |= {"value": self.audience}  # type: ignore[dict-item]
        try:
            read = jwt.decode(token, keys, algorithms=self.algorithms)
            JWTAccessTokenClaims(read.claims, read.header, options).validate(leeway=LEEWAY)
        except (JoseError, ValueError, TypeError) as error:
            raise BadToken from error
        if not isinstance(read.claims["sub"], str):
            raise BadToken
        return read.claims


class AccessTokens:
    """Checks a token by the issuer that it names, and by no other."""

    def __init__(self, issuers: Sequence[Issuer]) -> None:
        self._issuers = {one.issuer: one for one in issuers}

    def read(self, token: str) -> Mapping[str, Any]:
        """What a genuine token says, `iss` among it.

        Raises:
            BadToken: it is not genuine, not in time, or not for this hub.
        """
        if len(token) > _LONGEST or token.count(".") != 2:  # noqa: PLR2004 - of a JWS
            raise BadToken
        header, payload, _ = token.split(".")
        # not believed yet: it only says whose keys to hold it against
        named = _unchecked(payload).get("iss")
        issuer = self._issuers.get(named) if isinstance(named, str) else None
        if issuer is None:
            raise BadToken
        return issuer.claims(token, _unchecked(header))


class OwnKeys:
    """The hub's own keys, as they stand in its data folder."""

    def __init__(self, keys: Callable[[], KeySet]) -> None:
        self._keys = keys

    def key(self, kid: str) -> KeySet | None:
        """A set of the one key of that id."""
        return one_key(self._keys(), kid)


def one_key(keys: KeySet, kid: str) -> KeySet | None:
    """A set of the one key of that id, where there is one."""
    found = [key for key in keys.keys if key.kid == kid]
    return KeySet(found[:1]) if found else None


def _unchecked(part: str) -> Mapping[str, Any]:
    try:
        read = orjson.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    except ValueError as error:
        raise BadToken from error
    if not isinstance(read, dict):
        raise BadToken
    return read
