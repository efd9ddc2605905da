"""What does a connector see of a file? Its first rows, or all that its JSON says."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from importlib.metadata import entry_points
from itertools import islice
from pathlib import Path

import orjson

from connectors.contract import Connector, Document, Extract, Remark
from connectors.encoding import Encoding
from connectors.headers import is_added
from connectors.systems import BUILT_IN

#: A document is held in memory as a whole.
LARGEST = 64 << 20
_DELIMITERS = (",", ";", "\t")
_HEAD_ROWS = 40
_HEAD_BYTES = 1 << 16


class UnreadableJson(Exception):
    """A text that is not JSON, or JSON nested beyond reason; `line` where it is lines of JSON."""

    def __init__(self, line: int | None) -> None:
        super().__init__(line)
        self.line = line


@lru_cache(maxsize=1)
def find_connectors() -> tuple[Connector, ...]:
    """The hub's own connectors, then those that installed packages offer."""
    offered = [entry.load() for entry in entry_points(group="intercoop.connectors")]
    return (*BUILT_IN, *offered)


def known_by(document: Document) -> tuple[Connector, tuple[str, ...]] | None:
    """The connector that recognises a document, and by what."""
    for connector in find_connectors():
        if evidence := _evidence(connector, document):
            return connector, evidence
    return None


def _evidence(connector: Connector, document: Document) -> tuple[str, ...]:
    """What a connector knows a document by; nothing where it stumbles over it."""
    try:
        return connector.recognise(document)
    except Exception:  # noqa: BLE001 - anybody's code; it must not stop what others can read
        return ()


def extracted(connector: Connector, documents: Sequence[Document]) -> Iterator[Extract | Remark]:
    """What a connector takes from its documents; a shape it does not know is a remark."""
    try:
        yield from connector.extract(documents)
    except Exception:  # noqa: BLE001 - anybody's code; what it raises could quote a cell
        for document in documents:
            facts = {"system": connector.system, "version": connector.version}
            yield Remark(code="unexpected_shape", file=document.name, facts=facts)


def text_documents(path: Path, name: str, encoding: Encoding) -> Iterator[Document]:
    """A delimited text, once for each delimiter that it could be cut at."""
    yield from (document for _, document in _each_cut(path, name, encoding))


def list_separator(path: Path, name: str, encoding: Encoding) -> str | None:
    """What separates the cells of a list that a connector recognises; None of anything else."""
    for delimiter, document in _each_cut(path, name, encoding):
        if known_by(document):
            return delimiter if is_list(document) else None
    return None


def is_list(document: Document) -> bool:
    """Whether the first row has the headers of all others, but for some that are broken."""
    alike = [len(row) == len(document.head[0]) for row in document.head if any(row)]
    return sum(alike) * 2 > len(alike)


def _each_cut(path: Path, name: str, encoding: Encoding) -> Iterator[tuple[str, Document]]:
    start = next(encoding.pieces(path), b"")[:_HEAD_BYTES].decode(errors="ignore")
    for delimiter in _DELIMITERS:
        reader = csv.reader(io.StringIO(start, newline=""), delimiter=delimiter)
        try:
            head = tuple(_without_added(islice(reader, _HEAD_ROWS)))
        except csv.Error:
            continue
        rows = partial(_rows, path, encoding, delimiter)
        yield delimiter, Document(name=name, head=head, rows=rows)


def workbook_document(texts: Mapping[str, Path], name: str) -> Document:
    """A workbook whose sheets were turned into UTF-8 text."""
    utf_8 = Encoding(name="utf-8", skip=0, lost=False, old_mac=False)
    sheets = {sheet: partial(_rows, path, utf_8, ",") for sheet, path in texts.items()}
    first = next(iter(sheets.values()), lambda: iter(()))
    return Document(
        name=name,
        head=tuple(tuple(cells) for _, cells in islice(first(), _HEAD_ROWS)),
        rows=first,
        sheets=sheets,
    )


def json_document(path: Path, name: str, encoding: Encoding) -> Document:
    """A JSON text, or lines of JSON.

    Raises:
        UnreadableJson: it is neither.
    """
    text = b"".join(encoding.pieces(path))
    try:
        return Document(name=name, value=orjson.loads(text))
    except orjson.JSONDecodeError as error:
        if b"\n" not in text.strip():
            raise UnreadableJson(None) from error
    values: list[object] = []
    lines: list[int] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            try:
                values.append(orjson.loads(line))
            except orjson.JSONDecodeError as error:
                # where not even the first line is JSON, the file is no lines of JSON
                raise UnreadableJson(number if values else None) from error
            lines.append(number)
    return Document(name=name, value=values, lines=tuple(lines))


def _rows(path: Path, encoding: Encoding, delimiter: str) -> Iterator[tuple[int, Sequence[str]]]:
    text = b"".join(encoding.pieces(path)).decode()
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        yield from enumerate(_without_added(reader), start=1)
    except csv.Error as error:
        raise ValueError("a cell beyond all measure") from error


def _without_added(rows: Iterable[Sequence[str]]) -> Iterator[tuple[str, ...]]:
    """Rows without the column of errors that the hub added, told by the first row."""
    at: int | None = None
    for number, cells in enumerate(rows):
        if number == 0:
            at = next((index for index, cell in enumerate(cells) if is_added(cell)), None)
        yield tuple(cells) if at is None else (*cells[:at], *cells[at + 1 :])
