"""What is a connector? It reads an upload, says what it understood, and yields canonical rows.

The stages, each its own file: identify, decode, tables, map, parse, rules. A dry run and an
import are the same call with the same findings; only what happens to the rows differs.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import StrEnum
from operator import index
from pathlib import Path
from typing import Protocol

import polars as pl


class Mode(StrEnum):
    """Whether rows absent from a file are gone (snapshot) or untouched (delta)."""

    SNAPSHOT = "snapshot"
    DELTA = "delta"


class Severity(StrEnum):
    """What a finding means for the import."""

    BLOCKING = "blocking"  # nothing of the upload is stored
    WARNING = "warning"  # stored, and the reader should look
    ADVICE = "advice"  # stored, and could be better


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing to know about an upload, in the words of the person who made the file.

    Attributes:
        code: which message of `messages.yaml` it is, such as `unreadable_date`.
        file: the file's name, without its folder.
        sheet: the sheet of a workbook.
        row: the row as a spreadsheet numbers it, from 1 and header included.
        column: the column's letter.
        header: the column's header as it stands in the file.
        facts: what the message needs to be said; never a member's name, number or value.
        alike: how many rows this finding stands for, from the named one on.
    """

    code: str
    severity: Severity
    file: str
    sheet: str | None = None
    row: int | None = None
    column: str | None = None
    header: str | None = None
    facts: Mapping[str, str | int] = field(default_factory=dict)
    alike: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Identified:
    """What one table of one file was taken for, and why.

    Attributes:
        table: the canonical table.
        system: the software whose export it is, `intercoop` for the hub's own templates.
        evidence: what spoke for it, such as the headers that matched.
        columns: header in the file -> canonical field.
        unknown: headers that nothing asks for; they are not stored.
        rows: how many rows were read.
        mode: what the mapping pack says of absent rows.
        implied: whether it is a code list that rows of another table imply, so that the same rows
            are counted there.
        encoding: of a text file, as Python calls it; None for all others.
        separator: between the cells of a text file; None for all others.
    """

    file: str
    sheet: str | None
    table: str
    system: str
    version: str
    evidence: tuple[str, ...]
    columns: Mapping[str, str]
    unknown: tuple[str, ...]
    rows: int
    mode: Mode = Mode.SNAPSHOT
    implied: bool = False
    encoding: str | None = None
    separator: str | None = None


class About(StrEnum):
    """What a choice is about."""

    COLUMN = "column"
    WORD = "word"
    FILE = "file"
    ENCODING = "encoding"
    SEPARATOR = "separator"


#: What is said of one file by its name, and of no other.
OF_FILE = frozenset({About.FILE, About.ENCODING, About.SEPARATOR})


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Choice:
    """One thing that a person said of the tables of one system.

    Attributes:
        field: the canonical column that is meant; empty for a column that is left out, and for a
            file.
        said: the header, or the word, as it stands in the file; or the name of the file, which
            is then read as this table and as no other, or in this encoding or with this
            separator, which are of no system and no table.
        code: what a word stands for, or the encoding or separator; empty for a column.
    """

    system: str
    table: str
    about: About
    field: str = ""
    said: str
    code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """What one import reads.

    Attributes:
        cooperative: the slug whose export it is.
        import_id: the import's name, stamped on every row.
        files: the files, a folder's in the order of their names.
        key: the cooperative's pseudonym key as hexadecimal text; never logged.
        known: codes that the cooperative's earlier imports defined, by table:
            `{"member_categories": {"users", ...}, "bodies": ...}`. None on a cooperative's own
            premises, where nobody can tell which codes the hub knows.
        scratch: a folder for temporary files, emptied after the import.
        country: the cooperative's own, ISO 3166-1 alpha-2; a postcode whose file names no
            country is taken for one of it. None where it is not known.
        choices: what people of the cooperative said of columns, words and files.
        today: the day on which it is read, in UTC.
    """

    cooperative: str
    import_id: str
    files: tuple[Path, ...]
    key: str = field(repr=False)
    known: Mapping[str, frozenset[str]] | None
    scratch: Path
    country: str | None = None
    choices: tuple[Choice, ...] = ()
    today: date = field(default_factory=lambda: datetime.now(UTC).date())


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Everything one pass over an upload found.

    Attributes:
        findings: the first of each kind, in the order of file and row; capped per kind.
        totals: how many rows each finding code concerns, never capped.
        rows: how many valid rows each canonical table received.
        faulty: how many rows of the files have a blocking finding.
    """

    identified: tuple[Identified, ...]
    findings: tuple[Finding, ...]
    totals: Mapping[str, int]
    rows: Mapping[str, int]
    faulty: int = 0

    @property
    def blocked(self) -> bool:
        """Whether any finding forbids the import."""
        return any(finding.severity is Severity.BLOCKING for finding in self.findings)


class Sink(Protocol):
    """Takes the canonical rows of one table, batch by batch."""

    def write(self, table: str, rows: pl.DataFrame) -> None:
        """Add rows that have the columns and types of the table's schema."""


