"""A question is read the same from the address and from the body."""

import asyncio
from urllib.parse import urlencode

import orjson
import pytest
from starlette.requests import Request
from starlette.types import Message

from schema.requests import Question, Refused, read_question


def by_get(**asked: str) -> Request:
    return Request(
        {"type": "http", "method": "GET", "query_string": urlencode(asked).encode(), "headers": []}
    )


def by_post(body: bytes, kind: str = "application/json; charset=utf-8") -> Request:
    parts = [body[:3], body[3:]]

    async def receive() -> Message:
        part = parts.pop(0)
        return {"type": "http.request", "body": part, "more_body": bool(parts)}

    headers = [(b"content-type", kind.encode())]
    return Request({"type": "http", "method": "POST", "headers": headers}, receive)


def test_address_and_body_ask_the_same() -> None:
    asked = {"query": "{a}", "operationName": "A", "variables": {"x": 1}}
    expected = Question(query="{a}", variables={"x": 1}, operation="A")
    in_address = by_get(query="{a}", operationName="A", variables='{"x":1}')
    for request in (in_address, by_post(orjson.dumps(asked))):
        assert asyncio.run(read_question(request)) == expected


def test_what_is_left_out_is_none() -> None:
    expected = Question(query="{a}", variables=None, operation=None)
    for request in (
        by_get(query="{a}", variables="", operationName="", extensions=""),
        by_post(b'{"query": "{a}", "variables": null, "extensions": null}'),
    ):
        assert asyncio.run(read_question(request)) == expected


@pytest.mark.parametrize(
    "asked",
    [
        {"query": "{a}", "variables": "{"},
        {"query": "{a}", "variables": "[]"},
        {"query": "{a}", "extensions": "1"},
        {"variables": "{}"},
    ],
)
def test_an_address_that_cannot_be_read_says_which_part(asked: dict[str, str]) -> None:
    with pytest.raises(Refused) as refused:
        asyncio.run(read_question(by_get(**asked)))
    assert refused.value.status == 400
    assert "`" in refused.value.what


def test_another_kind_of_body_is_named() -> None:
    with pytest.raises(Refused) as refused:
        asyncio.run(read_question(by_post(b"{}", kind="application/graphql")))
    assert refused.value.status == 415
