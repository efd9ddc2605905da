"""A token request is a short form that says everything once; the rest anybody may read."""

import asyncio
from base64 import b64encode

import pytest
from starlette.types import Message

from hub.identity import oauth
from hub.identity.clients import Client
from tests.hub.identity.conftest import ADDRESS, Visited

FORM = {"content-type": "application/x-www-form-urlencoded"}


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ({"content-type": "application/json"}, b"{}"),
        (FORM, b"grant_type=client_credentials&grant_type=client_credentials"),
        (FORM, b"grant_type=client_credentials&scope=" + b"x" * 20_000),
        (FORM, b"grant_type=\xff"),
        (FORM, b"grant_type=%FF"),
        (FORM, b"&".join(b"p%d=1" % number for number in range(30))),
        (FORM, b""),
    ],
)
def test_what_is_no_such_form_is_refused(
    visited: Visited, sender: tuple[Client, str], headers: dict[str, str], body: bytes
) -> None:
    client, secret = sender
    answer = visited.http.post(
        "/oauth/token", content=body, headers=headers, auth=(client.id, secret)
    )
    assert answer.status_code == 400
    assert "error" in answer.json()


def test_a_form_that_does_not_come_is_not_waited_for(
    visited: Visited, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(oauth, "PATIENCE", 0.05)

    sent: list[Message] = []

    async def receive() -> Message:
        await asyncio.sleep(60)
        raise AssertionError

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "method": "POST",
        "path": "/oauth/token",
        "query_string": b"",
        "headers": [(b"content-type", FORM["content-type"].encode())],
    }

    async def ask() -> None:
        await visited.http.app(scope, receive, send)

    asyncio.run(ask())
    assert (sent[0]["status"], sent[1]["body"]) == (408, b'{"error":"invalid_request"}')


def test_two_authorizations_are_refused(visited: Visited) -> None:
    twice = [("authorization", "Basic YTpi"), ("authorization", "Basic YTpj")]
    answer = visited.http.post(
        "/oauth/token", data={"grant_type": "client_credentials"}, headers=twice
    )
    assert answer.json() == {"error": "invalid_request"}


@pytest.mark.parametrize("proof", [b"a:\xff", b"\xff\xfe:b", "prénom:é".encode("latin-1")])
def test_a_secret_that_is_no_text_is_refused(visited: Visited, proof: bytes) -> None:
    answer = visited.http.post(
        "/oauth/token",
        data={"grant_type": "client_credentials"},
        headers={"authorization": f"Basic {b64encode(proof).decode()}"},
    )
    assert (answer.status_code, answer.json()) == (400, {"error": "invalid_request"})


def test_the_published_keys_hold_no_private_part(visited: Visited) -> None:
    [key] = visited.http.get("/oauth/jwks").json()["keys"]
    assert {"kid", "x", "y"} <= set(key)
    assert "d" not in key


def test_the_metadata_names_every_address(visited: Visited) -> None:
    told = visited.http.get("/.well-known/oauth-authorization-server").json()
    assert told["issuer"] == ADDRESS
    for name in ("token_endpoint", "jwks_uri"):
        path = told[name].removeprefix(ADDRESS)
        assert visited.http.request("OPTIONS", path).status_code != 404
