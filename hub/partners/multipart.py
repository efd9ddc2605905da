"""Which files are in a form, as it arrives piece by piece? `multipart/form-data`, RFC 7578.

Nothing is kept but what may be the beginning of the next boundary.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from enum import Enum

#: No header of a part is longer.
_LONGEST = 16 << 10
#: RFC 2046 allows no longer boundary.
_BOUNDARY = re.compile(r"[0-9A-Za-z'()+_,\-./:=? ]{1,70}")


class UnreadableForm(ValueError):
    """The form breaks the rules, or ends before its end."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part begins.

    Attributes:
        name: of the field.
        filename: as it was sent; None where the part is no file.
        kind: its content type.
    """

    name: str
    filename: str | None
    kind: str


class _At(Enum):
    BOUNDARY = 0
    HEADERS = 1
    CONTENT = 2
    END = 3


def boundary_of(content_type: str) -> bytes:
    """The boundary that a content type names.

    Raises:
        UnreadableForm: none, or one that cannot be.
    """
    found = _header("content-type", content_type).get_param("boundary")
    if not isinstance(found, str) or not _BOUNDARY.fullmatch(found):
        raise UnreadableForm
    return found.encode()


class Form:
    """Reads a form as it arrives."""

    def __init__(self, boundary: bytes) -> None:
        self._mark = b"\r\n--" + boundary
        # the first boundary may stand at the very beginning
        self._held = bytearray(b"\r\n")
        self._at = _At.BOUNDARY

    def feed(self, piece: bytes) -> Iterator[Part | bytes]:
        """What a piece adds: parts that begin, and content of the one that began last.

        Raises:
            UnreadableForm: it breaks the rules.
        """
        self._held += piece
        moved = True
        while moved and self._at is not _At.END:
            if self._at is _At.HEADERS:
                part = self._headers()
                moved = part is not None
                if part is not None:
                    yield part
            else:
                content, moved = self._until_mark()
                if content and self._at is _At.CONTENT:
                    yield content
                if moved:
                    moved = self._after_mark()

    def close(self) -> None:
        """The form has arrived.

        Raises:
            UnreadableForm: its last boundary has not.
        """
        if self._at is not _At.END:
            raise UnreadableForm

    def _until_mark(self) -> tuple[bytes, bool]:
        """What stands before the next boundary, and whether the boundary is there whole."""
        held, mark = self._held, self._mark
        found = held.find(mark)
        # two more bytes tell whether it is the last one
        if found >= 0 and len(held) >= found + len(mark) + 2:
            content = bytes(held[:found])
            del held[:found]
            return content, True
        safe = found if found >= 0 else max(0, len(held) - len(mark) + 1)
        content = bytes(held[:safe])
        del held[:safe]
        return content, False

    def _after_mark(self) -> bool:
        """Go past a boundary; False where its line has not arrived whole."""
        rest = self._held[len(self._mark) :]
        if rest.startswith(b"--"):
            self._at = _At.END
            self._held.clear()
            return False
        end = rest.find(b"\r\n")
        if end > 0 and rest[:end].strip(b" \t"):
            raise UnreadableForm
        if end < 0:
            if len(rest) > _LONGEST:
                raise UnreadableForm
            # what was read before the boundary is given out; the boundary is looked at again
            return False
        del self._held[: len(self._mark) + end]
        self._at = _At.HEADERS
        return True

    def _headers(self) -> Part | None:
        end = self._held.find(b"\r\n\r\n")
        if end < 0:
            if len(self._held) > _LONGEST:
                raise UnreadableForm
            return None
        if end > _LONGEST:
            raise UnreadableForm
        lines = bytes(self._held[2:end]).split(b"\r\n")
        del self._held[: end + 4]
        self._at = _At.CONTENT
        return _part(lines)


def filename_of(disposition: str) -> str | None:
    """The file's name that a Content-Disposition gives, as it was sent."""
    return _header("content-disposition", disposition).get_filename()


def _part(lines: list[bytes]) -> Part:
    headers: dict[str, str] = {}
    for line in lines:
        header, colon, value = line.decode("utf-8", errors="replace").partition(":")
        if not colon:
            raise UnreadableForm
        headers[header.strip().lower()] = value.strip()
    disposition = _header("content-disposition", headers.get("content-disposition", ""))
    name = disposition.get_param("name", header="content-disposition")
    if disposition.get_content_disposition() != "form-data" or not isinstance(name, str):
        raise UnreadableForm
    return Part(name, disposition.get_filename(), headers.get("content-type", ""))


def _header(name: str, value: str) -> Message:
    message = Message()
    message[name] = value.replace("\r", " ").replace("\n", " ")
    return message
