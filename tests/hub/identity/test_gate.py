"""The gate takes another provider's tokens where the settings say all of it, and not otherwise."""

import json
import threading
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
import sqlalchemy as sa
from starlette.applications import Starlette
from starlette.routing import Route
from starlette.testclient import TestClient

from hub.access import Role
from hub.identity.clients import Clients, Proof
from hub.identity.gate import Gate
from hub.settings import IdentitySettings, Settings
from tests.hub.identity.conftest import ADDRESS, who
from tests.hub.identity.test_access_tokens import KEYS, OURS, THEIRS, token


class _Keys(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        body = json.dumps({"keys": [KEYS[THEIRS].as_dict(private=False)]}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def keys() -> Iterator[str]:
    with HTTPServer(("127.0.0.1", 0), _Keys) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/jwks"
        server.shutdown()
        thread.join()


def asked(settings: Settings, engine: sa.Engine) -> int:
    gate = Gate(settings, engine, ADDRESS)
    app = Starlette(routes=[Route("/who", who), *gate.routes], middleware=[gate.middleware])
    theirs = token(KEYS[THEIRS], {"kid": KEYS[THEIRS].kid}, iss=THEIRS, sub="robot")
    with TestClient(app, base_url=ADDRESS) as client:
        return client.get("/who", headers={"Authorization": f"Bearer {theirs}"}).status_code


def test_another_providers_token_counts_where_it_is_named_whole(
    settings: Settings, engine: sa.Engine, keys: str
) -> None:
    proof = Proof(issuer=THEIRS, subject="robot")
    Clients(engine).add("smart", "robot", roles={Role.SENDER}, proof=proof)
    whole = IdentitySettings(token_issuer=THEIRS, token_audience=OURS, token_keys=keys)
    assert asked(replace(settings, identity=whole), engine) == 200
    for part in ("token_issuer", "token_audience", "token_keys"):
        half = replace(whole, **{part: None})
        assert asked(replace(settings, identity=half), engine) == 401


def test_while_the_other_provider_is_down_its_tokens_get_503_and_ours_count(
    settings: Settings, engine: sa.Engine
) -> None:
    nobody = "http://127.0.0.1:9/jwks"
    down = IdentitySettings(token_issuer=THEIRS, token_audience=OURS, token_keys=nobody)
    assert asked(replace(settings, identity=down), engine) == 503
