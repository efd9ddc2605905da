"""Which of several columns is meant, where a pack accepts each? The first that is not empty.

Software writes columns that a cooperative does not use, and leaves them empty throughout.
"""

from collections.abc import Sequence
from dataclasses import replace

from connectors import cells
from connectors.frame_table import FrameTable
from connectors.headers import plain
from connectors.recognition import Recognised
from connectors.text_table import TextTable


def filled(found: Recognised, table: TextTable | FrameTable) -> Recognised:
    """The reading in which a column that is empty throughout gives way to the next one.

    Args:
        found: how the table was recognised, by its headers alone.
        table: of which as little is read as tells: as a rule its first rows.
    """
    headers = [plain(header) for header in table.headers]
    accepted = {
        target: _accepted(found.pack.fields[target].headers, headers) for target in found.columns
    }
    several = {target: columns for target, columns in accepted.items() if len(columns) > 1}
    empty = _empty(table, sorted({at for columns in several.values() for at in columns}), several)
    first = {
        target: next((at for at in columns if at not in empty), columns[0])
        for target, columns in several.items()
    }
    return replace(found, columns={**found.columns, **first})


def _accepted(accepted: Sequence[str], headers: Sequence[str]) -> list[int]:
    """Where the headers stand that a field accepts, the preferred one first."""
    known = dict.fromkeys(map(plain, accepted))
    return [headers.index(one) for one in known if one in headers]


def _empty(
    table: TextTable | FrameTable, columns: list[int], several: dict[str, list[int]]
) -> set[int]:
    """The columns in which nothing stands, as far as was read: until each target has one."""
    empty = set(columns)
    if columns:
        for piece in table.look(columns):
            empty -= {at for at in empty if not cells.blank(piece.cells[str(at)]).all()}
            if empty.isdisjoint(at for at, *_ in several.values()):
                break
    return empty
