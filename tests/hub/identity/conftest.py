"""What do the tests of identity share? A hub that says who is asking, and programs that ask."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
import sqlalchemy as sa
from joserfc import jwt
from joserfc.jwk import ECKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from hub import migrate
from hub.access import Role
from hub.identity.clients import Client, Clients, Proof
from hub.identity.gate import Gate
from hub.settings import Settings
from hub.stores import open_store

ADDRESS = "http://127.0.0.1:8000"

#: What a program sends in place of a secret.
ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"


def who(request: Request) -> JSONResponse:
    """Who asks, as the middleware found out."""
    actor = request.scope["actor"]
    if actor is None:
        return JSONResponse(None)
    roles = {place: sorted(held) for place, held in actor.roles.items()}
    return JSONResponse({"kind": actor.kind, "subject": actor.subject, "roles": roles})


@dataclass(frozen=True, slots=True, kw_only=True)
class Visited:
    """A hub, and somebody who asks it."""

    gate: Gate
    engine: sa.Engine
    clients: Clients
    http: TestClient

    def token(self, client: Client, secret: str | None, **form: str) -> Any:  # noqa: ANN401 - of httpx2
        """The answer to a token request with a secret."""
        return self.http.post(
            "/oauth/token",
            data={"grant_type": "client_credentials", **form},
            auth=(client.id, secret or ""),
        )

    def ask(self, token: str, path: str = "/who") -> Any:  # noqa: ANN401 - of httpx2
        """The answer to a request with a token."""
        return self.http.get(path, headers={"Authorization": f"Bearer {token}"})


@pytest.fixture
def engine(settings: Settings) -> Iterator[sa.Engine]:
    """A workspace of this test's own, on SQLite."""
    engine = open_store(settings.workspace_url)
    migrate.upgrade(engine, "workspace")
    yield engine
    engine.dispose()


@pytest.fixture
def either_engine(store_url: str) -> Iterator[sa.Engine]:
    """The same on both databases."""
    engine = open_store(store_url)
    migrate.upgrade(engine, "workspace")
    yield engine
    engine.dispose()


@pytest.fixture
def visited(settings: Settings, engine: sa.Engine) -> Iterator[Visited]:
    """A hub with nobody in it yet."""
    gate = Gate(settings, engine, ADDRESS)
    app = Starlette(
        routes=[Route("/who", who, methods=["GET", "POST"]), *gate.routes],
        middleware=[gate.middleware],
    )
    with TestClient(app, base_url=ADDRESS) as http:
        yield Visited(gate=gate, engine=engine, clients=Clients(engine), http=http)


@pytest.fixture
def sender(visited: Visited) -> tuple[Client, str]:
    """A program of the cooperative `smart` with a secret."""
    client, secret = visited.clients.add("smart", "nightly", roles={Role.SENDER}, proof=Proof())
    assert secret is not None
    return client, secret


@pytest.fixture(scope="session")
def key() -> ECKey:
    """The private key of a program."""
    return ECKey.generate_key("P-256", {"use": "sig"}, auto_kid=True)


@pytest.fixture
def signer(visited: Visited, key: ECKey) -> Client:
    """A program of the cooperative `smart` that signs assertions."""
    public = {"keys": [key.as_dict(private=False)]}
    client, _ = visited.clients.add(
        "smart", "signing", roles={Role.SENDER}, proof=Proof(public_keys=public)
    )
    return client


@pytest.fixture
def assertion(signer: Client, key: ECKey) -> Callable[..., dict[str, str]]:
    """Makes the form of a token request with an assertion, with claims changed or left out."""

    def make(signing: Any = key, alg: str = "ES256", **changed: object) -> dict[str, str]:  # noqa: ANN401 - any key
        claims: dict[str, Any] = {
            "iss": signer.id,
            "sub": signer.id,
            "aud": f"{ADDRESS}/oauth/token",
            "exp": int(time.time()) + 60,
            "jti": "once",
        }
        told = {name: value for name, value in (claims | changed).items() if value is not None}
        header = {"alg": alg, "kid": key.kid}
        return {
            "grant_type": "client_credentials",
            "client_assertion_type": ASSERTION,
            "client_assertion": jwt.encode(header, told, signing, algorithms=[alg]),
        }

    return make
