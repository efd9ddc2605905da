"""Of a provider's answer each part is checked, and each lie is enough to refuse it."""

import json
import threading
import time
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from joserfc import jwt
from joserfc.jwk import ECKey, OctKey

from hub.identity.heard import ProviderDown
from hub.identity.openid import OpenIDProvider, RefusedLogin
from tests.hub.identity.clock import from_now

KEY = ECKey.generate_key("P-256", {"use": "sig"}, auto_kid=True)
DESCRIPTION = ".well-known/openid-configuration"
SECRET = "a-secret-for-tests-only-of-enough-letters"  # noqa: S105 - the test provider's


class Liar(ThreadingHTTPServer):
    """A provider that can be told to lie in one thing."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answer)
        self.issuer = f"http://127.0.0.1:{self.server_port}"
        self.metadata: dict[str, Any] = {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/auth",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/jwks",
        }
        self.claims: dict[str, Any] = {
            "iss": self.issuer,
            "aud": "hub",
            "sub": "s-1",
            "nonce": "n",
            "iat": int(time.time()),
            "exp": int(time.time()) + 60,
        }
        self.header: dict[str, Any] = {"alg": "ES256", "kid": KEY.kid}
        self.key: ECKey | OctKey = KEY
        self.status = 200
        self.said: dict[str, object] = {}

    def answer(self, path: str) -> object:
        if path in self.said:
            return self.said[path]
        if path == "/jwks":
            return {"keys": [KEY.as_dict(private=False)]}
        if path == "/token":
            claims = {name: value for name, value in self.claims.items() if value is not None}
            alg = str(self.header["alg"])
            token = jwt.encode(self.header, claims, self.key, algorithms=[alg])
            return {"access_token": "a", "token_type": "Bearer", "id_token": token}
        return self.metadata


class _Answer(BaseHTTPRequestHandler):
    server: Liar

    def do_GET(self) -> None:
        body = json.dumps(self.server.answer(self.path)).encode()
        self.send_response(self.server.status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.do_GET()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def liar() -> Iterator[Liar]:
    with Liar() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def finish(liar: Liar, **answer: str) -> str:
    hub = OpenIDProvider(liar.issuer, "hub", SECRET, "http://127.0.0.1:8000/login/callback")
    return hub.finish({"code": "c", **answer}, nonce="n", code_verifier="v" * 43)


def test_an_honest_answer_says_who_has_logged_in(liar: Liar) -> None:
    assert finish(liar) == "s-1"
    assert finish(liar, iss=liar.issuer) == "s-1"


def test_an_issuer_that_ends_with_a_slash_is_one_with_it(liar: Liar) -> None:
    liar.said[f"//{DESCRIPTION}"] = "nothing is here"
    liar.issuer = liar.metadata["issuer"] = liar.claims["iss"] = f"{liar.issuer}/"
    assert finish(liar, iss=liar.issuer) == "s-1"
    with pytest.raises(RefusedLogin):
        finish(liar, iss=liar.issuer.rstrip("/"))


def test_another_providers_answer_is_refused(liar: Liar) -> None:
    with pytest.raises(RefusedLogin):
        finish(liar, iss="https://login.example.org")


def test_an_answer_without_issuer_is_refused_where_the_provider_sends_it(liar: Liar) -> None:
    liar.metadata["authorization_response_iss_parameter_supported"] = True
    with pytest.raises(RefusedLogin):
        finish(liar)


@pytest.mark.parametrize("said", [[], "x", 5, None, {"access_token": 5}, {"id_token": {}}])
def test_a_provider_that_gives_junk_for_a_code_lets_nobody_in(liar: Liar, said: object) -> None:
    liar.said["/token"] = said
    with pytest.raises((RefusedLogin, ProviderDown)):
        finish(liar)


def test_while_the_provider_is_down_it_is_not_asked_for_everybody(liar: Liar) -> None:
    hub = OpenIDProvider(liar.issuer, "hub", SECRET, "http://127.0.0.1:8000/login/callback")
    liar.status = 503
    for _ in range(3):
        with pytest.raises(ProviderDown):
            hub.begin()
    liar.status = 200
    with pytest.raises(ProviderDown):
        hub.begin()


def test_an_error_is_no_login(liar: Liar) -> None:
    with pytest.raises(RefusedLogin):
        finish(liar, error="access_denied")


@pytest.mark.parametrize(
    "lie",
    [
        {"iss": "https://login.example.org"},
        {"aud": "another"},
        {"aud": ["hub", "another"]},
        {"nonce": "another"},
        {"nonce": None},
        {"sub": None},
        {"sub": 7},
        {"exp": timedelta(seconds=-61)},
        {"exp": None},
        {"iat": timedelta(seconds=90)},
        {"azp": "another"},
        {"at_hash": "wrong"},
    ],
    ids=str,
)
def test_an_id_token_that_says_something_wrong_is_refused(
    liar: Liar, lie: dict[str, object]
) -> None:
    liar.claims |= from_now(lie)
    with pytest.raises(RefusedLogin):
        finish(liar)


def test_clocks_may_differ_by_a_minute(liar: Liar) -> None:
    liar.claims |= {"exp": int(time.time()) - 50, "iat": int(time.time()) - 100}
    assert finish(liar) == "s-1"


@pytest.mark.parametrize("header", [{"typ": "at+jwt"}, {"kid": "forged"}, {"kid": ""}], ids=str)
def test_an_access_token_and_a_forged_key_are_refused(
    liar: Liar, header: dict[str, object]
) -> None:
    liar.header |= header
    with pytest.raises(RefusedLogin):
        finish(liar)


def test_an_algorithm_that_nobody_chose_is_refused(liar: Liar) -> None:
    liar.key = OctKey.import_key(SECRET)
    liar.header["alg"] = "HS256"
    with pytest.raises(RefusedLogin):
        finish(liar)


@pytest.mark.parametrize("name", ["authorization_endpoint", "token_endpoint", "jwks_uri"])
def test_an_endpoint_at_another_origin_is_not_asked(liar: Liar, name: str) -> None:
    liar.metadata[name] = "https://login.example.org/x"
    with pytest.raises(ProviderDown):
        finish(liar)


@pytest.mark.parametrize("name", ["token_endpoint", "jwks_uri"])
def test_an_endpoint_that_is_no_address_gives_nothing(liar: Liar, name: str) -> None:
    liar.metadata[name] += "\x00"
    with pytest.raises(ProviderDown):
        finish(liar)


@pytest.mark.parametrize("lie", [{"issuer": "https://login.example.org"}, {"jwks_uri": None}])
def test_a_description_of_somebody_else_is_not_believed(
    liar: Liar, lie: dict[str, object]
) -> None:
    liar.metadata |= lie
    with pytest.raises(ProviderDown):
        finish(liar)


def test_each_login_has_secrets_of_its_own(liar: Liar) -> None:
    hub = OpenIDProvider(liar.issuer, "hub", SECRET, "http://127.0.0.1:8000/login/callback")
    first, second = hub.begin(), hub.begin()
    assert first.url.startswith(f"{liar.issuer}/auth?")
    assert "code_challenge_method=S256" in first.url
    assert first.code_verifier not in first.url
    for name in ("state", "nonce", "code_verifier"):
        assert getattr(first, name) != getattr(second, name)
