"""How does a release come about? Current records, indicators, the door, the shelf."""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import ibis
import orjson
import polars as pl
import sqlalchemy as sa
from ibis.backends.duckdb import Backend

from hub import audit_log, migrate
from hub.audit_log import AuditLog
from hub.disclosure import public_facts
from hub.disclosure.aggregates import aggregates
from hub.disclosure.audit import Disclosed, audit_release
from hub.disclosure.audit_report import Report
from hub.disclosure.declared import contested, observe_declared
from hub.disclosure.dither import key_id
from hub.disclosure.parameters import Parameters
from hub.disclosure.passage import Passage, Passed, counted_days
from hub.disclosure.plan import digest, plan_of
from hub.disclosure.rounding_key import rounding_key
from hub.indicators.catalogue import CATALOGUE
from hub.indicators.tables import Tables
from hub.previous import LastRelease, Past, last_release, tables_digest
from hub.problem import Problem
from hub.reconciliation.figure import Figure
from hub.reconciliation.reconcile import reconcile
from hub.records.record import Record
from hub.records.tables import TABLES
from hub.releases.audit import Audit
from hub.releases.contents import Contents, observation_row
from hub.releases.kept_tables import Row
from hub.releases.observation import Observation
from hub.releases.reader import Shelf
from hub.releases.release import Body, MemberCategory
from hub.releases.wanted import Wanted
from hub.releases.writer import Written, write_release
from hub.settings import Settings
from hub.vault.store import Vault
from hub.version import VERSION
from hub.workspace import Workspace, remember_published

#: Told which cooperative is being worked on: its slug, how many are done, of how many.
Progress = Callable[[str, int, int], None]

#: How many findings of a blocked release are told in the error; the rest is counted.
_FINDINGS_TOLD = 10

_PUBLIC = (
    "cooperatives",
    "member_categories",
    "bodies",
    "assemblies",
    "cycles",
    "recommendations",
    "recommendation_events",
    "practices",
    "figures",
)


class ReleaseBlocked(Problem):
    """The gate found something that could be worked out of the release."""

    #: Nothing the reader did is wrong, and nothing was published.
    exit_code = 4

    def __init__(self, report: Report) -> None:
        first = [
            f"{one.cooperative} {one.as_of} {one.measure} {one.key or 'total'}: {one.why}"
            for one in report.findings[:_FINDINGS_TOLD]
        ]
        more = len(report.findings) - len(first)
        told = "; ".join(first) + (f"; and {more} more" if more else "")
        super().__init__(
            f"the release was not published, its audit found {len(report.findings)}: {told}",
            "Report them as an error of the software; the last release stands",
        )


class NotInTheVault(Problem):
    """Records that were imported, and are gone."""

    def __init__(self, cooperative: str, table: str) -> None:
        super().__init__(
            f"the records of {cooperative} are not in the vault (table {table})",
            "Nothing was published; restore the vault from its backup, or import them again",
        )


def publish_release(settings: Settings, *, progress: Progress) -> Written:
    """Build a release from every cooperative's current records and put it on the shelf.

    The same records, parameters and software give the same content hash; when the latest release
    has that hash already, it stands and nothing is written.

    Raises:
        EmptyRelease: no cooperative has been imported.
        NotInTheVault: records that were imported are gone.
        AlteredRelease: the last release is not what was published.
        RecordsGone: the records of the last release are gone.
        RoundingKeyLost: the last release was made with another key.
        ReleaseBlocked: the audit has findings.
    """
    # two at once would each miss what the other one publishes
    with Vault(settings.vault).releasing(), _stores(settings) as (workspace, shelf_engine):
        desk = _desk(settings, workspace, Shelf(shelf_engine))
        # read once: what is imported meanwhile is for the next release
        current = {slug: workspace.current(slug) for slug in workspace.cooperatives()}
        parts = []
        for done, (slug, tables) in enumerate(current.items()):
            progress(slug, done, len(current))
            parts.append(desk.contents(slug, tables))
        progress("", len(current), len(current))
        whole = _together(parts)
        sums = aggregates(whole.cooperatives, whole.observations, desk.parameters)
        whole = replace(whole, aggregates=sums)
        heads = AuditLog(workspace.engine).heads()
        noted = audit_log.digest(heads)
        written = write_release(
            shelf_engine,
            whole,
            # beside the contents: the same records give the same content hash whatever was logged
            {**desk.manifest(current, whole), "audit_log": noted},
            software_version=VERSION,
            audit=_audited(whole, desk.last, progress),
        )
        # a kill before this is made good by the next release, which finds the same contents
        with workspace.engine.begin() as connection:
            # of one that stands they may have been others
            known = heads if written.new or desk.last.noted == noted else None
            if remember_published(connection, written.number, written.release_id, known):
                audit_log.append(
                    connection,
                    "release:publish",
                    subject=audit_log.COMMAND_LINE,
                    concerning=written.release_id,
                )
        return replace(written, read=current)


