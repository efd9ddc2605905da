"""Does a mapping pack or a connector keep the rules that all keep? Tried on samples.

Third parties run it on their own: `intercoop conformance PACK.yaml SAMPLE...`, or, with the system
of an installed connector in place of the pack, `intercoop conformance SYSTEM SAMPLE...`.
"""

import csv
import io
import re
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from connectors.contract import Connector, Document, Report, Severity, Upload
from connectors.delimited import cut
from connectors.documents import find_connectors, known_by
from connectors.encoding import find_encoding
from connectors.messages import say
from connectors.pack import find_packs
from connectors.pack_file import load_pack
from connectors.reading import read_with
from connectors.recognition import Recognised
from connectors.table_pack import Parse, TablePack
from hub.vocabulary import Language

#: A new tabular system should need no more lines than this.
MOST_LINES = 60
_ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "cp1252")
_WRONG_DATE = "31/02/2020"
_PERSONAL = re.compile(r"[^\s@]+@[^\s@]+\.[a-z]{2,}|\+\d{9,}|\b[A-Z]{2}\d{2}[A-Z0-9]{10,}\b")
_KEY = "00" * 32
#: What every connector must leave alone.
_STRANGERS = (
    Document(name="members.csv", head=(("code", "name"), ("c1", "One"))),
    Document(name="empty.csv"),
    Document(name="object.json", value={"a": {"b": [1, None]}}),
    Document(name="list.json", value=[{"a": 1}, 2, None]),
    Document(name="lines.jsonl", value=[{"a": 1}], lines=(1,)),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Whether one rule is kept by one sample.

    Attributes:
        rule: what every pack must do.
        sample: the file's name; empty for a rule about the pack itself.
        fault: what is wrong; None where the rule is kept.
    """

    rule: str
    sample: str
    fault: str | None


@dataclass(slots=True)
class _Kept:
    """A sink that keeps what it receives."""

    tables: dict[str, list[pl.DataFrame]] = field(default_factory=dict)

    def write(self, table: str, rows: pl.DataFrame) -> None:
        self.tables.setdefault(table, []).append(rows)

    def rows(self) -> Mapping[str, pl.DataFrame]:
        """Everything but where it came from, so that two readings can be compared."""
        return {
            table: pl.concat(batches).drop("source_file", "source_row")
            for table, batches in self.tables.items()
        }


def conformance(pack: Path, samples: Sequence[Path]) -> Iterator[Verdict]:
    """The verdict of every rule on a pack and on each of its samples.

    Args:
        pack: the YAML file; it need not be installed.
        samples: exports of its system.

    Raises:
        FaultyPack: the pack cannot be used at all.
    """
    text = pack.read_text(encoding="utf-8")
    tables = tuple(load_pack(text, pack.name))
    lines = len(text.splitlines())
    much = f"it has {lines} lines" if lines > MOST_LINES else None
    yield Verdict(rule=f"a pack has at most {MOST_LINES} lines", sample="", fault=much)
    for sample in samples:
        content = sample.read_bytes()
        report, rows = _read(sample.name, content, tables)
        for rule, fault in _rules(sample, content, tables, report=report, rows=rows):
            yield Verdict(rule=rule, sample=sample.name, fault=fault)


def connector_conformance(system: str, samples: Sequence[Path]) -> Iterator[Verdict]:
    """The verdict of every rule on an installed connector and on its samples.

    Args:
        system: of the connector.
        samples: exports that belong together, read as one upload.
    """
    connector = next((one for one in find_connectors() if one.system == system), None)
    absent = None if connector else "no installed package offers it as intercoop.connectors"
    yield Verdict(rule="the connector is installed", sample="", fault=absent)
    if connector is None:
        return
    contents = {sample.name: sample.read_bytes() for sample in samples}
    report, rows = _read_together(contents, find_packs())
    for rule, fault in _rules_of_connector(connector, contents, report, rows):
        yield Verdict(rule=rule, sample="", fault=fault)
    for name, content in contents.items():
        half = contents | {name: content[: len(content) // 2]}
        cut, fewer = _read_together(half, find_packs())
        same = not cut.blocked and _differing(rows, fewer) is None
        fault = "it was taken for a whole one" if same else None
        yield Verdict(rule="half a file is never taken for a whole one", sample=name, fault=fault)


def _rules_of_connector(
    connector: Connector,
    contents: Mapping[str, bytes],
    report: Report,
    rows: Mapping[str, pl.DataFrame],
) -> Iterator[tuple[str, str | None]]:
    strangers = [one for one in _STRANGERS if (known_by(one) or (None,))[0] is connector]
    yield "files of other systems are left alone", "one was recognised" if strangers else None
    known = {one.system for one in report.identified} - {"intercoop"}
    other = f"they were taken for {', '.join(sorted(known)) or 'nothing known'}"
    yield "the samples are identified", None if known == {connector.system} else other
    # what a code stands for may well be said by a table that is sent apart
    blocking = [
        one
        for one in report.findings
        if one.severity is Severity.BLOCKING and one.code != "unknown_reference"
    ]
    first = say(blocking[0], Language.EN) if blocking else None
    yield "the samples are read without a blocking finding", first
    yield "the samples give rows", None if report.identified else "nothing was taken"
    yield "no address or account is stored", _personal(rows)
    again = _read_together(contents, find_packs())[1]
    yield "the same files give the same rows", _differing(rows, again)


def _rules(
    sample: Path,
    content: bytes,
    tables: Sequence[TablePack],
    *,
    report: Report,
    rows: Mapping[str, pl.DataFrame],
) -> Iterator[tuple[str, str | None]]:
    yield "the sample is identified as the pack's system", _identified(report, tables)
    blocking = [one for one in report.findings if one.severity is Severity.BLOCKING]
    first = say(blocking[0], Language.EN) if blocking else None
    yield "the sample is read without a blocking finding", first
    yield "the sample gives rows", None if rows else "no row was stored"
    yield "no address or account is stored", _personal(rows)
    again = _read(sample.name, content, tables)[1]
    yield "the same file gives the same rows", _differing(rows, again)
    if sample.suffix.lower() == ".csv":
        yield from _of_text(sample.name, content, tables, rows=rows)


def _of_text(
    name: str, content: bytes, tables: Sequence[TablePack], *, rows: Mapping[str, pl.DataFrame]
) -> Iterator[tuple[str, str | None]]:
    cells, found = _cells(content, name, tables)
    if found is None:
        return
    header = found.row - 1
    plain_text = _written(cells)
    for encoding in _ENCODINGS:
        try:
            encoded = plain_text.encode(encoding)
        except UnicodeEncodeError:
            continue  # a letter that this encoding has not
        fault = _differing(rows, _read(name, encoded, tables)[1])
        yield f"the rows are the same when the file is written in {encoding}", fault
    titled = _written([["A title"], [], *cells]).encode()
    fault = _differing(rows, _read(name, titled, tables)[1])
    yield "the rows are the same under a title", fault
    for at, column in _dates(found):
        planted = [list(row) for row in cells]
        planted[header + 1][at] = _WRONG_DATE
        report = _read(name, _written(planted).encode(), tables)[0]
        places = {(one.code, one.row, one.header) for one in report.findings}
        expected = ("unreadable_date", header + 2, " ".join(cells[header][at].split()))
        missed = None if expected in places else "31/02/2020 was not reported"
        yield f"a date that does not exist is found in column {column}", missed


def _read(
    name: str, content: bytes, tables: Sequence[TablePack]
) -> tuple[Report, Mapping[str, pl.DataFrame]]:
    own = [pack for pack in find_packs() if pack.system != tables[0].system]
    return _read_together({name: content}, (*own, *tables))


def _read_together(
    contents: Mapping[str, bytes], packs: Sequence[TablePack]
) -> tuple[Report, Mapping[str, pl.DataFrame]]:
    sink = _Kept()
    with tempfile.TemporaryDirectory() as folder:
        files = tuple(Path(folder, name) for name in contents)
        for file in files:
            file.write_bytes(contents[file.name])
        scratch = Path(folder, "scratch of the conformance suite")
        scratch.mkdir()
        upload = Upload(
            cooperative="conformance",
            import_id="conformance",
            files=files,
            key=_KEY,
            known={},
            scratch=scratch,
        )
        report = read_with(packs, upload, sink, lambda _stage, _done, _of: None)
    return report, sink.rows()


def _identified(report: Report, tables: Sequence[TablePack]) -> str | None:
    systems = {one.system for one in report.identified}
    if systems == {tables[0].system}:
        return None
    return f"it was taken for {', '.join(sorted(systems)) or 'nothing known'}"


def _personal(rows: Mapping[str, pl.DataFrame]) -> str | None:
    for table, frame in rows.items():
        for column in frame.iter_columns():
            if column.dtype == pl.String and column.str.contains(_PERSONAL.pattern).any():
                return f"{table}.{column.name} holds something like an address"
    return None


def _differing(rows: Mapping[str, pl.DataFrame], others: Mapping[str, pl.DataFrame]) -> str | None:
    if rows.keys() != others.keys():
        return "other tables were read"
    different = [table for table, frame in rows.items() if not frame.equals(others[table])]
    return f"{', '.join(different)} differ" if different else None


def _cells(
    content: bytes, name: str, tables: Sequence[TablePack]
) -> tuple[list[list[str]], Recognised | None]:
    """All cells of a text, and what its headers were taken for."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, name)
        file.write_bytes(content)
        encoding = find_encoding(file, lambda _done, _of: None)
        if encoding is None:
            return [], None
        found = cut(file, encoding, tables, names=[file.stem])
        text = b"".join(encoding.pieces(file)).decode()
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=found.delimiter)
    return list(reader), found.recognised


def _dates(found: Recognised) -> Iterator[tuple[int, str]]:
    """Where a date stands that every row must give, and its canonical column."""
    for column, one in found.pack.fields.items():
        if one.parse is Parse.DATE and one.required and column in found.columns:
            yield found.columns[column], column
            return


def _written(cells: Sequence[Sequence[str]]) -> str:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows(cells)
    return out.getvalue()
