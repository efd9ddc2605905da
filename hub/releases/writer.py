"""How does a release come onto the shelf? Whole, in one transaction, and never again."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import orjson
import sqlalchemy as sa

from hub.problem import Problem
from hub.releases.audit import Audit
from hub.releases.contents import Contents, content_hash
from hub.releases.differences import differences
from hub.releases.kept_tables import Row
from hub.releases.shelf import AUDITS, CHANGES, METADATA, OBSERVATIONS, RELEASES


class EmptyRelease(Problem):
    """A release with nothing in it."""

    def __init__(self) -> None:
        super().__init__(
            "there is nothing to release: no cooperative has been imported",
            "Import one first: intercoop import PATH --cooperative SLUG",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What came of writing a release.

    Attributes:
        new: False where the latest release already says exactly this, and stands.
        changes: how many values differ from the release before.
        read: cooperative -> canonical table -> import that its records were read from now; where
            the latest release stands, they say the same as those that it was made from.
    """

    release_id: str
    number: int
    content_hash: str
    new: bool
    observations: int
    changes: int
    read: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def write_release(
    engine: sa.Engine,
    contents: Contents,
    manifest: Mapping[str, Any],
    *,
    software_version: str,
    audit: Audit | None = None,
) -> Written:
    """Put a release on the shelf, unless the latest one says the same.

    Args:
        engine: the shelf, opened for writing.
        contents: all that is published.
        manifest: what it was made from; the audit's hash is added to it.
        software_version: of the software that made it.
        audit: the one it passed; None where it says nothing on members.

    Raises:
        EmptyRelease: `contents` names no cooperative.
    """
    if not contents.cooperatives:
        raise EmptyRelease
    tables = contents.rows()
    digest = content_hash(tables)
    with engine.begin() as connection:
        _one_at_a_time(connection)
        latest = connection.execute(
            sa.select(RELEASES).order_by(RELEASES.c.number.desc()).limit(1)
        ).one_or_none()
        if latest is not None and latest.content_hash == digest:
            return _written(latest.id, latest.number, digest, tables, changes=None)
        before = [] if latest is None else _observations(connection, latest.id)
        changes = list(differences(before, tables["observations"])) if latest else []
        now = datetime.now(UTC)
        number = 1 if latest is None else latest.number + 1
        release_id = _release_id(now, digest, None if latest is None else latest.id)
        connection.execute(
            sa.insert(RELEASES).values(
                id=release_id,
                number=number,
                created_at=now.isoformat(timespec="seconds"),
                content_hash=digest,
                previous_id=None if latest is None else latest.id,
                software_version=software_version,
                manifest=dict(manifest) | ({} if audit is None else {"audit": audit.digest}),
            )
        )
        audits = [] if audit is None else [{"report": audit.report, "digest": audit.digest}]
        for table, rows in {**tables, CHANGES.name: changes, AUDITS.name: audits}.items():
            if rows:
                named = [{"release_id": release_id, **row} for row in rows]
                connection.execute(sa.insert(METADATA.tables[table]), named)
    return _written(release_id, number, digest, tables, changes=changes)


def _written(
    release_id: str,
    number: int,
    digest: str,
    tables: Mapping[str, Sequence[Row]],
    *,
    changes: Sequence[Row] | None,
) -> Written:
    """What came of it; no changes where the latest release stands."""
    return Written(
        release_id=release_id,
        number=number,
        content_hash=digest,
        new=changes is not None,
        observations=len(tables["observations"]),
        changes=len(changes or ()),
    )


def _one_at_a_time(connection: sa.Connection) -> None:
    """Two releases at once would take the same number; SQLite's write lock sees to it already."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("LOCK TABLE releases IN EXCLUSIVE MODE")


def _release_id(now: datetime, digest: str, previous: str | None) -> str:
    """A date that people can read, and enough of a hash that two hubs never choose the same."""
    name = hashlib.sha256(orjson.dumps([digest, previous])).hexdigest()
    return f"{now:%Y-%m-%d}-{name[:8]}"


def _observations(connection: sa.Connection, release_id: str) -> list[Row]:
    query = sa.select(OBSERVATIONS).where(OBSERVATIONS.c.release_id == release_id)
    return [dict(row) for row in connection.execute(query).mappings()]
