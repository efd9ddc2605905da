"""What is a table that no longer is text?"""

import polars as pl

from connectors.frame_table import FrameTable


def table(cell: str) -> FrameTable:
    cells = pl.DataFrame({"0": ["a", cell], "1": ["c", None]})
    return FrameTable(headers=("x", "y"), cells=cells, rows=pl.Series([4, 7], dtype=pl.UInt32))


def test_the_asked_columns_are_read_with_their_rows() -> None:
    [read] = table("b").read([1])
    assert (read.cells.rows(), read.rows.to_list(), read.done) == ([("c",), (None,)], [4, 7], 2)


def test_lost_letters_show_in_any_column() -> None:
    assert table("\ufffd").lost
    assert not table("b").lost
