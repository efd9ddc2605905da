"""How does a program get a token? OAuth 2 client credentials, by Authlib's framework-free cores.

Where Authlib's defaults are too kind, this file says no: two ways to prove oneself in one request,
a parameter given twice, another program's id beside the proof, a scope that is not the program's
own, an assertion with an algorithm that nobody chose, without an end or used before. It never logs
a token, which Authlib's grant does.
"""

import hmac
import secrets
import time
from base64 import urlsafe_b64decode
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from typing import Any

import orjson
from authlib.oauth2.rfc6749 import (
    AuthorizationServer,
    InvalidClientError,
    InvalidRequestError,
    InvalidScopeError,
    OAuth2Request,
)
from authlib.oauth2.rfc6749.grants import ClientCredentialsGrant
from authlib.oauth2.rfc6749.requests import BasicOAuth2Payload
from authlib.oauth2.rfc6749.util import extract_basic_authorization
from authlib.oauth2.rfc7523 import JWTBearerClientAssertion
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from hub.access import HUB
from hub.audit_log import AuditLog
from hub.identity.clients import Client, Clients, Method
from hub.identity.hashing import hashed
from hub.identity.refused import Refusals
from hub.identity.scopes import written
from hub.identity.signing import LEEWAY, LIFETIME, SigningKeys
from hub.isolation import within

#: Seconds that an assertion may be good for: so long is it remembered.
ASSERTION_LIFETIME = 600

#: How a program may sign an assertion.
ASSERTION_ALGORITHMS = ["ES256", "Ed25519", "PS256", "RS256"]

#: The ways in which a program may prove who it is here.
METHODS = [Method.KEY.value, Method.SECRET.value]

_LONGEST_JTI = 200

Answer = tuple[int, Mapping[str, Any], list[tuple[str, str]]]


class TokenServer(AuthorizationServer):  # type: ignore[misc]  # Authlib is published without types
    """Answers token requests."""

    def __init__(
        self,
        clients: Clients,
        keys: SigningKeys,
        address: str,
        *,
        log: AuditLog,
        refusals: Refusals,
    ) -> None:
        super().__init__()
        self.issuer = address
        self._log = log
        self._refusals = refusals
        self._clients = clients
        self._keys = keys
        self.register_grant(_Grant)
        self.register_client_auth_method(Method.KEY.value, _Assertion(clients, address))
        self.register_token_generator("default", self._token)

    def answer(self, form: Mapping[str, str], headers: Mapping[str, str]) -> Answer:
        """Status, JSON and headers of the answer to a token request.

        Args:
            form: each parameter, given once.
            headers: `Authorization` among them, where it was sent.
        """
        request = _Request(f"{self.issuer}/oauth/token", form, headers)
        answer: Answer = self.create_token_response(request)
        self._write_down(answer, _claimed(form, headers))
        return answer

    def _write_down(self, answer: Answer, claimed: str) -> None:
        """Who got a token, or did not: no token is given that is not written down."""
        status, body, _ = answer
        client = self._clients.find(claimed)
        if status == HTTPStatus.OK and client is not None:
            with within(HUB):
                self._log.append(
                    "token:issue", client.cooperative, subject=client.id, concerning=body["scope"]
                )
        elif client is not None:
            self._refusals.note(
                "token:issue",
                str(body["error"]),
                cooperative=client.cooperative,
                subject=client.id,
            )
        else:
            self._refusals.note("token:issue", str(body["error"]))

    def query_client(self, client_id: str) -> "_Program | None":
        """The program of that id."""
        client = self._clients.find(client_id)
        return None if client is None else _Program(client)

    def save_token(self, token: object, request: object) -> None:
        """Keep nothing: a token is checked by its signature, and its program by the workspace."""

    def send_signal(self, name: str, *args: object, **kwargs: object) -> None:
        """Tell nobody."""

    def create_oauth2_request(self, request: OAuth2Request) -> OAuth2Request:
        """The request as it is."""
        return request

    def handle_response(self, status: int, body: object, headers: list[tuple[str, str]]) -> Answer:
        """The answer as `answer` gives it."""
        return status, dict(body) if isinstance(body, list | dict) else {}, headers

    def _token(self, client: "_Program", scope: str | None, **_: object) -> dict[str, Any]:
        now = int(time.time())
        granted = scope or client.scope
        claims = {
            "iss": self.issuer,
            "aud": self.issuer,
            "sub": client.client.id,
            "client_id": client.client.id,
            "iat": now,
            "exp": now + LIFETIME,
            "jti": secrets.token_urlsafe(16),
            "scope": granted,
        }
        return {
            "access_token": self._keys.sign(claims),
            "token_type": "Bearer",
            "expires_in": LIFETIME,
            "scope": granted,
        }


