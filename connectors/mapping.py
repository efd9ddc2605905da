"""How do rows of text become canonical rows? Column by column, as the mapping pack says.

The raw text is kept beside the value: what was written and cannot be read is unreadable, not
missing.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import polars as pl

from connectors import cells
from connectors.conditions import ANYTHING, beside
from connectors.contract import Upload
from connectors.headers import plain
from connectors.postcodes import regions
from connectors.pseudonyms import GIVEN, pseudonyms
from connectors.shape import holds
from connectors.table_pack import DateOrder, FieldPack, Parse, TablePack
from connectors.words import spoken_words

_FAULTS = {
    Parse.DATE: "unreadable_date",
    Parse.PARTIAL_DATE: "unreadable_date",
    Parse.PERIOD: "unreadable_period",
    Parse.YEAR: "unreadable_year",
    Parse.INTEGER: "unreadable_integer",
    Parse.DECIMAL: "unreadable_number",
    Parse.AMOUNT: "unreadable_number",
    Parse.CENTS: "unreadable_number",
    Parse.SHARE: "unreadable_number",
    Parse.BOOLEAN: "unreadable_boolean",
    Parse.WORD: "unknown_word",
}

#: What takes any text for a value.
_AS_WRITTEN = {Parse.TEXT, Parse.PSEUDONYM, Parse.POSTCODE}
_DIGITS_OF_A_YEAR = 4
_CANONICAL_DATE = re.compile(r"\d{4}(?:-\d{2}-\d{2})?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapped:
    """Canonical rows, and the rows of which a cell could not be read.

    Attributes:
        rows: all columns of the table's schema, in its order and types.
        unreadable: column -> the code of the finding -> UInt32, the rows concerned.
    """

    rows: pl.DataFrame
    unreadable: Mapping[str, Mapping[str, pl.Series]]


def map_rows(
    text: pl.DataFrame, row: pl.Series, pack: TablePack, *, upload: Upload, source: str
) -> Mapped:
    """Turn text into canonical rows.

    Args:
        text: the file's columns under their canonical names; absent ones are absent.
        row: UInt32, the row of each in the file.
        pack: how each column is read.
        upload: whose rows these are.
        source: the file, and the sheet of a workbook.
    """
    columns: dict[str, pl.Series | pl.Expr] = {
        "cooperative": pl.lit(upload.cooperative),
        "import_id": pl.lit(upload.import_id),
        "source_file": pl.lit(source),
        "source_row": row,
    }
    unreadable = {}
    types = {name: column.dtype for name, column in pack.schema.columns().items()}
    for column, field in pack.fields.items():
        kind = types[column]
        if column in text.columns:
            values, faults = _read(text[column], field, kind, pack=pack, key=upload.key)
            values = _computed(values, text, field, kind)
            if field.parse is Parse.POSTCODE:
                values = regions(values, _countries(text, field, upload))
            columns[column] = values.alias(column)
            if faults:
                unreadable[column] = {
                    code: row.filter(mask) for code, mask in faults.items() if mask.any()
                }
        else:
            default = _default(field, kind, pack)
            columns[column] = pl.lit(default, dtype=kind)
    rows = text.select(row.alias("source_row")).with_columns(
        **{name: values for name, values in columns.items() if name != "source_row"}
    )
    return Mapped(rows=rows.select(pack.schema.column_names()), unreadable=unreadable)


def _computed(
    values: pl.Series, text: pl.DataFrame, field: FieldPack, kind: pl.DataType
) -> pl.Series:
    """Numbers multiplied, and taken away, as the pack says."""
    if field.times is not None:
        by = text[beside(field.times)] if beside(field.times) in text.columns else None
        factor = pl.repeat(None, text.height, dtype=pl.Int64, eager=True)
        if by is not None:
            factor = cells.integers(cells.tidy(by))
        values = (values * factor).cast(kind)
    if field.negative:
        values = (-values).zip_with(holds(text, field.negative), values)
    return values


def _countries(text: pl.DataFrame, field: FieldPack, upload: Upload) -> pl.Series:
    """The country that each row names; the cooperative's own where its file names none."""
    name = beside(field.country or "")
    if name in text.columns:
        return cells.tidy(text[name])
    return pl.repeat(upload.country, text.height, dtype=pl.String, eager=True)


def _default(field: FieldPack, kind: pl.DataType, pack: TablePack) -> object:
    if field.default is None:
        return None
    said = pl.Series([field.default], dtype=pl.String)
    return _carefully(said, field, kind, pack=pack)[0]


def _read(
    raw: pl.Series, field: FieldPack, kind: pl.DataType, *, pack: TablePack, key: str
) -> tuple[pl.Series, dict[str, pl.Series]]:
    """The values of one column, and masks of the cells that could not be read."""
    if _repeats(raw, field):
        # a register says a handful of words, and some thousands of days, a million times;
        # where nothing is replaced, polars would leave the type as it was
        words = raw.unique() if raw.len() else pl.Series([None], dtype=pl.String)
        meant, unread = _read_cells(words, field, kind, pack=pack, key=key)
        values = raw.replace_strict(words, meant, return_dtype=meant.dtype)
        return values, {
            code: raw.is_in(words.filter(mask).implode()).fill_null(value=False)
            for code, mask in unread.items()
        }
    return _read_cells(raw, field, kind, pack=pack, key=key)


