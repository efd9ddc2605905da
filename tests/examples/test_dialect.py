"""Does a file say in its dialect what the rows say?"""

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from examples.dialect import Dialect, TableFile

_FRENCH = Dialect(
    separator=";",
    encoding="cp1252",
    line_end="\r\n",
    date_format="%d/%m/%Y",
    decimal_comma=True,
    headers={"on": "le", "kind": "nature"},
    words={"kind": {"legal": "œuvre"}},
    own_headers={"bodies": {"kind": "type"}},
    own_words={"bodies": {"kind": {"legal": "légal"}}},
)
_ROWS = pl.DataFrame(
    {
        "kind": pl.Series(["legal", "natural"], dtype=pl.Enum(["natural", "legal"])),
        "on": [date(2022, 6, 21), None],
        "share": [0.25, None],
    }
)


def _written(folder: Path, table: str, *batches: pl.DataFrame) -> bytes:
    with TableFile(folder, table, _FRENCH) as file:
        for rows in batches:
            file.write(rows)
    return (folder / f"{table}.csv").read_bytes()


def test_a_french_file_has_semicolons_commas_and_days_first(tmp_path: Path) -> None:
    text = _written(tmp_path, "members", _ROWS).decode("cp1252")
    assert text == "nature;le;share\r\nœuvre;21/06/2022;0,25\r\nnatural;;\r\n"


def test_a_table_may_have_headers_and_words_of_its_own(tmp_path: Path) -> None:
    assert _written(tmp_path, "bodies", _ROWS.head(1)) == (
        "type;le;share\r\nlégal;21/06/2022;0,25\r\n".encode("cp1252")
    )


def test_words_are_translated_in_plain_columns_too(tmp_path: Path) -> None:
    plain = _ROWS.with_columns(pl.col("kind").cast(pl.String))
    assert _written(tmp_path, "bodies", plain) == _written(tmp_path, "bodies", _ROWS)


def test_batches_are_written_under_one_row_of_headers(tmp_path: Path) -> None:
    whole = _written(tmp_path, "members", _ROWS)
    assert _written(tmp_path, "members", _ROWS.head(1), _ROWS.tail(1)) == whole


def _interrupted(folder: Path) -> None:
    with TableFile(folder, "members", _FRENCH) as file:
        file.write(_ROWS)
        assert not (folder / "members.csv").exists()
        raise KeyboardInterrupt


def test_an_unfinished_file_never_has_its_name_and_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        _interrupted(tmp_path)
    assert list(tmp_path.iterdir()) == []
