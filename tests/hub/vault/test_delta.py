"""Additions and changes take their places; of everything else, every row stays as it is."""

from pathlib import Path

import polars as pl
import pyarrow.parquet as pq
from hypothesis import given
from hypothesis import strategies as st

from hub.vault.delta import staying

CODES = st.dictionaries(st.sampled_from("abcdefgh"), st.sampled_from("xyz"), max_size=8)


def table(rows: dict[str, str]) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "code": list(rows),
            "name": list(rows.values()),
            "source_row": range(len(rows)),
        },
        schema={"code": pl.String, "name": pl.String, "source_row": pl.UInt32},
    )


def written(rows: pl.DataFrame, folder: Path, rows_in_a_group: int = 2) -> Path:
    file = folder / "table.parquet"
    pq.write_table(rows.to_arrow(), file, row_group_size=rows_in_a_group)
    return file


@given(before=CODES, sent=CODES)
def test_what_stays_and_what_is_sent_make_the_table_of_both(
    tmp_path_factory: object, before: dict[str, str], sent: dict[str, str]
) -> None:
    folder = tmp_path_factory.mktemp("delta")  # type: ignore[attr-defined]
    file = written(table(before), folder)
    stays = pl.concat([table({}), *staying(file, table(sent).lazy(), ("code",))])
    both = pl.concat([stays, table(sent)])
    assert dict(both.select("code", "name").iter_rows()) == before | sent
    assert both.height == len(before | sent)


def test_without_a_key_a_row_that_is_there_is_not_added_again(tmp_path: Path) -> None:
    rows = pl.DataFrame({"code": ["a", "a", "b"]})
    sent = pl.DataFrame({"code": ["a", "c"]})
    [stays] = staying(written(rows, tmp_path, 10), sent.lazy(), ())
    assert stays["code"].to_list() == ["a", "b"]


def test_rows_of_an_earlier_version_take_the_form_of_this_one(tmp_path: Path) -> None:
    rows = pl.DataFrame({"code": ["a"], "kind": ["y"]}).cast({"kind": pl.Enum(["x", "y"])})
    sent = pl.DataFrame({"code": ["b"], "kind": ["y"], "place": ["p"]}).cast(
        {"kind": pl.Enum(["y"])}
    )
    [stays] = staying(written(rows, tmp_path), sent.lazy(), ("code",))
    assert stays.schema == sent.schema
    assert stays.rows() == [("a", "y", None)]
