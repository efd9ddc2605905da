"""Where do rows wait that may be one record with rows below them?"""

from collections.abc import Sequence
from datetime import date

import polars as pl
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from connectors import waiting
from connectors.mapping import Mapped
from connectors.pack_file import load_pack
from connectors.waiting import Waiting

TABLE = {"table": "members", "match": ["pseudonym"], "repeats": True}
[PACK] = load_pack(yaml.safe_dump({"system": "x", "versions": ["1"], "tables": [TABLE]}), "x.yaml")
SCHEMA: dict[str, pl.DataType] = {
    "source_row": pl.UInt32(),
    "pseudonym": pl.String(),
    "category": pl.Enum(["a", "b"]),
    "joined_on": pl.Date(),
    "capital": pl.Decimal(18, 2),
}
Row = tuple[str | None, str, date, bool]
#: A key, a code, a day, and whether the day could not be read.
ROWS = st.lists(
    st.tuples(
        st.sampled_from([None, *"pqrstuvw"]),
        st.sampled_from("ab"),
        st.dates(date(2020, 1, 1), date(2020, 1, 9)),
        st.booleans(),
    ),
    max_size=30,
)


def records(rows: Sequence[Row], *, held: int, at_once: int) -> list[Mapped]:
    """What becomes of rows that come some at a time, of which so many wait as they are."""
    table = Waiting(PACK)
    numbered = [(number, *row) for number, row in enumerate(rows)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(waiting, "_HELD", held)
        patch.setattr(waiting, "_SLICE", 3)
        for start in range(0, len(rows), at_once):
            some = numbered[start : start + at_once]
            table.add(
                Mapped(
                    rows=pl.DataFrame(
                        [(number, key, code, day, "2.50") for number, key, code, day, _ in some],
                        schema=SCHEMA | {"capital": pl.String()},
                        orient="row",
                    ).cast({"capital": SCHEMA["capital"]}),
                    unreadable={
                        "joined_on": {
                            "unreadable_date": pl.Series(
                                [number for number, *_, broken in some if broken], dtype=pl.UInt32
                            )
                        }
                    },
                )
            )
        found = list(table.records())
        assert not list(table.records())
    return found


def told(found: list[Mapped]) -> tuple[pl.DataFrame, list[int]]:
    """The records in the order of the file, and the rows of which a cell could not be read."""
    rows = pl.concat([pl.DataFrame(schema=SCHEMA), *(some.rows for some in found)])
    broken = [row for some in found for row in some.unreadable["joined_on"]["unreadable_date"]]
    return rows.sort("source_row"), sorted(broken)


@given(ROWS, st.integers(0, 20), st.integers(1, 7))
def test_packed_rows_are_never_other_records_than_those_that_wait_as_they_are(
    rows: Sequence[Row], held: int, at_once: int
) -> None:
    packed, broken = told(records(rows, held=held, at_once=at_once))
    as_they_are, broken_as_they_are = told(records(rows, held=len(rows), at_once=len(rows) or 1))
    assert packed.equals(as_they_are)
    assert packed.schema == pl.Schema(SCHEMA)
    assert broken == broken_as_they_are == [at for at, row in enumerate(rows) if row[-1]]


def test_the_parts_of_a_record_are_joined_although_they_were_packed_apart() -> None:
    rows = [(key, "a", date(2020, 1, day), False) for day, key in ((5, "p"), (4, "q"), (3, "p"))]
    found, _ = told(records(rows, held=0, at_once=1))
    assert found.select("source_row", "joined_on").rows() == [
        (0, date(2020, 1, 3)),
        (1, date(2020, 1, 4)),
    ]
