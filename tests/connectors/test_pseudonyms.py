"""How is a person named without being known?"""

import hashlib
import hmac

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from connectors.pseudonyms import pseudonyms


@given(numbers=st.lists(st.text(min_size=1, max_size=20), min_size=1, max_size=5))
def test_a_pseudonym_is_a_keyed_hash_and_never_the_number(numbers: list[str]) -> None:
    key = "0f" * 32
    hashed = pseudonyms(pl.Series("n", numbers), key)
    for number, pseudonym in zip(numbers, hashed, strict=True):
        assert pseudonym == hmac.new(key.encode(), number.encode(), hashlib.sha256).hexdigest()


def test_another_key_gives_another_pseudonym() -> None:
    numbers = pl.Series("n", ["12"])
    assert pseudonyms(numbers, "aa" * 32)[0] != pseudonyms(numbers, "bb" * 32)[0]


def test_nobody_stays_nobody() -> None:
    assert pseudonyms(pl.Series("n", [None], dtype=pl.String), "aa" * 32)[0] is None
