"""What is at hand while an upload of one cooperative is read? Its files, its stores, its past."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

import polars as pl
import sqlalchemy as sa

from connectors import reading
from connectors.annotated import annotated
from connectors.contract import Choice, Finding, Mode, Progress, Report, Upload
from connectors.findings import grouped
from connectors.quality import Quality, quality
from hub import migrate, uploads
from hub.arrival import Arrival
from hub.choices import remembered, together
from hub.fingerprint import file_digest, import_id, upload_digest
from hub.problem import Problem
from hub.receipts import Receipts
from hub.records.record import SLUG
from hub.settings import Settings
from hub.vault.difference import Difference
from hub.vault.keys import LostKey, commitment, forget_key, pseudonym_key
from hub.vault.store import StagedImport, Vault
from hub.version import VERSION
from hub.vocabulary import Language
from hub.workspace import Import, Workspace


class NothingThere(Problem):
    """The path to import does not exist, cannot be read, or holds no file."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"there is no file to import at {path}",
            "Give the path of an export, or of a folder with exports",
            fr=(
                f"il n'y a pas de fichier à importer à {path}",
                "Donnez le chemin d'un export, ou d'un dossier d'exports",
            ),
            nl=(
                f"er is geen bestand om in te lezen op {path}",
                "Geef het pad van een export, of van een map met exports",
            ),
        )


class BadSlug(Problem):
    """A cooperative's short name that cannot be part of an address."""

    def __init__(self, slug: str) -> None:
        super().__init__(
            f"{slug!r} cannot be a cooperative's short name",
            "Use lower-case letters, digits and hyphens, as in rail-fictif",
            fr=(
                f"{slug!r} ne peut pas être le nom court d'une coopérative",
                "Prenez des minuscules sans accent, chiffres et traits d'union : rail-fictif",
            ),
            nl=(
                f"{slug!r} kan geen korte naam van een coöperatie zijn",
                "Neem kleine letters zonder accent, cijfers en koppeltekens, zoals rail-fictif",
            ),
        )