#: Told how far a stage is: its name, how much is done and of how much (bytes or rows).
Progress = Callable[[str, int, int], None]


#: Reads the rows of a document: the row, from 1, and its cells.
Rows = Callable[[], Iterable[tuple[int, Sequence[str]]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One file of an upload as a connector sees it; a file of an archive is one of its own.

    Attributes:
        name: the file's name, for findings.
        head: the first rows as cells, cut at `delimiter`; empty for JSON.
        value: what a JSON file says; for JSON Lines, a list with one value per line.
        lines: the line of each member of `value` in a JSON Lines file; otherwise empty.
        rows: reads all rows of a delimited text, or of the first sheet of a workbook: the row,
            from 1, and its cells.
        sheets: the sheets of a workbook -> what `rows` would read of each.
    """

    name: str
    head: tuple[tuple[str, ...], ...] = ()
    value: object = None
    lines: tuple[int, ...] = ()
    rows: Rows | None = None
    sheets: Mapping[str, Rows] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Extract:
    """Rows of one canonical table that a connector took from a document.

    Attributes:
        table: the canonical table.
        file: the document's name.
        evidence: what the document was known by.
        cells: canonical column -> text of each row; read like a file of the hub's own template.
        rows: the row, or the line, of each.
        sheet: the sheet of a workbook.
        columns: canonical column -> the header or key it came from, where it had one; a finding
            names it, so that its reader can look it up.
        at: canonical column -> the column of the sheet or CSV it came from, counted from 0.
        unknown: headers or keys that were not asked for.
        implied: whether it is a code list that gives way to one that somebody wrote.
        version: of the system, where the document shows it; otherwise the connector's own.
    """

    table: str
    file: str
    evidence: tuple[str, ...]
    cells: Mapping[str, Sequence[str | None]]
    rows: Sequence[int]
    sheet: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    at: Mapping[str, int] = field(default_factory=dict)
    unknown: tuple[str, ...] = ()
    implied: bool = False
    version: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """Something a connector has to say about a document: a finding's code, place and facts.

    Attributes:
        header: of the column that it is about, or its key, as the document has it.
        at: which column of the sheet or CSV that is, counted from 0.
    """

    code: str
    file: str
    row: int | None = None
    header: str | None = None
    at: int | None = None
    facts: Mapping[str, str | int] = field(default_factory=dict)
    alike: int = 1

    def __post_init__(self) -> None:
        # a connector that takes it for letters stumbles here, where that is looked for
        if self.at is not None:
            index(self.at)


class Connector(Protocol):
    """Reads exports whose shape a mapping pack cannot describe.

    Third parties offer theirs under the entry point group `intercoop.connectors`.
    """

    system: str
    version: str

    def recognise(self, document: Document) -> tuple[str, ...]:
        """What shows that this is an export of the system; empty when it is none."""

    def extract(self, documents: Sequence[Document]) -> Iterable[Extract | Remark]:
        """The canonical rows of all documents of one upload that were recognised."""
