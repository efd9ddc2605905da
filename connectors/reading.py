"""How is an upload read? All files in one pass, with all findings of all of them."""

import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from connectors import cells
from connectors.ahead import ahead
from connectors.checking import Checking
from connectors.choices import with_choices
from connectors.contract import Finding, Identified, Progress, Report, Sink, Upload
from connectors.extracting import Extracting, OpenTable
from connectors.findings import Findings, Place
from connectors.frame_table import FrameTable
from connectors.headers import letters
from connectors.opening import Opening, OpenPractices, distinct_files
from connectors.pack import find_packs
from connectors.passes import in_passes
from connectors.pseudonyms import as_given
from connectors.references import References, reading_order
from connectors.table_pack import PERSONS, TablePack
from connectors.taking import Taking, without_blank_rows
from connectors.text_table import TextRows, TextTable
from connectors.written import separator_name

#: A row is shifted by so many cells at most; a sheet may be thousands of columns wide.
_SHIFTED_BY = 10


def read_upload(
    upload: Upload, sink: Sink, progress: Progress, *, marks: list[Finding] | None = None
) -> Report:
    """Read everything, hand the valid rows to the sink, and report all that was found.

    The caller keeps what the sink received only when the report is not blocked: a dry run and an
    import differ in nothing else.

    Args:
        upload: the files, whose they are, and what is known already.
        sink: receives canonical rows batch by batch, tables that define codes first.
        progress: told the stages `open` and `read`, in bytes.
        marks: receives every finding of every row, which the report only counts.

    Raises:
        FaultyPack: a mapping pack cannot be used.
    """
    packs = with_choices(find_packs(), upload.choices)
    return read_with(packs, upload, sink, progress, marks=marks)


def read_with(
    packs: Sequence[TablePack],
    upload: Upload,
    sink: Sink,
    progress: Progress,
    *,
    marks: list[Finding] | None = None,
) -> Report:
    """The same with these mapping packs only; `read_upload` takes all that are installed."""
    findings = Findings(marks=marks)
    checking = Checking(
        upload=upload,
        sink=sink,
        findings=findings,
        references=(
            References.judged_elsewhere()
            if upload.known is None
            else References.starting_from(upload.known)
        ),
    )
    identified: list[Identified] = []
    taken: dict[tuple[str, str], _Taken] = {}
    with tempfile.TemporaryDirectory(dir=upload.scratch) as scratch:
        opened = _open(upload, findings, packs, Path(scratch), progress=progress)
        opened = _without_implied(opened, upload, packs)
        turn = reading_order()
        opened.sort(key=lambda table: turn[_pack(table, packs).table])
        passes = in_passes([table for table in opened if isinstance(table, OpenTable)])
        read = _Bytes([tables[-1] for tables in passes], progress)
        identified += [
            _read_practices(table, checking, _pack(table, packs))
            for table in opened
            if isinstance(table, OpenPractices)
        ]
        for tables in passes:
            pack, place = tables[-1].recognised.pack, tables[-1].place
            of = taken.setdefault((pack.system, pack.export), _Taken(place=place))
            identified += _read_pass(tables, checking, read, of)
    identified.sort(key=lambda one: turn[one.table])
    for (system, _), of in taken.items():
        if of.read and not of.kept:
            findings.add("nothing_taken", of.place, facts={"system": system})
    checking.finish()
    return Report(
        identified=tuple(identified),
        findings=findings.listed(path.name for path in upload.files),
        totals=dict(findings.totals),
        rows=dict(checking.rows),
        faulty=findings.faulty,
    )


@dataclass(slots=True)
class _Taken:
    """How many rows of one system's export were read, and how many were records of some table."""

    place: Place
    read: int = 0
    kept: int = 0


class _Bytes:
    """How many bytes have been read, of each file as often as it is read."""

    def __init__(self, tables: Sequence[OpenTable], progress: Progress) -> None:
        self._total = sum(table.table.size for table in tables)
        self._before = 0
        self._progress = progress

    def so_far(self, table: OpenTable, done: int) -> None:
        size = table.table.size
        self._progress("read", self._before + min(done, size), self._total)

    def finished(self, table: OpenTable) -> None:
        self._before += table.table.size


