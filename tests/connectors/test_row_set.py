"""How many rows have a fault, each counted once?"""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors import row_set
from connectors.row_set import RowSet

ROWS = st.lists(st.integers(1, 20) | st.just(2**32 - 1), max_size=30)


@given(st.lists(ROWS, max_size=6), st.integers(0, 10), st.sampled_from([list, pl.Series]))
def test_a_row_is_never_counted_twice_nor_forgotten(
    several: list[list[int]], loose: int, form: type[list[int] | pl.Series]
) -> None:
    counted = RowSet()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(row_set, "_LOOSE", loose)
        for known, rows in enumerate(several, start=1):
            counted.add(rows if form is list else pl.Series(rows, dtype=pl.UInt32))
            assert len(counted) == len({row for some in several[:known] for row in some})


def test_rows_that_come_again_and_again_do_not_wait() -> None:
    counted = RowSet()
    rows = pl.Series(range(1, 1001), dtype=pl.UInt32)
    for _ in range(3000):
        counted.add(rows)
    # as many wait as may, and no more
    assert counted._held <= row_set._LOOSE  # noqa: SLF001 - what is held is not to be seen otherwise
    assert len(counted) == 1000
