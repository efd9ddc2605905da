"""How does a cooperative's software write its files? Separator, encoding, headers and words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self

import polars as pl


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """One way of writing CSV files.

    Attributes:
        headers: canonical column -> header; a column without one keeps its name.
        words: column -> canonical word -> word in the file; codes without one stay as they are.
        own_headers: table -> headers that differ from `headers` in that table.
        own_words: table -> words that differ from `words` in that table.
    """

    separator: str = ","
    encoding: str = "utf-8"
    line_end: str = "\n"
    date_format: str = "%Y-%m-%d"
    decimal_comma: bool = False
    headers: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    own_headers: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    own_words: Mapping[str, Mapping[str, Mapping[str, str]]] = field(default_factory=dict)

    def translated(self, table: str, rows: pl.DataFrame) -> pl.DataFrame:
        """Rows with this dialect's headers and words."""
        headers = {**self.headers, **self.own_headers.get(table, {})}
        words = {**self.words, **self.own_words.get(table, {})}
        spoken = [
            _spoken(rows.get_column(column), words[column])
            for column in rows.columns
            if column in words
        ]
        return rows.with_columns(spoken).rename(
            {column: headers[column] for column in rows.columns if column in headers}
        )


def _spoken(column: pl.Series, words: Mapping[str, str]) -> pl.Series:
    if isinstance(column.dtype, pl.Enum):
        spoken = [words.get(code, code) for code in column.dtype.categories]
        # The codes behind the words stay: millions of rows change their words at no cost.
        return column.to_physical().cat.to(pl.Enum(spoken))
    return column.cast(pl.String).replace(words)


class TableFile:
    """One table's CSV file, written batch by batch; it has its name only once it is whole."""

    def __init__(self, folder: Path, table: str, dialect: Dialect) -> None:
        """Open the file under a temporary name."""
        self._path = folder / f"{table}.csv"
        self._partial = folder / f"{table}.csv.partial"
        self._table, self._dialect = table, dialect
        self._file = self._partial.open("wb")
        self.rows = 0

    def write(self, rows: pl.DataFrame) -> None:
        """Add rows; the first ones bring the headers."""
        dialect = self._dialect
        text = dialect.translated(self._table, rows).write_csv(
            include_header=self._file.tell() == 0,
            separator=dialect.separator,
            line_terminator=dialect.line_end,
            date_format=dialect.date_format,
            decimal_comma=dialect.decimal_comma,
        )
        self._file.write(text.encode(dialect.encoding))
        self.rows += rows.height

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._file.close()
        if error is None:
            self._partial.replace(self._path)
        else:
            self._partial.unlink()
