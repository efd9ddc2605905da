"""How is an upload read? All files in one pass, with all findings of all of them."""

import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from connectors.ahead import ahead
from connectors.checking import Checking, without_blank_rows
from connectors.choices import with_choices
from connectors.contract import Finding, Identified, Progress, Report, Sink, Upload
from connectors.extracting import Extracting, OpenTable
from connectors.findings import Findings, Place
from connectors.frame_table import FrameTable
from connectors.headers import letters
from connectors.opening import Opening, OpenPractices, distinct_files
from connectors.pack import find_packs
from connectors.pseudonyms import as_given
from connectors.references import References, reading_order
from connectors.table_pack import PERSONS, TablePack
from connectors.text_table import TextRows, TextTable
from connectors.written import separator_name


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
    identified = []
    taken: dict[tuple[str, str], _Taken] = {}
    with tempfile.TemporaryDirectory(dir=upload.scratch) as scratch:
        opened = _open(upload, findings, packs, Path(scratch), progress=progress)
        opened = _without_implied(opened, upload, packs)
        turn = reading_order()
        opened.sort(key=lambda table: turn[_pack(table, packs).table])
        read = _Bytes(opened, progress)
        for table in opened:
            if isinstance(table, OpenTable):
                pack, place = table.recognised.pack, table.place
                of = taken.setdefault((pack.system, pack.export), _Taken(place=place))
                identified.append(_read_table(table, checking, read, of))
            else:
                identified.append(_read_practices(table, checking, _pack(table, packs)))
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
    """How many bytes of all tables have been read."""

    def __init__(self, opened: Sequence[OpenTable | OpenPractices], progress: Progress) -> None:
        tables = [table.table for table in opened if isinstance(table, OpenTable)]
        self._total = sum(table.size for table in tables)
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
        choices=upload.choices,
    )
    opened: list[OpenTable | OpenPractices] = []
    for path in readable:
        size = path.stat().st_size
        opened += opening.open(path)
        before += size
    opening.missing_pages()
    return [*opened, *opening.extracting.tables(packs, findings)]


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


def _read_table(table: OpenTable, checking: Checking, read: _Bytes, of: _Taken) -> Identified:
    recognised = table.recognised
    pack = as_given(recognised.pack, table.table.headers, recognised.columns.get(PERSONS[0]))
    file, sheet = table.place.file, table.place.sheet
    headers = table.table.headers
    source = file if sheet is None else f"{file}#{sheet}"
    place = _placing(table)
    named = {**recognised.columns, **recognised.besides}
    pieces = ahead(table.table.read(sorted(set(named.values()))))
    rows = 0
    for piece in _in_one(pieces) if pack.whole else pieces:
        _report_broken(piece, table, checking.findings)
        text = piece.cells.select(**{name: str(index) for name, index in named.items()})
        text, row = without_blank_rows(text, piece.rows, pack)
        rows += row.len() + len(piece.ragged) + len(piece.stray)
        if table.table.lost:
            text, row = checking.take_out_lost(text, row, place=place)
        kept = checking.take(text, row, pack, source=source, place=place)
        of.kept += 0 if pack.derived else kept
        read.so_far(table, piece.done)
    # a row that is faulty is a record all the same, and has its own finding
    of.read += rows if pack.signature and not checking.findings.blocks(table.place) else 0
    read.finished(table)
    if pack.derived and checking.rows[pack.table]:
        checking.findings.add("codes_implied", table.place, facts={"table": pack.table})
    if not rows:
        checking.findings.add("no_rows", table.place, row=recognised.row)
    _report_lost_elsewhere(table, checking.findings)
    return Identified(
        file=file,
        sheet=sheet,
        table=pack.table,
        system=pack.system,
        version=pack.version,
        evidence=table.evidence,
        columns={
            headers[index]: target
            for target, index in recognised.columns.items()
            if headers[index].strip()
        },
        unknown=tuple(headers[index] for index in recognised.unknown if headers[index].strip()),
        rows=rows,
        mode=pack.mode,
        **_writing(table),
    )


def _writing(table: OpenTable) -> dict[str, str]:
    """How a text file is written; nothing of a sheet, whose text is the hub's own."""
    if table.place.sheet is not None or not isinstance(table.table, TextTable):
        return {}
    sign = separator_name(table.table.delimiter)
    return {"encoding": table.table.encoding.name, "separator": sign}


def _in_one(pieces: Iterator[TextRows]) -> Iterator[TextRows]:
    """All pieces as one, for rows that depend on rows before them."""
    every = list(pieces)
    yield TextRows(
        cells=pl.concat([piece.cells for piece in every]),
        rows=pl.concat([piece.rows for piece in every]),
        ragged=tuple(row for piece in every for row in piece.ragged),
        stray=tuple(row for piece in every for row in piece.stray),
        given_up=every[-1].given_up,
        done=every[-1].done,
        endless=every[-1].endless,
    )


def _placing(table: OpenTable) -> Callable[[str], Place]:
    """Canonical column -> where it stands in the file."""

    def place(target: str) -> Place:
        index = table.recognised.columns.get(target)
        if index is None:
            return table.place
        # a key of JSON stands in no column
        of = table.table
        column = of.at.get(index) if isinstance(of, FrameTable) else letters(index)
        return Place(
            file=table.place.file,
            sheet=table.place.sheet,
            column=column,
            header=" ".join(table.table.headers[index].split()),
        )

    return place


def _report_broken(piece: TextRows, table: OpenTable, findings: Findings) -> None:
    width = len(table.table.headers)
    for row, cells in piece.ragged:
        facts = {"cells": cells, "expected": width}
        findings.add("ragged_row", table.place, row=row, facts=facts)
    findings.add_rows("unbalanced_quote", table.place, piece.stray)
    if piece.given_up is not None:
        code = "endless_line" if piece.endless else "rest_not_read"
        findings.add(code, table.place, row=piece.given_up)


def _report_lost_elsewhere(table: OpenTable, findings: Findings) -> None:
    """Letters lost outside the columns that are read spoil nothing, and show a bad export."""
    if table.table.lost and not findings.totals["replacement_character"]:
        findings.add("lost_elsewhere", table.place)


def _read_practices(table: OpenPractices, checking: Checking, pack: TablePack) -> Identified:
    def place(target: str) -> Place:
        return Place(file=table.place.file, header=target)

    text, row = table.text, table.row
    if table.lost:
        text, row = checking.take_out_lost(text, row, place=place)
    checking.take(text, row, pack, source=table.place.file, place=place)
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
