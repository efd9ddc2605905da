"""Where does a note stand beside a row of text? Under the hub's header, in a spreadsheet too.

A spreadsheet fills up every row as it saves a file. A note that stood right after the last cell
of a row with too few would then be the value of a column: a member's number, say.
"""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Beside:
    """The hub's column among those of a table of text.

    Attributes:
        delimiter: what separates the cells.
        width: how many headers were sent, the hub's own included where it was among them.
        at: where the hub's header stands, counted from 0; after all others where it is new.
    """

    delimiter: str
    width: int
    at: int

    def row(self, body: bytes, note: str, *, cells: int) -> bytes:
        """A row with its note, in place of the one that stood there.

        Args:
            body: the row as it was sent, without its line end.
            note: what is to be said; empty where nothing is.
            cells: how many the row has.
        """
        sign, said = self.delimiter.encode(), _quoted(note)
        lacks_some = cells < min(self.width, self.at + 1)
        if lacks_some and note:
            return _filled_up(body, said, sign, missing=self.at - cells)
        if lacks_some or self.at == self.width:
            # what has too many cells keeps them together: one is to be joined to the one before
            return body + sign + said
        parts = _parts(body, sign)
        if self.at < self.width - 1:
            return sign.join([*parts[: self.at], said, *parts[self.at + 1 :]])
        if len(parts) == self.width + 1 and _is_empty(parts[-1]):
            return _filled_up(sign.join(parts[: self.at]), said, sign, missing=0)
        return sign.join([*parts[:-1], said])


def _filled_up(body: bytes, said: bytes, sign: bytes, *, missing: int) -> bytes:
    """A row that lacked cells, with one too many: sent again as it is, it is no better.

    That cell is empty, so that a spreadsheet does not keep it.
    """
    return body + sign * missing + sign + said + sign


def _is_empty(part: bytes) -> bool:
    return part.strip() in (b"", b'""')


def _quoted(note: str) -> bytes:
    return b'"' + note.replace('"', '""').encode() + b'"'


def _parts(body: bytes, sign: bytes) -> list[bytes]:
    """The cells as they are written, quotes and all."""
    other = rb"[^" + re.escape(sign) + rb"]*"
    cell = re.compile(rb'(?:"(?:[^"]|"")*"' + other + rb"|" + other + rb")")
    parts = []
    start = 0
    while start <= len(body):
        found = cell.match(body, start)
        end = found.end() if found else len(body)
        parts.append(body[start:end])
        start = end + len(sign)
    return parts
