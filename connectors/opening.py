"""What is in each file of an upload? Its tables, recognised; what cannot be read is reported."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from connectors.delimited import Cut, cut
from connectors.encoding import Encoding, find_encoding
from connectors.findings import Findings, Place
from connectors.headers import letters
from connectors.pack import TablePack
from connectors.practices import read_practices
from connectors.recognition import Recognised
from connectors.spreadsheet import DangerousFile, UnreadableWorkbook, sheets
from connectors.text_table import TextTable

_TEXT = {".csv", ".tsv", ".txt", ".tab"}
_WORKBOOK = {".xlsx", ".xlsm"}
_YAML = {".yaml", ".yml"}
_LARGEST_YAML = 8 << 20
_SHOWN = 12

Seen = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenTable:
    """A recognised table of text."""

    place: Place
    recognised: Recognised
    table: TextTable


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenPractices:
    """The statements of a practices file, as text."""

    place: Place
    text: pl.DataFrame
    row: pl.Series
    lost: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """What opening a file needs.

    Attributes:
        packs: the tables that can be read.
        findings: where unreadable files are reported.
        scratch: a folder for temporary files.
        seen: told how many bytes of a file were looked at, and of how many.
    """

    packs: Sequence[TablePack]
    findings: Findings
    scratch: Path
    seen: Seen

    def open(self, path: Path) -> list[OpenTable | OpenPractices]:
        """The recognised tables of one file."""
        place = Place(file=path.name)
        kind = path.suffix.lower()
        if path.stat().st_size == 0:
            self.findings.add("empty_file", place)
        elif kind in _WORKBOOK:
            return self._open_workbook(path, place)
        elif kind not in _TEXT | _YAML or (kind in _YAML and path.stat().st_size > _LARGEST_YAML):
            self.findings.add("unknown_format", place)
        elif (encoding := find_encoding(path, self.seen)) is None:
            self.findings.add("unknown_encoding", place)
        elif kind in _YAML:
            return [self._open_practices(path, place, encoding)]
        else:
            found = self._open_text(path, place, encoding)
            return [] if found is None else [found]
        return []

    def _open_practices(self, path: Path, place: Place, encoding: Encoding) -> OpenPractices:
        text = b"".join(encoding.pieces(path)).decode()
        rows, row = read_practices(text, path.name, self.findings)
        return OpenPractices(place=place, text=rows, row=row, lost=encoding.lost)

    def _open_text(self, path: Path, place: Place, encoding: Encoding) -> OpenTable | None:
        found = cut(path, encoding, self.packs, names=[Path(place.file).stem])
        if not any(cell.strip() for row in found.rows for cell in row):
            self.findings.add("empty_file", place)
        elif found.recognised is None:
            widest = max(len(row) for row in found.rows)
            self.findings.add("no_known_headers", place, facts={"columns": widest})
        elif self._accept(found, found.recognised, place):
            return OpenTable(
                place=place,
                recognised=found.recognised,
                table=TextTable(
                    path=path,
                    encoding=encoding,
                    delimiter=found.delimiter,
                    header_row=found.recognised.row,
                    headers=found.rows[found.recognised.row - 1],
                ),
            )
        return None

    def _open_workbook(self, path: Path, place: Place) -> list[OpenTable | OpenPractices]:
        folder = self.scratch / hashlib.sha256(str(path).encode()).hexdigest()
        folder.mkdir()
        try:
            names = sheets(path, folder)
        except UnreadableWorkbook:
            self.findings.add("unreadable_workbook", place)
            return []
        except DangerousFile:
            self.findings.add("dangerous_file", place)
            return []
        opened: list[OpenTable | OpenPractices] = []
        empty: list[Place] = []
        for name, text in names.items():
            sheet = Place(file=place.file, sheet=name)
            if table := self._open_sheet(text, sheet, empty):
                opened.append(table)
        # notes beside a table are normal; a workbook of nothing but notes is not
        code = "unread_sheet" if opened else "no_known_headers"
        for sheet in empty:
            self.findings.add(code, sheet, facts={"columns": 0})
        if not names:
            self.findings.add("empty_file", place)
        return opened

    def _open_sheet(self, text: Path, place: Place, empty: list[Place]) -> OpenTable | None:
        encoding = find_encoding(text, self.seen)
        if encoding is None or text.stat().st_size == 0:
            empty.append(place)
            return None
        found = cut(text, encoding, self.packs, names=[Path(place.file).stem, place.sheet or ""])
        if found.recognised is None:
            empty.append(place)
            return None
        return self._open_text(text, place, encoding)

    def _accept(self, found: Cut, recognised: Recognised, place: Place) -> bool:
        """Whether the table can be read; says what its headers lack, repeat or add."""
        headers = found.rows[recognised.row - 1]
        known = set(recognised.columns.values())
        if not recognised.certain:
            self._refuse(headers, recognised, place)
            return False
        if found.below:
            facts = {"header": found.delimiter, "rows": found.below}
            self.findings.add("wrong_delimiter", place, row=recognised.row + 1, facts=facts)
            return False
        for target in recognised.lacking:
            accepted = recognised.pack.fields[target].headers[:_SHOWN]
            facts = {
                "table": recognised.pack.table,
                "field": target,
                "headers": ", ".join(accepted),
            }
            self.findings.add("missing_column", place, row=recognised.row, facts=facts)
        for index, header in enumerate(headers):
            column = _column(place, index, header)
            if index in known and "\ufffd" in header:
                self.findings.add("replacement_character", column, row=recognised.row)
            elif index in recognised.repeated:
                self.findings.add("repeated_column", column, row=recognised.row)
            elif index in recognised.unknown and header.strip():
                self.findings.add("unknown_column", column, row=recognised.row)
        return True

    def _refuse(self, headers: Sequence[str], recognised: Recognised, place: Place) -> None:
        known = set(recognised.columns.values())
        # only headers that are known are shown: where a file has none, its first row is a member
        others = [letters(index) for index in range(len(headers)) if index not in known]
        more = ", …" if len(others) > _SHOWN else ""
        facts = {
            "table": recognised.pack.table,
            "known": ", ".join(headers[index].strip() for index in sorted(known)),
            "others": ", ".join(others[:_SHOWN]) + more or "-",
            "lacking": ", ".join(recognised.lacking),
        }
        self.findings.add("unrecognised_table", place, row=recognised.row, facts=facts)


def _column(place: Place, index: int, header: str) -> Place:
    return Place(
        file=place.file, sheet=place.sheet, column=letters(index), header=" ".join(header.split())
    )


def distinct_files(files: Sequence[Path], findings: Findings) -> list[Path]:
    """The files that can be read, each content once; the others are reported."""
    readable: list[Path] = []
    sizes: dict[int, list[Path]] = {}
    for path in files:
        try:
            with path.open("rb") as file:
                file.read(1)
            size = path.stat().st_size
        except OSError:
            findings.add("missing_file", Place(file=path.name))
            continue
        same = [earlier for earlier in sizes.get(size, ()) if size and _same(earlier, path)]
        if same:
            facts = {"first_file": same[0].name}
            findings.add("duplicate_file", Place(file=path.name), facts=facts)
            continue
        sizes.setdefault(size, []).append(path)
        readable.append(path)
    return readable


def _same(one: Path, other: Path) -> bool:
    with one.open("rb") as first, other.open("rb") as second:
        return (
            hashlib.file_digest(first, "sha256").digest()
            == hashlib.file_digest(second, "sha256").digest()
        )
