"""How does a release come about? Current records, indicators, the door, the shelf."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import ibis
import orjson
import polars as pl

from hub import migrate
from hub.disclosure import public_facts
from hub.disclosure.declared import contested, observe_declared
from hub.disclosure.door import observe, standing
from hub.disclosure.parameters import Parameters
from hub.indicators.catalogue import CATALOGUE
from hub.indicators.compute import measures
from hub.indicators.tables import Tables
from hub.reconciliation.figure import Figure
from hub.reconciliation.reconcile import reconcile
from hub.records.record import Record
from hub.records.tables import TABLES
from hub.releases.contents import Contents
from hub.releases.writer import Written, write_release
from hub.settings import Settings
from hub.stores import open_store
from hub.vault.store import Vault
from hub.version import VERSION
from hub.workspace import Workspace

#: Told which cooperative is being worked on: its slug, how many are done, of how many.
Progress = Callable[[str, int, int], None]

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


def publish_release(settings: Settings, *, progress: Progress) -> Written:
    """Build a release from every cooperative's current records and put it on the shelf.

    The same records, parameters and software give the same content hash; when the latest release
    has that hash already, it stands and nothing is written.

    Raises:
        EmptyRelease: no cooperative has been imported.
    """
    workspace_engine = open_store(settings.workspace_url)
    shelf_engine = open_store(settings.shelf_url)
    try:
        migrate.upgrade(workspace_engine, "workspace")
        migrate.upgrade(shelf_engine, "shelf")
        workspace = Workspace(workspace_engine)
        scratch = settings.folder / "scratch" / "release"
        desk = _Desk(Vault(settings.vault), workspace, Parameters(), scratch)
        slugs = workspace.cooperatives()
        parts = []
        for done, slug in enumerate(slugs):
            progress(slug, done, len(slugs))
            parts.append(desk.contents(slug))
        progress("", len(slugs), len(slugs))
        return write_release(
            shelf_engine,
            _together(parts),
            desk.manifest(slugs),
            software_version=VERSION,
        )
    finally:
        workspace_engine.dispose()
        shelf_engine.dispose()


@dataclass(frozen=True, slots=True)
class _Desk:
    """What one release is made from."""

    vault: Vault
    workspace: Workspace
    parameters: Parameters
    scratch: Path

    def contents(self, slug: str) -> Contents:
        """Everything one cooperative publishes."""
        files = self._files(slug)
        rows = {name: _rows(files.get(TABLES[name], ())) for name in _PUBLIC}
        bodies = tuple(public_facts.body(row) for row in rows["bodies"])
        # what does not fit in memory spills into the hub's own folder, not into the working one
        engine = ibis.duckdb.connect(temp_directory=str(self.scratch))
        found = tuple(measures(Tables(files, engine), slug, CATALOGUE.values()))
        engine.disconnect()
        definitions = {code: entry.definition for code, entry in CATALOGUE.items()}
        disagreements = reconcile([Figure.read(row) for row in rows["figures"]])
        return Contents(
            cooperatives=tuple(public_facts.cooperative(row) for row in rows["cooperatives"]),
            member_categories=tuple(
                public_facts.member_category(row) for row in rows["member_categories"]
            ),
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
                *contested(observe_declared(slug, rows["figures"], definitions), disagreements),
                *observe(found, CATALOGUE, standing(bodies, found), self.parameters),
            ),
            reconciliation_findings=tuple(
                public_facts.reconciliation_finding(one) for one in disagreements
            ),
        )

    def manifest(self, slugs: Sequence[str]) -> Mapping[str, Any]:
        """What the release was made from; hashes only, no file's name and no count of records."""
        imports = [
            {"cooperative": slug, "import": one.id, "commitment": one.commitment}
            for slug in slugs
            for import_id in sorted(set(self.workspace.current(slug).values()))
            if (one := self.workspace.find(import_id)) is not None
        ]
        definitions = [entry.definition for entry in CATALOGUE.values()]
        return {
            "imports": imports,
            "parameters": self.parameters.digest(),
            "catalogue": hashlib.sha256(orjson.dumps(definitions)).hexdigest(),
            "software": VERSION,
        }

    def _files(self, slug: str) -> dict[type[Record], tuple[Path, ...]]:
        files = {
            TABLES[table]: self.vault.file(slug, import_id, table)
            for table, import_id in self.workspace.current(slug).items()
        }
        return {schema: (file,) for schema, file in files.items() if file.exists()}


def _rows(files: tuple[Path, ...]) -> list[dict[str, Any]]:
    return pl.read_parquet(list(files)).to_dicts() if files else []


def _together(parts: list[Contents]) -> Contents:
    joined = {
        name: tuple(one for part in parts for one in getattr(part, name))
        for name in Contents.__dataclass_fields__
    }
    joined["indicators"] = tuple(entry.definition for entry in CATALOGUE.values())
    return Contents(**joined)
