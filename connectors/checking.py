"""What happens to some rows of text? Mapped, checked, linked, counted; the valid ones go on."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace

import polars as pl

from connectors import cells
from connectors.contract import Sink, Upload
from connectors.findings import Findings, Place
from connectors.folding import first_of_each, folded
from connectors.keys import Keys
from connectors.mapping import Mapped, map_rows
from connectors.naming import named
from connectors.references import References
from connectors.rules import check_rules
from connectors.shape import Shaped, shaped
from connectors.table_pack import Parse, TablePack

_LOST = "[\ufffd\0]"


@dataclass(slots=True)
class Checking:
    """One pass over one upload: what all its files share.

    Attributes:
        rows: canonical table -> how many valid rows the sink received.
    """

    upload: Upload
    sink: Sink
    findings: Findings
    references: References
    rows: Counter[str] = field(default_factory=Counter)
    _keys: dict[str, tuple[TablePack, Keys]] = field(default_factory=dict)

    def take(
        self,
        text: pl.DataFrame,
        row: pl.Series,
        pack: TablePack,
        *,
        source: str,
        place: Callable[[str], Place],
    ) -> int:
        """Check some rows and hand over the valid ones; returns how many are its table's at all.

        Args:
            text: the file's columns under their canonical names.
            row: UInt32, the row of each in the file.
            pack: how the table is read.
            source: the file, and the sheet of a workbook.
            place: canonical column -> where it stands in the file.
        """
        records = shaped(text, row, pack)
        if pack.derived:
            records = _each_once(records, pack)
        self._report_left_out(records.left_out, pack, place=place)
        if records.nested and pack.grouped and not pack.derived:
            field = named("field", pack.grouped[:1], pack)
            self.findings.add("groups_nested", place(next(iter(pack.match))), facts=field)
        mapped = map_rows(records.text, records.row, pack, upload=self.upload, source=source)
        self._report_regions(records, mapped, pack, place=place)
        if pack.table == "members":
            to_come = mapped.rows.filter(pl.col("joined_on") > self.upload.today)["source_row"]
            self.findings.add_rows("joins_in_future", place("joined_on"), to_come)
        if pack.repeats:
            mapped = replace(mapped, rows=folded(mapped.rows, pack))
        if pack.derived:
            new = first_of_each(mapped.rows, pack.key)
            earlier = list(self.references.codes.get(pack.table, ()))
            mapped = replace(mapped, rows=new.filter(~pl.col(pack.key[0]).is_in(earlier)))
        # an unusable row still defines its code: one fault must not become a thousand
        self.references.define(pack.table, mapped.rows)
        good = check_rules(mapped, pack, self.findings, place=place)
        broken = self.references.check(pack.table, mapped.rows, self.findings, place=place)
        broken = broken.append(self._other_cooperatives(mapped, pack, place=place))
        if broken.len():
            good = good.filter(~pl.col("source_row").is_in(broken.implode()))
        if pack.key:
            keys = self._keys.setdefault(pack.table, (pack, Keys()))[1]
            keys.add(_with_whole_key(mapped, pack), pack.key, place(pack.key[0]))
        if pack.table == "cooperatives" and good.height:
            # read before every register: a postcode there may be one of this country
            self.upload = replace(self.upload, country=good["country"][0])
        if good.height:
            self.rows[pack.table] += good.height
            self.sink.write(pack.table, good)
        return records.row.len()

    def _report_left_out(
        self, rows: pl.Series, pack: TablePack, *, place: Callable[[str], Place]
    ) -> None:
        if rows.len() and not pack.derived:
            where, facts = place(next(iter(pack.match))), {"system": pack.system}
            self.findings.add_together(
                "rows_left_out" if pack.table == "members" else "movements_left_out",
                where,
                rows,
                facts=facts,
            )

    def _report_regions(
        self, records: Shaped, mapped: Mapped, pack: TablePack, *, place: Callable[[str], Place]
    ) -> None:
        """Postcodes of which the region is not known; the rows are stored without."""
        for column, field_pack in pack.fields.items():
            if field_pack.parse is Parse.POSTCODE and column in records.text.columns:
                unknown = mapped.rows[column].is_null()
                written = cells.tidy(records.text[column].filter(unknown)).is_not_null()
                rows = records.row.filter(unknown).filter(written)
                self.findings.add_together("region_not_known", place(column), rows)

    def take_out_lost(
        self, text: pl.DataFrame, row: pl.Series, *, place: Callable[[str], Place]
    ) -> tuple[pl.DataFrame, pl.Series]:
        """The rows without lost letters; the others are reported."""
        lost = pl.Series("row", [], dtype=pl.UInt32)
        for column in text.columns:
            rows = row.filter(text[column].str.contains(_LOST).fill_null(value=False))
            self.findings.add_rows("replacement_character", place(column), rows)
            lost = lost.append(rows)
        whole = ~row.is_in(lost.implode())
        return text.filter(whole), row.filter(whole)

    def finish(self) -> None:
        """Report what only the end of the upload shows: repeated keys, references to come."""
        for pack, keys in self._keys.values():
            keys.report(named("fields", pack.key, pack), self.findings)
        self.references.finish(self.findings)

    def _other_cooperatives(
        self, mapped: Mapped, pack: TablePack, *, place: Callable[[str], Place]
    ) -> pl.Series:
        """The rows that describe another cooperative than the one whose upload this is."""
        if pack.table != "cooperatives":
            return pl.Series("source_row", [], dtype=pl.UInt32)
        others = mapped.rows.filter(pl.col("slug") != self.upload.cooperative)["source_row"]
        facts = {"cooperative": self.upload.cooperative}
        self.findings.add_rows("wrong_cooperative", place("slug"), others, facts=facts)
        return others


def without_blank_rows(
    text: pl.DataFrame, row: pl.Series, pack: TablePack
) -> tuple[pl.DataFrame, pl.Series]:
    """The rows that hold anything; spreadsheets export empty ones below and between."""
    # headings and continuations have a blank key, and are not blank
    first = text[
        next((column for column in pack.match if column in text.columns), text.columns[0])
    ]
    if not (first.null_count() or (first == "").any()):
        return text, row
    blank = cells.tidy(first).is_null()
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


def _with_whole_key(mapped: Mapped, pack: TablePack) -> pl.DataFrame:
    """The rows whose key could be read: two unreadable keys are not the same key."""
    rows = mapped.rows.select("source_row", *pack.key)
    columns = pack.schema.columns()
    for column in pack.key:
        if not columns[column].nullable and rows[column].null_count():
            rows = rows.filter(pl.col(column).is_not_null())
        for known in mapped.unreadable.get(column, {}).values():
            rows = rows.filter(~pl.col("source_row").is_in(known.implode()))
    return rows
