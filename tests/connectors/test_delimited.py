"""Which character separates the cells of a text file?"""

from pathlib import Path

import pytest

from connectors.delimited import DELIMITERS, Cut, cut
from connectors.encoding import Encoding
from connectors.pack import find_packs
from tests.connectors.uploads import Reader

UTF_8 = Encoding(name="utf-8", skip=0, lost=False, old_mac=False)


def cut_text(folder: Path, text: str) -> Cut:
    path = folder / "file.csv"
    path.write_text(text, encoding="utf-8")
    return cut(path, UTF_8, find_packs(), names=["file"])


@pytest.mark.parametrize("delimiter", DELIMITERS)
def test_the_delimiter_under_which_headers_are_known_wins(tmp_path: Path, delimiter: str) -> None:
    rows = [["code", "title", "text"], ["r1", "One", "a-b-c-d-e"]]
    found = cut_text(tmp_path, "".join(delimiter.join(row) + "\n" for row in rows))
    assert found.delimiter == delimiter
    assert found.recognised is not None


def test_commas_in_the_text_do_not_outweigh_the_headers(tmp_path: Path) -> None:
    found = cut_text(tmp_path, "code;title\nr1;a, b, c, d\nr2;e, f, g, h\n")
    assert found.delimiter == ";"


def test_without_known_headers_the_most_regular_cut_wins(tmp_path: Path) -> None:
    found = cut_text(tmp_path, "shoe;hat\n41;52,5\n42;53,5\n43;54,1\n")
    assert found.delimiter == ";"
    assert found.recognised is None


def test_rows_cut_otherwise_than_the_headers_are_noticed(tmp_path: Path) -> None:
    assert cut_text(tmp_path, "code;title\nr1,One\nr2,Two\n").below == ","
    assert cut_text(tmp_path, "code;title\nr1;One, two\n").below is None


def test_a_cell_beyond_all_measure_stops_only_the_sample(tmp_path: Path) -> None:
    found = cut_text(tmp_path, "code,title\nr1," + "x" * 140_000 + "\n")
    assert found.recognised is not None


def test_a_text_without_a_line_end_is_not_empty(read: Reader) -> None:
    assert read({"a.csv": "x" * 300_000}).codes() == ["no_known_headers"]


def test_a_text_full_of_nul_is_refused_and_stops_nothing(read: Reader) -> None:
    outcome = read({"a.csv": b"num\0" * 1000})
    assert sorted(outcome.codes()) == ["lost_elsewhere", "no_known_headers"]
