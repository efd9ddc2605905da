"""What is in a zip file? Asked of its directory first: a bomb says there how large it becomes."""

import lzma
import shutil
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from connectors.unsafe import DangerousFile, UnreadableFile

_LARGEST = 200 << 20
_MOST_SQUEEZED = 100
# a small repetitive sheet shrinks well and harms nobody
_HARMLESS = 4 << 20
_MOST_FILES = 1000
_ENCRYPTED = 0x1
_DAMAGED = (
    *(zipfile.BadZipFile, NotImplementedError, EOFError, RuntimeError, OSError),
    *(zlib.error, lzma.LZMAError),
)


def weigh(path: Path) -> frozenset[str]:
    """The names of the files in a zip file whose totals are within reason.

    Raises:
        UnreadableFile: it is no zip file, damaged, or asks for a password.
        DangerousFile: it holds more than 200 MB or 1,000 files, or shrinks more than 100 times.
    """
    try:
        with zipfile.ZipFile(path) as parts:
            listed = parts.infolist()
    except (zipfile.BadZipFile, OSError, NotImplementedError, ValueError) as error:
        raise UnreadableFile from error
    unpacked = sum(part.file_size for part in listed)
    packed = sum(part.compress_size for part in listed)
    if unpacked > _LARGEST or (unpacked > _HARMLESS and unpacked > packed * _MOST_SQUEEZED):
        raise DangerousFile
    if len(listed) > _MOST_FILES:
        raise DangerousFile
    if any(part.flag_bits & _ENCRYPTED for part in listed):
        raise UnreadableFile
    return frozenset(part.filename for part in listed)


def unpack(path: Path, scratch: Path) -> Iterator[tuple[str, Path]]:
    """Each file of an archive: its name inside, and where its content now lies.

    Args:
        path: the archive.
        scratch: an empty folder; no name of the archive is used as a path in it.

    Raises:
        UnreadableFile: it is no zip file, damaged, or asks for a password.
        DangerousFile: it would take more room than is reasonable.
    """
    weigh(path)
    try:
        with zipfile.ZipFile(path) as parts:
            for number, part in enumerate(parts.infolist()):
                if not part.filename or part.is_dir() or _is_litter(part.filename):
                    continue
                target = scratch / f"{number}{PurePosixPath(part.filename).suffix.lower()}"
                with parts.open(part) as packed, target.open("wb") as unpacked:
                    shutil.copyfileobj(packed, unpacked)
                yield part.filename, target
    except _DAMAGED as error:
        raise UnreadableFile from error


def _is_litter(name: str) -> bool:
    """What archives carry along: licences, notes, and what a Mac, Windows or Excel adds."""
    path = PurePosixPath(name)
    first = path.name.upper()
    return (
        "__MACOSX" in path.parts[:1]
        or first.startswith((".", "~$", "README", "LICENSE", "LICENCE", "COPYING"))
        or first in {"THUMBS.DB", "DESKTOP.INI"}
        or path.suffix.lower() == ".md"
    )
