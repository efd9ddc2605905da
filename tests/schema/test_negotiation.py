"""The best of what the reader accepts is given, and plain JSON to those who say nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schema.negotiation import EVENTS, GRAPHQL, JSON, encoding, negotiate, takes_events


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        (None, JSON),
        ("", JSON),
        (JSON, JSON),
        (GRAPHQL, GRAPHQL),
        ("*/*", JSON),
        ("application/*", GRAPHQL),
        (f"{JSON};q=0.9, {GRAPHQL}", GRAPHQL),
        (f"{JSON}, {GRAPHQL};q=0.9", JSON),
        (f"{GRAPHQL}; charset=utf-8; q=0.2, {JSON}; q=0.1", GRAPHQL),
        ("text/html, */*;q=0.8", JSON),
        ("text/html", None),
        (f"{JSON};q=0", None),
        (f"{JSON};q=much", None),
        ("Application/JSON", JSON),
        ("multipart/mixed", JSON),
        (EVENTS, EVENTS),
        ("text/*", EVENTS),
        (f"{EVENTS}, {JSON}", JSON),
        (f"{JSON};q=0.5, {EVENTS}", EVENTS),
        (f"{JSON};q=nan", None),
    ],
)
def test_the_best_of_what_is_accepted_is_given(accept: str | None, media: str | None) -> None:
    assert negotiate(accept) == media


@given(st.text())
def test_no_header_breaks_it(accept: str) -> None:
    assert negotiate(accept) in {GRAPHQL, JSON, EVENTS, None}
    assert takes_events(accept) in {True, False}
    assert encoding(accept) in {"br", "zstd", "gzip", "identity"}


@pytest.mark.parametrize(
    ("accept", "taken"),
    [
        (None, True),
        ("*/*", True),
        (EVENTS, True),
        (f"{JSON}, {EVENTS};q=0.1", True),
        (JSON, False),
        (f"{EVENTS};q=0, */*", False),
    ],
)
def test_a_stream_is_given_to_those_who_take_one(accept: str | None, *, taken: bool) -> None:
    assert takes_events(accept) is taken


@pytest.mark.parametrize(
    ("accept", "given_as"),
    [
        (None, "identity"),
        ("", "identity"),
        ("gzip", "gzip"),
        ("gzip, deflate, br, zstd", "br"),
        ("gzip, zstd", "zstd"),
        ("br;q=0.5, gzip", "gzip"),
        ("br;q=0, *", "zstd"),
        ("deflate", "identity"),
        ("gzip;q=0", "identity"),
        ("gzip;q=0.5, identity", "identity"),
    ],
)
def test_the_shortest_of_the_encodings_most_wished_for_is_given(
    accept: str | None, given_as: str
) -> None:
    assert encoding(accept) == given_as
