"""Who has logged in at the provider? OpenID Connect, code and PKCE, by Authlib's client.

Authlib's callback does not look at `iss` (RFC 9207) and takes whatever algorithms the provider
names; here both are checked. What a discovery document names is only asked where it lies at the
provider's own origin.
"""

import threading
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import httpx2
import orjson
from authlib.integrations.base_client import OAuthError
from authlib.integrations.httpx_client import OAuth2Client
from authlib.oidc.core import CodeIDToken
from joserfc import jws, jwt
from joserfc.errors import JoseError

from hub.identity.hashing import new_secret
from hub.identity.heard import Heard, ProviderDown, fetch, in_time
from hub.identity.outside_keys import OutsideKeys
from hub.identity.signing import LEEWAY
from hub.problem import Problem

#: With which a provider may sign an ID token.
ALGORITHMS = ["ES256", "Ed25519", "PS256", "RS256"]

_SECONDS = 10.0

#: How many logins may wait at a time for what the provider gives for their code.
_FINISHING = 8

#: What is raised where the answer for a code, or the address that gives it, cannot be used.
_JUNK = (httpx2.HTTPError, httpx2.InvalidURL, ValueError, TypeError, AttributeError)

_DESCRIPTION = "/.well-known/openid-configuration"

_ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri")


class RefusedLogin(Problem):
    """A login that did not come about as it must."""

    def __init__(self) -> None:
        super().__init__(
            "the login was not completed, or not in the browser that began it",
            "Begin again at /login, and finish within ten minutes",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """A login on its way.

    Attributes:
        url: where the browser goes.
        state: comes back with the answer.
        nonce: comes back inside the ID token.
        code_verifier: proves that whoever began the login also finishes it.
    """

    url: str
    state: str
    nonce: str
    code_verifier: str


class OpenIDProvider:
    """One provider, and the hub's name and secret there."""

    def __init__(self, issuer: str, client_id: str, secret: str, redirect_uri: str) -> None:
        self.issuer = issuer
        self._client_id = client_id
        self._secret = secret
        self._redirect_uri = redirect_uri
        self._found = Heard(self._discover)
        self._places = threading.BoundedSemaphore(_FINISHING)

    def begin(self) -> Begun:
        """Begin a login.

        Raises:
            ProviderDown: the provider does not say where.
        """
        endpoint = self._found.get()[0]["authorization_endpoint"]
        nonce, verifier = new_secret(), new_secret()
        with self._client() as client:
            url, state = client.create_authorization_url(
                endpoint, state=new_secret(), nonce=nonce, code_verifier=verifier
            )
        return Begun(url=url, state=state, nonce=nonce, code_verifier=verifier)

    def finish(self, answer: Mapping[str, str], *, nonce: str, code_verifier: str) -> str:
        """The provider's name for whoever has logged in.

        Args:
            answer: what the browser brought back.
            nonce: as the login was begun with.
            code_verifier: the same.

        Raises:
            ProviderDown: the provider does not answer.
            RefusedLogin: the answer is an error, another provider's, or not of this login.
        """
        metadata, keys = self._found.get()
        told = answer.get("iss")
        must_tell = bool(metadata.get("authorization_response_iss_parameter_supported"))
        if (told is not None or must_tell) and told != self.issuer:
            raise RefusedLogin
        if "code" not in answer or "error" in answer:
            raise RefusedLogin
        token = self._token(metadata["token_endpoint"], answer["code"], code_verifier)
        return self._subject(token, nonce, keys)

    def _token(self, endpoint: str, code: str, code_verifier: str) -> Mapping[str, Any]:
        """What the provider gives for a code."""

        def ask() -> object:
            with self._client() as client:
                return client.fetch_token(endpoint, code=code, code_verifier=code_verifier)

        if not self._places.acquire(blocking=False):
            raise ProviderDown  # it is slow, and everybody else is to be answered
        try:
            token = in_time(ask, _SECONDS)
        except OAuthError as error:
            raise RefusedLogin from error
        except _JUNK as error:
            raise ProviderDown from error
        finally:
            self._places.release()
        if not isinstance(token, Mapping):
            raise ProviderDown
        return token

    def _subject(self, token: Mapping[str, Any], nonce: str, keys: OutsideKeys) -> str:
        options = {
            "iss": {"essential": True, "value": self.issuer},
            "aud": {"essential": True, "value": self._client_id},
        }
        known = {
            "nonce": nonce,
            "client_id": self._client_id,
            "access_token": token.get("access_token"),
        }
        id_token = token.get("id_token")
        if not isinstance(id_token, str):
            raise RefusedLogin
        try:
            header = jws.extract_compact(id_token.encode()).headers()
            key = keys.key(str(header.get("kid")))
            # an access token is signed by the same keys, and is no ID token
            if key is None or str(header.get("typ", "JWT")).lower() != "jwt":
                raise RefusedLogin
            read = jwt.decode(id_token, key, algorithms=ALGORITHMS)
            CodeIDToken(read.claims, read.header, options, known).validate(leeway=LEEWAY)
        except (JoseError, ValueError, TypeError) as error:
            raise RefusedLogin from error
        return str(read.claims["sub"])

    def _client(self) -> Any:  # noqa: ANN401 - Authlib is published without types
        return OAuth2Client(
            self._client_id,
            self._secret,
            scope="openid",
            redirect_uri=self._redirect_uri,
            code_challenge_method="S256",
            timeout=_SECONDS,
            follow_redirects=False,
            trust_env=False,
        )

    def _discover(self) -> tuple[Mapping[str, Any], OutsideKeys]:
        """The provider's description of itself, and where its keys are."""
        try:
            metadata = orjson.loads(fetch(self.issuer.rstrip("/") + _DESCRIPTION))
            own = [_origin(metadata[name]) == _origin(self.issuer) for name in _ENDPOINTS]
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise ProviderDown from error
        if metadata.get("issuer") != self.issuer or not all(own):
            raise ProviderDown
        return metadata, OutsideKeys(metadata["jwks_uri"])


def _origin(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    return parts.scheme, parts.netloc
