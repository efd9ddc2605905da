"""Which rows of a file are records of a table? Headings, continuations and strangers are not."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

import polars as pl

from connectors.cells import begins_plainly, tidy
from connectors.cells import blank as blank_in
from connectors.conditions import ANYTHING, Condition, beside, compared
from connectors.headers import plain
from connectors.table_pack import TablePack

#: The first column of a file, whatever its header; headings of groups stand in it.
FIRST = "=first column"
_HEADING = r"^(.*\S) \(\d+\)$"
_SET_IN = r"^\s"
_MASK = r"^'([=+\-@])"
_NUMBER = r"^-?\d+$"
#: Of so many records the last is hardly the only one that has several rows.
_MANY = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Shaped:
    """Rows that are records.

    Attributes:
        text: as given, with cells filled down and emptied as the pack says.
        row: UInt32, the row of each in the file.
        left_out: the rows that cannot be stored honestly.
        distinct: what the columns say that conditions look at.
        nested: whether headings stand in headings, so that nobody knows which is meant.
    """

    text: pl.DataFrame
    row: pl.Series
    left_out: pl.Series
    distinct: "Distinct"
    nested: bool = False


@dataclass(slots=True)
class Above:
    """What stands above some rows of a file, which may continue it.

    Attributes:
        label: of the group that they are in.
        cells: column -> what the last record says in it; empty before the first.
    """

    label: str | None = None
    cells: dict[str, str | None] = field(default_factory=dict)
    _records: int = 0
    _continuing: int = 0
    _below: int = 0

    def count(self, continuing: pl.Series) -> None:
        """Take note of which of the next rows continue the record above them."""
        starts = continuing.not_().arg_true()
        below = (
            continuing.len() - 1 - starts[-1] if starts.len() else continuing.len() + self._below
        )
        self._records += starts.len()
        self._continuing += continuing.len() - starts.len()
        self._below = below

    @property
    def is_sorted(self) -> bool:
        """Whether all rows that continue a record stand below the last one: not as exported."""
        return self._records >= _MANY and 1 < self._continuing == self._below


def shaped(
    text: pl.DataFrame, row: pl.Series, pack: TablePack, above: Above | None = None
) -> Shaped:
    """Keep the rows that are records of the table.

    Args:
        text: columns under their canonical names, and those looked at under `beside(column)`.
        row: UInt32, the row of each in the file.
        pack: what the rows of this system's file mean.
        above: what stands above these rows; afterwards, what stands above those below them.
    """
    above = above or Above()
    if not pack.shapes:
        return Shaped(text=text, row=row, left_out=row.head(0), distinct=Distinct(text))
    if pack.masked:
        text = _unmasked(text)
    if pack.blank:
        text = _emptied(text, pack)
    nested = False
    if pack.grouped:
        column, blank = pack.grouped
        label = _headings(text, blank)
        nested = column not in text.columns and bool(label.str.contains(_SET_IN).any())
        text, row = _without_headings(text, row, column, label=label, above=above)
    if pack.fill_down:
        text = _filled_down(text, [beside(column) for column in pack.fill_down], pack, above)
    distinct = Distinct(text)
    text, row = _kept(text, row, holds(text, pack.only, distinct))
    out = pl.repeat(False, text.height, dtype=pl.Boolean, eager=True)  # noqa: FBT003 - polars
    for conditions in pack.leave_out:
        out |= holds(text, conditions, distinct)
    left_out = row.filter(out)
    text, row = _kept(text, row, ~out)
    for column, how in pack.fields.items():
        if how.where and column in text.columns:
            blanked = text[column].set(~holds(text, how.where, distinct), None)
            text = text.with_columns(blanked.alias(column))
    return Shaped(text=text, row=row, left_out=left_out, distinct=distinct, nested=nested)


class Distinct:
    """What some columns say, each text once, for as long as rows are only taken out."""

    def __init__(self, text: pl.DataFrame) -> None:
        self._text = text
        self._known: dict[str, pl.Series] = {}

    def knows(self, name: str) -> bool:
        """Whether it has looked at a column."""
        return name in self._known

    def of(self, name: str) -> pl.Series:
        """Each text of a column once, without nulls."""
        if name not in self._known:
            self._known[name] = self._text[name].drop_nulls().unique()
        return self._known[name]


def holds(
    text: pl.DataFrame, conditions: Sequence[Condition], distinct: Distinct | None = None
) -> pl.Series:
    """A mask of the rows in which every condition holds; a column that is absent is empty.

    Args:
        text: some rows.
        conditions: all of which must hold.
        distinct: what is known of these rows and of others, if anything.
    """
    distinct = distinct or Distinct(text)
    mask = pl.repeat(True, text.height, dtype=pl.Boolean, eager=True)  # noqa: FBT003 - polars
    for condition in conditions:
        if not mask.any():
            break  # the first often holds nowhere, and a later one may be a column of numbers
        mask &= _one(text, condition, distinct)
    return mask


def _one(text: pl.DataFrame, condition: Condition, distinct: Distinct) -> pl.Series:
    name = beside(condition.column)
    if name not in text.columns:
        return pl.repeat("" in condition.words, text.height, dtype=pl.Boolean, eager=True)
    if condition.words <= {"", ANYTHING} and not distinct.knows(name):
        # whether anything stands there is judged of each sooner than of those that differ
        says = begins_plainly(text[name])
        named = says & (ANYTHING in condition.words)
        if says.all():
            return named
        left = says.not_()
        return named.scatter(left.arg_true(), _are_among(text[name].filter(left), condition.words))
    # what a column says it says over and over: each text is judged once
    texts, blank = distinct.of(name), "" in condition.words
    among = texts.filter(_are_among(texts, condition.words))
    if among.is_empty():
        return text[name].is_null() if blank else pl.repeat(blank, text.height, eager=True)
    if among.len() == texts.len():
        return pl.repeat(blank, text.height, eager=True) if blank else text[name].is_not_null()
    return text[name].is_in(among.implode()).fill_null(blank)


def _are_among(texts: pl.Series, words: frozenset[str]) -> pl.Series:
    """A mask of the texts that a condition names.

    Numbers are compared as they stand, and a text with digits is none of words without: a column
    of member numbers says something else in each row.
    """
    text = tidy(texts)
    blank = text.is_null()
    if ANYTHING in words:
        return ~blank | ("" in words)
    number = text.str.contains(_NUMBER).fill_null(value=False)
    left = ~(blank | number)
    spelt = [word for word in words if word and not re.fullmatch(_NUMBER, word)]
    if not spelt:
        # a dash alone says as little as nothing
        left &= ~text.str.contains("[0-9A-Za-z]").fill_null(value=False)
    elif not any(re.search(r"\d", word) for word in spelt):
        left &= ~text.str.contains("[0-9]").fill_null(value=False)
    meant = pl.Series([compared(word) in words for word in text.filter(left)], dtype=pl.Boolean)
    named = number & text.is_in([*words]).fill_null(value=False)
    return (named | blank & ("" in words)).scatter(left.arg_true(), meant)


def _kept(text: pl.DataFrame, row: pl.Series, keep: pl.Series) -> tuple[pl.DataFrame, pl.Series]:
    return (text, row) if keep.all() else (text.filter(keep), row.filter(keep))


def _unmasked(text: pl.DataFrame) -> pl.DataFrame:
    """Without the apostrophes that the exporting system put before signs."""
    return text.with_columns(
        column.str.replace(_MASK, "$1")
        for column in text.iter_columns()
        if column.str.starts_with("'").any()
    )


def _emptied(text: pl.DataFrame, pack: TablePack) -> pl.DataFrame:
    """With empty cells where a word stands for one; conditions still see the word."""
    return text.with_columns(
        text[column].set(text[column].is_in(pack.blank), None)
        for column in pack.fields
        if column in text.columns
    )


def _headings(text: pl.DataFrame, blank: str) -> pl.Series:
    """What headings of groups say; null in all other rows."""
    first = text[FIRST]
    # hardly any cell ends like one, and to look for all of the form takes ten times as long
    label = first.set(first.str.ends_with(")").not_(), None).str.extract(_HEADING)
    if beside(blank) in text.columns and label.null_count() < text.height:
        label = label.set(tidy(text[beside(blank)]).is_not_null(), None)
    return label


def _without_headings(
    text: pl.DataFrame, row: pl.Series, column: str, *, label: pl.Series, above: Above
) -> tuple[pl.DataFrame, pl.Series]:
    """Rows such as `A (12)` taken out, and their label given to the rows below them."""
    heading = label.is_not_null()
    label = _continued(tidy(label), above.label)
    if not label.len() or label[-1] is None:
        return text, row
    above.label = label[-1]
    if column in text.columns:
        label = label.zip_with(blank_in(text[column]), text[column])
    return _kept(text.with_columns(label.alias(column)), row, ~heading)


def _continued(cells: pl.Series, before: str | None) -> pl.Series:
    """Where nothing stands, what stands above; `before` is what stands above the first."""
    cells = cells.fill_null(strategy="forward")
    return cells if before is None else cells.fill_null(before)


def _filled_down(
    text: pl.DataFrame, columns: list[str], pack: TablePack, above: Above
) -> pl.DataFrame:
    """Where all of the columns are blank, what the row above says of the same record."""
    names = [name for name in columns if name in text.columns]
    if not names or not text.height:
        return text
    blank = text.select(pl.all_horizontal(blank_in(text[name]) for name in names)).to_series()
    above.count(blank)
    # a record's own columns, such as its number, continue together with those named
    own = [
        column
        for column, how in pack.fields.items()
        if column in text.columns
        and {plain(header) for header in how.headers} & {name[1:] for name in columns}
    ]
    filled = {}
    for name in [*names, *own]:
        said = tidy(text[name]).fill_null("").set(blank, None)
        started = _continued(said, above.cells.get(name))
        filled[name] = started.zip_with(blank, text[name])
        above.cells[name] = started[-1]
    return text.with_columns(**filled)
