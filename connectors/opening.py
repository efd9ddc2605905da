"""What is in each file of an upload? Its tables, recognised; what cannot be read is reported."""

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import polars as pl

from connectors.archive import unpack
from connectors.choices import packs_of
from connectors.contract import Choice, Document
from connectors.delimited import Cut, cut
from connectors.documents import (
    UnreadableJson,
    json_document,
    known_by,
    text_documents,
    workbook_document,
)
from connectors.encoding import Encoding, find_encoding
from connectors.extracting import Extracting, OpenTable
from connectors.filled import filled
from connectors.findings import Findings, Place
from connectors.frame_table import FrameTable
from connectors.headers import plain
from connectors.joined import SIGNS, joined_by, joined_row
from connectors.json_table import json_table, records
from connectors.judging import JSON, SHOWN, Judging
from connectors.pages import Page, missing, page
from connectors.practices import read_practices
from connectors.recognition import Recognised, recognise, siblings
from connectors.spreadsheet import sheets
from connectors.stacking import Stack, stack
from connectors.table_pack import TablePack
from connectors.text_table import TextTable
from connectors.unsafe import DangerousFile, UnreadableFile
from connectors.written import encoding_of, separators_of

_TEXT = {".csv", ".tsv", ".txt", ".tab"}
_WORKBOOK = {".xlsx", ".xlsm", ".ods"}
_ARCHIVE = {".zip"}
_YAML = {".yaml", ".yml"}
# these are held in memory as a whole
_LARGEST = dict.fromkeys(_YAML, 8 << 20) | dict.fromkeys(JSON, 64 << 20)
#: Said of files that are no export of any system.
_NOT_KNOWN = {
    *("no_known_headers", "unrecognised_table", "unknown_json", "unknown_format", "empty_file"),
    *("unreadable_json", "unknown_encoding", "known_and_refused"),
}
#: The sheets of the hub's own templates that explain the columns.
GUIDES = frozenset({"Guide", "Gids"})

