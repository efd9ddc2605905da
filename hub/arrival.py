"""What does the hub say of an upload beyond its files? Held against what it has and knows."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import polars as pl

from connectors.contract import Finding, Report, Severity, Upload
from connectors.pseudonyms import pseudonyms
from connectors.quality import LINKED
from hub.records.tables import TABLES
from hub.vault.difference import Difference, difference
from hub.vault.store import StagedImport, Vault

_PERSON = "pseudonym"


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """One upload, read and staged, before it is kept.

    Attributes:
        current: canonical table -> the import that it is read from now.
        cooperatives: the slugs that the hub knows.
        erased: keyed hashes of the pseudonyms of everybody who was erased.
    """

    upload: Upload
    report: Report
    staged: StagedImport
    vault: Vault
    current: Mapping[str, str]
    cooperatives: tuple[str, ...]
    erased: frozenset[str]

    def findings(self, differences: Mapping[str, Difference]) -> Iterator[Finding]:
        """Whose upload it is, who is not in the register, who was erased, how much is gone.

        One finding for each row concerned, in the order of the tables.
        """
        if not self.report.blocked:
            yield from self._identity()
            yield from self._strangers()
            yield from self._erased()
            yield from self._gone(differences)

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
        if "cooperatives" not in {*self.current, *self.report.rows}:
            yield Finding(
                code="unknown_cooperative",
                severity=Severity.BLOCKING,
                file=self.upload.files[0].name,
                facts={
                    "asked": self.upload.cooperative,
                    "known": ", ".join(self.cooperatives) or "none yet",
                },
            )

    def _strangers(self) -> Iterator[Finding]:
        """Rolls and holdings of people who are not in the register count nowhere."""
        for table in LINKED:
            if self.report.rows.get(table):
                strangers = self.staged.read(table).join(
                    self._register(), on=_PERSON, how="anti", maintain_order="left"
                )
                for row in self._rows(strangers):
                    yield _warning("not_in_register", row, {"table": table})

    def _erased(self) -> Iterator[Finding]:
        """People who were erased and are in the upload again."""
        for table in self.report.rows if self.erased else ():
            if _PERSON in TABLES[table].column_names():
                rows = self.staged.read(table).select(_PERSON, "source_file", "source_row")
                people = rows.collect()
                known = pseudonyms(people[_PERSON], self.upload.key).is_in(list(self.erased))
                for row in self._rows(people.filter(known).lazy()):
                    yield _warning("erased_person", row, {"table": table})

    def _gone(self, differences: Mapping[str, Difference]) -> Iterator[Finding]:
        for table, one in differences.items():
            if one.many_gone:
                file = next(
                    (read.file for read in self.report.identified if read.table == table),
                    self.upload.files[0].name,
                )
                facts: dict[str, str | int] = {
                    "table": table,
                    "gone": one.gone,
                    "before": one.before,
                }
                yield _warning("many_gone", (file, None), facts)

    @staticmethod
    def _rows(rows: pl.LazyFrame) -> Iterator[tuple[str, int]]:
        yield from rows.select("source_file", "source_row").collect().iter_rows()

    def _register(self) -> pl.LazyFrame:
        if self.report.rows.get("members"):
            return self.staged.read("members").select(_PERSON)
        current = self._current("members")
        if current is None:
            return pl.LazyFrame(schema={_PERSON: pl.String})
        return current.select(_PERSON)

    def _current(self, table: str) -> pl.LazyFrame | None:
        if table not in self.current:
            return None
        file = self.vault.file(self.upload.cooperative, self.current[table], table)
        return pl.scan_parquet(file) if file.exists() else None


def _warning(code: str, at: tuple[str, int | None], facts: Mapping[str, str | int]) -> Finding:
    file, _, sheet = at[0].partition("#")
    return Finding(
        code=code,
        severity=Severity.WARNING,
        file=file,
        sheet=sheet or None,
        row=at[1],
        facts=facts,
    )