def _open(
    upload: Upload,
    findings: Findings,
    packs: Sequence[TablePack],
    scratch: Path,
    *,
    progress: Progress,
) -> list[OpenTable | OpenPractices]:
    readable = distinct_files(upload.files, findings)
    total = sum(path.stat().st_size for path in readable)
    before = 0
    size = 0

    def seen(done: int, _of: int) -> None:
        progress("open", before + min(done, size), total)

    opening = Opening(
        packs=packs,
        findings=findings,
        scratch=scratch,
        seen=seen,
        extracting=Extracting(),
        pages=[],
        lost=[],
        choices=upload.choices,
    )
    opened: list[OpenTable | OpenPractices] = []
    for path in readable:
        size = path.stat().st_size
        opened += opening.open(path)
        before += size
    opening.missing_pages()
    opened += opening.extracting.tables(packs, findings)
    spoilt = {one.place.file for one in opened if isinstance(one, OpenTable) and one.table.lost}
    for place in opening.lost:
        # where a cell that is read has lost letters, that is said of its row
        if place.file not in spoilt:
            findings.add("lost_elsewhere", place)
    return opened


def _without_implied(
    opened: Sequence[OpenTable | OpenPractices], upload: Upload, packs: Sequence[TablePack]
) -> list[OpenTable | OpenPractices]:
    """Code lists that files only imply give way to those that somebody wrote."""
    written = {table for table, codes in (upload.known or {}).items() if codes}
    written |= {pack.table for table in opened if not (pack := _pack(table, packs)).derived}
    return [
        table
        for table in opened
        if not (pack := _pack(table, packs)).derived or pack.table not in written
    ]


def _pack(table: OpenTable | OpenPractices, packs: Sequence[TablePack]) -> TablePack:
    if isinstance(table, OpenTable):
        return table.recognised.pack
    return next(pack for pack in packs if pack.table == "practices")


def _read_pass(
    tables: Sequence[OpenTable], checking: Checking, read: _Bytes, of: _Taken
) -> list[Identified]:
    """Read a file once for its table, and before it for the code list that it implies."""
    file = tables[-1]
    findings = checking.findings
    readings = [_Reading.of(table, checking) for table in tables]
    asked = sorted({index for one in readings for index in one.named.values()})
    pack, columns = file.recognised.pack, file.recognised.columns
    first = next((columns[name] for name in pack.match if name in columns), asked[0])
    lost = file.table.lost
    beyond = _beyond(file.table.headers)
    rows = 0
    for piece in ahead(file.table.read([*asked, *beyond])):
        _report_broken(piece, file, findings)
        for index in beyond:
            said = piece.cells.select(pl.col(str(index)), piece.rows).filter(pl.first() != "")
            some = said["row"].filter(cells.blank(said[str(index)]).not_())
            findings.add_rows("beyond_headers", _at(file, index), some)
        named = piece.cells.select(str(index) for index in asked)
        text, row = without_blank_rows(named, piece.rows, str(first))
        rows += row.len() + piece.ragged.len() + piece.stray.len()
        if lost:
            text, row = checking.take_out_lost(text, row, place=lambda at: _at(file, int(at)))
        of.kept += sum([one.take(text, row) for one in readings])
        read.so_far(file, piece.done)
    for one in readings:
        one.finish(checking)
    read.finished(file)
    # a row that is faulty is a record all the same, and has its own finding
    of.read += rows if pack.signature and not findings.blocks(file.place) else 0
    if not rows:
        findings.add("no_rows", file.place, row=file.recognised.row)
    if lost and not findings.totals["replacement_character"]:
        # letters lost outside the columns that are read spoil nothing, and show a bad export
        findings.add("lost_elsewhere", file.place)
    return [one.identified(rows) for one in readings]


def _beyond(headers: Sequence[str]) -> range:
    """The columns to the right of all headers: what stands there may have been shifted."""
    last = max((at for at, one in enumerate(headers) if one.strip()), default=len(headers))
    return range(last + 1, min(len(headers), last + 1 + _SHIFTED_BY))


