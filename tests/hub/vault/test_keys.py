"""A cooperative's key is made once, kept for its owner only, and never replaced."""

import stat
from pathlib import Path

import pytest

from hub.vault.keys import UnusableKey, commitment, forget_key, make_key, pseudonym_key, read_key


def test_the_same_key_is_read_again(tmp_path: Path) -> None:
    assert pseudonym_key(tmp_path, "a") == pseudonym_key(tmp_path, "a")


def test_two_cooperatives_never_share_a_key(tmp_path: Path) -> None:
    assert pseudonym_key(tmp_path, "a") != pseudonym_key(tmp_path, "b")


def test_only_its_owner_reads_a_key(tmp_path: Path) -> None:
    pseudonym_key(tmp_path / "keys", "a")
    assert stat.S_IMODE((tmp_path / "keys" / "a.key").stat().st_mode) == 0o600


def test_a_key_half_written_by_a_killed_process_is_never_used(tmp_path: Path) -> None:
    (tmp_path / "a.new").write_text("0000")
    assert len(pseudonym_key(tmp_path, "a")) == 64
    assert [file.name for file in tmp_path.iterdir()] == ["a.key"]


def test_a_damaged_key_is_refused_and_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "a.key").write_text("short")
    with pytest.raises(UnusableKey, match="backup"):
        pseudonym_key(tmp_path, "a")
    assert (tmp_path / "a.key").read_text() == "short"


def test_a_commitment_needs_the_key() -> None:
    assert commitment("00", "digest") == commitment("00", "digest")
    assert commitment("00", "digest") != commitment("01", "digest")


def test_a_key_that_is_made_is_32_bytes_that_are_read_back(tmp_path: Path) -> None:
    file = tmp_path / "new" / "folder" / "any.key"
    make_key(file)
    key = read_key(file)
    assert key is not None
    assert len(bytes.fromhex(key)) == 32
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    make_key(tmp_path / "other.key")
    assert read_key(tmp_path / "other.key") != key


@pytest.mark.parametrize("text", ["", "0" * 63, "0" * 65, "g" * 64, "0" * 63 + "é", "A" * 64])
def test_anything_else_in_a_key_file_is_no_key(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.key").write_text(text, encoding="utf-8")
    assert read_key(tmp_path / "a.key") is None


def test_what_an_editor_puts_around_a_key_does_no_harm(tmp_path: Path) -> None:
    (tmp_path / "a.key").write_text("0" * 64 + "\r\n", encoding="utf-8-sig")
    assert read_key(tmp_path / "a.key") == "0" * 64


def test_a_forgotten_key_is_gone_and_forgetting_none_is_no_error(tmp_path: Path) -> None:
    key = pseudonym_key(tmp_path, "a")
    forget_key(tmp_path, "a")
    forget_key(tmp_path, "a")
    assert pseudonym_key(tmp_path, "a") != key
