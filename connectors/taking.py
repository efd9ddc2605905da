"""How do the rows of one table become records, some at a time? Shaped, mapped, joined, checked."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

import polars as pl

from connectors import cells
from connectors.checking import Checking
from connectors.conditions import beside
from connectors.findings import Place
from connectors.mapping import Mapped, map_rows
from connectors.naming import named
from connectors.shape import Above, Shaped, holds, shaped
from connectors.table_pack import Parse, TablePack
from connectors.waiting import Waiting

#: Table -> a day of it that is past as a rule, and the finding where it is not.
_PAST = {
    "members": ("joined_on", "joins_in_future"),
    "assemblies": ("date", "held_in_future"),
    "motions": ("voted_on", "held_in_future"),
}


@dataclass(slots=True, kw_only=True)
class Taking:
    """One table of one file, while its rows are read.

    Attributes:
        checking: of the whole upload.
        pack: how the table is read.
        source: the file, and the sheet of a workbook.
        place: canonical column -> where it stands in the file.
    """

    checking: Checking
    pack: TablePack
    source: str
    place: Callable[[str], Place]
    _above: Above = field(default_factory=Above)
    _nested: bool = False
    _codes: set[str | None] = field(default_factory=set)
    _waiting: Waiting = field(init=False)

    def __post_init__(self) -> None:
        self._waiting = Waiting(self.pack)

    def take(self, text: pl.DataFrame, row: pl.Series) -> int:
        """Take the next rows of the file; returns how many are its table's at all.

        Of a code list that the file implies, rows with codes of before are passed over.

        Args:
            text: the file's columns under their canonical names.
            row: UInt32, the row of each in the file.
        """
        if self.pack.derived and self._tells_no_further_code(text):
            return 0
        records = shaped(text, row, self.pack, self._above)
        self._report_left_out(records.left_out)
        self._report_nested(records)
        self._report_unknown(records)
        if self.pack.derived:
            records = _each_once(records, self.pack)
            if self.pack.key[0] in records.text.columns:
                self._codes |= {*records.text[self.pack.key[0]]}
        records = replace(records, text=self._completed(records))
        upload = self.checking.upload
        mapped = map_rows(records.text, records.row, self.pack, upload=upload, source=self.source)
        self._report_regions(records, mapped)
        if day := _PAST.get(self.pack.table):
            column, code = day
            to_come = mapped.rows.filter(pl.col(column) > upload.today)["source_row"]
            self.checking.findings.add_rows(code, self.place(column), to_come)
        if self.pack.repeats:
            self._waiting.add(mapped)
        else:
            self.checking.check(mapped, self.pack, place=self.place)
        return records.row.len()

    def finish(self) -> None:
        """Take the rows that had to wait for others, which may stand anywhere below them."""
        if self._above.is_sorted and not self.pack.derived:
            where, facts = self.place(next(iter(self.pack.match))), {"system": self.pack.system}
            self.checking.findings.add("continuations_sorted", where, facts=facts)
        for mapped in self._waiting.records():
            self.checking.check(mapped, self.pack, place=self.place)

    def _tells_no_further_code(self, text: pl.DataFrame) -> bool:
        """Whether all that these rows say of codes was taken before; most rows do not."""
        said = [column for column in self.pack.fields if column in text.columns]
        alone = said == list(self.pack.key[:1]) and not (self.pack.grouped or self.pack.fill_down)
        return alone and {*text[said[0]].unique()} <= self._codes

    def _completed(self, records: Shaped) -> pl.DataFrame:
        """The text, with what the pack names for cells that are blank; says of which rows."""
        text = records.text
        for column, one in self.pack.fields.items():
            name, code = one.otherwise or ("", None)
            if column not in text.columns or beside(name) not in text.columns:
                continue
            blank = cells.blank(text[column])
            if not blank.any():
                continue
            other = text[beside(name)]
            text = text.with_columns(other.zip_with(blank, text[column]).alias(column))
            if code:
                counts = blank & ~cells.blank(other)
                where = self.place(column)
                self.checking.findings.add_together(code, where, records.row.filter(counts))
        return text

    def _report_left_out(self, rows: pl.Series) -> None:
        if rows.len() and not self.pack.derived:
            where, facts = self.place(next(iter(self.pack.match))), {"system": self.pack.system}
            self.checking.findings.add_together(
                "rows_left_out" if self.pack.table == "members" else "movements_left_out",
                where,
                rows,
                facts=facts,
            )

    def _report_unknown(self, records: Shaped) -> None:
        """Rows of which the deciding column says what nobody foresaw: they pass for members."""
        for condition in self.pack.decides:
            if beside(condition.column) in records.text.columns:
                ended = self.pack.words(condition.column) - {""}
                foreseen = replace(condition, words=condition.words | ended)
                held = holds(records.text, (foreseen,), records.distinct)
                rows = records.row.filter(~held)
                where = self.place(beside(condition.column))
                facts = {"header": where.header or condition.column}
                self.checking.findings.add_together("status_unknown", where, rows, facts=facts)

    def _report_nested(self, records: Shaped) -> None:
        """Headings in headings, once a file."""
        grouped = self.pack.grouped
        if grouped and records.nested and not self._nested and not self.pack.derived:
            self._nested = True
            which = named("field", grouped[:1], self.pack)
            where = self.place(next(iter(self.pack.match)))
            self.checking.findings.add("groups_nested", where, facts=which)

    def _report_regions(self, records: Shaped, mapped: Mapped) -> None:
        """Postcodes of which the region is not known; the rows are stored without."""
        for column, field_pack in self.pack.fields.items():
            if field_pack.parse is Parse.POSTCODE and column in records.text.columns:
                unknown = mapped.rows[column].is_null()
                written = cells.blank(records.text[column].filter(unknown)).not_()
                rows = records.row.filter(unknown).filter(written)
                self.checking.findings.add_together("region_not_known", self.place(column), rows)


def without_blank_rows(
    text: pl.DataFrame, row: pl.Series, first: str
) -> tuple[pl.DataFrame, pl.Series]:
    """The rows that hold anything; spreadsheets export empty ones below and between.

    Args:
        text: some rows of a file.
        row: UInt32, the row of each in the file.
        first: a column that is blank in few others.
    """
    blank = cells.blank(text[first])
    if not blank.any():
        return text, row
    # headings and continuations have a blank key, and are not blank
    filled = text.filter(blank).select(
        pl.any_horizontal(
            pl.col(column).str.strip_chars().str.len_bytes() > 0 for column in text.columns
        ).fill_null(value=False)
    )
    keep = blank.not_().scatter(blank.arg_true(), filled.to_series())
    return text.filter(keep), row.filter(keep)


def _each_once(records: Shaped, pack: TablePack) -> Shaped:
    """Of rows that say the same of a code, which most do, the first."""
    said = [column for column in pack.fields if column in records.text.columns]
    if not said:
        return records
    text = records.text.with_columns(records.row.alias("=row"))
    text = text.unique(said, keep="first", maintain_order=True)
    return replace(records, text=text.drop("=row"), row=text["=row"].alias(records.row.name))