def _claimed(form: Mapping[str, str], headers: Mapping[str, str]) -> str:
    """The id that somebody gives as theirs; empty where there is none. It proves nothing."""
    proof = form.get("client_assertion")
    if proof is not None:
        try:
            told = orjson.loads(urlsafe_b64decode(proof.split(".")[1] + "=="))
        except (ValueError, IndexError):
            return ""
        return str(told.get("sub", "")) if isinstance(told, dict) else ""
    name, _ = extract_basic_authorization(headers)
    return str(name or form.get("client_id", ""))


class _Request(OAuth2Request):  # type: ignore[misc]  # see above
    """A token request that says everything once, and proves itself in one way."""

    def __init__(self, uri: str, form: Mapping[str, str], headers: Mapping[str, str]) -> None:
        super().__init__("POST", uri, headers=headers)
        self.payload = BasicOAuth2Payload(dict(form))

    @property
    def form(self) -> Mapping[str, str]:
        """The parameters."""
        parameters: Mapping[str, str] = self.payload.data
        return parameters


class _Program:
    """A program in the words that Authlib asks for."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self.scope = written(client.cooperative, client.roles)

    def get_client_id(self) -> str:
        return self.client.id

    def check_client_secret(self, secret: str) -> bool:
        return hmac.compare_digest(self.client.secret_hash or "", hashed(secret))

    def check_endpoint_auth_method(self, method: str, endpoint: str) -> bool:
        return endpoint == "token" and method == self.client.method.value

    def check_grant_type(self, grant_type: str) -> bool:
        return grant_type == "client_credentials"


class _Grant(ClientCredentialsGrant):  # type: ignore[misc]  # see above
    TOKEN_ENDPOINT_AUTH_METHODS = METHODS

    def validate_token_request(self) -> None:
        form = self.request.form
        proofs = ["client_assertion" in form, "client_secret" in form]
        if sum([*proofs, "Authorization" in self.request.headers]) > 1:
            raise InvalidRequestError("Prove who you are in one way, not in several at once.")
        super().validate_token_request()
        if form.get("client_id", self.request.client.client.id) != self.request.client.client.id:
            raise InvalidRequestError("`client_id` names another program than the proof does.")

    def validate_requested_scope(self) -> None:
        asked = self.request.payload.scope or ""
        if not set(asked.split()) <= set(self.request.client.scope.split()):
            raise InvalidScopeError("The program does not have all that was asked for.")

    def create_token_response(self) -> Answer:
        # as Authlib's own, which writes the token into the log
        token = self.generate_token(scope=self.request.payload.scope, include_refresh_token=False)
        return 200, token, self.TOKEN_RESPONSE_HEADER


class _Assertion(JWTBearerClientAssertion):  # type: ignore[misc]  # see above
    CLIENT_AUTH_METHOD = Method.KEY.value

    def __init__(self, clients: Clients, address: str) -> None:
        super().__init__(leeway=LEEWAY)
        self._clients = clients
        self._address = address

    def get_audiences(self) -> list[str]:
        return [self._address, f"{self._address}/oauth/token"]

    def resolve_client_public_key(self, client: _Program) -> KeySet:
        if client.client.public_keys is None:
            raise InvalidClientError(description="This program does not sign assertions.")
        return KeySet.import_key_set({"keys": list(client.client.public_keys["keys"])})

    def process_assertion_claims(self, assertion: str, resolve_key: KeySet) -> dict[str, Any]:
        try:
            token = jwt.decode(assertion, resolve_key, algorithms=ASSERTION_ALGORITHMS)
        except (JoseError, ValueError) as error:
            # without the library's words, which may repeat what was sent
            raise InvalidClientError(
                description="The assertion is not signed as it must be."
            ) from error
        self.verify_claims(token.claims)
        return token.claims

    def verify_claims(self, claims: dict[str, Any]) -> None:
        end = claims.get("exp")
        latest = time.time() + ASSERTION_LIFETIME + LEEWAY
        if isinstance(end, int | float) and not end <= latest:
            raise InvalidClientError(description="The assertion is good for too long.")
        try:
            super().verify_claims(claims)
        except ValueError as error:  # words that an answer may not hold
            raise InvalidClientError(description="The assertion says what it may not.") from error

    def validate_jti(self, claims: Mapping[str, Any], jti: object) -> bool:
        if not isinstance(jti, str) or not 0 < len(jti) <= _LONGEST_JTI:
            return False
        if not jti.isprintable():
            return False  # a database has texts that it cannot keep
        end = datetime.fromtimestamp(claims["exp"], UTC) + timedelta(seconds=2 * LEEWAY)
        return self._clients.use_assertion(claims["sub"], jti, end)