Seen = Callable[[int, int], None]
#: A sheet without known headers, and its first rows.
_Sheet = tuple[Place, Sequence[Sequence[str]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenPractices:
    """The statements of a practices file, as text."""

    place: Place
    text: pl.DataFrame
    row: pl.Series
    lost: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """What opening the files of an upload needs.

    Attributes:
        packs: the tables that can be read.
        findings: where unreadable files are reported.
        scratch: a folder for temporary files.
        seen: told how many bytes of a file were looked at, and of how many.
        extracting: takes the documents that connectors recognise.
        pages: those of exports that come in several.
        lost: texts that hold letters which an earlier program lost, and of which no table of text
            is read.
        choices: what people said of files.
    """

    packs: Sequence[TablePack]
    findings: Findings
    scratch: Path
    seen: Seen
    extracting: Extracting
    pages: list[Page]
    lost: list[Place]
    choices: Collection[Choice] = ()

    @property
    def _judging(self) -> Judging:
        return Judging(findings=self.findings)

    def open(self, path: Path) -> list[OpenTable | OpenPractices]:
        """The recognised tables of one file."""
        place = Place(file=path.name)
        if path.suffix.lower() in _ARCHIVE:
            return self._open_archive(path, place)
        return self._open_file(path, place)

    def missing_pages(self) -> None:
        """Report exports of which not every page was sent."""
        for first, lacking in missing(self.pages, SHOWN):
            facts = {"pages": ", ".join(map(str, lacking)), "of": str(first.of)}
            self.findings.add("missing_page", Place(file=first.file), facts=facts)

    def _packs(self, place: Place) -> Sequence[TablePack]:
        """The tables that a file can be."""
        return packs_of(place.file, self.packs, self.choices) or self.packs

    def _takes(self, documents: Iterable[Document], place: Place) -> bool:
        """Whether some connector takes a document of which nobody said what it is."""
        meant = packs_of(place.file, self.packs, self.choices)
        return meant is None and self.extracting.recognises(documents)

    def _open_file(self, path: Path, place: Place) -> list[OpenTable | OpenPractices]:
        kind = path.suffix.lower()
        if path.stat().st_size == 0:
            self.findings.add("empty_file", place)
        elif kind in _WORKBOOK:
            return self._open_workbook(path, place)
        elif kind not in _TEXT | _YAML | JSON:
            self._judging.refuse_unknown([()], place, "unknown_format")
        elif path.stat().st_size > _LARGEST.get(kind, path.stat().st_size):
            self.findings.add("too_large", place)
        elif (encoding := encoding_of(path, place.file, self.choices, self.seen)) is None:
            self.findings.add("unknown_encoding", place)
        else:
            opened = self._open_encoded(path, place, encoding)
            if encoding.lost and not opened:
                self.lost.append(place)
            return opened
        return []

    def _open_encoded(
        self, path: Path, place: Place, encoding: Encoding
    ) -> list[OpenTable | OpenPractices]:
        kind = path.suffix.lower()
        if kind in _YAML:
            return [self._open_practices(path, place, encoding)]
        if kind in JSON:
            return [*self._open_json(path, place, encoding)]
        if self._takes(text_documents(path, place.file, encoding), place):
            return []
        return [*self._open_text(path, place, encoding)]

    def _open_archive(self, path: Path, place: Place) -> list[OpenTable | OpenPractices]:
        files: list[tuple[Path, Place]] = []
        try:
            for name, content in unpack(path, self._folder(path)):
                files.append((content, Place(file=f"{place.file}/{name}")))
        except UnreadableFile:
            self.findings.add("unreadable_archive", place)
        except DangerousFile:
            self.findings.add("dangerous_archive", place)
        else:
            if not files:
                self.findings.add("empty_file", place)
            return self._open_inside(files)
        return []

    def _open_inside(self, files: Sequence[tuple[Path, Place]]) -> list[OpenTable | OpenPractices]:
        """The tables of an archive's files; beside an export, a file nobody asks for is none."""
        opened: list[OpenTable | OpenPractices] = []
        before = self.extracting.count
        each: list[tuple[Place, Findings, bool]] = []
        for path, place in files:
            known = self.extracting.count
            own = replace(self, findings=self.findings.fresh())
            tables = own._open_file(path, place)  # noqa: SLF001 - of the same class
            each.append((place, own.findings, bool(tables) or self.extracting.count > known))
            opened += tables
        for place, found, read in each:
            if self.extracting.count > before and not read and found.totals.keys() <= _NOT_KNOWN:
                self.findings.add("unread_file", place)
            else:
                self.findings.join(found)
        return opened

    def _folder(self, path: Path) -> Path:
        folder = self.scratch / hashlib.sha256(str(path).encode()).hexdigest()
        folder.mkdir()
        return folder

    def _open_practices(self, path: Path, place: Place, encoding: Encoding) -> OpenPractices:
        text = b"".join(encoding.pieces(path)).decode()
        rows, row = read_practices(text, place.file, self.findings)
        return OpenPractices(place=place, text=rows, row=row, lost=encoding.lost)

    def _open_json(self, path: Path, place: Place, encoding: Encoding) -> Iterator[OpenTable]:
        try:
            document = json_document(path, place.file, encoding)
        except UnreadableJson as error:
            self.findings.add("unreadable_json", place, row=error.line)
            return
        if self._takes([document], place):
            return
        found = records(document.value)
        if found is None:
            keys = tuple(map(str, document.value)) if isinstance(document.value, dict) else ()
            self._judging.refuse_unknown([keys], place, "unknown_json")
            return
        if one := page(document.value, found, place.file):
            self.pages.append(one)
        table = json_table(found, document.lines)
        known = recognise([table.headers], self._packs(place), names=[Path(place.file).stem])
        if known is None:
            self._judging.refuse_unknown([table.headers], place, "unknown_json")
        else:
            known = filled(known, table)
            if self._judging.accept([table.headers], known, place, below=None, delimiter=""):
                yield from self._tables(table, known, place)

    def _open_text(self, path: Path, place: Place, encoding: Encoding) -> Iterator[OpenTable]:
        names = [Path(place.file).stem]
        packs = self._packs(place)
        signs = separators_of(place.file, self.choices)
        found = cut(path, encoding, packs, names=names, delimiters=signs)
        if found.recognised is not None:
            several = stack(path, encoding, found.delimiter, packs, names=names)
            if several.parts:
                yield from self._open_stack(path, place, encoding, found.delimiter, several)
                return
        if not any(cell.strip() for row in found.rows for cell in row):
            self.findings.add("empty_file", place)
        elif self._joined(found, packs, place):
            return
        elif found.recognised is None:
            self._judging.refuse_unknown(found.rows, place, "no_known_headers")
        else:
            table = TextTable(
                path=path,
                encoding=encoding,
                delimiter=found.delimiter,
                header_row=found.recognised.row,
                headers=found.rows[found.recognised.row - 1],
            )
            known = filled(found.recognised, table)
            if self._judging.accept(
                found.rows, known, place, below=found.below, delimiter=found.delimiter
            ):
                self._judging.say_above(found.rows, known, place)
                yield from self._tables(table, known, place)

    def _joined(self, found: Cut, packs: Sequence[TablePack], place: Place) -> bool:
        """Whether cells of the file stand together in one, which is said."""
        row, sign = None, found.delimiter
        if found.recognised is not None:
            row = joined_row(found.rows, found.recognised.row, sign)
            together = row is not None
        else:
            by = joined_by(found.rows, partial(_is_known, packs, place.file))
            together, sign = by is not None, by or sign
        if together:
            facts = {"separator": SIGNS.get(sign, sign)}
            self.findings.add("cells_in_one", place, row=row, facts=facts)
        return together

    def _open_stack(
        self, path: Path, place: Place, encoding: Encoding, delimiter: str, several: Stack
    ) -> Iterator[OpenTable]:
        """Tables one under another, each judged by its own headers."""
        for part in several.parts:
            one = part.recognised
            if self._judging.accept(several.rows, one, place, below=None, delimiter=delimiter):
                table = TextTable(
                    path=path,
                    encoding=encoding,
                    delimiter=delimiter,
                    header_row=one.row,
                    headers=tuple(several.rows[one.row - 1]),
                    last_row=part.last,
                )
                yield from self._tables(table, one, place)

    def _tables(
        self, table: TextTable | FrameTable, first: Recognised, place: Place
    ) -> Iterator[OpenTable]:
        """The tables that one file holds, the recognised one and those beside it."""
        beside = siblings(first, self.packs, table.headers)
        together = [first, *(filled(one, table) for one in beside)]
        used = {
            index for one in together for index in (*one.columns.values(), *one.besides.values())
        }
        if first.pack.signature:
            hushed = {
                said for one in together for said, field in one.pack.chosen.items() if not field
            }
            left = {at for at, one in enumerate(table.headers) if plain(one) in hushed}
            self._judging.say_left_out(table.headers, used | left, first, place)
        for one in together[1:]:
            self._judging.say_beside(table.headers, one, place)
        for one in together:
            unknown = tuple(index for index in one.unknown if index not in used)
            evidence = tuple(table.headers[index] for index in one.signed)
            yield OpenTable(
                place=place,
                recognised=replace(one, unknown=unknown),
                table=table,
                evidence=evidence
                or tuple(table.headers[one.columns[target]] for target in one.pack.match),
            )

    def _open_workbook(self, path: Path, place: Place) -> list[OpenTable | OpenPractices]:
        try:
            names = sheets(path, self._folder(path))
        except UnreadableFile:
            self.findings.add("unreadable_workbook", place)
            return []
        except DangerousFile:
            self.findings.add("dangerous_file", place)
            return []
        if self._takes([workbook_document(names, place.file)], place):
            return []
        opened: list[OpenTable | OpenPractices] = []
        empty: list[_Sheet] = []
        for name, text in names.items():
            if name in GUIDES:
                continue
            sheet = Place(file=place.file, sheet=name)
            opened += self._open_sheet(text, sheet, empty)
        refused = not opened and any(self._judging.refused(rows, one) for one, rows in empty)
        for sheet, rows in empty:
            # notes beside a table are normal; a workbook of nothing but notes is not
            if opened:
                self.findings.add("unread_sheet", sheet)
            elif not refused:
                self._judging.refuse_unknown(rows, sheet, "no_known_headers")
        if not names:
            self.findings.add("empty_file", place)
        return opened

    def _open_sheet(self, text: Path, place: Place, empty: list[_Sheet]) -> Iterator[OpenTable]:
        encoding = find_encoding(text, self.seen)
        if encoding is None or text.stat().st_size == 0:
            empty.append((place, [()]))
            return
        names = [Path(place.file).stem, place.sheet or ""]
        packs = self._packs(place)
        found = cut(text, encoding, packs, names=names)
        if found.recognised is None:
            if not self._joined(found, packs, place):
                empty.append((place, found.rows))
            return
        yield from self._open_text(text, place, encoding)


def _is_known(packs: Sequence[TablePack], name: str, rows: Sequence[Sequence[str]]) -> bool:
    """Whether a table, or a connector, would know rows that were cut otherwise."""
    cells = tuple(tuple(row) for row in rows)
    known = recognise(cells, packs, names=[Path(name).stem])
    return known is not None or known_by(Document(name=name, head=cells)) is not None


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
