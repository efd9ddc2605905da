"""The gate takes another provider's tokens where the settings say all of it, and not otherwise."""

import json
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
import sqlalchemy as sa
from joserfc import jwt
from joserfc.jwk import ECKey
from starlette.applications import Starlette
from starlette.routing import Route
from starlette.testclient import TestClient

from hub.access import Actor, ActorKind, Role
from hub.identity.clients import Client, Clients, Proof
from hub.identity.gate import Gate
from hub.identity.signing import LEEWAY, LIFETIME, SigningKeys
from hub.settings import IdentitySettings, Settings
from tests.hub.identity.conftest import ADDRESS, Visited, who
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


def test_who_was_revoked_may_do_nothing_more_and_who_has_only_run_out_of_time_may(
    visited: Visited, sender: tuple[Client, str]
) -> None:
    client, gate = sender[0], visited.gate
    kept, _ = gate.accounts.add("Secretary", {"smart": {Role.STEWARD}}, issuer=THEIRS, subject="s")
    program = Actor(kind=ActorKind.PROGRAM, subject=client.id, roles={"smart": client.roles})
    # whose session or token it was is not asked
    person = Actor(kind=ActorKind.PERSON, subject=kept, roles={"smart": {Role.APPROVER}})
    found = gate.standing(person)
    assert found is not None
    assert found.roles == {"smart": {Role.STEWARD}}
    assert gate.standing(program) == program
    visited.clients.revoke(client.id)
    gate.accounts.revoke(kept)
    assert (gate.standing(program), gate.standing(person)) == (None, None)


def test_a_token_of_the_key_before_counts_and_one_of_a_forged_key_never(
    visited: Visited, sender: tuple[Client, str], settings: Settings
) -> None:
    keys = SigningKeys(settings.folder)
    before = visited.token(*sender).json()["access_token"]
    new = keys.rotate()
    after = visited.token(*sender).json()["access_token"]
    forger = ECKey.generate_key("P-256")
    claims = jwt.decode(after, keys.keys(), algorithms=["ES256"]).claims
    forged = [
        jwt.encode({"alg": "ES256", "typ": "at+jwt", "kid": kid}, claims, forger)
        for kid in (new, "another", "../../keys/smart.key", "")
    ]
    assert [visited.ask(one).status_code for one in (before, after)] == [200, 200]
    assert [visited.ask(one).status_code for one in forged] == [401] * 4


def test_a_token_of_a_retired_key_is_refused_after_its_time_even_if_it_says_it_is_good(
    visited: Visited, sender: tuple[Client, str], settings: Settings
) -> None:
    long_ago = SigningKeys(settings.folder, lambda: time.time() - LIFETIME - LEEWAY - 5)
    token = visited.token(*sender).json()["access_token"]
    assert visited.ask(token).status_code == 200
    long_ago.rotate()
    assert visited.ask(token).status_code == 401
