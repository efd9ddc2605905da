"""Where do programs get tokens, and others what they need to check them? Three addresses."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl

from authlib.oauth2.rfc6749.util import extract_basic_authorization
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from hub.identity.signing import ALGORITHM, SigningKeys
from hub.identity.token_server import ASSERTION_ALGORITHMS, METHODS, TokenServer

#: A form with an assertion is about a kilobyte.
_LONGEST = 16_384

#: Seconds within which it must have come.
PATIENCE = 30.0

_FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True, slots=True, kw_only=True)
class OAuth:
    """The addresses by which programs prove themselves."""

    server: TokenServer
    keys: SigningKeys

    def routes(self) -> list[Route]:
        """Their routes."""
        return [
            Route("/oauth/token", self.token, methods=["POST"]),
            Route("/oauth/jwks", self.jwks),
            Route("/.well-known/oauth-authorization-server", self.metadata),
        ]

    async def token(self, request: Request) -> Response:
        """`POST /oauth/token`: a token, or one of OAuth's errors."""
        try:
            async with asyncio.timeout(PATIENCE):
                form = await _form(request)
        except TimeoutError:
            return _said(408, {"error": "invalid_request"}, {})
        proofs = request.headers.getlist("authorization")
        if form is None or len(proofs) > 1 or not all(map(_is_text, proofs)):
            return _said(400, {"error": "invalid_request"}, {})
        headers = {"Authorization": proofs[0]} if proofs else {}
        status, body, further = await run_in_threadpool(self.server.answer, form, headers)
        return _said(status, body, dict(further))

    def jwks(self, _request: Request) -> Response:
        """`/oauth/jwks`: the public keys of the hub's tokens."""
        return JSONResponse(self.keys.public(), headers={"Cache-Control": "public, max-age=300"})

    def metadata(self, _request: Request) -> Response:
        """RFC 8414: what a program's library needs to know."""
        address = self.server.issuer
        return JSONResponse(
            {
                "issuer": address,
                "token_endpoint": f"{address}/oauth/token",
                "jwks_uri": f"{address}/oauth/jwks",
                "grant_types_supported": ["client_credentials"],
                "response_types_supported": [],
                "token_endpoint_auth_methods_supported": METHODS,
                "token_endpoint_auth_signing_alg_values_supported": ASSERTION_ALGORITHMS,
                "access_token_signing_alg_values_supported": [ALGORITHM],
            },
            headers={"Cache-Control": "public, max-age=300"},
        )


def _said(status: int, body: Mapping[str, object], headers: Mapping[str, str]) -> Response:
    kept = {name: value for name, value in headers.items() if name == "WWW-Authenticate"}
    return JSONResponse(
        dict(body),
        status_code=status,
        headers={"Cache-Control": "no-store", "Pragma": "no-cache", **kept},
    )


def _is_text(proof: str) -> bool:
    """Whether a header holds a name and a secret as text, which Authlib takes for granted."""
    try:
        extract_basic_authorization({"Authorization": proof})
    except ValueError:
        return False
    return True


async def _form(request: Request) -> dict[str, str] | None:
    """The parameters; None where it is no form, is too long, or says something twice."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != _FORM:
        return None
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > _LONGEST:
            return None
    try:
        pairs = parse_qsl(body.decode("ascii"), max_num_fields=20, errors="strict")
    except ValueError:
        return None
    form = dict(pairs)
    return form if len(form) == len(pairs) else None
