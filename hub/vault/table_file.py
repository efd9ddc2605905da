"""How is a table written into its Parquet file? Compressed, and by column as its values are."""

import base64
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

#: Columns in which nearly every value is another. Arrow would begin a dictionary of them and give
#: it up; written so, a register of a million takes a fifth less room and a third less time.
_DISTINCT = {"pseudonym": "DELTA_LENGTH_BYTE_ARRAY", "source_row": "DELTA_BINARY_PACKED"}
#: Columns that say one thing in all rows of a batch: it is written once, with a number for each
#: row, and neither copied nor compared a million times. Readers find text.
_REPEATED = ("cooperative", "import_id", "source_file")
_TEXT = (pa.string(), pa.large_string())


def table_writer(file: Path, columns: pa.Schema) -> pq.ParquetWriter:
    """Takes the batches of one table; what it was given is whole once it is closed.

    Args:
        file: what is written.
        columns: those that a reader of the file finds. Batches are given as `handed_over` and
            `handed_on` make them.
    """
    text = {column.name for column in columns if column.type in _TEXT}
    distinct = {name: how for name, how in _DISTINCT.items() if name in columns.names}
    writer = pq.ParquetWriter(
        file,
        _given(columns),
        compression="zstd",
        # the stubs, of an older Arrow, know of yes and no alone
        use_dictionary=[name for name in columns.names if name not in distinct],  # type: ignore[arg-type]
        column_encoding=distinct,
        # no reader asks for the first and the last text of a batch, and each row was compared
        write_statistics=[name for name in columns.names if name not in text],
        store_schema=False,
    )
    stored = base64.b64encode(columns.serialize().to_pybytes()).decode()
    writer.add_key_value_metadata({"ARROW:schema": stored})
    return writer


def handed_over(rows: pl.DataFrame) -> pa.Table:
    """Rows as a writer takes them."""
    # column by column: a whole frame is copied first, so that all its columns break alike
    return pa.table([_handed_over(column) for column in rows.iter_columns()], names=rows.columns)


def handed_on(rows: pa.Table) -> pa.Table:
    """Rows that were read from a file, as a writer takes them."""
    return rows.cast(_given(rows.schema))


def _handed_over(column: pl.Series) -> "pa.Array[Any] | pa.ChunkedArray[Any]":
    if column.name in _REPEATED:
        return _numbered(column)
    # text goes as polars holds it, uncopied; of a code list Arrow does not write that
    held = pl.CompatLevel.newest() if column.dtype == pl.String else None
    return column.to_frame().to_arrow(compat_level=held).column(0)


def _numbered(text: pl.Series) -> "pa.Array[Any]":
    """The texts that there are, and the number of its text for each row."""
    one = text.first()
    if one is None or text.null_count() or not (text == one).all():
        return text.to_arrow().dictionary_encode()
    # numbers that Arrow makes itself cost the loading of pandas, where that is installed
    numbers = pl.repeat(0, text.len(), dtype=pl.Int32, eager=True).to_arrow()
    return pa.DictionaryArray.from_arrays(numbers, text.head(1).to_arrow())


def _given(columns: pa.Schema) -> pa.Schema:
    """The kinds of column that a writer takes, where the file's are `columns`."""
    kinds = {
        column.name: pa.dictionary(pa.int32(), column.type)
        if column.name in _REPEATED
        else pa.string_view()
        for column in columns
        if column.type in _TEXT
    }
    return pa.schema(column.with_type(kinds.get(column.name, column.type)) for column in columns)
