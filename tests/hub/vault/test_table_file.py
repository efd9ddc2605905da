"""Whoever reads a vault's file reads what was written, whatever the software it is read with."""

from pathlib import Path

import duckdb
import polars as pl
import pyarrow.parquet as pq
import pytest

from hub.vault.table_file import table_writer

ROWS = pl.DataFrame(
    {
        "pseudonym": ["a" * 64, None, "", "é" * 40],
        "source_row": pl.Series([7, 2, 4_294_967_295, 3], dtype=pl.UInt32),
        "category": ["users", "users", None, "workers"],
        "gender": pl.Series(["female", "male", None, "male"], dtype=pl.Enum(["female", "male"])),
    }
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    batch = ROWS.to_arrow()
    with table_writer(tmp_path / "members.parquet", batch.schema) as writer:
        writer.write_table(batch)
        writer.write_table(batch)
    return tmp_path / "members.parquet"


def test_polars_and_arrow_read_the_rows_and_their_types(file: Path) -> None:
    twice = pl.concat([ROWS, ROWS])
    assert pl.read_parquet(file).equals(twice)
    assert pl.DataFrame(pq.read_table(file)).equals(twice)
    assert pl.read_parquet_schema(file) == ROWS.schema


def test_duckdb_reads_the_rows(file: Path) -> None:
    found = duckdb.read_parquet(str(file)).fetchall()
    assert found == [*ROWS.iter_rows()] * 2


def test_a_table_without_those_columns_is_written_too(tmp_path: Path) -> None:
    rows = ROWS.select("category").to_arrow()
    with table_writer(tmp_path / "other.parquet", rows.schema) as writer:
        writer.write_table(rows)
    assert pl.read_parquet(tmp_path / "other.parquet").equals(ROWS.select("category"))
