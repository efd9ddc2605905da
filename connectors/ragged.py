"""Which records of a delimited text are broken? Counted on bytes, before anything is parsed.

A parser fills short rows with blanks, cuts long ones, and lets one stray quote swallow the rows
after it. Here every record is measured first, so that each broken one is named by its row.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Flags = npt.NDArray[np.bool_]
Offsets = npt.NDArray[np.int64]

_FEED, _RETURN, _QUOTE, _SPACE = 10, 13, 34, 32
_WORD = 64

#: A quoted cell longer than this is taken for a quote that was never closed.
LONGEST_CELL = 1 << 22
#: After so many stray quotes in one piece the text is not what it was taken for.
MOST_STRAYS = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Records:
    """The complete records at the start of one piece of text.

    Attributes:
        text: the piece as bytes 0-255; inside a record with a stray quote, quotes from there to
            the end of the line are now spaces.
        ends: offset after each record, its line end included.
        cells: how many cells each record has.
        blank: records that are an empty line.
        stray: records with a quote that is not closed, or stands inside an unquoted cell.
        too_many: whether strays were so many that the count was given up.
    """

    text: npt.NDArray[np.uint8]
    ends: Offsets
    cells: Offsets
    blank: Flags
    stray: Flags
    too_many: bool


def measure(piece: bytes, delimiter: str, *, last: bool) -> Records:
    """Measure the complete records of a piece that starts at the start of a record.

    Args:
        piece: UTF-8 text; the last one of a file must end in a line feed.
        delimiter: one ASCII character.
        last: whether nothing follows, so that an open quote stays open.
    """
    text = np.frombuffer(piece, dtype=np.uint8)
    split = text == ord(delimiter)
    feeds = text == _FEED
    strays: list[int] = []
    if b'"' in piece:
        text = text.copy()
        inside, strays = _inside_quotes(text, split, feeds, last=last)
        split, feeds = _without(split, inside), _without(feeds, inside)
    lines = np.flatnonzero(feeds)
    starts = np.concatenate(([0], lines[:-1] + 1)) if lines.size else lines
    length = lines - starts
    bare_return = (length == 1) & (text[starts] == _RETURN)
    stray = np.zeros(lines.size, dtype=np.bool_)
    of_stray = np.searchsorted(lines, np.array(strays, dtype=np.int64))
    stray[of_stray[of_stray < lines.size]] = True
    return Records(
        text=text,
        ends=lines + 1,
        cells=_delimiters(split, starts, lines) + 1,
        blank=(length == 0) | bare_return,
        stray=stray,
        too_many=len(strays) >= MOST_STRAYS,
    )


def _delimiters(split: Flags, starts: Offsets, lines: Offsets) -> Offsets:
    """How many delimiters each record has; its line end is none."""
    if not lines.size:
        return lines
    # a record has no more delimiters than bytes, and small numbers are added three times faster
    small = np.min_scalar_type((lines - starts).max())
    counts = np.add.reduceat(split[: lines[-1] + 1].view(np.uint8), starts, dtype=small)
    return counts.astype(np.int64)


def _without(these: Flags, those: Flags) -> Flags:
    """Where these are and those are not, in one pass."""
    return these > those


def odd_so_far(flags: Flags) -> Flags:
    """Whether an odd number of flags stand up to each place, its own included.

    That is `bitwise_xor.accumulate`, sixty-four places at a time and five times as fast.
    """
    packed = np.zeros(-(-flags.size // _WORD) * 8, dtype=np.uint8)
    packed[: -(-flags.size // 8)] = np.packbits(flags, bitorder="little")
    words = packed.view("<u8")
    # each bit takes in that of its neighbour, then of its neighbours two, four, eight ... away
    for away in (1, 2, 4, 8, 16, 32):
        words ^= words << np.uint64(away)
    # the last bit of a word says whether all bits of the next one are to be turned over
    turned = np.bitwise_xor.accumulate(words >> np.uint64(_WORD - 1))[:-1]
    words[1:] ^= np.uint64(0) - turned
    return np.unpackbits(packed, count=flags.size, bitorder="little").view(np.bool_)


def _inside_quotes(
    text: npt.NDArray[np.uint8], split: Flags, feeds: Flags, *, last: bool
) -> tuple[Flags, list[int]]:
    """What stands inside of quoted cells, and the stray quotes, now spaces in `text`."""
    quotes = text == _QUOTE
    edges = split | feeds
    lines = np.flatnonzero(feeds)
    strays: list[int] = []
    while True:
        inside = odd_so_far(quotes)
        at = _first_stray(text, quotes, inside, edges, last=last)
        if at is None or len(strays) >= MOST_STRAYS:
            return inside, strays
        strays.append(at)
        after = np.searchsorted(lines, at)
        end = lines[after] if after < lines.size else text.size
        line = text[at:end]
        line[line == _QUOTE] = _SPACE
        quotes[at:end] = False


def _first_stray(
    text: npt.NDArray[np.uint8], quotes: Flags, inside: Flags, edges: Flags, *, last: bool
) -> int | None:
    """Where a quote opens that should not, or that is not closed as it should."""
    # a doubled quote closes and opens again: each of the two is next to a quote
    neighbours = quotes | edges
    opening, closing = quotes & inside, _without(quotes, inside)
    opened_badly = _without(opening[1:], neighbours[:-1])
    closed_badly = _without(closing[:-1], neighbours[1:])
    if closed_badly.any():
        returns = text == _RETURN
        returns[:-1] &= text[1:] == _FEED
        closed_badly = _without(closed_badly, returns[1:])
    if opened_badly.any() or closed_badly.any():
        bad = np.append(False, opened_badly) | np.append(closed_badly, False)
        # a quote that is closed wrongly is a fault of the cell that it opened
        return int(np.flatnonzero(opening[: np.argmax(bad) + 1])[-1])
    if inside[-1]:
        opened = int(text.size - 1 - np.argmax(opening[::-1]))
        if last or text.size - opened > LONGEST_CELL:
            return opened
    return None
