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
        quotes, strays = _without_strays(text, split, feeds, last=last)
        inside = np.bitwise_xor.accumulate(quotes.view(np.uint8)).view(np.bool_)
        split &= ~inside
        feeds &= ~inside
    lines = np.flatnonzero(feeds)
    before = np.searchsorted(np.flatnonzero(split), lines)
    starts = np.concatenate(([0], lines[:-1] + 1)) if lines.size else lines
    length = lines - starts
    bare_return = (length == 1) & (text[starts] == _RETURN)
    stray = np.zeros(lines.size, dtype=np.bool_)
    of_stray = np.searchsorted(lines, np.array(strays, dtype=np.int64))
    stray[of_stray[of_stray < lines.size]] = True
    return Records(
        text=text,
        ends=lines + 1,
        cells=np.diff(before, prepend=0) + 1,
        blank=(length == 0) | bare_return,
        stray=stray,
        too_many=len(strays) >= MOST_STRAYS,
    )


def _without_strays(
    text: npt.NDArray[np.uint8], split: Flags, feeds: Flags, *, last: bool
) -> tuple[Flags, list[int]]:
    """Where the quotes are that open and close cells; stray ones become spaces in `text`."""
    marks = np.flatnonzero(text == _QUOTE)
    lines = np.flatnonzero(feeds)
    strays: list[int] = []
    while (at := _first_stray(text, marks, split, last=last)) is not None:
        strays.append(at)
        after = np.searchsorted(lines, at)
        end = lines[after] if after < lines.size else text.size
        line = text[at:end]
        line[line == _QUOTE] = _SPACE
        marks = marks[(marks < at) | (marks >= end)]
        if len(strays) >= MOST_STRAYS:
            break
    quotes = np.zeros(text.size, dtype=np.bool_)
    quotes[marks] = True
    return quotes, strays


def _first_stray(
    text: npt.NDArray[np.uint8], marks: Offsets, split: Flags, *, last: bool
) -> int | None:
    """Where a quote opens that should not, or that is not closed as it should."""
    opening, closing = marks[0::2], marks[1::2]
    earlier = text[opening - 1]
    begins = (opening == 0) | (earlier == _FEED) | (earlier == _QUOTE) | split[opening - 1]
    final = text.size - 1
    following = np.minimum(closing + 1, final)
    later = text[following]
    second = text[np.minimum(closing + 2, final)]
    ends = (later == _FEED) | (later == _QUOTE) | split[following] | (closing == final)
    ends |= (later == _RETURN) & ((second == _FEED) | (closing + 1 == final))
    bad = ~begins
    bad[: closing.size] |= ~ends
    bad[: closing.size] |= closing - opening[: closing.size] > LONGEST_CELL
    if marks.size % 2 and (last or text.size - opening[-1] > LONGEST_CELL):
        bad[-1] = True
    found = int(np.argmax(bad)) if bad.any() else None
    return None if found is None else int(opening[found])