@dataclass(slots=True)
class _Reading:
    """One table while its file is read.

    Attributes:
        named: canonical column, or one that is looked at -> its index in the file.
    """

    table: OpenTable
    taking: Taking
    named: Mapping[str, int]

    @classmethod
    def of(cls, table: OpenTable, checking: Checking) -> "_Reading":
        recognised = table.recognised
        file, sheet = table.place.file, table.place.sheet
        person = recognised.columns.get(PERSONS[0])
        taking = Taking(
            checking=checking,
            pack=as_given(recognised.pack, table.table.headers, person),
            source=file if sheet is None else f"{file}#{sheet}",
            place=_placing(table),
        )
        return cls(table=table, taking=taking, named={**recognised.columns, **recognised.besides})

    def take(self, text: pl.DataFrame, row: pl.Series) -> int:
        """Take some rows of the file; returns how many are records of more than a code."""
        text = text.select(**{name: str(index) for name, index in self.named.items()})
        kept = self.taking.take(text, row)
        return 0 if self.taking.pack.derived else kept

    def finish(self, checking: Checking) -> None:
        """Take what had to wait for the end of the file."""
        self.taking.finish()
        table = self.taking.pack.table
        if self.taking.pack.derived and checking.rows[table]:
            checking.findings.add("codes_implied", self.table.place, facts={"table": table})

    def identified(self, rows: int) -> Identified:
        """What the table was taken for."""
        table, recognised = self.table, self.table.recognised
        headers, pack = table.table.headers, self.taking.pack
        return Identified(
            file=table.place.file,
            sheet=table.place.sheet,
            table=pack.table,
            system=pack.system,
            version=pack.version,
            evidence=table.evidence,
            columns={
                headers[index]: target
                for target, index in recognised.columns.items()
                if headers[index].strip()
            },
            unknown=tuple(
                headers[index] for index in recognised.unknown if headers[index].strip()
            ),
            rows=rows,
            mode=pack.mode,
            implied=pack.derived,
            **_writing(table),
        )


def _writing(table: OpenTable) -> dict[str, str]:
    """How a text file is written; nothing of a sheet, whose text is the hub's own."""
    if table.place.sheet is not None or not isinstance(table.table, TextTable):
        return {}
    sign = separator_name(table.table.delimiter)
    return {"encoding": table.table.encoding.name, "separator": sign}


def _placing(table: OpenTable) -> Callable[[str], Place]:
    """Canonical column, or one that is looked at -> where it stands in the file."""
    known = {**table.recognised.besides, **table.recognised.columns}

    def place(target: str) -> Place:
        index = known.get(target)
        return table.place if index is None else _at(table, index)

    return place


def _at(table: OpenTable, index: int) -> Place:
    """A column of the file."""
    # a key of JSON stands in no column
    of = table.table
    return Place(
        file=table.place.file,
        sheet=table.place.sheet,
        column=of.at.get(index) if isinstance(of, FrameTable) else letters(index),
        header=" ".join(of.headers[index].split()),
    )


def _report_broken(piece: TextRows, table: OpenTable, findings: Findings) -> None:
    findings.add_rows(
        "ragged_row",
        table.place,
        piece.ragged,
        facts={"expected": len(table.table.headers)},
        each={"cells": piece.ragged_cells},
    )
    findings.add_rows("unbalanced_quote", table.place, piece.stray)
    if piece.given_up is not None:
        code = "endless_line" if piece.endless else "rest_not_read"
        findings.add(code, table.place, row=piece.given_up)


def _read_practices(table: OpenPractices, checking: Checking, pack: TablePack) -> Identified:
    def place(target: str) -> Place:
        return Place(file=table.place.file, header=target)

    text, row = table.text, table.row
    if table.lost:
        text, row = checking.take_out_lost(text, row, place=place)
    taking = Taking(checking=checking, pack=pack, source=table.place.file, place=place)
    taking.take(text, row)
    taking.finish()
    return Identified(
        file=table.place.file,
        sheet=None,
        table=pack.table,
        system=pack.system,
        version=pack.version,
        evidence=("practices",),
        columns={column: column for column in table.text.columns},
        unknown=(),
        rows=table.row.len(),
        mode=pack.mode,
    )
