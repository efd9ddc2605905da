"""What did the last release say of a cooperative's members, and from which records?

The next release is made in its light: what hardly changed is held, what did not change stays. So
it must be there, unaltered, with the records it was made from.
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import orjson

from hub.disclosure.members import MEMBERS, Day, Previous
from hub.disclosure.outside import day, population
from hub.disclosure.passage import counted_days, shares_outside
from hub.disclosure.plan import Plan
from hub.disclosure.published import Published
from hub.indicators.tables import Tables
from hub.problem import Problem
from hub.records.tables import TABLES
from hub.releases.cell import PERSONS, Cell, Key
from hub.releases.kept_tables import cell_rows, plan_rows
from hub.releases.reader import Shelf
from hub.releases.release import Release
from hub.releases.standing import Place, ReleasedTables, place, standing
from hub.releases.table_plan import TablePlan
from hub.vault.store import Vault
from hub.workspace import Workspace


class AlteredRelease(Problem):
    """The last release is not what was published."""

    def __init__(self, release_id: str) -> None:
        super().__init__(
            f"release {release_id} on the shelf is not as it was published, or is gone",
            "Restore the shelf database from its backup; nothing was released",
        )


class RecordsGone(Problem):
    """The records of the last release are not in the vault."""

    def __init__(self, cooperative: str, release_id: str) -> None:
        super().__init__(
            f"the records from which release {release_id} was made are not in the vault "
            f"({cooperative})",
            "Restore the vault from its backup: without them nobody can tell how few people moved",
        )


def tables_digest(cells: Sequence[Cell], plans: Sequence[TablePlan]) -> str:
    """SHA-256 over a release's tables and their plans; stands in its manifest."""
    rows = [cell_rows(cells), *plan_rows(plans)]
    return hashlib.sha256(orjson.dumps(rows, option=orjson.OPT_SORT_KEYS)).hexdigest()


def is_altered(release: Release, tables: ReleasedTables) -> bool:
    """Whether a release's tables are not those that its manifest has the hash of."""
    made = release.manifest.get("tables", tables_digest((), ()))
    return bool(made != tables_digest(tables.cells, tables.plans))


@dataclass(frozen=True, slots=True, kw_only=True)
class LastRelease:
    """The tables of the last release, and the newest of what it left out, if there is one.

    Attributes:
        release: None before the first one.
        left_out: population and day that it left out -> the release that has their tables.
    """

    release: Release | None
    shelf: Shelf
    plans: Sequence[TablePlan] = ()
    cells: Sequence[Cell] = ()
    left_out: Mapping[Place, str] = field(default_factory=dict)
    counts: Mapping[Place, Mapping[Key, int]] = field(default_factory=dict)

    @property
    def key_ids(self) -> set[str]:
        """With which keys its counts were rounded."""
        return {plan.key_id for plan in self.plans}

    @property
    def noted(self) -> str | None:
        """The hash of the audit log as it was then."""
        return None if self.release is None else self.release.manifest.get("audit_log")


def last_release(shelf: Shelf, workspace: Workspace) -> LastRelease:
    """The last release, as it was published.

    Raises:
        AlteredRelease: its tables are not those that were published, or it is gone; or so with
            an earlier one, whose tables it left out.
    """
    release = shelf.latest()
    remembered = workspace.last_published()
    if release is None:
        if remembered is not None:
            raise AlteredRelease(remembered)
        return LastRelease(release=None, shelf=shelf)
    if remembered is not None and shelf.release(remembered) is None:
        raise AlteredRelease(remembered)
    found = standing(shelf, release)
    for release_id, tables in found.releases.items():
        of = shelf.release(release_id)
        if of is None or is_altered(of, tables):
            raise AlteredRelease(release_id)
    counts: dict[Place, dict[Key, int]] = {}
    for cell in found.tables.cells:
        if cell.measure == PERSONS and cell.value is not None:
            counts.setdefault(place(cell), {})[cell.key] = int(cell.value)
    return LastRelease(
        release=release,
        shelf=shelf,
        plans=found.tables.plans,
        cells=found.tables.cells,
        left_out=found.left_out,
        counts=counts,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """One cooperative in the last release, and in earlier ones where that left something out.

    Attributes:
        current: canonical table -> the import that it is read from now.
        open_tables: makes tables over the files of some imports.
    """

    cooperative: str
    last: LastRelease
    vault: Vault
    current: Mapping[str, str]
    open_tables: Callable[[Mapping[str, str]], Tables]

    def previous(
        self, plan: Plan, country: str, now: Sequence[Day]
    ) -> dict[str, dict[str, Previous]]:
        """Population -> ISO day -> what was published, with its records.

        Args:
            plan: of the cooperative.
            country: of the cooperative.
            now: today's days, which stand where the records are the same.

        Raises:
            RecordsGone: the vault no longer has them.
        """
        found: dict[str, dict[str, Previous]] = {}
        days: dict[str, dict[tuple[str, str], Day]] = {}
        for one in self.last.plans:
            if one.cooperative != self.cooperative or self.last.release is None:
                continue
            at = place(one)
            made_by = one.held_from or self.last.left_out.get(at, self.last.release.id)
            if made_by not in days:
                days[made_by] = self._days(made_by, plan, country, now)
            counted = days[made_by].get((one.population, one.as_of))
            if counted is not None:
                found.setdefault(one.population, {})[one.as_of] = Previous(
                    release=made_by,
                    published=Published(plan=one, counts=self.last.counts.get(at, {})),
                    day=counted,
                )
        return found

    def _days(
        self, release_id: str, plan: Plan, country: str, now: Sequence[Day]
    ) -> dict[tuple[str, str], Day]:
        release = self.last.shelf.release(release_id)
        if release is None:
            raise AlteredRelease(release_id)
        tables = imports_of(release.manifest, self.cooperative)
        for table, import_id in tables.items():
            if not self._file(table, import_id).exists():
                raise RecordsGone(self.cooperative, release_id)
        records = self.open_tables(tables)
        members = now if tables == self.current else counted_days(records, plan, country)
        found = {(MEMBERS, one.as_of): one for one in members}
        for share in shares_outside(records, self.cooperative):
            found.setdefault((population(share), share.as_of.isoformat()), day(share))
        return found

    def _file(self, table: str, import_id: str) -> Path:
        return self.vault.file(self.cooperative, import_id, table)


def imports_of(manifest: Mapping[str, Any], cooperative: str) -> dict[str, str]:
    """Canonical table -> the import that a release read it from."""
    return {
        table: one["import"]
        for one in manifest["imports"]
        if one["cooperative"] == cooperative
        for table in one["tables"]
        if table in TABLES
    }
