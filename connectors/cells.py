"""What does the text of a cell say? Dates, numbers, words; null where it cannot be read.

Every function takes a column of tidied text and gives a column of values of the same height.
Nothing is guessed: 31/02/2020, 01/02/20 and a whole number written 1.234 are unreadable.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date

import polars as pl

from connectors.headers import plain
from connectors.table_pack import DateOrder
from connectors.words import TRUE_OR_FALSE
from hub.period import Period, UnreadablePeriod

_EARLIEST, _LATEST = date(1600, 1, 1), date(2200, 12, 31)
_LONGEST_YEAR = len("1987.0")
_PARTIAL = re.compile(r"(?:(\d{1,2})[-/.](\d{4})|(\d{4})(?:[-/.](\d{1,2}))?)")
_DATES_IN_ORDER = {DateOrder.DAY_FIRST: "%d-%m-%Y", DateOrder.MONTH_FIRST: "%m-%d-%Y"}
# a number as it is calculated with, and the ways in which its thousands are set apart
_PLAIN = r"^[+-]?\d+(?:\.\d+)?$"
_SPACES = "[\\s'\u2019]"
_SPACED = rf"^[+-]?\d{{1,3}}(?:{_SPACES}\d{{3}})+(?:[.,]\d+)?$"
_POINTED = r"^[+-]?\d{1,3}(?:(?:\.\d{3})+,\d+|(?:\.\d{3}){2,})$"
_COMMAED = r"^[+-]?\d{1,3}(?:(?:,\d{3})+\.\d+|(?:,\d{3}){2,})$"
# as macOS writes them: a letter, and its accent as a second one
_ACCENTS_ALONE = "[\u0300-\u036f]"
# the first character of what begins plainly, and the one behind the last
_PLAINLY = (("0", ":"), ("A", "["), ("a", "{"))
# how spreadsheets write that a formula failed or a column is too narrow: #REF!, #N/A, in French
# #NOM?, in Dutch #N/B
_ERROR = r"^(?:#[A-Z/0_]+[!?]|#N/[AB]|#{3,})\s*$"


def tidy(raw: pl.Series) -> pl.Series:
    """Without blanks at both ends, no-break spaces included; null where nothing is left.

    An accent that was written as a letter of its own (macOS does) is put on the letter before it:
    the same word is the same code.
    """
    text = raw.str.strip_chars()
    # to look for them is much cheaper than to compose, and most text is ASCII
    ascii_only = text.str.len_bytes().sum() == text.str.len_chars().sum()
    if not ascii_only and text.str.contains(_ACCENTS_ALONE).any():
        text = text.str.normalize("NFC")
    return text.set(text == "", None) if (text == "").any() else text


def begins_plainly(raw: pl.Series) -> pl.Series:
    """A mask of the cells that begin with a digit or a letter of ASCII: these say something.

    Compared as a whole, which takes a fifth of the time of looking into each cell.
    """
    plainly = [(raw >= first) & (raw < beyond) for first, beyond in _PLAINLY]
    return (plainly[0] | plainly[1] | plainly[2]).fill_null(value=False)


def blank(raw: pl.Series) -> pl.Series:
    """A mask of the cells of which nothing is left when they are tidied."""
    left = begins_plainly(raw).not_()
    if not left.any():
        return left
    return left.scatter(left.arg_true(), tidy(raw.filter(left)).is_null())


def formula_errors(raw: pl.Series) -> pl.Series:
    """A mask of the cells in which a spreadsheet says that it has no value to show."""
    likely = ((raw >= "#") & (raw < "$")).fill_null(value=False)
    if not likely.any():
        return likely
    return likely.scatter(likely.arg_true(), raw.filter(likely).str.contains(_ERROR))


def dates(text: pl.Series, order: DateOrder) -> pl.Series:
    """ISO dates, and dates whose parts are joined by / . or -; a time of day is dropped."""
    day = text
    # to look for a sign is much cheaper than to replace it
    if _any_holds(day, ":"):
        day = day.str.replace(r"[T ]\d{1,2}:\d{2}.*$", "")
    for sign in "/.":
        if _any_holds(day, sign):
            day = day.str.replace_all(sign, "-", literal=True)
    iso = day.str.contains(r"^\d{4}-")
    if iso.all():
        return within_reason(day.str.to_date("%Y-%m-%d", strict=False))
    # two digits leave the century open
    day = day.set((iso | day.str.contains(r"-\d{4}$")).not_(), None)
    other = day.str.to_date(_DATES_IN_ORDER[order], strict=False)
    if iso.any():
        other = day.str.to_date("%Y-%m-%d", strict=False).zip_with(iso, other)
    return within_reason(other)


def _any_holds(text: pl.Series, sign: str) -> bool:
    return bool(text.str.contains(sign, literal=True).any())


def within_reason(days: pl.Series) -> pl.Series:
    """Dates of the last four centuries and the next two; a year 0202 is a slip."""
    return days.set((days < _EARLIEST) | (days > _LATEST), None)


def years_alone(text: pl.Series) -> pl.Series:
    """Int64: whole numbers from 1000 to 9999 and nothing else; much faster than `years`."""
    number = text.cast(pl.Int64, strict=False)
    return number.set((number < 1000) | (number > 9999), None)  # noqa: PLR2004 - four digits


def years(text: pl.Series, order: DateOrder) -> pl.Series:
    """The year alone, of a year or of a whole date."""
    if not (text.str.len_bytes() <= _LONGEST_YEAR).any():
        return dates(text, order).dt.year().cast(pl.Int64)
    year = text.str.extract(r"^(\d{4})(?:\.0)?$").cast(pl.Int64)
    if year.null_count() == text.null_count():
        return year
    return year.zip_with(year.is_not_null(), dates(text, order).dt.year().cast(pl.Int64))


def partial_dates(text: pl.Series, order: DateOrder) -> pl.Series:
    """A year, a month or a date as ISO text."""
    whole = dates(text, order).dt.strftime("%Y-%m-%d")
    return whole.zip_with(whole.is_not_null(), each(text, _partial_date, pl.String()))


def _partial_date(text: str) -> str | None:
    found = _PARTIAL.fullmatch(text)
    if found is None:
        return None
    month, year = found[1] or found[4], found[2] or found[3]
    if month is None:
        return year
    return f"{year}-{int(month):02d}" if 1 <= int(month) <= 12 else None  # noqa: PLR2004


def periods(text: pl.Series) -> pl.Series:
    """ISO 8601 years, months, days and intervals, as text."""
    return each(text, _period, pl.String())


def _period(text: str) -> str | None:
    try:
        Period.parse(text)
    except UnreadablePeriod:
        return None
    return text


def decimals(text: pl.Series) -> pl.Series:
    """Float64: the last comma or point is the decimal one, others and spaces set thousands."""
    return _numbers(text).cast(pl.Float64, strict=False)


def integers(text: pl.Series) -> pl.Series:
    """Int64: whole numbers; `12,0` is 12, but `1.234` and `1,000` could be either."""
    digits = _numbers(text).str.extract(r"^([+-]?\d+)(?:\.0{1,2})?$")
    return digits.cast(pl.Int64, strict=False)


def amounts(text: pl.Series, kind: pl.Decimal) -> pl.Series:
    """Money with at most two decimals, with or without the euro sign."""
    money = _numbers(text.str.replace(r"(?i)\s*(?:€|eur)$", ""))
    money = money.set(money.str.contains(r"^[+-]?\d{1,15}(?:\.\d{1,2})?$").not_(), None)
    return money.str.strip_prefix("+").cast(kind, strict=False)


def cents(text: pl.Series, kind: pl.DataType) -> pl.Series:
    """Money written as a whole number of cents: 2550 is 25.50."""
    return each(text, _euros, pl.String()).cast(kind, strict=False)


def _euros(text: str) -> str | None:
    whole = re.fullmatch(r"(-?)(\d{1,15})", text)
    return whole and f"{whole[1]}{int(whole[2]) // 100}.{int(whole[2]) % 100:02d}"


def shares(text: pl.Series) -> pl.Series:
    """Float64 fractions; `12,5 %` is 0.125."""
    percent = text.str.ends_with("%")
    number = decimals(text.str.replace(r"\s*%$", ""))
    return number.zip_with(percent.not_().fill_null(value=True), number / 100)


def words(text: pl.Series, spoken: Mapping[str, str], kind: pl.Enum) -> pl.Series:
    """Codes of a code list, from the words that stand for them."""
    return each(text, lambda word: spoken.get(plain(word)), pl.String()).cast(kind)


def truths(text: pl.Series) -> pl.Series:
    """True and false, from the words that stand for them."""
    return each(text, lambda word: TRUE_OR_FALSE.get(plain(word)), pl.Boolean())


def each(
    text: pl.Series, read: Callable[[str], str | bool | None], kind: pl.DataType
) -> pl.Series:
    """Apply `read` once to each distinct text."""
    distinct = text.drop_nulls().unique()
    meant = pl.Series([read(word) for word in distinct], dtype=kind)
    return text.replace_strict(distinct, meant, default=None, return_dtype=kind)


def _numbers(text: pl.Series) -> pl.Series:
    """Text with a decimal point and nothing else; null where it is no number."""
    if text.str.contains(_PLAIN).all():
        return text
    text = text.str.replace("^[\u2212\u2013]", "-")
    spaced = text.str.contains(_SPACED).fill_null(value=False)
    text = text.str.replace_all(_SPACES, "").zip_with(spaced, text)
    pointed = text.str.contains(_POINTED).fill_null(value=False)
    text = text.str.replace_all(".", "", literal=True).zip_with(pointed, text)
    commaed = text.str.contains(_COMMAED).fill_null(value=False)
    text = text.str.replace_all(",", "", literal=True).zip_with(commaed, text)
    number = text.str.replace(",", ".", literal=True)
    return number.set(number.str.contains(_PLAIN).not_(), None)
