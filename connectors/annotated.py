"""How does a cooperative see each error at its row? In its own file, with one more column.

The file is sent back as it came: same format, delimiter, encoding and line ends; an archive as one
of the same files. The column that is added is known by its header and ignored when the corrected
file comes again.
"""

import codecs
import csv
import io
import zipfile
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path, PurePosixPath

from connectors.archive import unpack
from connectors.beside import Beside
from connectors.choices import packs_of, with_choices
from connectors.contract import Choice, Finding, Severity
from connectors.delimited import cut
from connectors.documents import is_list, known_by, list_separator, workbook_document
from connectors.encoding import Encoding, find_encoding
from connectors.headers import ADDED, is_added
from connectors.messages import fix, what
from connectors.open_document import as_ods
from connectors.pack import find_packs
from connectors.ragged import measure
from connectors.spreadsheet import sheets
from connectors.stacking import stack
from connectors.table_pack import TablePack
from connectors.unsafe import DangerousFile, UnreadableFile
from connectors.written import encoding_of, separators_of
from hub.vocabulary import Language

#: What can be sent back.
TEXT, WORKBOOK = frozenset({".csv", ".tsv", ".txt", ".tab"}), frozenset({".xlsx", ".xlsm"})
OPEN_DOCUMENT, ARCHIVE = frozenset({".ods"}), frozenset({".zip"})
# more than a spreadsheet keeps in one cell would make it refuse the file
_LONGEST = 30_000
# rows by which a column is made wide enough, and how wide in letters
_LOOKED_AT, _WIDEST = 200, 60

_Notes = Mapping[int, str]


@dataclass(frozen=True, slots=True)
class _Sent:
    """A file of an upload, or of an archive in it: where it lies, and its name in the upload."""

    path: Path
    name: str

    @property
    def stem(self) -> str:
        return PurePosixPath(self.name).stem

    @property
    def kind(self) -> str:
        return PurePosixPath(self.name).suffix.lower()


@dataclass(frozen=True, slots=True)
class _Writing:
    """What is known of an upload, and in which language to say it."""

    findings: Sequence[Finding]
    language: Language
    choices: Collection[Choice]
    packs: Sequence[TablePack]


def annotated(
    file: Path,
    findings: Sequence[Finding],
    language: Language,
    *,
    scratch: Path,
    choices: Collection[Choice] = (),
) -> bytes | None:
    """A file of an upload with a column of errors, or None where it holds no table of rows.

    Args:
        file: as it was sent.
        findings: of every row of the upload; those of other files are left aside.
        language: of the messages.
        scratch: a folder for temporary files.
        choices: what people said of columns, words and files.
    """
    writing = _Writing(findings, language, choices, with_choices(find_packs(), choices))
    sent = _Sent(file, file.name)
    if sent.kind in ARCHIVE:
        return _archive(sent, writing, scratch)
    return _file(sent, writing, scratch)


def _archive(sent: _Sent, writing: _Writing, scratch: Path) -> bytes | None:
    """An archive of the same files; None where none of them holds a table of rows."""
    folder = scratch / "archive"
    folder.mkdir()
    files: dict[str, bytes] = {}
    known = False
    try:
        for number, (name, path) in enumerate(unpack(sent.path, folder)):
            own = scratch / str(number)
            own.mkdir()
            content = _file(_Sent(path, f"{sent.name}/{name}"), writing, own)
            known = known or content is not None
            files[name] = path.read_bytes() if content is None else content
    except (UnreadableFile, DangerousFile):
        # what cannot be opened has its finding, and no rows to write beside
        return None
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue() if known else None


def _file(sent: _Sent, writing: _Writing, scratch: Path) -> bytes | None:
    choices, language = writing.choices, writing.language
    packs = packs_of(sent.name, writing.packs, choices) or writing.packs
    own = [
        one
        for one in writing.findings
        if one.file == sent.name and one.severity is not Severity.ADVICE
    ]
    if sent.kind in WORKBOOK | OPEN_DOCUMENT:
        return _workbook(sent, own, language, scratch=scratch, packs=packs)
    encoding = encoding_of(sent.path, sent.name, choices, lambda _done, _of: None)
    if sent.kind not in TEXT or encoding is None or not sent.path.stat().st_size:
        return None
    signs = separators_of(sent.name, choices)
    return _text(sent, encoding, own, language, packs=packs, signs=signs)


def _text(  # noqa: PLR0913 - a file, how it is written, what is known and what to say
    sent: _Sent,
    encoding: Encoding,
    findings: Sequence[Finding],
    language: Language,
    *,
    packs: Sequence[TablePack],
    signs: Sequence[str],
) -> bytes | None:
    file, names = sent.path, [sent.stem]
    found = cut(file, encoding, packs, names=names, delimiters=signs)
    headers = [1]
    rows: Sequence[Sequence[str]] = found.rows
    if found.recognised is not None:
        several = stack(file, encoding, found.delimiter, packs, names=names)
        headers = [part.recognised.row for part in several.parts] or [found.recognised.row]
        rows = several.rows or found.rows
    elif (sign := list_separator(file, sent.name, encoding)) is not None:
        found = cut(file, encoding, packs, names=names, delimiters=[sign])
        rows = found.rows
    else:
        return None
    header = headers[0]
    notes = {**_notes(findings, header, language), **dict.fromkeys(headers, ADDED[language])}
    text = b"".join(encoding.pieces(file))
    records = measure(text.removesuffix(b"\n") + b"\n", found.delimiter, last=True)
    written = io.BytesIO()
    start = 0
    column = Beside(found.delimiter, 0, 0)
    for number, end in enumerate(records.ends.tolist(), start=1):
        record = text[start:end]
        start = end
        body = record.rstrip(b"\r\n")
        if number in headers:
            own = rows[number - 1]
            column = Beside(found.delimiter, len(own), _added_at(own))
        if number >= header and body:
            cells = int(records.cells[number - 1])
            body = column.row(body, notes.get(number, ""), cells=cells)
        written.write(body + record[len(record.rstrip(b"\r\n")) :])
    # what stands after too many stray quotes was not read, and is sent back as it was
    written.write(text[start:])
    return _encoded(written.getvalue(), file, encoding, plain=text.isascii())


