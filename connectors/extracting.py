"""What do connectors take from an upload? The documents they recognise, then their tables."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

import polars as pl

from connectors.contract import Connector, Document, Extract, Remark, Severity
from connectors.documents import extracted, known_by
from connectors.findings import Findings, Place
from connectors.frame_table import FrameTable
from connectors.headers import letters
from connectors.messages import severity
from connectors.recognition import Recognised
from connectors.table_pack import TablePack
from connectors.text_table import TextTable


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenTable:
    """A recognised table of text.

    Attributes:
        evidence: what its system is known by.
    """

    place: Place
    recognised: Recognised
    table: TextTable | FrameTable
    evidence: tuple[str, ...]


@dataclass(slots=True)
class Extracting:
    """The documents of one upload that connectors recognised.

    Attributes:
        documents: connector -> its documents, and by what each was recognised.
    """

    documents: dict[Connector, list[tuple[Document, tuple[str, ...]]]] = field(
        default_factory=dict
    )

    @property
    def count(self) -> int:
        """How many documents were recognised."""
        return sum(map(len, self.documents.values()))

    def recognises(self, documents: Iterable[Document]) -> bool:
        """Whether some connector takes the document; it is then kept for the end."""
        for document in documents:
            if found := known_by(document):
                connector, evidence = found
                self.documents.setdefault(connector, []).append((document, evidence))
                return True
        return False

    def tables(self, packs: Sequence[TablePack], findings: Findings) -> Iterator[OpenTable]:
        """The tables that connectors take from the documents they recognised."""
        for connector, known in self.documents.items():
            documents = [document for document, _ in known]
            taken = 0
            for found in extracted(connector, documents):
                if isinstance(found, Remark):
                    findings.add(
                        found.code,
                        _place(found),
                        row=found.row,
                        facts=found.facts,
                        alike=found.alike,
                    )
                    taken += severity(found.code) is Severity.BLOCKING
                elif found.rows:
                    taken += 1
                    table = _table(found, connector, packs)
                    if table is None:
                        facts = {"system": connector.system, "version": connector.version}
                        findings.add("unexpected_shape", Place(file=found.file), facts=facts)
                    else:
                        yield table
            if not taken:
                # a file of which nothing is stored must not look like one that was
                for document in documents:
                    place = Place(file=document.name)
                    facts = {"system": connector.system}
                    findings.add("nothing_taken", place, facts=facts)


def _place(found: Remark) -> Place:
    """Where in the file a remark is: a column has its letters, a key of JSON has none."""
    return Place(
        file=found.file,
        column=None if found.at is None else letters(found.at),
        header=None if found.header is None else " ".join(found.header.split()),
    )


def _table(found: Extract, connector: Connector, packs: Sequence[TablePack]) -> OpenTable | None:
    """What a connector took; None where it is no rows of text of a table that there is."""
    try:
        return extract_table(found, connector, packs)
    except Exception:  # noqa: BLE001 - anybody's rows; what is raised could quote a cell
        return None


def extract_table(found: Extract, connector: Connector, packs: Sequence[TablePack]) -> OpenTable:
    """What a connector took, as a table that is checked like every other."""
    template = next(
        pack for pack in packs if (pack.system, pack.table) == ("intercoop", found.table)
    )
    pack = replace(
        template,
        system=connector.system,
        version=found.version or connector.version,
        derived=found.implied,
    )
    headers = tuple(found.columns.get(column, column) for column in found.cells)
    columns = {column: number for number, column in enumerate(found.cells)}
    return OpenTable(
        place=Place(file=found.file, sheet=found.sheet),
        recognised=Recognised(
            pack=pack,
            row=0,
            columns=columns,
            unknown=tuple(range(len(headers), len(headers) + len(found.unknown))),
            repeated=(),
            lacking=(),
            certain=True,
            besides={},
            signed=(),
        ),
        table=FrameTable(
            headers=(*headers, *found.unknown),
            cells=pl.DataFrame(
                {str(columns[column]): list(cells) for column, cells in found.cells.items()},
                schema={str(number): pl.String for number in columns.values()},
            ),
            rows=pl.Series("row", found.rows, dtype=pl.UInt32),
            at={columns[name]: letters(at) for name, at in found.at.items() if name in columns},
        ),
        evidence=found.evidence,
    )