class State(StrEnum):
    """How an import ended."""

    STORED = "stored"
    UNCHANGED = "unchanged"
    BLOCKED = "blocked"
    PREVIEWED = "previewed"
    UNCONFIRMED = "unconfirmed"  # rows would end, and nobody has said that they may
    DRAFTED = "drafted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What an import or a preview did.

    Attributes:
        import_id: the same for the same files, cooperative, key and mapping packs.
        before: rows per table that the cooperative had before.
        quality: None where an earlier version of this software stored the import.
        differences: canonical table -> how it differs from the one it replaces.
    """

    state: State
    import_id: str
    cooperative: str
    report: Report
    before: Mapping[str, int]
    quality: Quality | None
    differences: Mapping[str, Difference]


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What reading an upload showed.

    Attributes:
        quality: None where an import of long ago is current, which was not judged.
        differences: canonical table -> how it differs from the one it replaces.
        stored: canonical table -> how many rows it has afterwards.
        onto: table of which additions and changes were sent -> the import that they go onto.
    """

    report: Report
    quality: Quality | None
    differences: Mapping[str, Difference]
    stored: Mapping[str, int]
    onto: Mapping[str, str | None] = field(default_factory=dict)

    @property
    def same(self) -> bool:
        """Whether every table would say afterwards what it says now."""
        return set(self.differences) == set(self.stored) and not any(
            one.added or one.gone or one.changed for one in self.differences.values()
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """One cooperative's intake, locked: its upload and the two stores it goes to."""

    upload: Upload
    digest: str
    engine: sa.Engine
    vault: Vault
    workspace: Workspace
    receipts: Receipts
    current: Mapping[str, str]
    before: Mapping[str, int]
    mode: Mode | None
    onto: Sequence[tuple[str, str]]
    systems: Mapping[str, Sequence[str]]

    def stage(self) -> StagedImport:
        """Room in the vault for the tables of the upload."""
        return self.vault.stage(self.upload.cooperative, self.upload.import_id)

    def read(
        self, staged: StagedImport, progress: Progress, marks: list[Finding] | None = None
    ) -> Read:
        """Read, check and compare the upload; `marks` takes every finding, one by one."""
        report = reading.read_upload(self.upload, staged, progress, marks=marks)
        arrival = Arrival(
            upload=self.upload,
            report=report,
            staged=staged,
            vault=self.vault,
            current=self.current,
            cooperatives=tuple(self.workspace.cooperatives()),
            erased=self.receipts.erased(self.upload.cooperative),
            mode=self.mode,
            systems=self.systems,
        )
        arrival.complete()
        differences = arrival.differences()
        further = list(arrival.findings(differences))
        if marks is not None:
            marks += further
        counted = Counter(one.code for one in further)
        report = replace(
            report,
            findings=(*report.findings, *grouped(further)),
            totals={**report.totals, **counted},
        )
        tables = {table: staged.read(table) for table in report.rows}
        scores = quality(report, tables, datetime.now(UTC).date())
        return Read(
            report=report,
            # nobody was looked for in a register that may lack rows
            quality=scores if arrival.knows_the_register else replace(scores, linkage=None),
            differences=differences,
            stored={
                table: rows.select(pl.len()).collect().item() for table, rows in tables.items()
            },
            onto=arrival.onto(),
        )

    def annotated(self, marks: Sequence[Finding], language: Language) -> Mapping[Path, bytes]:
        """The files that hold rows, each with a column of errors."""
        written = {}
        for number, file in enumerate(self.upload.files):
            scratch = self.upload.scratch / f"annotated-{number}"
            scratch.mkdir()
            content = annotated(
                file, marks, language, scratch=scratch, choices=self.upload.choices
            )
            if content is not None:
                written[file] = content
        return written

    def is_current(self, recorded: Import) -> bool:
        """Whether all tables of an import are read from it now."""
        current = self.workspace.current(self.upload.cooperative)
        return all(current.get(table) == recorded.id for table in recorded.rows)

    def current_id(self, read: Read) -> str:
        """The import that a table of the upload is read from now."""
        return self.current[min(read.stored)]

    def imported(self, read: Read) -> Import:
        """The import as it is recorded."""
        identified = read.report.identified
        return Import(
            id=self.upload.import_id,
            cooperative=self.upload.cooperative,
            commitment=commitment(self.upload.key, self.digest),
            created_at=datetime.now(UTC).isoformat(timespec="seconds"),
            software_version=VERSION,
            report={
                "totals": dict(read.report.totals),
                "quality": asdict(read.quality) if read.quality else None,
                "systems": {
                    table: sorted({one.system for one in identified if one.table == table})
                    for table in read.stored
                },
                "onto": dict(read.onto),
            },
            rows=read.stored,
        )

    def outcome(self, state: State, read: Read) -> Outcome:
        """What is told of it."""
        return Outcome(
            state=state,
            import_id=self.upload.import_id,
            cooperative=self.upload.cooperative,
            report=read.report,
            before=self.before,
            quality=read.quality,
            differences=read.differences,
        )


@contextmanager
def open_desk(
    settings: Settings,
    path: Path,
    cooperative: str,
    mode: Mode | None = None,
    *,
    said: Collection[Choice] = (),
) -> Iterator[Desk]:
    """The intake of a cooperative, locked for as long as it is open.

    Args:
        settings: where the stores are.
        path: an export, or a folder of exports.
        cooperative: slug.
        mode: whether rows that the upload lacks have ended; None for what each pack says.
        said: which table a file is and how it is written, where the sender says so.

    Raises:
        NothingThere: there is no file at `path`.
        BadSlug: `cooperative` is no slug.
    """
    files = upload_files(path)
    if not re.fullmatch(SLUG, cooperative):
        raise BadSlug(cooperative)
    vault = Vault(settings.vault)
    with (
        _workspace(settings) as workspace,
        vault.locked(cooperative),
        _key(settings, vault, workspace, cooperative) as key,
        uploads.scratch(settings.folder / "scratch" / cooperative) as scratch,
    ):
        vault.sweep(cooperative, workspace.import_ids(cooperative))
        current = workspace.current(cooperative)
        digest = upload_digest((file.suffix, file_digest(file)) for file in files)
        stored = {table: workspace.find(import_id) for table, import_id in current.items()}
        choices = _choices(workspace, cooperative, said, files)
        besides = uploads.besides(current, mode, choices)
        upload = Upload(
            cooperative=cooperative,
            import_id=import_id(key, cooperative, digest, besides),
            files=files,
            key=key,
            known=uploads.known(vault, cooperative, current),
            scratch=scratch,
            country=uploads.country(vault, cooperative, current),
            choices=choices,
        )
        yield Desk(
            upload=upload,
            digest=digest,
            engine=workspace.engine,
            vault=vault,
            workspace=workspace,
            receipts=Receipts(workspace.engine),
            current=current,
            before={table: one.rows[table] for table, one in stored.items() if one},
            mode=mode,
            onto=uploads.goes_onto(current, mode),
            systems=uploads.systems(stored),
        )


@contextmanager
def _workspace(settings: Settings) -> Iterator[Workspace]:
    """The workspace, at the schema of this software."""
    with migrate.upgraded(settings.workspace_url, "workspace") as engine:
        yield Workspace(engine)


def _choices(
    workspace: Workspace, cooperative: str, said: Collection[Choice], files: Collection[Path]
) -> tuple[Choice, ...]:
    """What is said of these files, now or before."""
    with workspace.engine.begin() as connection:
        before = remembered(connection, cooperative)
    return together(before, said, [file.name for file in files])


@contextmanager
def _key(
    settings: Settings, vault: Vault, workspace: Workspace, cooperative: str
) -> Iterator[str]:
    """The cooperative's pseudonym key; one that is made for nothing is gone afterwards.

    So a name that was never anybody's, or was mistyped, leaves neither a key nor a folder.
    """
    folder = settings.folder / "keys"
    made = not (folder / f"{cooperative}.key").exists()
    try:
        yield kept_key(folder, workspace, cooperative)
    finally:
        if made and not workspace.import_ids(cooperative):
            forget_key(folder, cooperative)
            vault.remove(cooperative)


def kept_key(folder: Path, workspace: Workspace, cooperative: str) -> str:
    """The key with which everything of a cooperative is kept; made where nothing is.

    Raises:
        LostKey: it is gone.
    """
    if not (folder / f"{cooperative}.key").exists() and workspace.import_ids(cooperative):
        raise LostKey(cooperative)
    return pseudonym_key(folder, cooperative)


def upload_files(path: Path) -> tuple[Path, ...]:
    """The file at a path, or those of a folder in the order of their names.

    Raises:
        NothingThere: there is none.
    """
    if path.is_dir():
        found = tuple(
            sorted(file for file in path.iterdir() if file.is_file() and file.name[0] != ".")
        )
    else:
        found = (path,) if path.is_file() else ()
    if not found:
        raise NothingThere(path)
    return found


def read_before(recorded: Import) -> Read:
    """What reading an import showed, as far as it is recorded."""
    said = recorded.report.get("quality")
    return Read(
        report=Report(
            identified=(), findings=(), totals=recorded.report["totals"], rows=recorded.rows
        ),
        quality=Quality(**said) if said else None,
        differences={},
        stored=recorded.rows,
    )
