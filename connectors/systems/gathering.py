"""How does a connector put rows of several tables together? One at a time, in any order."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from connectors.contract import Extract


@dataclass(slots=True)
class Gathering:
    """The rows taken from one document, by canonical table.

    Attributes:
        file: the document's name.
        evidence: what the document was known by.
        implied: the table that the document only implies.
        version: of the system, where the document shows it.
    """

    file: str
    evidence: Sequence[str]
    sheet: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
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
            yield Extract(
                table=table,
                file=self.file,
                sheet=self.sheet,
                evidence=tuple(self.evidence),
                cells={name: [cells.get(name) for _, cells in rows] for name in names},
                rows=[row for row, _ in rows],
                columns={name: self.columns[name] for name in names if name in self.columns},
                unknown=tuple(self.unknown),
                implied=table == self.implied,
                version=self.version,
            )
