"""How is a person named without being known? By a keyed hash that only this cooperative makes."""

import polars as pl
import polars_hash


def pseudonyms(numbers: pl.Series, key: str) -> pl.Series:
    """HMAC-SHA256 of each number, as 64 hexadecimal letters; null stays null.

    Args:
        numbers: member numbers as text.
        key: the cooperative's key as hexadecimal text, used as the bytes of that text. It shows
            in a serialised query plan, so the plan is run here and never kept.
    """
    hashed = polars_hash.col(numbers.name).chash.hmac_sha256(key=key)
    return numbers.to_frame().select(hashed).to_series()
