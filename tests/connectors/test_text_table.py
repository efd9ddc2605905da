"""What is one table of text? Its rows below the headers, with their own numbers."""

from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from connectors import encoding as encodings
from connectors import text_table
from connectors.encoding import Encoding
from connectors.text_table import LONGEST_LINE, TextRows, TextTable, read_rows

UTF_8 = Encoding(name="utf-8", skip=0, lost=False, old_mac=False)


def table_of(path: Path, *, header_row: int = 1) -> TextTable:
    return TextTable(
        path=path, encoding=UTF_8, delimiter=",", header_row=header_row, headers=("a", "b")
    )


def rows_of(path: Path, *, header_row: int = 1) -> list[TextRows]:
    return list(read_rows(table_of(path, header_row=header_row), [1]))


def test_only_the_asked_columns_are_parsed(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(b"a,b\n1,2\n\n3,4")
    [piece] = rows_of(path)
    assert piece.cells.to_dict(as_series=False) == {"1": ["2", "4"]}
    assert piece.rows.to_list() == [2, 4]


def test_titles_are_not_judged(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(b'A "title", with, cells\na,b\n1,2\n')
    [piece] = rows_of(path, header_row=2)
    assert piece.rows.to_list() == [3]
    assert not piece.stray.len()
    assert not piece.ragged.len()


def test_broken_rows_are_named_and_left_out(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(b'a,b\n1\n1,2\n1,2,3\nx"y,2\n')
    [piece] = rows_of(path)
    assert piece.ragged.to_list() == [2, 4]
    assert piece.ragged_cells.to_list() == [1, 3]
    assert piece.stray.to_list() == [5]
    assert piece.rows.to_list() == [3]


@settings(max_examples=60, deadline=None)
@given(
    cells=st.lists(st.text(alphabet='xé,"\n ', max_size=5), min_size=1, max_size=40),
    size=st.integers(1, 30),
)
def test_the_size_of_the_pieces_changes_nothing(
    tmp_path_factory: pytest.TempPathFactory, cells: list[str], size: int
) -> None:
    path = tmp_path_factory.mktemp("t") / "t.csv"
    quoted = ['"' + cell.replace('"', '""') + '"' for cell in cells]
    path.write_text("a,b\n" + "".join(f"1,{cell}\n" for cell in quoted), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(encodings, "_PIECE", size)
        pieces = rows_of(path)
    assert [cell for piece in pieces for cell in piece.cells["1"]] == cells
    assert [row for piece in pieces for row in piece.rows] == list(range(2, len(cells) + 2))


def test_a_line_that_does_not_end_is_given_up_before_it_fills_the_memory(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(b"a,b\n1,2\n" + b"x" * (3 * LONGEST_LINE))
    pieces = rows_of(path)
    assert [row for piece in pieces for row in piece.rows] == [2]
    assert (pieces[-1].given_up, pieces[-1].endless) == (3, True)
    assert pieces[-1].done < path.stat().st_size


@given(
    pieces=st.integers(1, 40),
    batch=st.integers(1, 30),
    size=st.integers(6, 300),
    broken=st.sets(st.integers(2, 40)),
)
def test_pieces_are_put_together_as_they_come(
    tmp_path_factory: pytest.TempPathFactory,
    pieces: int,
    batch: int,
    size: int,
    broken: set[int],
) -> None:
    path = tmp_path_factory.mktemp("text") / "t.csv"
    # each piece is a row, or the part of one
    rows = [b"1,2,3\n" if row in broken else b"10,20\n" for row in range(2, pieces + 2)]
    path.write_bytes(b"a,b\n" + b"".join(rows))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(encodings, "_PIECE", 6)
        alone = rows_of(path)
        patch.setattr(text_table, "_BATCH", batch)
        patch.setattr(text_table, "_BATCH_BYTES", size)
        together = list(table_of(path).read([1]))
    read = [0, *(one.done for one in together)]
    for one, before in zip(together[:-1], read, strict=False):
        rows_of_it = one.rows.len() + one.ragged.len() + one.stray.len()
        assert rows_of_it >= batch or one.done - before >= size
    for column in ("ragged", "ragged_cells", "stray"):
        assert pl.concat([getattr(one, column) for one in together]).equals(
            pl.concat([getattr(one, column) for one in alone])
        )
    assert pl.concat([one.cells for one in together]).equals(
        pl.concat([one.cells for one in alone])
    )
    assert pl.concat([one.rows for one in together]).equals(pl.concat([one.rows for one in alone]))
    assert together[-1].done == path.stat().st_size


@pytest.mark.parametrize("row", [b"1,2\n", b"1\n", b'x"y,2\n'], ids=["whole", "ragged", "stray"])
def test_no_more_rows_wait_than_are_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, row: bytes
) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(b"a,b\n" + row * 50)
    monkeypatch.setattr(encodings, "_PIECE", len(row))
    monkeypatch.setattr(text_table, "_BATCH", 10)
    for one in table_of(path).read([1]):
        assert one.rows.len() + one.ragged.len() + one.stray.len() <= 10


def test_no_more_text_waits_than_is_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(b"a,b\n" + (b"1," + b"x" * 96 + b"\n") * 50)
    monkeypatch.setattr(encodings, "_PIECE", 100)
    monkeypatch.setattr(text_table, "_BATCH_BYTES", 1000)
    before = 0
    for one in table_of(path).read([1]):
        assert one.done - before <= 1100
        before = one.done
