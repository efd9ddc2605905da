"""Whoever reads a vault's file reads what was written, whatever the software it is read with."""

from pathlib import Path

import duckdb
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.vault.table_file import handed_on, handed_over, table_writer

ROWS = pl.DataFrame(
    {
        "cooperative": ["essai"] * 4,
        "source_file": ["members.csv", "members.csv", "members.csv", "others.csv"],
        "pseudonym": ["a" * 64, None, "", "é" * 40],
        "source_row": pl.Series([7, 2, 4_294_967_295, 3], dtype=pl.UInt32),
        "category": ["users", "users", None, "workers"],
        "gender": pl.Series(["female", "male", None, "male"], dtype=pl.Enum(["female", "male"])),
    }
)


def write(file: Path, *batches: pl.DataFrame) -> Path:
    with table_writer(file, batches[0].to_arrow().schema) as writer:
        for batch in batches:
            writer.write_table(handed_over(batch))
    return file


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return write(tmp_path / "members.parquet", ROWS, ROWS)


def test_polars_and_arrow_read_the_rows_and_their_types(file: Path) -> None:
    twice = pl.concat([ROWS, ROWS])
    assert pl.read_parquet(file).equals(twice)
    assert pl.DataFrame(pq.read_table(file)).equals(twice)
    assert pl.read_parquet_schema(file) == ROWS.schema


def test_a_reader_finds_the_same_columns_as_in_a_file_that_arrow_writes(
    file: Path, tmp_path: Path
) -> None:
    pq.write_table(ROWS.to_arrow(), tmp_path / "arrow.parquet")
    expected = pq.read_schema(tmp_path / "arrow.parquet")
    assert pq.read_schema(file).equals(expected, check_metadata=True)


def test_duckdb_reads_the_rows(file: Path) -> None:
    found = duckdb.read_parquet(str(file)).fetchall()
    assert found == [*ROWS.iter_rows()] * 2


def test_a_table_without_those_columns_is_written_too(tmp_path: Path) -> None:
    rows = ROWS.select("category")
    assert pl.read_parquet(write(tmp_path / "other.parquet", rows)).equals(rows)


@given(
    said=st.lists(
        st.lists(st.sampled_from(["essai", "autre", "", None]), max_size=5), min_size=1, max_size=3
    )
)
def test_what_rows_repeat_is_read_as_it_was_row_by_row(
    said: list[list[str | None]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    batches = [
        pl.DataFrame({"source_file": one}, schema={"source_file": pl.String}) for one in said
    ]
    file = write(tmp_path_factory.mktemp("file") / "t.parquet", *batches)
    assert pl.read_parquet(file).equals(pl.concat(batches))


@pytest.mark.parametrize("text", [pa.string(), pa.large_string()], ids=str)
def test_rows_of_any_file_are_handed_on_as_they_are(text: pa.DataType, tmp_path: Path) -> None:
    rows = pa.table({"cooperative": pa.array(["essai", "autre"], text), "source_row": [1, 2]})
    pq.write_table(rows, tmp_path / "before.parquet")
    with (
        pq.ParquetFile(tmp_path / "before.parquet") as before,
        table_writer(tmp_path / "after.parquet", before.schema_arrow) as writer,
    ):
        writer.write_table(handed_on(before.read_row_group(0)))
    assert pq.read_table(tmp_path / "after.parquet").equals(rows)


def test_no_text_of_a_person_stands_in_the_statistics(file: Path) -> None:
    columns = pq.ParquetFile(file).metadata.row_group(0)
    kept = {
        columns.column(number).path_in_schema
        for number in range(columns.num_columns)
        if columns.column(number).is_stats_set
    }
    assert kept == {"source_row", "gender"}
