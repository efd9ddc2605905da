"""Which canonical table is this? The one whose headers it has; titles may stand above them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from connectors.headers import is_added, plain
from connectors.messages import catalogue
from connectors.shape import FIRST
from connectors.table_pack import TablePack

#: Titles, notes and blank rows that may stand above the headers.
MOST_TITLE_ROWS = 30
#: One header alone proves nothing: `date` or `name` stands in every file.
_FEWEST_HEADERS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognised:
    """What a row of headers was taken for.

    Attributes:
        row: the row of the headers, counted from 1.
        columns: canonical column -> index of the column in the file.
        unknown: indexes of columns that nothing asks for.
        repeated: indexes of columns whose header an earlier, used column has.
        lacking: canonical columns that `match` or `required` asks for and the file has not.
        certain: whether all of `match` is there; otherwise this is only the nearest table.
        besides: columns that are looked at and never stored -> index of the column in the file.
        signed: indexes of the headers that only this system's file has.
    """

    pack: TablePack
    row: int
    columns: Mapping[str, int]
    unknown: tuple[int, ...]
    repeated: tuple[int, ...]
    lacking: tuple[str, ...]
    certain: bool
    besides: Mapping[str, int]
    signed: tuple[int, ...]


def recognise(
    rows: Iterable[Sequence[str]], packs: Iterable[TablePack], *, names: Iterable[str]
) -> Recognised | None:
    """The best reading of the first rows of a file as one row of headers, or None.

    Args:
        rows: the cells of the first rows, titles included.
        packs: the tables it could be.
        names: the file's and the sheet's names; they only break ties.
    """
    hints = " ".join(plain(name) for name in names)
    known = tuple(packs)
    accepted = {
        plain(one) for pack in known for field in pack.fields.values() for one in field.headers
    }
    best: Recognised | None = None
    best_rank: tuple[int, ...] = ()
    for number, cells in enumerate(rows, start=1):
        headers = [plain(cell) for cell in cells]
        if sum(header in accepted for header in headers) < _FEWEST_HEADERS:
            continue
        for pack in known:
            if pack.derived or (pack.signature and not signs(pack.signature, headers)):
                continue
            found = _read_as(pack, number, headers)
            rank = (
                # what shows the system counts for more than what any register may have
                bool(pack.signature) and found.certain,
                len(found.columns),
                found.certain,
                _hinted(pack.table, hints),
                -len(found.lacking),
                len(pack.match),
                -len(pack.fields),
                -number,
            )
            if len(found.columns) >= _FEWEST_HEADERS and rank > best_rank:
                best, best_rank = found, rank
    return best


def _hinted(table: str, hints: str) -> int:
    """How long a name of a table is, in whichever language, that the file or its sheet has."""
    names = [table, *catalogue()["tables"].get(table, {}).values()]
    return max((len(name) for name in map(plain, names) if name in hints), default=0)


def siblings(
    found: Recognised, packs: Iterable[TablePack], cells: Sequence[str]
) -> list[Recognised]:
    """What else is read from the same file: the other tables of the same export."""
    headers = [plain(cell) for cell in cells]
    others = (
        _read_as(pack, found.row, headers)
        for pack in packs
        if replace(pack, signature=()) != replace(found.pack, signature=())
        and (pack.system, pack.export) == (found.pack.system, found.pack.export)
    )
    return [other for other in others if other.certain]


def signs(
    signature: Sequence[Sequence[str]], headers: Sequence[str], fewest: int = _FEWEST_HEADERS
) -> tuple[int, ...]:
    """Where headers of a signature stand; empty when fewer are there than show it, or than all.

    Args:
        signature: the headers that only one system has, each with what else it may be called.
        headers: as compared, see `plain`.
        fewest: so many show it.
    """
    at = []
    for accepted in signature:
        found = [headers.index(one) for one in map(plain, accepted) if one in headers]
        at += found[:1]
    return tuple(at) if len(at) >= min(fewest, len(signature)) else ()


def _read_as(pack: TablePack, row: int, headers: Sequence[str]) -> Recognised:
    columns: dict[str, int] = {}
    for target, field in pack.fields.items():
        # the preferred header first: a birth year before a birth date
        for accepted in map(plain, field.headers):
            if accepted in headers:
                columns[target] = headers.index(accepted)
                break
    besides = {
        name: headers.index(one)
        for name, accepted in pack.besides.items()
        for one in reversed([*map(plain, accepted)])
        if one in headers
    }
    if pack.grouped:
        besides[FIRST] = 0
    taken = {*columns.values(), *besides.values()}
    rest = [
        index
        for index in range(len(headers))
        if index not in taken and not is_added(headers[index])
    ]
    used = {headers[index] for index in taken}
    again = used - set(map(plain, pack.first_counts))
    asked = dict.fromkeys(pack.match)
    asked |= dict.fromkeys(target for target, field in pack.fields.items() if field.required)
    return Recognised(
        pack=pack,
        row=row,
        columns=columns,
        unknown=tuple(index for index in rest if headers[index] not in used),
        repeated=tuple(index for index in rest if headers[index] in again),
        lacking=tuple(
            target
            for target in asked
            if target not in columns and target != (pack.grouped or ("",))[0]
        ),
        certain=all(target in columns for target in pack.match),
        besides=besides,
        signed=signs(pack.signature, headers) if pack.signature else (),
    )
