"""The best of what the reader accepts is given, and plain JSON to those who say nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schema.negotiation import GRAPHQL, JSON, negotiate


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
    ],
)
def test_the_best_of_what_is_accepted_is_given(accept: str | None, media: str | None) -> None:
    assert negotiate(accept) == media


@given(st.text())
def test_no_header_breaks_it(accept: str) -> None:
    assert negotiate(accept) in {GRAPHQL, JSON, None}
