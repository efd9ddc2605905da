"""Which canonical table is this? The one whose headers it has; titles may stand above them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from connectors.headers import plain
from connectors.pack import TablePack

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
    """

    pack: TablePack
    row: int
    columns: Mapping[str, int]
    unknown: tuple[int, ...]
    repeated: tuple[int, ...]
    lacking: tuple[str, ...]
    certain: bool


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
            found = _read_as(pack, number, headers)
            hinted = plain(pack.table) in hints
            rank = (
                len(found.columns),
                found.certain,
                hinted,
                -len(found.lacking),
                len(pack.match),
                -len(pack.fields),
                -number,
            )
            if len(found.columns) >= _FEWEST_HEADERS and rank > best_rank:
                best, best_rank = found, rank
    return best


def _read_as(pack: TablePack, row: int, headers: Sequence[str]) -> Recognised:
    columns: dict[str, int] = {}
    for target, field in pack.fields.items():
        # the preferred header first: a birth year before a birth date
        for accepted in map(plain, field.headers):
            if accepted in headers:
                columns[target] = headers.index(accepted)
                break
    taken = set(columns.values())
    rest = [index for index in range(len(headers)) if index not in taken]
    used = {headers[index] for index in taken}
    asked = dict.fromkeys(pack.match)
    asked |= dict.fromkeys(target for target, field in pack.fields.items() if field.required)
    return Recognised(
        pack=pack,
        row=row,
        columns=columns,
        unknown=tuple(index for index in rest if headers[index] not in used),
        repeated=tuple(index for index in rest if headers[index] in used),
        lacking=tuple(target for target in asked if target not in columns),
        certain=all(target in columns for target in pack.match),
    )
