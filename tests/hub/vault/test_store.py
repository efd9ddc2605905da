"""An import lies in the vault whole, or not at all."""

import threading
import time
from pathlib import Path

import polars as pl
import pytest

from hub.vault.store import Vault

ROWS = pl.DataFrame({"code": ["a", "b"]})


def test_kept_tables_are_read_back(tmp_path: Path) -> None:
    vault = Vault(tmp_path)
    with vault.stage("coop", "i1") as staged:
        staged.write("bodies", ROWS)
        staged.write("bodies", ROWS)
        staged.keep()
    assert pl.read_parquet(vault.file("coop", "i1", "bodies")).height == 4


def test_what_is_not_kept_leaves_nothing(tmp_path: Path) -> None:
    with Vault(tmp_path).stage("coop", "i1") as staged:
        staged.write("bodies", ROWS)
    assert list((tmp_path / "coop").iterdir()) == []


def test_an_error_while_writing_leaves_nothing(tmp_path: Path) -> None:
    def fail() -> None:
        with Vault(tmp_path).stage("coop", "i1") as staged:
            staged.write("bodies", ROWS)
            raise OSError(message)

    message = "no space left"
    with pytest.raises(OSError, match=message):
        fail()
    assert list((tmp_path / "coop").iterdir()) == []


def test_a_table_can_be_read_while_it_is_staged(tmp_path: Path) -> None:
    with Vault(tmp_path).stage("coop", "i1") as staged:
        staged.write("bodies", ROWS)
        assert staged.read("bodies").collect()["code"].to_list() == ["a", "b"]


def test_sweeping_removes_what_no_record_names(tmp_path: Path) -> None:
    vault = Vault(tmp_path)
    for name in ("i1", "i2", "i3.unfinished"):
        (tmp_path / "coop" / name).mkdir(parents=True)
    with vault.locked("coop"):
        vault.sweep("coop", frozenset({"i1"}))
    assert sorted(entry.name for entry in (tmp_path / "coop").iterdir()) == [".lock", "i1"]


def test_rows_are_put_before_those_that_were_written(tmp_path: Path) -> None:
    vault = Vault(tmp_path)
    with vault.stage("coop", "i1") as staged:
        staged.write("bodies", ROWS)
        staged.put_before("bodies", [pl.DataFrame({"code": ["z"]}), ROWS.clear()])
        assert staged.read("bodies").collect()["code"].to_list() == ["z", "a", "b"]
        staged.keep()
    assert [file.name for file in (tmp_path / "coop" / "i1").iterdir()] == ["bodies.parquet"]


def test_whoever_waited_for_a_folder_that_is_gone_holds_the_new_one(tmp_path: Path) -> None:
    vault, order = Vault(tmp_path), []
    waiting = threading.Event()

    def second() -> None:
        waiting.set()
        with vault.locked("essai"):
            order.append("second")
            assert (tmp_path / "essai" / ".lock").exists()

    with vault.locked("essai"):
        thread = threading.Thread(target=second)
        thread.start()
        waiting.wait()
        time.sleep(0.1)
        vault.remove("essai")
        order.append("first")
    thread.join()
    assert order == ["first", "second"]


def test_an_error_under_the_lock_is_not_taken_for_a_folder_that_is_gone(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="of the work"), Vault(tmp_path).locked("essai"):
        raise FileNotFoundError("of the work")