def _encoded(text: bytes, file: Path, encoding: Encoding, *, plain: bool) -> bytes:
    if encoding.old_mac:
        text = text.replace(b"\n", b"\r")
    with file.open("rb") as original:
        mark = original.read(encoding.skip)
    if plain and not mark and encoding.name == "utf-8" and not text.isascii():
        # without accents of its own, spreadsheets would guess how those of the errors are written
        mark = codecs.BOM_UTF8
    return mark + text.decode().encode(encoding.name, errors="replace")


def _added_at(headers: Sequence[str]) -> int:
    """Where the hub's column stands among some headers, or is to stand."""
    return next((at for at, one in enumerate(headers) if is_added(one)), len(headers))


def _workbook(
    sent: _Sent,
    findings: Sequence[Finding],
    language: Language,
    *,
    scratch: Path,
    packs: Sequence[TablePack],
) -> bytes | None:
    folder = scratch / "annotated"
    folder.mkdir()
    written: dict[str, list[list[str]]] = {}
    known = False
    try:
        texts = sheets(sent.path, folder)
    except (UnreadableFile, DangerousFile):
        # what cannot be opened has its finding, and no rows to write beside
        return None
    for sheet, (name, text) in enumerate(texts.items()):
        with text.open(encoding="utf-8", newline="") as rows:
            cells = list(csv.reader(rows))
        # connectors read the first sheet, and name none
        read = {name} if sheet else {name, None}
        own = [one for one in findings if one.sheet in read and (one.sheet or one.row)]
        headers, column = _headers(text, [sent.stem, name], cells, packs)
        known = known or bool(headers)
        notes = _notes(own, headers[0], language) if headers else {}
        notes = {**notes, **dict.fromkeys(headers, ADDED[language])}
        written[name] = [*_with_notes(cells, column=column, notes=notes)]
    if not known:
        return None
    return as_ods(written) if sent.kind in OPEN_DOCUMENT else _as_xlsx(written)


def _as_xlsx(sheets: Mapping[str, Sequence[Sequence[str]]]) -> bytes:
    # an import has no use for it, and would load it as long as it reads some 50,000 rows
    import xlsxwriter  # noqa: PLC0415

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            for at, cell in enumerate(row):
                if cell:
                    sheet.write_string(number, at, cell)
        # what stands in a column is in sight, and so are the first words of each error
        for at, cells in enumerate(zip_longest(*rows[:_LOOKED_AT], fillvalue="")):
            sheet.set_column(at, at, min(_WIDEST, max(map(len, cells)) + 2))
    book.close()
    return out.getvalue()


def _headers(
    text: Path,
    names: Sequence[str],
    cells: Sequence[Sequence[str]],
    packs: Sequence[TablePack],
) -> tuple[list[int], int]:
    """The rows of headers of a sheet, none where none are known, and where to add the column."""
    encoding = find_encoding(text, lambda _done, _of: None)
    if encoding is None or not text.stat().st_size:
        return [], 0
    found = cut(text, encoding, packs, names=names)
    if found.recognised is None:
        document = workbook_document({names[-1]: text}, names[0])
        known = known_by(document) is not None and is_list(document)
        return ([1], _added_at(cells[0])) if known else ([], 0)
    several = stack(text, encoding, found.delimiter, packs, names=names)
    rows = [part.recognised.row for part in several.parts] or [found.recognised.row]
    headers = cells[rows[0] - 1]
    return rows, _added_at(headers)


def _with_notes(
    cells: Sequence[Sequence[str]], *, column: int, notes: _Notes
) -> Iterator[list[str]]:
    """The rows of a sheet, with what is to be said in one column."""
    for number, row in enumerate(cells, start=1):
        line = list(row)
        if notes and column < len(line):
            line[column] = ""
        if number in notes:
            line += [""] * (column + 1 - len(line))
            line[column] = notes[number]
        yield line


def _notes(findings: Sequence[Finding], header: int, language: Language) -> _Notes:
    """Row -> what is to be said at it; what concerns the whole table is said at its first row."""
    notes: dict[int, list[str]] = {}
    for one in findings:
        row = one.row if one.row is not None and one.row > header else header + 1
        notes.setdefault(row, []).append(_said(one, language))
    return {row: " · ".join(dict.fromkeys(said))[:_LONGEST] for row, said in notes.items()}


def _said(finding: Finding, language: Language) -> str:
    said = f"{what(finding, language)} {fix(finding, language)}"
    if finding.column is None:
        return said
    # the column's letter first: a header may start like a formula, a letter never does
    named = f" ({finding.header})" if finding.header else ""
    return f"{finding.column}{named}: {said}"
