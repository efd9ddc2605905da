"""Another provider's keys are asked for seldom, from one address, and never made up."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from joserfc.jwk import ECKey

from hub.identity.heard import KEPT, PATIENCE, ProviderDown, fetch
from hub.identity.outside_keys import OutsideKeys

KEYS = [ECKey.generate_key("P-256", {"use": "sig"}, auto_kid=True) for _ in range(2)]


class Provider(ThreadingHTTPServer):
    """Publishes keys at one address, and can be told to say something else."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answer)
        self.asked = 0
        self.status = 200
        self.body = _published(KEYS[:1])
        self.url = f"http://127.0.0.1:{self.server_port}/jwks"


class _Answer(BaseHTTPRequestHandler):
    server: Provider

    def do_GET(self) -> None:
        self.server.asked += 1
        self.send_response(self.server.status)
        if self.server.status == 302:
            self.send_header("Location", self.server.url)
        self.send_header("Content-Length", str(len(self.server.body)))
        self.end_headers()
        self.wfile.write(self.server.body)

    def log_message(self, *_: object) -> None:
        pass


def _published(keys: list[ECKey]) -> bytes:
    return json.dumps({"keys": [key.as_dict(private=False) for key in keys]}).encode()


@pytest.fixture
def provider() -> Iterator[Provider]:
    with Provider() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        yield server
        server.shutdown()
        thread.join()


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


def known(keys: OutsideKeys, number: int) -> bool:
    return keys.key(str(KEYS[number].kid)) is not None


def test_keys_are_asked_for_once_and_again_when_they_are_old(provider: Provider) -> None:
    clock = Clock()
    keys = OutsideKeys(provider.url, clock)
    assert all(known(keys, 0) for _ in range(5))
    assert provider.asked == 1
    clock.now += KEPT
    assert known(keys, 0)
    assert provider.asked == 2


def test_a_flood_of_unknown_keys_asks_once_in_half_a_minute(provider: Provider) -> None:
    clock = Clock()
    keys = OutsideKeys(provider.url, clock)
    for number in range(1000):
        assert keys.key(f"forged-{number}") is None
    assert provider.asked == 1
    clock.now += PATIENCE
    assert keys.key("forged") is None
    assert provider.asked == 2


def test_a_new_key_of_the_provider_is_found(provider: Provider) -> None:
    clock = Clock()
    keys = OutsideKeys(provider.url, clock)
    assert not known(keys, 1)
    provider.body = _published(KEYS)
    clock.now += PATIENCE
    assert known(keys, 1)


def test_a_key_that_the_provider_took_back_is_refused_once_it_is_old(provider: Provider) -> None:
    clock = Clock()
    keys = OutsideKeys(provider.url, clock)
    assert known(keys, 0)
    provider.body = _published(KEYS[1:])
    clock.now += KEPT
    assert not known(keys, 0)


@pytest.mark.parametrize(
    ("status", "body"),
    [(500, b"{}"), (302, b""), (200, b"not json"), (200, b"{}"), (200, b"x" * 300_000)],
)
def test_a_provider_that_does_not_answer_as_it_must_is_down(
    provider: Provider, status: int, body: bytes
) -> None:
    provider.status, provider.body = status, body
    keys = OutsideKeys(provider.url, Clock())
    for _ in range(3):
        with pytest.raises(ProviderDown):
            keys.key("any")
    assert provider.asked == 1


@pytest.mark.parametrize(
    "other",
    [{"kty": "new"}, {"kty": "EC", "crv": "BP-256", "x": "AA", "y": "AA"}, {"kid": 5}, 5, None],
)
def test_a_key_that_is_not_understood_does_not_hide_those_that_are(
    provider: Provider, other: object
) -> None:
    provider.body = json.dumps({"keys": [other, KEYS[0].as_dict(private=False)]}).encode()
    assert known(OutsideKeys(provider.url, Clock()), 0)


def test_while_the_provider_is_down_keys_are_believed_until_they_are_old(
    provider: Provider,
) -> None:
    clock = Clock()
    keys = OutsideKeys(provider.url, clock)
    assert known(keys, 0)
    provider.status = 503
    clock.now += PATIENCE
    assert known(keys, 0)
    assert keys.key("forged") is None
    clock.now += KEPT
    with pytest.raises(ProviderDown):
        known(keys, 0)


def test_nothing_listening_is_a_provider_that_is_down(provider: Provider) -> None:
    url = provider.url
    provider.server_close()
    with pytest.raises(ProviderDown):
        fetch(url)
