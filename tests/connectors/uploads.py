"""What becomes of one upload in a test? Its report, and the rows that the sink received."""

import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl
import xlsxwriter

from connectors.contract import Finding, Report, Upload
from connectors.messages import say
from connectors.reading import read_upload
from hub.vocabulary import Language

KEY = "5a" * 32
KNOWN = {"member_categories": frozenset({"users", "workers"}), "bodies": frozenset({"board"})}


@dataclass(slots=True)
class Shelf:
    """A sink that keeps what it receives."""

    tables: dict[str, list[pl.DataFrame]] = field(default_factory=dict)

    def write(self, table: str, rows: pl.DataFrame) -> None:
        self.tables.setdefault(table, []).append(rows)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one upload."""

    report: Report
    tables: Mapping[str, pl.DataFrame]

    def codes(self) -> list[str]:
        return [finding.code for finding in self.report.findings]

    def places(self, code: str) -> list[tuple[int | None, str | None]]:
        found = [finding for finding in self.report.findings if finding.code == code]
        return [(finding.row, finding.column) for finding in found]

    def one(self, code: str) -> Finding:
        [found] = [finding for finding in self.report.findings if finding.code == code]
        return found

    def said(self) -> str:
        """Everything that a person could read of this outcome."""
        findings = self.report.findings
        words = [say(finding, language) for finding in findings for language in Language]
        return "\n".join([*words, *map(repr, findings)])


Reader = Callable[..., Outcome]


def workbook(sheets: Mapping[str, Sequence[Sequence[str | float | None]]]) -> bytes:
    """An XLSX file with these cells; None leaves a cell empty."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for number, cells in enumerate(rows):
            sheet.write_row(number, 0, cells)
    book.close()
    return out.getvalue()


def read_paths(
    paths: tuple[Path, ...],
    scratch: Path,
    *,
    known: Mapping[str, frozenset[str]] = KNOWN,
    cooperative: str = "demo",
    marks: list[Finding] | None = None,
) -> Outcome:
    """What becomes of files; `marks` receives every finding of every row."""
    shelf = Shelf()
    upload = Upload(
        cooperative=cooperative,
        import_id="import-1",
        files=paths,
        key=KEY,
        known=known,
        scratch=scratch,
    )
    report = read_upload(upload, shelf, lambda _stage, _done, _of: None, marks=marks)
    assert not list(scratch.iterdir())
    tables = {table: pl.concat(batches) for table, batches in shelf.tables.items()}
    return Outcome(report=report, tables=tables)
