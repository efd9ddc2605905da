"""Which codes does an upload use that nothing defines?"""

import polars as pl

from connectors.findings import Findings, Place
from connectors.references import References, reading_order
from hub.records.tables import TABLES


def place(column: str) -> Place:
    return Place(file="a.csv", header=column)


def rows(**columns: list[str | None]) -> pl.DataFrame:
    height = len(next(iter(columns.values())))
    return pl.DataFrame(
        {"source_row": pl.Series(range(2, height + 2), dtype=pl.UInt32), **columns}
    )


def test_tables_that_define_codes_are_read_first() -> None:
    order = reading_order()
    assert set(order) == set(TABLES)
    for table, schema in TABLES.items():
        for defining in schema.REFERENCES.values():
            assert defining == table or order[defining] < order[table]


def test_codes_of_earlier_imports_and_of_this_upload_are_known() -> None:
    references = References.starting_from({"member_categories": {"users"}})
    references.define("member_categories", rows(code=["workers"]))
    findings = Findings()
    used = rows(category=["users", "workers", "nobles", None])
    broken = references.check("members", used, findings, place=place)
    assert broken.to_list() == [4]
    assert findings.totals == {"unknown_reference": 1}


def test_a_table_that_refers_to_itself_is_judged_at_the_end() -> None:
    references = References.starting_from({})
    findings = Findings()
    broken = references.check("bodies", rows(parent=["later", "never"]), findings, place=place)
    references.define("bodies", rows(code=["later"]))
    assert broken.len() == 0
    references.finish(findings)
    assert [one.row for one in findings.listed(["a.csv"])] == [3]
