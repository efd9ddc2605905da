"""What happens to some canonical rows? Checked, linked, counted; the valid ones go on."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace

import polars as pl

from connectors.contract import Sink, Upload
from connectors.findings import Findings, Place
from connectors.folding import first_of_each
from connectors.keys import Keys
from connectors.mapping import Mapped
from connectors.naming import named
from connectors.references import References
from connectors.rules import check_rules
from connectors.table_pack import TablePack

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

    def check(self, mapped: Mapped, pack: TablePack, *, place: Callable[[str], Place]) -> None:
        """Check some rows and hand over the valid ones.

        Args:
            mapped: canonical rows, not yet checked.
            pack: how the table is read.
            place: canonical column -> where it stands in the file.
        """
        if pack.derived:
            new = first_of_each(mapped.rows, pack.key)
            earlier = list(self.references.codes.get(pack.table, ()))
            new = new.filter(~pl.col(pack.key[0]).is_in(earlier))
            # what could not be read is told of the rows that use the code
            mapped = replace(mapped, rows=new, unreadable={})
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
