"""In which encoding is a file written? BOM, then strict UTF-8, then cp1252 against mac-roman.

General detectors take French cp1252 for cp1250 and spoil è and ù; two candidates, scored on the
letters of French, Dutch and German in their surroundings, do not.
"""

import codecs
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import numpy as np
import numpy.typing as npt
import polars as pl

# what is read to be cut, and what is only looked at, which stays in the processor's own memory
_PIECE, _GLANCE, _BLOCK = 1 << 22, 1 << 19, 1 << 17
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WRITTEN_SMALL = frozenset("éèêëàâäáãåîïíìôöóòõøùûüúÿýçñœæß")
# of names from elsewhere that French and Dutch registers hold; Mac Roman has none of them
_FOREIGN = frozenset("šžŠŽ")
_APOSTROPHE = "\u2019"
_WRITTEN_MARKS = frozenset("\u2018\u2019“”«»\u2013—…€°\u00a0•·§²³©®™ºª")
_SPACE, _FIRST_HIGH = 32, 128
# outside of tab, line feed, form feed and carriage return, no text has them
_CONTROLS = [code for code in range(_SPACE) if code not in b"\t\n\f\r"]
# classes of neighbours: another sign, a small letter, a capital, a byte from 128 on
_OTHER, _SMALL, _CAPITAL, _HIGH = range(4)
_LOST = "\ufffd".encode()

Seen = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Encoding:
    """How the bytes of one file become text.

    Attributes:
        name: a Python codec's name.
        skip: how many bytes the byte order mark takes.
        lost: whether the text holds U+FFFD or NUL: characters that an earlier program lost.
        old_mac: whether lines end in a carriage return alone.
    """

    name: str
    skip: int
    lost: bool
    old_mac: bool

    def pieces(self, path: Path) -> Iterator[bytes]:
        """The file as UTF-8, a few megabytes at a time, without its byte order mark."""
        decoder = codecs.getincrementaldecoder(self.name)()
        with path.open("rb") as file:
            file.seek(self.skip)
            while raw := file.read(_PIECE):
                piece = raw if self.name == "utf-8" else b"".join(self._in_utf_8(raw, decoder))
                yield piece.replace(b"\r", b"\n") if self.old_mac else piece

    def _in_utf_8(self, raw: bytes, decoder: codecs.IncrementalDecoder) -> Iterator[bytes]:
        """The same text, in blocks so small that memory is used again and not asked for anew."""
        for start in range(0, len(raw), _BLOCK):
            block = raw[start : start + _BLOCK]
            if self.name == "cp1252" and _is_latin_1(block):
                # decoded at once, where the other is looked up byte by byte
                yield block.decode("latin-1").encode()
            else:
                yield decoder.decode(block).encode()


def find_encoding(path: Path, seen: Seen) -> Encoding | None:
    """The encoding of a whole file, or None when it is none that the hub reads.

    Args:
        path: the file.
        seen: told how many bytes were read, and of how many.
    """
    with path.open("rb") as file:
        start = file.read(4096)
    for mark, name in _BOMS:
        if start.startswith(mark):
            return _strictly(path, name, len(mark), seen=seen)
    if half := _utf_16_without_mark(start):
        return _strictly(path, half, 0, seen=seen)
    return _strictly(path, "utf-8", 0, seen=seen) or _one_byte(path)


def encoding_as_said(path: Path, name: str, seen: Seen) -> Encoding | None:
    """The encoding that a person said a file is written in; None where it cannot be.

    Args:
        path: the file.
        name: the codec's.
        seen: as of `find_encoding`.
    """
    with path.open("rb") as file:
        start = file.read(4)
    marks = [len(mark) for mark, of in _BOMS if of == name and start.startswith(mark)]
    return _strictly(path, name, marks[0] if marks else 0, seen=seen)


def _strictly(path: Path, name: str, skip: int, *, seen: Seen) -> Encoding | None:
    total = path.stat().st_size
    lost = feed = carriage = False
    read = skip
    try:
        with path.open("rb") as file:
            file.seek(skip)
            for raw, utf_8 in _as_utf_8(file, name):
                read += raw
                # three bytes are looked for sixty times slower than one, which few texts hold
                lost = lost or b"\0" in utf_8 or (_LOST[:1] in utf_8 and _LOST in utf_8)
                feed = feed or b"\n" in utf_8
                carriage = carriage or b"\r" in utf_8
                seen(read, total)
    except UnicodeDecodeError:
        return None
    return Encoding(name=name, skip=skip, lost=lost, old_mac=carriage and not feed)


