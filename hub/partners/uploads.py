"""How do files get from the network to where they wait? To disk as they arrive, or not at all.

Each upload has a folder of its own under a name of chance; its files are named after their
content. What is not kept is removed, and what a killed process left is swept later.
"""

import errno
import hashlib
import os
import secrets
import shutil
import tempfile
import time
import unicodedata
import zipfile
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from hub.partners.problems import Refused
from hub.vault.keys import sync_folder

#: More files than any export has.
MOST_FILES = 100
_LONGEST_NAME = 120
#: What a system says of a disk that is full.
NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_TYPES = {
    "text/csv": ".csv",
    "text/tab-separated-values": ".tsv",
    "application/json": ".json",
    "application/x-ndjson": ".jsonl",
    "application/zip": ".zip",
    "application/yaml": ".yaml",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "application/vnd.oasis.opendocument.spreadsheet": ".ods",
}
_NAMED = "named-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """One file that has arrived.

    Attributes:
        name: as people see it, without anything that could lead elsewhere.
        kept: its name on disk.
        digest: SHA-256 of its content.
    """

    name: str
    kept: str
    size: int
    digest: str

    def as_json(self) -> dict[str, Any]:
        """What is written down of it: a plain hash would let a guess be confirmed."""
        return {name: value for name, value in asdict(self).items() if name != "digest"}


class Receiving:
    """Files arriving; leaving the `with` block without `keep` removes them.

    Args:
        home: holds the folders of all uploads.
        limit: the bytes that all files together may have.
    """

    def __init__(self, home: Path, limit: int) -> None:
        self.folder = home / secrets.token_hex(16)
        self.files: list[Received] = []
        self._limit = limit
        self._size = 0
        self._kept = False
        self._writing: _Writing | None = None

    def __enter__(self) -> Self:
        try:
            self.folder.mkdir(parents=True, mode=0o700)
        except OSError as error:
            raise _as_refusal(error) from error
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._writing is not None:
            self._writing.abandon()
        if not self._kept:
            shutil.rmtree(self.folder, ignore_errors=True)

    def begin(self, name: str | None, kind: str) -> None:
        """A file begins.

        Raises:
            Refused: there are too many, or the disk is full.
        """
        self.end()
        if len(self.files) >= MOST_FILES:
            raise Refused("too_many_files", limit=MOST_FILES)
        try:
            self._writing = _Writing(self.folder / "arriving", name, kind)
        except OSError as error:
            raise _as_refusal(error) from error

    def write(self, content: bytes) -> None:
        """More of the file that began last; nothing where none did.

        Raises:
            Refused: it is too large, or the disk is full.
        """
        self._size += len(content)
        if self._size > self._limit:
            raise Refused("too_large", limit=f"{self._limit:,}")
        if self._writing is not None:
            try:
                self._writing.write(content)
            except OSError as error:
                raise _as_refusal(error) from error

    def end(self) -> None:
        """The file that began last has arrived; one without any content is dropped.

        Raises:
            Refused: the disk is full.
        """
        writing, self._writing = self._writing, None
        if writing is None:
            return
        try:
            received = writing.finish(taken=[file.name for file in self.files])
        except OSError as error:
            writing.abandon()
            raise _as_refusal(error) from error
        if received.size:
            self.files.append(received)

    def complete(self) -> Sequence[Received]:
        """All files have arrived and are on the disk.

        Raises:
            Refused: there is none, or the disk is full.
        """
        self.end()
        if not self.files:
            raise Refused("nothing_sent")
        try:
            sync_folder(self.folder)
        except OSError as error:
            raise _as_refusal(error) from error
        return self.files

    def keep(self) -> None:
        """The files stay."""
        self._kept = True

    def drop(self) -> None:
        """The files go after all."""
        shutil.rmtree(self.folder, ignore_errors=True)


class _Writing:
    """One file being written."""

    def __init__(self, path: Path, name: str | None, kind: str) -> None:
        self._path = path
        self._name = name
        self._kind = kind
        self._digest = hashlib.sha256()
        self._size = 0
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        self._stream = os.fdopen(descriptor, "wb", buffering=0)

    def write(self, content: bytes) -> None:
        left = memoryview(content)
        while left:
            left = left[self._stream.write(left) :]
        self._digest.update(content)
        self._size += len(content)

    def finish(self, taken: Collection[str]) -> Received:
        os.fsync(self._stream.fileno())
        self._stream.close()
        digest = self._digest.hexdigest()
        name = safe_name(self._name or "")
        if not Path(name).suffix:
            name += _TYPES.get(self._kind.partition(";")[0].strip().lower()) or _guessed(
                self._path
            )
        self._path.rename(self._path.with_name(digest))
        return Received(name=_free(name, taken), kept=digest, size=self._size, digest=digest)

    def abandon(self) -> None:
        self._stream.close()


def named_files(folder: Path, files: Sequence[Mapping[str, Any]]) -> Path:
    """A folder in which the files of an upload have their own names; it goes with the upload.

    Each call makes another: whoever lost a job may not have noticed yet, and two who read the same
    upload must not take the names from under each other.

    Raises:
        FileNotFoundError: they are there no more.
    """
    named = Path(tempfile.mkdtemp(prefix=_NAMED, dir=folder))
    for file in files:
        (named / file["name"]).symlink_to(Path("..") / file["kept"])
        (named / file["name"]).stat()
    return named


def folders_in(home: Path) -> list[str]:
    """The names of the folders of all uploads."""
    return [folder.name for folder in home.iterdir()] if home.is_dir() else []


def sweep(
    home: Path, *, older_than: float, keep: Collection[str] = (), drop: Collection[str] = ()
) -> None:
    """Remove folders that nobody needs.

    Args:
        home: holds the folders.
        older_than: seconds; what is older than anything that may still arrive goes.
        keep: what stays however old it is.
        drop: what goes however new it is.
    """
    for name in folders_in(home):
        if name in drop or (name not in keep and _age(home / name) > older_than):
            shutil.rmtree(home / name, ignore_errors=True)


def _age(folder: Path) -> float:
    """Seconds since a folder changed; none where somebody has removed it meanwhile."""
    try:
        return time.time() - folder.stat().st_mtime
    except FileNotFoundError:
        return 0.0


def safe_name(sent: str) -> str:
    """A file's name as it was sent, without folders, signs that cannot be seen, and length."""
    last = unicodedata.normalize("NFC", sent).replace("\\", "/").rpartition("/")[2]
    seen = "".join(sign for sign in last if unicodedata.category(sign)[0] != "C")
    name = " ".join(seen.split()).strip(". ") or "upload"
    stem, suffix = Path(name).stem, Path(name).suffix
    # a file system counts bytes, and a name may be told apart by a number
    suffix = suffix if len(suffix) <= 10 else ""  # noqa: PLR2004 - no format has a longer one
    return stem.encode()[:_LONGEST_NAME].decode(errors="ignore") + suffix


def _free(name: str, taken: Collection[str]) -> str:
    number = 1
    free = name
    while free in taken:
        number += 1
        free = f"{Path(name).stem} ({number}){Path(name).suffix}"
    return free


def _guessed(path: Path) -> str:
    """The suffix that a file without any should have had."""
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            inside = set(archive.namelist()[:1000])
        if "xl/workbook.xml" in inside:
            return ".xlsx"
        return ".ods" if {"mimetype", "content.xml"} <= inside else ".zip"
    with path.open("rb") as stream:
        begins = stream.read(64).lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    return ".json" if begins in {b"{", b"["} else ".csv"


def _as_refusal(error: OSError) -> Exception:
    return Refused("disk_full") if error.errno in NO_ROOM else error
