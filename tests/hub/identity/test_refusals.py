"""A refusal has one shape, and is not kept by anybody on the way."""

import orjson

from hub.identity.access_tokens import BadToken
from hub.identity.refusals import refusal


def test_a_refusal_says_what_and_what_next() -> None:
    answer = refusal(BadToken(), 401, "bad_token", {"WWW-Authenticate": "Bearer"})
    told = orjson.loads(bytes(answer.body))
    assert told["type"] == "urn:intercoop:problem:bad_token"
    assert told["detail"] == f"{told['title']}. {told['next_step']}."
    assert told["status"] == answer.status_code == 401
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["www-authenticate"] == "Bearer"
    assert answer.headers["content-type"] == "application/problem+json"
