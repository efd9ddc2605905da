"""Where does each table of a stacked file start? Under a title of its own, often after a blank."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

#: `Memberships (14)`, or a word alone.
_TITLE = re.compile(r"([A-Za-z_ ]+?)(?: \((\d+)\))?")


@dataclass(slots=True)
class Section:
    """One table of a stacked file.

    Attributes:
        title: as it stands above the headers, in small letters with `_` for blanks.
        said: how many rows the title announces, where it does.
        headers: in small letters with `_` for blanks; a repeated one keeps its first column.
        written: the headers as they stand in the file.
        rows: the row in the file, and the cells by header.
        broken: rows with more or fewer cells than headers, and how many each has.
    """

    title: str
    said: int | None
    headers: tuple[str, ...] = ()
    written: tuple[str, ...] = ()
    rows: list[tuple[int, Mapping[str, str]]] = field(default_factory=list)
    broken: list[tuple[int, int]] = field(default_factory=list)

    @property
    def width(self) -> int:
        """How many cells there are up to the last header: spreadsheets add blank ones."""
        return _width(self.headers)


def sections(rows: Iterable[tuple[int, Sequence[str]]], titles: Iterable[str]) -> list[Section]:
    """The tables of a file.

    Args:
        rows: the row, from 1, and its cells.
        titles: the titles that a section may have; another lone cell is no title.
    """
    return list(_sections(rows, frozenset(titles)))


def _sections(
    rows: Iterable[tuple[int, Sequence[str]]], titles: frozenset[str]
) -> Iterator[Section]:
    section: Section | None = None
    after_blank = False
    for row, cells in rows:
        filled = [cell for cell in cells if cell.strip()]
        title = _TITLE.fullmatch(filled[0].strip()) if len(filled) == 1 else None
        title = title if cells[:1] and cells[0].strip() else None
        if title and name_of(title[1]) in titles:
            if section:
                yield section
            said = int(title[2]) if title[2] else None
            section = Section(title=name_of(title[1]), said=said)
        elif section and title and section.headers and (title[2] or after_blank):
            # of a table that nobody asks for
            yield section
            section = None
        elif section and filled and not section.headers:
            section.headers, section.written = tuple(map(name_of, cells)), tuple(cells)
        elif section and filled and not _width(cells) <= section.width <= len(cells):
            section.broken.append((row, len(cells)))
        elif section and filled:
            # from the last: of two columns with one header the first counts
            pairs = reversed(list(zip(section.headers, cells, strict=False)))
            section.rows.append((row, dict(pairs)))
        after_blank = not filled
    if section:
        yield section


def _width(cells: Sequence[str]) -> int:
    return max((index for index, cell in enumerate(cells, start=1) if cell.strip()), default=0)


def name_of(text: str) -> str:
    """A title or header as the program that wrote it calls it: `Author name` -> author_name."""
    return "_".join(text.strip().casefold().split())
