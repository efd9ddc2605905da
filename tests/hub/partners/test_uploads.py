"""Files reach the disk whole, under safe names, or leave nothing."""

import errno
import io
import os
import resource
import shutil
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.partners.problems import Refused
from hub.partners.uploads import MOST_FILES, Receiving, folders_in, named_files, safe_name, sweep


def receive(
    home: Path, *files: tuple[str | None, bytes], limit: int = 1_000_000, kind: str = ""
) -> list[str]:
    """Receive files and keep none of them; their names."""
    with Receiving(home, limit) as receiving:
        for name, content in files:
            receiving.begin(name, kind)
            receiving.write(content)
        return [file.name for file in receiving.complete()]


@contextmanager
def no_file_longer_than(size: int) -> Iterator[None]:
    """What a full disk looks like to a program, without filling one."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_files_are_kept_under_the_hash_of_their_content(tmp_path: Path) -> None:
    with Receiving(tmp_path, 100) as receiving:
        receiving.begin("a.csv", "")
        receiving.write(b"one")
        receiving.begin("a.csv", "")
        receiving.write(b"two")
        files = receiving.complete()
        receiving.keep()
    assert [file.name for file in files] == ["a.csv", "a (2).csv"]
    assert {file.name for file in receiving.folder.iterdir()} == {file.digest for file in files}
    named = named_files(receiving.folder, [file.as_json() for file in files])
    assert (named / "a (2).csv").read_bytes() == b"two"
    assert "digest" not in files[0].as_json()


def test_two_who_read_one_upload_do_not_take_the_names_from_each_other(tmp_path: Path) -> None:
    (tmp_path / "0").write_bytes(b"one")
    files = [{"name": "a.csv", "kept": "0"}]
    first, second = named_files(tmp_path, files), named_files(tmp_path, files)
    shutil.rmtree(second)
    assert (first / "a.csv").read_bytes() == b"one"


def test_what_is_not_kept_leaves_nothing(tmp_path: Path) -> None:
    assert receive(tmp_path, ("a.csv", b"a")) == ["a.csv"]
    assert list(tmp_path.iterdir()) == []


def test_too_much_is_refused_and_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        receive(tmp_path, ("a.csv", b"abc"), ("b.csv", b"d"), limit=3)
    assert refused.value.status == 413
    assert list(tmp_path.iterdir()) == []


def test_too_many_files_are_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        receive(tmp_path, *((f"{number}.csv", b"a") for number in range(MOST_FILES + 1)))
    assert refused.value.code == "too_many_files"


def test_nothing_at_all_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        receive(tmp_path, ("empty.csv", b""))
    assert refused.value.code == "nothing_sent"


def test_a_full_disk_is_said_and_nothing_is_left(tmp_path: Path) -> None:
    with no_file_longer_than(1000), pytest.raises(Refused) as refused:
        receive(tmp_path, ("a.csv", b"a" * 2000))
    assert (refused.value.status, refused.value.code) == (507, "disk_full")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("number", "raised"), [(errno.ENOSPC, Refused), (errno.EIO, OSError)])
def test_only_a_full_disk_is_told_to_the_partner(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, raised: type[Exception]
) -> None:
    def fails(*_: object) -> None:
        raise OSError(number, "of the disk")

    monkeypatch.setattr(os, "fsync", fails)
    with pytest.raises(raised):
        receive(tmp_path, ("a.csv", b"a"))
    assert list(tmp_path.iterdir()) == []


@given(st.text(max_size=300))
def test_a_name_never_leads_elsewhere(sent: str) -> None:
    name = safe_name(sent)
    assert name == Path(name).name
    assert not name.startswith(".")
    assert name.isprintable()
    assert 0 < len(name.encode()) < 255


@pytest.mark.parametrize(
    ("sent", "name"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\x\\membres.csv", "membres.csv"),
        (".bashrc", "bashrc"),
        ("", "upload"),
        ("a\u202evsc.exe", "avsc.exe"),
        ("x" * 300 + ".csv", "x" * 120 + ".csv"),
    ],
)
def test_names_are_made_safe(sent: str, name: str) -> None:
    assert safe_name(sent) == name


def _archive(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "kind", "suffix"),
    [
        (b"a;b\n", "text/csv; charset=utf-8", ".csv"),
        (b"a;b\n", "application/x-www-form-urlencoded", ".csv"),
        (b'\xef\xbb\xbf {"a": 1}', "", ".json"),
        (_archive("xl/workbook.xml"), "", ".xlsx"),
        (_archive("mimetype", "content.xml"), "", ".ods"),
        (_archive("members.csv"), "", ".zip"),
    ],
)
def test_a_file_without_a_suffix_gets_the_one_it_should_have_had(
    tmp_path: Path, content: bytes, kind: str, suffix: str
) -> None:
    assert receive(tmp_path, (None, content), kind=kind) == [f"upload{suffix}"]


def test_folders_go_when_nobody_needs_them(tmp_path: Path) -> None:
    past = time.time() - 100
    for name in ("old", "new", "waiting", "read"):
        (tmp_path / name).mkdir()
    for name in ("old", "waiting"):
        os.utime(tmp_path / name, (past, past))
    sweep(tmp_path, older_than=50, keep={"waiting"}, drop={"read"})
    assert set(folders_in(tmp_path)) == {"new", "waiting"}
    sweep(tmp_path / "none", older_than=0)


def test_a_folder_that_somebody_else_removes_meanwhile_is_nobodys_fault(tmp_path: Path) -> None:
    (tmp_path / "gone").symlink_to(tmp_path / "nowhere")  # listed, and not there when looked at
    (tmp_path / "old").mkdir()
    os.utime(tmp_path / "old", (0, 0))
    sweep(tmp_path, older_than=50)
    assert folders_in(tmp_path) == ["gone"]


def test_files_that_are_gone_are_missed(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        named_files(tmp_path, [{"name": "a.csv", "kept": "0"}])