def _audited(whole: Contents, last: LastRelease, progress: Progress) -> Audit:
    """The report of the gate, which let the release out.

    Raises:
        ReleaseBlocked: it has findings.
    """
    before = Disclosed(last.plans, last.cells) if last.release is not None else None
    report = audit_release(
        Disclosed(whole.plans, whole.cells, whole.observations),
        before,
        progress=lambda slug, done, total: progress(f"audit of {slug}", done, total),
    )
    if report.findings:
        raise ReleaseBlocked(report)
    return Audit(report.as_json())


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What one cooperative would publish, and what the last release says of it.

    Attributes:
        rows: shelf table -> its rows, as a release would hold them.
        before: observation rows of the last release, of this cooperative alone.
        release_id: the last release; None before the first.
    """

    rows: Mapping[str, Sequence[Row]]
    before: Sequence[Row]
    release_id: str | None


def foresee(settings: Settings, cooperative: str, tables: Mapping[str, str]) -> Foreseen:
    """What a cooperative would publish, were its tables read from these imports; writes nothing.

    Args:
        settings: of the hub.
        cooperative: slug.
        tables: canonical table -> import.

    Raises:
        AlteredRelease: the last release is not what was published.
        RecordsGone: the records of the last release are gone.
        RoundingKeyLost: the last release was made with another key.
    """
    with _stores(settings) as (workspace, shelf_engine):
        shelf = Shelf(shelf_engine)
        desk = _desk(settings, workspace, shelf)
        rows = desk.contents(cooperative, tables).rows()
        release = desk.last.release
        before = () if release is None else shelf.observations(release.id, Wanted())
        return Foreseen(
            rows,
            [
                observation_row(one.observation)
                for one in before
                if one.observation.cooperative == cooperative
            ],
            None if release is None else release.id,
        )


@contextmanager
def _stores(settings: Settings) -> Iterator[tuple[Workspace, sa.Engine]]:
    """The workspace and the shelf, at the schema of this software."""
    with (
        migrate.upgraded(settings.workspace_url, "workspace") as workspace_engine,
        migrate.upgraded(settings.shelf_url, "shelf") as shelf_engine,
    ):
        yield Workspace(workspace_engine), shelf_engine


def _desk(settings: Settings, workspace: Workspace, shelf: Shelf) -> "_Desk":
    last = last_release(shelf, workspace)
    return _Desk(
        vault=Vault(settings.vault),
        workspace=workspace,
        last=last,
        key=rounding_key(settings.folder / "keys", last.key_ids),
        parameters=Parameters(),
        scratch=settings.folder / "scratch" / "release",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Desk:
    """What one release is made from."""

    vault: Vault
    workspace: Workspace
    last: LastRelease
    key: bytes
    parameters: Parameters
    scratch: Path

    def contents(self, slug: str, current: Mapping[str, str]) -> Contents:
        """Everything one cooperative publishes, read from these imports."""
        files = self._files(slug, current)
        rows = {name: _rows(files.get(TABLES[name], ())) for name in _PUBLIC}
        bodies = tuple(public_facts.body(row) for row in rows["bodies"])
        categories = tuple(public_facts.member_category(row) for row in rows["member_categories"])
        definitions = {code: entry.definition for code, entry in CATALOGUE.items()}
        declared = tuple(observe_declared(slug, rows["figures"], definitions))
        passed = self._passed(
            slug, current, rows=rows, bodies=bodies, categories=categories, declared=declared
        )
        disagreements = reconcile([Figure.read(row) for row in rows["figures"]])
        return Contents(
            cooperatives=tuple(public_facts.cooperative(row) for row in rows["cooperatives"]),
            member_categories=categories,
            bodies=bodies,
            assemblies=tuple(public_facts.assembly(row) for row in rows["assemblies"]),
            cycles=tuple(public_facts.cycle(row) for row in rows["cycles"]),
            recommendations=tuple(
                public_facts.recommendations(
                    rows["recommendations"], rows["recommendation_events"]
                )
            ),
            practices=tuple(public_facts.practices(rows["practices"])),
            observations=(
                *contested(declared, disagreements),
                *passed.observations,
            ),
            reconciliation_findings=tuple(
                public_facts.reconciliation_finding(one) for one in disagreements
            ),
            cells=passed.cells,
            plans=passed.plans,
        )

    def _passed(  # noqa: PLR0913 - what one cooperative published, by name
        self,
        slug: str,
        current: Mapping[str, str],
        *,
        rows: Mapping[str, list[dict[str, Any]]],
        bodies: tuple[Body, ...],
        categories: tuple[MemberCategory, ...],
        declared: tuple[Observation, ...],
    ) -> Passed:
        country = rows["cooperatives"][0]["country"]
        plan = plan_of(categories, country)
        with self._engines() as engine:
            records = Tables(self._files(slug, current), engine())
            counted = counted_days(records, plan, country)
            past = Past(
                cooperative=slug,
                last=self.last,
                vault=self.vault,
                current=current,
                open_tables=lambda tables: Tables(self._files(slug, tables), engine()),
            )
            passage = Passage(
                cooperative=slug,
                country=country,
                categories=categories,
                bodies=bodies,
                declared=declared,
                previous=past.previous(plan, country, counted),
                key=self.key,
                parameters=self.parameters,
            )
            return passage.protect(records, counted)

    @contextmanager
    def _engines(self) -> Iterator[Callable[[], Backend]]:
        """Opens engines that are all closed in the end."""
        with ExitStack() as opened:

            def engine() -> Backend:
                # what does not fit in memory spills into the hub's own folder
                found = ibis.duckdb.connect(temp_directory=str(self.scratch))
                opened.callback(found.disconnect)
                return found

            yield engine

    def manifest(
        self, current: Mapping[str, Mapping[str, str]], whole: Contents
    ) -> Mapping[str, Any]:
        """What the release was made from; hashes only, no file's name and no count of records.

        Args:
            current: slug -> canonical table -> the import that it was read from.
            whole: what was made of it.
        """
        imports = []
        for slug, of_slug in current.items():
            read: dict[str, list[str]] = {}
            for table, import_id in of_slug.items():
                read.setdefault(import_id, []).append(table)
            imports += [
                {
                    "cooperative": slug,
                    "import": one.id,
                    "commitment": one.commitment,
                    "tables": sorted(tables),
                }
                for import_id, tables in sorted(read.items())
                if (one := self.workspace.find(import_id)) is not None
            ]
        definitions = [entry.definition for entry in CATALOGUE.values()]
        return {
            "imports": imports,
            "parameters": self.parameters.digest(),
            "policy": asdict(self.parameters),
            "plan": digest(),
            "key": key_id(self.key),
            "tables": tables_digest(whole.cells, whole.plans),
            "catalogue": hashlib.sha256(orjson.dumps(definitions)).hexdigest(),
            "software": VERSION,
        }

    def _files(self, slug: str, tables: Mapping[str, str]) -> dict[type[Record], tuple[Path, ...]]:
        files = {
            table: self.vault.file(slug, import_id, table) for table, import_id in tables.items()
        }
        for table, file in files.items():
            if not file.exists():
                raise NotInTheVault(slug, table)
        return {TABLES[table]: (file,) for table, file in files.items()}


def _rows(files: tuple[Path, ...]) -> list[dict[str, Any]]:
    return pl.read_parquet(list(files)).to_dicts() if files else []


def _together(parts: list[Contents]) -> Contents:
    joined = {
        name: tuple(one for part in parts for one in getattr(part, name))
        for name in Contents.__dataclass_fields__
    }
    joined["indicators"] = tuple(entry.definition for entry in CATALOGUE.values())
    return Contents(**joined)