def _as_utf_8(file: BinaryIO, name: str) -> Iterator[tuple[int, bytes]]:
    """How many bytes were read, and what they say in UTF-8; whole characters at a time.

    Raises:
        UnicodeDecodeError: they are not text in that encoding.
    """
    decoder = codecs.getincrementaldecoder(name)()
    while raw := file.read(_GLANCE):
        if name == "utf-8" and _is_utf_8(raw) and not decoder.getstate()[0]:
            # many times faster than decoding it
            yield len(raw), raw
        else:
            yield len(raw), decoder.decode(raw).encode()
    decoder.decode(b"", final=True)


def _is_utf_8(raw: bytes) -> bool:
    if raw.isascii():
        return True
    try:
        # polars looks at many bytes at once, a codec at one after another
        pl.Series([raw], dtype=pl.Binary).cast(pl.String)
    except pl.exceptions.ComputeError:
        return False
    return True


def _is_latin_1(raw: bytes) -> bool:
    """Whether it holds none of the bytes in which cp1252 differs from Latin-1."""
    signs = np.frombuffer(raw, dtype=np.uint8) ^ _FIRST_HIGH
    return not (signs < _SPACE).any()


def _utf_16_without_mark(start: bytes) -> str | None:
    """Western text in UTF-16 has a NUL in every other byte."""
    even, odd = start[0::2].count(0), start[1::2].count(0)
    half = len(start) // 2
    if odd * 10 > half * 9 and even == 0:
        return "utf-16-le"
    if even * 10 > half * 9 and odd == 0:
        return "utf-16-be"
    return None


def _one_byte(path: Path) -> Encoding | None:
    around, codes = _surroundings(path)
    if codes[_CONTROLS].any():
        return None
    scores = {name: _score(name, around) for name in ("cp1252", "mac-roman")}
    best = max(scores, key=lambda name: scores[name])
    if scores[best] <= 0:
        return None
    old_mac = bool(codes[13]) and not codes[10]
    return Encoding(name=best, skip=0, lost=False, old_mac=old_mac)


def _surroundings(path: Path) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """How often each byte >= 128 stands after and before which class of byte; and those < 32."""
    classes = np.zeros(256, dtype=np.int64)
    classes[97:123], classes[65:91], classes[_FIRST_HIGH:] = _SMALL, _CAPITAL, _HIGH
    around = np.zeros(4 * 4 * 256, dtype=np.int64)
    codes = np.zeros(_SPACE, dtype=np.int64)
    # read over and over into the same memory: to ask for more each time takes longer than the rest
    text = np.full(_GLANCE + 2, ord("\n"), dtype=np.uint8)
    with path.open("rb", buffering=0) as file:
        while size := file.readinto(text[1:-1].data):
            text[size + 1] = ord("\n")
            piece = text[: size + 2]
            inner = piece[1:-1]
            codes += np.bincount(inner[np.flatnonzero(inner < _SPACE)], minlength=_SPACE)
            high = np.flatnonzero(piece >= _FIRST_HIGH)
            place = classes[piece[high - 1]] * 1024 + classes[piece[high + 1]] * 256 + piece[high]
            around += np.bincount(place, minlength=4096)
    return around.reshape(4, 4, 256), codes


def _score(name: str, around: npt.NDArray[np.int64]) -> float:
    """How much the text looks like French, Dutch or German when read as `name`."""
    score = 0.0
    for before, after, code in np.argwhere(around):
        try:
            letter = bytes([code]).decode(name)
        except UnicodeDecodeError:
            return -1.0
        score += _fit(letter, before, after) * around[before, after, code]
    return score


def _fit(letter: str, before: int, after: int) -> float:
    if letter in _WRITTEN_SMALL:
        return _fit_of_small(before, after)
    if letter.lower() in _WRITTEN_SMALL:
        return _fit_of_capital(before, after)
    if letter == _APOSTROPHE:
        return 2.0 if _OTHER not in {before, after} else 0.5
    if letter in _WRITTEN_MARKS:
        in_word = before == _SMALL and after in {_SMALL, _CAPITAL}
        return -3.0 if in_word else 0.5
    return 1.0 if letter in _FOREIGN else -3.0


def _fit_of_small(before: int, after: int) -> float:
    # Éé alternating with other strange letters is another alphabet read wrongly
    if before == after == _HIGH:
        return -1.0
    if before != _CAPITAL or after == _SMALL:
        return 3.0
    # CHLOè: a small letter among capitals is a capital read in the other encoding
    return -2.0 if after == _CAPITAL else 1.0


def _fit_of_capital(before: int, after: int) -> float:
    if before == after == _OTHER:
        # standing alone it is rather a sign of the other encoding, such as the euro
        return 0.25
    if before == _SMALL:
        # a capital after a small letter is a small one read in the other encoding
        return -2.0
    return 3.0 if _CAPITAL in {before, after} else 1.0
