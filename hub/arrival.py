"""What does the hub say of an upload beyond its files? Held against what it has and knows."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl

from connectors.contract import Finding, Mode, Report, Severity, Upload
from connectors.messages import severity
from connectors.pseudonyms import pseudonyms
from connectors.quality import LINKED
from hub.records.tables import TABLES
from hub.vault.delta import staying
from hub.vault.difference import Difference, difference
from hub.vault.store import StagedImport, Vault
from hub.voters import Attendance

_PERSON = "pseudonym"
#: Days that may lie ahead, or that say when something was over.
_ENDS = frozenset({"left_on", "end_on", "ended_on", "closed_on", "dissolved_on"})
_A_MONTH = 31


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """One upload, read and staged, before it is kept.

    Attributes:
        current: canonical table -> the import that it is read from now.
        cooperatives: the slugs that the hub knows.
        erased: keyed hashes of the pseudonyms of everybody who was erased.
        mode: what was asked for of absent rows; None for what each mapping pack says.
        systems: canonical table -> the systems that its current rows are from, where known.
    """

    upload: Upload
    report: Report
    staged: StagedImport
    vault: Vault
    current: Mapping[str, str]
    cooperatives: tuple[str, ...]
    erased: frozenset[str]
    mode: Mode | None
    systems: Mapping[str, Sequence[str]]

    def complete(self) -> None:
        """Put what stays of the current tables before the additions and changes that were sent."""
        for table in () if self.report.blocked else self.report.rows:
            before = self._file(table)
            if before is not None and self._is_delta(table):
                sent = self.staged.read(table)
                self.staged.put_before(table, staying(before, sent, TABLES[table].KEY))

    def onto(self) -> Mapping[str, str | None]:
        """Table of which additions and changes were sent -> the import that they go onto."""
        return {
            table: self.current.get(table) for table in self.report.rows if self._is_delta(table)
        }

    def findings(self, differences: Mapping[str, Difference]) -> Iterator[Finding]:
        """Whose upload it is, who is not in the register, who was erased, how much is gone.

        One finding for each row concerned, in the order of the tables.
        """
        yield from self._identity()
        yield from self._other_systems()
        yield from self._strangers() if self.knows_the_register else ()
        yield from self._erased()
        if not self.report.blocked:  # else its valid rows alone are not what will come
            yield from self._excesses()
            yield from self._gone(differences)
            yield from self._older()

    @property
    def knows_the_register(self) -> bool:
        """Whether it can be told who is not in it: of a refused upload it may lack rows."""
        if not self.report.blocked:
            return True
        read = sum(one.rows for one in self.report.identified if one.table == "members")
        whole = read == self.report.rows.get("members", 0)
        return whole and not self._lacks_a_table() and not (read and self._is_delta("members"))

    def _lacks_a_table(self) -> bool:
        """Whether something of the upload could not be read at all."""
        return any(
            one.severity is Severity.BLOCKING and one.row is None for one in self.report.findings
        )

    def differences(self) -> Mapping[str, Difference]:
        """Table -> what changes, for the tables that take the place of another.

        Empty where the upload is refused: its valid rows alone are not what will come.
        """
        found = {}
        for table in () if self.report.blocked else self.report.rows:
            before = self._current(table)
            if before is not None:
                key = TABLES[table].KEY
                found[table] = difference(before, self.staged.read(table), key)
        return found

    def _identity(self) -> Iterator[Finding]:
        """A cooperative is known once its own row has been imported."""
        sent = {one.table for one in self.report.identified if one.rows}
        if "cooperatives" not in {*self.current, *sent} and not self._lacks_a_table():
            yield Finding(
                code="unknown_cooperative",
                severity=Severity.BLOCKING,
                file=self.upload.files[0].name,
                facts={
                    "asked": self.upload.cooperative,
                    "known": ", ".join(self.cooperatives) or "-",
                },
            )

    def _other_systems(self) -> Iterator[Finding]:
        """The number of a member in one system is another member's in the next."""
        for one in self.report.identified:
            before = self.systems.get(one.table, ())
            if before and self._is_delta(one.table) and one.system not in before:
                yield Finding(
                    code="other_system",
                    severity=Severity.BLOCKING,
                    file=one.file,
                    sheet=one.sheet,
                    facts={
                        "table": one.table,
                        "system": one.system,
                        "before": ", ".join(before),
                    },
                )

    def _strangers(self) -> Iterator[Finding]:
        """Rolls and holdings of people who are not in the register count nowhere."""
        for table in LINKED:
            if self.report.rows.get(table):
                strangers = self._sent(table).join(
                    self._register(), on=_PERSON, how="anti", maintain_order="left"
                )
                for row in self._rows(strangers):
                    yield _finding("not_in_register", row, {"table": table})

    def _excesses(self) -> Iterator[Finding]:
        """Meetings at which more people voted than there were."""
        if not {"assemblies", "voter_counts", "participations"} & set(self.report.rows):
            return
        register = self._rows_of("members")
        attendance = Attendance(
            import_id=self.upload.import_id,
            assemblies=self._rows_of("assemblies"),
            counts=self._rows_of("voter_counts"),
            roll=self._rows_of("participations"),
            people=int(register.select(pl.len()).collect().item()) or None,
        )
        for code, source, row in attendance.excesses():
            yield _finding(code, (source, row), {})

    def _erased(self) -> Iterator[Finding]:
        """People who were erased and are in the upload again."""
        for table in self.report.rows if self.erased else ():
            if _PERSON in TABLES[table].column_names():
                rows = self._sent(table).select(_PERSON, "source_file", "source_row")
                people = rows.collect()
                known = pseudonyms(people[_PERSON], self.upload.key).is_in(list(self.erased))
                for row in self._rows(people.filter(known).lazy()):
                    yield _finding("erased_person", row, {"table": table})

    def _gone(self, differences: Mapping[str, Difference]) -> Iterator[Finding]:
        for table, one in differences.items():
            if one.many_gone:
                facts: dict[str, str | int] = {
                    "table": table,
                    "gone": one.gone,
                    "before": one.before,
                }
                yield _finding("many_gone", (self._file_of(table), None), facts)

    def _older(self) -> Iterator[Finding]:
        """Tables that are to replace later ones: last year's file, sent by mistake."""
        for table in self.report.rows:
            before = None if self._is_delta(table) else self._current(table)
            if before is None:
                continue
            sent, current = _latest(self._sent(table)), _latest(before)
            if sent and current and (current - sent).days > _A_MONTH:
                facts = {"table": table, "sent": f"{sent:%Y-%m}", "before": f"{current:%Y-%m}"}
                yield _finding("older_than_current", (self._file_of(table), None), facts)

    def _file_of(self, table: str) -> str:
        """The first file of the upload that the table was read from."""
        files = (one.file for one in self.report.identified if one.table == table)
        return next(files, self.upload.files[0].name)

    @staticmethod
    def _rows(rows: pl.LazyFrame) -> Iterator[tuple[str, int]]:
        yield from rows.select("source_file", "source_row").collect().iter_rows()

    def _register(self) -> pl.LazyFrame:
        return self._rows_of("members").select(_PERSON)

    def _rows_of(self, table: str) -> pl.LazyFrame:
        """A table as it will be: what was sent, else what there is, else no rows."""
        if self.report.rows.get(table):
            return self.staged.read(table)
        current = self._current(table)
        return TABLES[table].create_empty().lazy() if current is None else current

    def _sent(self, table: str) -> pl.LazyFrame:
        """The upload's own rows, without those that stay of an earlier one."""
        return self.staged.read(table).filter(pl.col("import_id") == self.upload.import_id)

    def _is_delta(self, table: str) -> bool:
        if self.mode is not None:
            return self.mode is Mode.DELTA
        return all(one.mode is Mode.DELTA for one in self.report.identified if one.table == table)

    def _current(self, table: str) -> pl.LazyFrame | None:
        file = self._file(table)
        return None if file is None else pl.scan_parquet(file)

    def _file(self, table: str) -> Path | None:
        if table not in self.current:
            return None
        file = self.vault.file(self.upload.cooperative, self.current[table], table)
        return file if file.exists() else None


def _latest(rows: pl.LazyFrame) -> date | None:
    """The latest day on which something of a table began; None where it has no such day."""
    kinds = rows.collect_schema()
    days = [name for name, kind in kinds.items() if kind == pl.Date and name not in _ENDS]
    if not days:
        return None
    latest: date | None = rows.select(pl.max_horizontal(pl.col(days).max())).collect().item()
    return latest


def _finding(code: str, at: tuple[str, int | None], facts: Mapping[str, str | int]) -> Finding:
    file, _, sheet = at[0].partition("#")
    return Finding(
        code=code,
        severity=severity(code),
        file=file,
        sheet=sheet or None,
        row=at[1],
        facts=facts,
    )
