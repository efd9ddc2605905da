"""A person is taken out of a file whole, and nobody else is touched."""

from pathlib import Path

import polars as pl
import pytest

from hub.records.tables import TABLES
from hub.vault.erasure import holding, rewrite
from hub.vault.store import Vault

A, B, C = ("a" * 64, "b" * 64, "c" * 64)
SCHEMA = {
    name: column.dtype
    for name, column in TABLES["participations"].columns().items()
    if name in {"pseudonym", "assembly", "channel", "represented_by"}
}
ROWS = pl.DataFrame(
    [(A, "ag", "in_person", None), (B, "ag", "post", A), (C, "ag", None, B)],
    schema=SCHEMA,
    orient="row",
)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    with Vault(tmp_path).stage("coop", "i1") as staged:
        staged.write("participations", ROWS)
        staged.write("participations", ROWS.with_columns(assembly=pl.lit("ag-2")))
        staged.write("bodies", pl.DataFrame({"code": ["ca"]}))
        staged.keep()
    return tmp_path / "coop"


def test_rows_about_the_person_go_and_mentions_are_blanked(home: Path) -> None:
    [file] = holding(home, A)
    kept = pl.read_parquet_schema(file)
    assert rewrite(file, A) == 4
    left = pl.read_parquet(file)
    assert left.select("pseudonym", "represented_by").rows() == [(B, None), (C, B)] * 2
    assert pl.read_parquet_schema(file) == kept
    assert A.encode() not in file.read_bytes()


def test_afterwards_no_file_holds_the_person_and_nothing_is_left_behind(home: Path) -> None:
    for file in holding(home, B):
        rewrite(file, B)
    assert holding(home, B) == []
    assert sorted(str(one.relative_to(home)) for one in home.rglob("*")) == [
        "i1",
        "i1/bodies.parquet",
        "i1/participations.parquet",
    ]


def test_an_error_while_writing_leaves_the_file_as_it_was(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    [file] = holding(home, A)
    before = file.read_bytes()

    def full(_descriptor: int) -> None:
        raise OSError(message)

    message = "no space left"
    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match=message):
        rewrite(file, A)
    assert file.read_bytes() == before
    monkeypatch.undo()
    assert rewrite(file, A) == 4


def test_a_file_that_becomes_empty_can_still_be_read(tmp_path: Path) -> None:
    with Vault(tmp_path).stage("coop", "i1") as staged:
        staged.write("participations", ROWS.head(1))
        staged.keep()
    [file] = holding(tmp_path / "coop", A)
    assert rewrite(file, A) == 0
    assert pl.read_parquet(file).height == 0
