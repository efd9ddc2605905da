"""Which records of a delimited text are broken? Counted as an independent parser counts."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.ragged import MOST_STRAYS, measure

CELL = st.text(alphabet='ab,;"\n é', max_size=6)


def test_short_and_long_records_are_counted() -> None:
    records = measure(b"a,b\n1\n1,2,3\n\n1,2\r\n", ",", last=True)
    assert records.cells.tolist() == [2, 1, 3, 1, 2]
    assert records.blank.tolist() == [False, False, False, True, False]
    assert records.ends.tolist() == [4, 6, 12, 13, 18]


def test_delimiters_and_line_ends_inside_quotes_count_for_nothing() -> None:
    records = measure(b'"a,b\nc",d\n', ",", last=True)
    assert records.cells.tolist() == [2]


@pytest.mark.parametrize(
    ("text", "stray"),
    [
        (b'a,"b\nc,d\ne,f\n', [True, False, False]),
        (b'a,b"c\nd,e\n', [True, False]),
        (b'a,"b"c\n"d",e\n', [True, False]),
        (b'a,"b\n"d",e\nf,g\n', [True, False, False]),
        (b'a, "b"\nc,d\n', [True, False]),
        (b'"a""b","""",""\nc,d,e\n', [False, False]),
        (b'"a"\r\n"b"\r\n', [False, False]),
    ],
)
def test_a_stray_quote_spoils_its_own_line_only(text: bytes, stray: list[bool]) -> None:
    assert measure(text, ",", last=True).stray.tolist() == stray


def test_an_open_quote_waits_for_the_next_piece() -> None:
    records = measure(b'a,b\nc,"d\ne', ",", last=False)
    assert records.ends.tolist() == [4]
    assert not records.stray.any()


def test_a_cell_of_two_lines_may_end_where_the_piece_does() -> None:
    # the line feed that follows the return is in the next piece
    records = measure(b'a,b\n"c\nd"\r', ",", last=False)
    assert records.ends.tolist() == [4]


def test_too_many_strays_are_given_up() -> None:
    records = measure(b'a"b\n' * (MOST_STRAYS + 5), ",", last=True)
    assert records.too_many


@given(
    rows=st.lists(st.lists(CELL, min_size=1, max_size=4), max_size=8),
    delimiter=st.sampled_from(",;"),
    end=st.sampled_from(["\n", "\r\n"]),
)
def test_well_written_text_is_measured_as_it_was_written(
    rows: list[list[str]], delimiter: str, end: str
) -> None:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, lineterminator=end).writerows(rows)
    records = measure((out.getvalue() or "\n").encode(), delimiter, last=True)
    assert not records.stray.any()
    if rows:
        assert records.cells.tolist() == [len(row) for row in rows]


@given(text=st.text(alphabet='a,"\r\n', max_size=30))
def test_every_line_end_outside_quotes_ends_a_record(text: str) -> None:
    piece = (text + "\n").encode()
    records = measure(piece, ",", last=True)
    assert records.ends.tolist()[-1] == len(piece)
    assert records.cells.min() >= 1


@pytest.mark.parametrize("cells", [255, 256, 257, 65_535, 65_536, 65_537])
def test_a_long_record_is_counted_like_the_short_ones_beside_it(cells: int) -> None:
    text = "a,b\n" + "," * (cells - 1) + "\na,b\n"
    assert measure(text.encode(), ",", last=True).cells.tolist() == [2, cells, 2]


@given(text=st.text(alphabet="a,\r\n", max_size=30))
def test_text_without_quotes_is_cut_where_its_lines_are(text: str) -> None:
    records = measure((text + "\n").encode(), ",", last=False)
    assert records.cells.tolist() == [
        line.count(",") + 1 for line in (text + "\n").split("\n")[:-1]
    ]
    assert records.blank.tolist() == [line in {"", "\r"} for line in text.split("\n")]
