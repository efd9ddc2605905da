"""How does a connector put rows of several tables together? One at a time, in any order."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from connectors.contract import Extract

#: Canonical column -> the headers or keys it may come from; the first that a file has is meant.
Origins = Mapping[str, Sequence[str | int]]


@dataclass(slots=True)
class Gathering:
    """The rows taken from one document, by canonical table.

    Attributes:
        file: the document's name.
        evidence: what the document was known by.
        headers: the document's, in order; none where it is JSON.
        origins: canonical table -> where its columns come from.
        implied: the table that the document only implies.
        version: of the system, where the document shows it.
    """

    file: str
    evidence: Sequence[str]
    sheet: str | None = None
    headers: Sequence[str] = ()
    origins: Mapping[str, Origins] = field(default_factory=dict)
    unknown: Sequence[str] = ()
    implied: str = ""
    version: str = ""
    _rows: dict[str, list[tuple[int, Mapping[str, str | None]]]] = field(default_factory=dict)

    def add(self, table: str, row: int, **cells: str | int | None) -> None:
        """Keep one row: its row, line or record in the document, and the text of its cells."""
        texts = {name: None if cell is None else str(cell) for name, cell in cells.items()}
        self._rows.setdefault(table, []).append((row, texts))

    def extracts(self) -> Iterator[Extract]:
        """All rows, one extract per table."""
        for table, rows in self._rows.items():
            names = dict.fromkeys(name for _, cells in rows for name in cells)
            places = {name: at for name, at in self._places(table).items() if name in names}
            yield Extract(
                table=table,
                file=self.file,
                sheet=self.sheet,
                evidence=tuple(self.evidence),
                cells={name: [cells.get(name) for _, cells in rows] for name in names},
                rows=[row for row, _ in rows],
                columns={name: header for name, (header, _) in places.items()},
                at={name: at for name, (_, at) in places.items() if at is not None},
                unknown=tuple(self.unknown),
                implied=table == self.implied,
                version=self.version,
            )

    def _places(self, table: str) -> Mapping[str, tuple[str, int | None]]:
        """Canonical column -> the header or key that it comes from, and where that stands."""
        found = {
            column: place_of(keys, self.headers)
            for column, keys in self.origins.get(table, {}).items()
        }
        return {column: place for column, place in found.items() if place is not None}


def place_of(keys: Sequence[str | int], headers: Sequence[str]) -> tuple[str, int | None] | None:
    """The first of some keys that is a header, or that headers begin with: title, title/fr.

    Args:
        keys: where a column may come from; a number is a column whose header cannot be trusted.
        headers: a document's; none where it is JSON, whose first key is then meant.
    """
    if not headers:
        return str(keys[0]), None
    for key in keys:
        for number, header in enumerate(headers):
            if key in (number, header) or header.startswith(f"{key}/"):
                return header, number
    return None
