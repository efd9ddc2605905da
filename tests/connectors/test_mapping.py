"""How do rows of text become canonical rows?"""

from collections.abc import Mapping
from pathlib import Path

import polars as pl
import yaml

from connectors.contract import Upload
from connectors.mapping import Mapped, map_rows
from connectors.pack_file import load_pack

UPLOAD = Upload(
    cooperative="demo", import_id="i1", files=(), key="aa" * 32, known={}, scratch=Path()
)


def mapped(fields: Mapping[str, object], **columns: list[str | None]) -> Mapped:
    """Some rows of the table `assemblies`, read by a pack with these fields."""
    table = {"table": "assemblies", "match": ["code"], "fields": dict(fields)}
    text = yaml.safe_dump({"system": "other", "versions": ["1"], "tables": [table]})
    [pack] = load_pack(text, "other.yaml")
    frame = pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String))
    row = pl.Series("row", range(2, 2 + frame.height), dtype=pl.UInt32)
    return map_rows(frame, row, pack, upload=UPLOAD, source="a.csv")


def test_what_is_written_and_cannot_be_read_is_unreadable_and_not_missing() -> None:
    found = mapped({}, date=["2020-01-01", "31/02/2020", None, " "])
    assert found.rows["date"].is_null().to_list() == [False, True, True, True]
    assert found.unreadable["date"]["unreadable_date"].to_list() == [3]


def test_every_row_says_whose_it_is_and_where_it_was_read() -> None:
    rows = mapped({}, code=["a"]).rows.to_dicts()
    assert {
        name: rows[0][name] for name in ("cooperative", "import_id", "source_file", "source_row")
    } == {"cooperative": "demo", "import_id": "i1", "source_file": "a.csv", "source_row": 2}


def test_a_pack_translates_words_and_names_what_means_unknown() -> None:
    fields = {"mode": {"values": {"Zaal": "in_person", "-": None}}}
    found = mapped(fields, mode=["zaal", "-", "op afstand"])
    assert found.rows["mode"].to_list() == ["in_person", None, "remote"]
    assert found.unreadable == {}


def test_a_dash_is_a_text_like_any_other_unless_a_pack_says_so() -> None:
    assert mapped({}, code=["-"]).rows["code"].to_list() == ["-"]


def test_a_default_fills_empty_cells_and_absent_columns_and_no_others() -> None:
    fields = {"kind": {"default": "ordinary"}, "mode": {"default": "remote"}}
    found = mapped(fields, kind=["mixed", None, "nonsense"])
    assert found.rows["kind"].to_list() == ["mixed", "ordinary", None]
    assert found.rows["mode"].to_list() == ["remote"] * 3
    assert found.unreadable["kind"]["unknown_word"].to_list() == [4]


def test_a_number_too_long_for_its_column_is_out_of_range() -> None:
    found = mapped({}, members=["12", "9" * 18])
    assert found.unreadable == {}
    assert found.rows["members"].to_list() == [12, 10**18 - 1]
