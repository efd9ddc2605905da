"""Which key turns a cooperative's member numbers into pseudonyms?

HMAC-SHA256 with a key of its own per cooperative, never a plain hash: without the key a number
cannot be tried out, and two cooperatives' pseudonyms cannot be linked.
"""

import hashlib
import hmac
import os
import secrets
from pathlib import Path

from hub.problem import Problem

_BYTES = 32


class UnusableKey(Problem):
    """A key file that is not 32 bytes as 64 hexadecimal characters, in small letters."""

    def __init__(self, file: Path) -> None:
        super().__init__(
            f"the pseudonym key in {file} is not 64 digits and small letters from a to f",
            "Restore it from your backup: with another key, every member looks like a new one",
        )


class LostKey(Problem):
    """No key is there, and records that were made with one are."""

    def __init__(self, cooperative: str) -> None:
        super().__init__(
            f"the pseudonym key of {cooperative!r} is gone, and records here were made with it; "
            "with another key, every member would look like a new one",
            f"Restore it from your backup: intercoop keys import {cooperative} FILE",
        )


def pseudonym_key(folder: Path, cooperative: str) -> str:
    """The cooperative's key as hexadecimal text; made on first use, then never changed.

    Call it under the cooperative's lock: two processes must not both make one.

    Args:
        folder: holds one file per cooperative, readable by its owner only.
        cooperative: slug.

    Raises:
        UnusableKey: the file is there, but no key stands in it.
    """
    file = folder / f"{cooperative}.key"
    if not file.exists():
        make_key(file)
    key = read_key(file)
    if key is None:
        raise UnusableKey(file)
    return key


def forget_key(folder: Path, cooperative: str) -> None:
    """Remove a key with which nothing was ever kept: call under the cooperative's lock."""
    (folder / f"{cooperative}.key").unlink(missing_ok=True)
    sync_folder(folder)


def read_key(file: Path) -> str | None:
    """The 32 bytes in a file as hexadecimal text; None where something else stands in it."""
    key = file.read_text(encoding="utf-8-sig", errors="replace").strip()
    usable = len(key) == 2 * _BYTES and set(key) <= set("0123456789abcdef")
    return key if usable else None


def commitment(key: str, digest: str) -> str:
    """What may be published of an upload's digest: proof for who holds the key, else noise."""
    return hmac.new(key.encode(), digest.encode(), hashlib.sha256).hexdigest()


def make_key(file: Path) -> None:
    """Write a new random key, durably, readable by its owner only."""
    write_key(file, secrets.token_hex(_BYTES))


def write_key(file: Path, key: str) -> None:
    """Write a key, durably, readable by its owner only; replaces what was there."""
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    # always the same name, so that a killed process leaves nothing that the next one keeps
    fresh = file.with_suffix(".new")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as stream:
        stream.write(key)
        stream.flush()
        os.fsync(stream.fileno())
    fresh.rename(file)
    sync_folder(file.parent)


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
