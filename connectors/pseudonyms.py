"""How is a person named without being known? By a keyed hash that only this cooperative makes."""

from collections.abc import Sequence
from dataclasses import replace

import polars as pl
import polars_hash

from connectors.headers import plain
from connectors.table_pack import PERSONS, Parse, TablePack

#: What a pseudonym looks like.
GIVEN = "^[0-9a-f]{64}$"


def pseudonyms(numbers: pl.Series, key: str) -> pl.Series:
    """HMAC-SHA256 of each number, as 64 hexadecimal letters; null stays null.

    Args:
        numbers: member numbers as text.
        key: the cooperative's key as hexadecimal text, used as the bytes of that text. It shows
            in a serialised query plan, so the plan is run here and never kept.
    """
    hashed = polars_hash.col(numbers.name).chash.hmac_sha256(key=key)
    return numbers.to_frame().select(hashed).to_series()


def as_given(pack: TablePack, headers: Sequence[str], column: int | None) -> TablePack:
    """The pack for a table that was pseudonymised on the cooperative's premises.

    Only the hub's own tables are sent so, and only under the header `pseudonym` itself: whatever
    stands under the header of a member number is hashed, even where it looks like a pseudonym.

    Args:
        pack: how the table is read.
        headers: of the file.
        column: where the pseudonyms stand, counted from 0; None where the table has none.
    """
    own = pack.system == "intercoop" and column is not None
    if not own or plain(headers[column or 0]) != PERSONS[0]:
        return pack
    given = {
        name: replace(pack.fields[name], parse=Parse.GIVEN_PSEUDONYM)
        for name in PERSONS
        if name in pack.fields
    }
    return replace(pack, fields={**pack.fields, **given})
