"""A question is read the same from the address and from the body."""

import asyncio
from urllib.parse import urlencode

import orjson
import pytest
from starlette.types import Message, Receive

from schema import requests
from schema.requests import (
    LONGEST_BODY,
    MOST_VALUES,
    Question,
    Refused,
    Vanished,
    from_address,
    from_body,
    read_body,
)

JSON = {b"content-type": b"application/json; charset=utf-8"}


def in_address(**asked: str) -> bytes:
    return urlencode(asked).encode()


def coming(*parts: bytes, whole: bool = True) -> Receive:
    messages: list[Message] = [
        {"type": "http.request", "body": part, "more_body": True} for part in parts
    ]
    if whole:
        messages[-1]["more_body"] = False

    async def receive() -> Message:
        return messages.pop(0) if messages else {"type": "http.disconnect"}

    return receive


def test_address_and_body_ask_the_same() -> None:
    asked = {"query": "{a}", "operationName": "A", "variables": {"x": 1}}
    expected = Question(
        query="{a}", document_id=None, sha256=None, variables={"x": 1}, operation="A",
        extensions=None,
    )  # fmt: skip
    assert (
        from_address(in_address(query="{a}", operationName="A", variables='{"x":1}')) == expected
    )
    assert from_body(orjson.dumps(asked)) == expected


def test_what_is_left_out_is_none() -> None:
    expected = Question(
        query="{a}", document_id=None, sha256=None, variables=None, operation=None,
        extensions=None,
    )  # fmt: skip
    address = in_address(query="{a}", variables="", operationName="", extensions="")
    assert from_address(address) == expected
    assert from_body(b'{"query": "{a}", "variables": null, "extensions": null}') == expected


def test_a_document_may_be_named_instead_of_given() -> None:
    named = from_address(in_address(documentId="turnout"))
    assert (named.query, named.document_id) == (None, "turnout")
    hashed = from_body(b'{"extensions": {"persistedQuery": {"version": 1, "sha256Hash": "AB"}}}')
    assert (hashed.query, hashed.sha256) == (None, "ab")


@pytest.mark.parametrize(
    "asked",
    [
        {"query": "{a}", "variables": "{"},
        {"query": "{a}", "variables": "[]"},
        {"query": "{a}", "extensions": "1"},
        {"variables": "{}"},
        {"extensions": '{"persistedQuery": 1}'},
        {"extensions": '{"persistedQuery": {"version": 2, "sha256Hash": "a"}}'},
        {"extensions": '{"persistedQuery": {"version": 1}}'},
    ],
)
def test_an_address_that_cannot_be_read_says_which_part(asked: dict[str, str]) -> None:
    with pytest.raises(Refused) as refused:
        from_address(in_address(**asked))
    assert refused.value.status == 400
    assert "`" in refused.value.what


def test_a_body_is_read_whole_however_it_comes() -> None:
    assert asyncio.run(read_body(JSON, coming(b"{}"))) == b"{}"
    assert asyncio.run(read_body(JSON, coming(b"{", b"", b"}"))) == b"{}"


def test_another_kind_of_body_is_named() -> None:
    with pytest.raises(Refused) as refused:
        asyncio.run(read_body({b"content-type": b"application/graphql"}, coming(b"{}")))
    assert refused.value.status == 415


def test_a_compressed_body_is_named() -> None:
    with pytest.raises(Refused, match="compressed") as refused:
        asyncio.run(read_body({**JSON, b"content-encoding": b"gzip"}, coming(b"{}")))
    assert refused.value.status == 415
    plain = {**JSON, b"content-encoding": b"Identity"}
    assert asyncio.run(read_body(plain, coming(b"{}"))) == b"{}"


@pytest.mark.parametrize("announced", [b"%d" % (LONGEST_BODY + 1), b"9" * 5_000])
def test_a_body_that_is_announced_to_be_too_long_is_not_waited_for(announced: bytes) -> None:
    async def receive() -> Message:
        raise AssertionError(announced)

    with pytest.raises(Refused) as refused:
        asyncio.run(read_body({**JSON, b"content-length": announced}, receive))
    assert refused.value.status == 413


@pytest.mark.parametrize("place", ["variables", "extensions"])
def test_variables_hold_no_more_values_than_are_needed(place: str) -> None:
    few = {"query": "{a}", place: {"a": [{"b": [1] * (MOST_VALUES - 3)}]}}
    assert from_body(orjson.dumps(few)).query == "{a}"
    many = {"query": "{a}", place: {"a": [{"b": [1] * MOST_VALUES}]}}
    with pytest.raises(Refused) as refused:
        from_body(orjson.dumps(many))
    assert refused.value.code == "TOO_MUCH"


@pytest.mark.parametrize(
    "parts", [[b" " * (LONGEST_BODY + 1)], [b" " * LONGEST_BODY, b" ", b" " * LONGEST_BODY]]
)
def test_a_body_is_read_no_further_than_it_may_be_long(parts: list[bytes]) -> None:
    with pytest.raises(Refused) as refused:
        asyncio.run(read_body(JSON, coming(*parts)))
    assert refused.value.status == 413


@pytest.mark.parametrize("parts", [[], [b"{"]])
def test_a_reader_who_goes_away_is_not_answered(parts: list[bytes]) -> None:
    with pytest.raises(Vanished):
        asyncio.run(read_body(JSON, coming(*parts, whole=False)))


def test_a_body_that_does_not_come_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(requests, "PATIENCE", 0.01)
    begun = False

    async def receive() -> Message:
        nonlocal begun
        if begun:
            await asyncio.Event().wait()
        begun = True
        return {"type": "http.request", "body": b"{", "more_body": True}

    with pytest.raises(Refused) as refused:
        asyncio.run(read_body(JSON, receive))
    assert refused.value.status == 408