def _read_cells(
    raw: pl.Series, field: FieldPack, kind: pl.DataType, *, pack: TablePack, key: str
) -> tuple[pl.Series, dict[str, pl.Series]]:
    """The same of cells that are read each."""
    values, faults = _understood(raw, field, kind, pack=pack, key=key)
    if faults or field.parse in _AS_WRITTEN or ANYTHING in (field.values or ()):
        wrong = cells.formula_errors(raw)
        if wrong.any():
            right = raw.set(wrong, None)
            values, faults = _understood(right, field, kind, pack=pack, key=key)
            faults["formula_error"] = wrong
    return values, faults


def _understood(
    raw: pl.Series, field: FieldPack, kind: pl.DataType, *, pack: TablePack, key: str
) -> tuple[pl.Series, dict[str, pl.Series]]:
    if field.values:
        other = field.values.get(ANYTHING)
        raw = cells.each(
            cells.tidy(raw),
            lambda word: field.values.get(plain(word), other or word),
            pl.String(),
        )
    if field.parse in _AS_WRITTEN:
        text = cells.tidy(raw)
        values = pseudonyms(text, key) if field.parse is Parse.PSEUDONYM else text
        return _filled(values, text, field, kind, pack=pack), {}
    if field.parse is Parse.GIVEN_PSEUDONYM:
        text = cells.tidy(raw)
        unlike = text.str.contains(GIVEN).not_().fill_null(value=False)
        return text.set(unlike, None), {"not_a_pseudonym": unlike} if unlike.any() else {}
    quick = _quickly(raw, field.parse, kind)
    faults: dict[str, pl.Series] = {}
    if quick is not None and quick.null_count() == raw.null_count():
        text, values = raw, quick
    else:
        text = cells.tidy(raw)
        values = _carefully(text, field, kind, pack=pack)
        unread = text.is_not_null() & values.is_null()
        if unread.any():
            faults[_FAULTS[field.parse]] = unread
    if field.parse in {Parse.INTEGER, Parse.YEAR}:
        # a number too long for its column would become null without a word
        fitting = values.cast(kind, strict=False)
        beyond = values.is_not_null() & fitting.is_null()
        if beyond.any():
            faults["out_of_range"] = beyond
        values = fitting
    return _filled(values, text, field, kind, pack=pack), faults


def _filled(
    values: pl.Series, text: pl.Series, field: FieldPack, kind: pl.DataType, *, pack: TablePack
) -> pl.Series:
    if field.default is None or not text.null_count():
        return values
    default = pl.Series([_default(field, kind, pack)], dtype=values.dtype)
    return values.zip_with(text.is_not_null(), default)


def _quickly(raw: pl.Series, parse: Parse, kind: pl.DataType) -> pl.Series | None:
    """The values when a whole column is written the canonical way; most are."""
    if parse is Parse.WORD:
        return raw.cast(kind, strict=False)
    if parse is Parse.YEAR and (raw.str.len_bytes() == _DIGITS_OF_A_YEAR).all():
        # a sign makes a number of three digits: that is no year, and is read with care
        return cells.years_alone(raw)
    if parse in {Parse.DATE, Parse.YEAR} and _is_canonical_date(raw.first(ignore_nulls=True)):
        days = cells.within_reason(raw.str.to_date("%Y-%m-%d", strict=False))
        return days if parse is Parse.DATE else days.dt.year().cast(pl.Int64)
    if parse is Parse.INTEGER:
        return raw.cast(pl.Int64, strict=False)
    return None


def _repeats(raw: pl.Series, field: FieldPack) -> bool:
    """Whether cells say the same so often, and take so long, that each text is read once."""
    if field.parse in {Parse.DATE, Parse.YEAR}:
        return not _is_canonical_date(raw.first(ignore_nulls=True))
    words = (
        {Parse.WORD, Parse.BOOLEAN, Parse.TEXT} if field.values else {Parse.WORD, Parse.BOOLEAN}
    )
    return field.parse in words


def _is_canonical_date(first: object) -> bool:
    # a column in another order is another one throughout
    return first is None or _CANONICAL_DATE.fullmatch(str(first)) is not None


def _carefully(
    text: pl.Series, field: FieldPack, kind: pl.DataType, *, pack: TablePack
) -> pl.Series:
    if isinstance(kind, pl.Enum):
        return cells.words(text, spoken_words(kind), kind)
    if field.parse is Parse.CENTS:
        return cells.cents(text, kind)
    if isinstance(kind, pl.Decimal):
        return cells.amounts(text, kind)
    if field.parse in _IN_ORDER:
        return _IN_ORDER[field.parse](text, pack.dates)
    return _READ[field.parse](text)


_IN_ORDER: Mapping[Parse, Callable[[pl.Series, DateOrder], pl.Series]] = {
    Parse.DATE: cells.dates,
    Parse.PARTIAL_DATE: cells.partial_dates,
    Parse.YEAR: cells.years,
}
_READ: Mapping[Parse, Callable[[pl.Series], pl.Series]] = {
    Parse.TEXT: cells.tidy,
    Parse.PERIOD: cells.periods,
    Parse.INTEGER: cells.integers,
    Parse.DECIMAL: cells.decimals,
    Parse.SHARE: cells.shares,
    Parse.BOOLEAN: cells.truths,
}
