"""Which records of a delimited text are broken? Counted on bytes, before anything is parsed.

A parser fills short rows with blanks, cuts long ones, and lets one stray quote swallow the rows
after it. Here every record is measured first, so that each broken one is named by its row.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from connectors import bits

Text = npt.NDArray[np.uint8]
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

    text: Text
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
    split = bits.marked(text == ord(delimiter))
    lines = np.flatnonzero(text == _FEED)
    strays: list[int] = []
    if b'"' in piece:
        text, inside, strays = _inside_quotes(text, split, lines, last=last)
        split, lines = bits.without(split, inside), lines[~bits.at(inside, lines)]
    starts = np.concatenate(([0], lines[:-1] + 1)) if lines.size else lines
    length = lines - starts
    bare_return = (length == 1) & (text[starts] == _RETURN)
    stray = np.zeros(lines.size, dtype=np.bool_)
    of_stray = np.searchsorted(lines, np.array(strays, dtype=np.int64))
    stray[of_stray[of_stray < lines.size]] = True
    return Records(
        text=text,
        ends=lines + 1,
        cells=np.diff(bits.counted(split, lines), prepend=0) + 1,
        blank=(length == 0) | bare_return,
        stray=stray,
        too_many=len(strays) >= MOST_STRAYS,
    )


def _inside_quotes(
    text: Text, split: bits.Words, lines: Offsets, *, last: bool
) -> tuple[Text, bits.Words, list[int]]:
    """The text with its stray quotes as spaces, what stands inside of quotes, and the strays."""
    feeds = bits.marked(text == _FEED)
    # a return before a line feed ends a cell as the line feed does
    returns = bits.marked(text == _RETURN) & bits.after(feeds, text.size)
    edges = split | feeds | returns
    strays: list[int] = []
    while True:
        quotes = bits.marked(text == _QUOTE)
        inside = bits.odd_so_far(quotes)
        at = _first_stray(quotes, inside, edges, size=text.size, last=last)
        if at is None or len(strays) >= MOST_STRAYS:
            return text, inside, strays
        if not strays:
            text = text.copy()
        strays.append(at)
        after = np.searchsorted(lines, at)
        line = text[at : lines[after] if after < lines.size else text.size]
        line[line == _QUOTE] = _SPACE


def _first_stray(
    quotes: bits.Words, inside: bits.Words, edges: bits.Words, *, size: int, last: bool
) -> int | None:
    """Where a quote opens that should not, or that is not closed as it should."""
    # a doubled quote closes and opens again: each of the two is next to a quote
    neighbours = quotes | edges
    opening, closing = quotes & inside, bits.without(quotes, inside)
    opened_badly = bits.without(opening, bits.before(neighbours))
    closed_badly = bits.without(closing, bits.after(neighbours, size))
    bad = bits.first(opened_badly | closed_badly)
    if bad is not None:
        # a quote that is closed wrongly is a fault of the cell that it opened
        return bits.last(opening, bad)
    if bits.at(inside, np.array([size - 1])).all():
        opened = bits.last(opening, size - 1)
        if opened is not None and (last or size - opened > LONGEST_CELL):
            return opened
    return None
