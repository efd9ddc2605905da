"""What became of each upload that was pushed? From the queue to a release, or not.

    queued -> ready | refused | failed | cancelled
    ready -> proposed -> approved -> published;  ready, proposed, published -> withdrawn
    ready, proposed -> published  where a command imported and released the same files

A push has the id of the import that it becomes, so that the same files pushed twice are one.
Where nothing came of it, the same files pushed again open a new round of the same push.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from hub import audit_log
from hub.access import Actor
from hub.workspace import METADATA

PUSHES = sa.Table(
    "pushes",
    METADATA,
    sa.Column("id", sa.Text, primary_key=True),  # of the import
    sa.Column("cooperative", sa.Text, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("round", sa.Integer, nullable=False),
    sa.Column("language", sa.Text, nullable=False),  # of the annotated files
    sa.Column("folder", sa.Text, nullable=False),  # where the files wait to be read
    sa.Column("files", sa.JSON, nullable=False),
    sa.Column("created_at", sa.Text, nullable=False),  # UTC, ISO 8601
    sa.Column("changed_at", sa.Text, nullable=False),
    sa.Column("history", sa.JSON, nullable=False),
    sa.Column("proposed_by", sa.Text),
    sa.Column("outcome", sa.JSON(none_as_null=True)),
    sa.Column("annotated", sa.JSON(none_as_null=True)),
    sa.Column("replaced", sa.JSON(none_as_null=True)),  # table -> the import it was read from
    sa.Column("release_id", sa.Text),
    sa.Column("meant", sa.JSON(none_as_null=True)),  # what the sender said of the files
    sa.Index(None, "cooperative", "created_at"),
    sqlite_strict=True,
)


class PushState(StrEnum):
    """How far a push is."""

    QUEUED = "queued"
    READY = "ready"
    REFUSED = "refused"
    FAILED = "failed"
    CANCELLED = "cancelled"
    PROPOSED = "proposed"
    APPROVED = "approved"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


#: Nothing came of these: the same files pushed again are read again.
CLOSED = frozenset({PushState.REFUSED, PushState.FAILED, PushState.CANCELLED, PushState.WITHDRAWN})
#: In these, work is waiting or under way.
MOVING = frozenset({PushState.QUEUED, PushState.APPROVED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Push:
    """One push, as it was when it was read.

    Attributes:
        round: how often its files were sent to be read.
        files: name, size in bytes, and under which name each is kept until it is read.
        history: what was done, when, and by whose opaque name; None for the hub itself, and
            `command-line` for whoever gave a command.
        outcome: what reading it showed, or why it failed.
        annotated: files with a column of errors: shown name and kept name.
        replaced: canonical table -> the import that it took the place of, once published.
        meant: what its sender said of it, as `meaning.Meant` keeps it.
    """

    id: str
    cooperative: str
    state: PushState
    round: int
    language: str
    folder: str
    files: Sequence[Mapping[str, Any]]
    created_at: str
    changed_at: str
    history: Sequence[Mapping[str, Any]]
    proposed_by: str | None
    outcome: Mapping[str, Any] | None
    annotated: Sequence[Mapping[str, str]] | None
    replaced: Mapping[str, str | None] | None
    release_id: str | None
    meant: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """Files that have arrived, before it is known whether they were there already."""

    import_id: str
    cooperative: str
    language: str
    folder: str
    files: Sequence[Mapping[str, Any]]
    meant: Mapping[str, Any] | None


def receive(connection: sa.Connection, sent: Sent, actor: Actor) -> tuple[Push, bool]:
    """The push of these files, and whether they are to be read now.

    They are not where they wait to be read already, or were read and something came of it.
    """
    now = _now()
    opened = {
        "language": sent.language,
        "folder": sent.folder,
        "files": [dict(file) for file in sent.files],
        "meant": sent.meant,
        "state": PushState.QUEUED,
        "changed_at": now,
    }
    insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    added = connection.scalar(
        insert(PUSHES)
        .values(
            id=sent.import_id,
            cooperative=sent.cooperative,
            round=1,
            created_at=now,
            history=[_step(PushState.QUEUED, actor)],
            **opened,
        )
        .on_conflict_do_nothing(index_elements=["id"])
        .returning(PUSHES.c.id)
    )
    push = held(connection, sent.import_id)
    if added is not None:
        _note(connection, push, PushState.QUEUED, actor.subject)
    if added is not None or push.state not in CLOSED:
        return push, added is not None
    again = {"round": push.round + 1, "proposed_by": None, "outcome": None, "annotated": None}
    change(connection, push, actor, **opened, **again, replaced=None, release_id=None)
    return held(connection, push.id), True


def find(connection: sa.Connection, import_id: str) -> Push | None:
    """The push of that id."""
    row = connection.execute(sa.select(PUSHES).where(PUSHES.c.id == import_id)).one_or_none()
    return None if row is None else _push(row)


def held(connection: sa.Connection, import_id: str) -> Push:
    """The push of that id, which must be there; nobody else changes it in this transaction."""
    row = connection.execute(
        sa.select(PUSHES).where(PUSHES.c.id == import_id).with_for_update()
    ).one()
    return _push(row)


def held_in(
    connection: sa.Connection, import_ids: Collection[str], states: Collection[PushState]
) -> Sequence[Push]:
    """Those of some pushes that are in one of these states; nobody else changes them.

    They come cooperative by cooperative, in the order in which audit logs are held.
    """
    rows = connection.execute(
        sa.select(PUSHES)
        .where(PUSHES.c.id.in_(list(import_ids)), PUSHES.c.state.in_(list(states)))
        .order_by(PUSHES.c.cooperative, PUSHES.c.id)
        .with_for_update()
    )
    return [_push(row) for row in rows]


def listed(
    connection: sa.Connection,
    cooperatives: Collection[str],
    *,
    limit: int,
    before: tuple[str, str] | None = None,
) -> Sequence[Push]:
    """The latest pushes of some cooperatives, the newest first.

    Args:
        connection: to the workspace.
        cooperatives: slugs.
        limit: at most so many.
        before: only those created before this one: its `created_at` and `id`.
    """
    wanted: sa.ColumnElement[bool] = PUSHES.c.cooperative.in_(list(cooperatives))
    if before is not None:
        wanted = wanted & (
            sa.tuple_(PUSHES.c.created_at, PUSHES.c.id)
            < sa.tuple_(*(sa.literal(part) for part in before))
        )
    rows = connection.execute(
        sa.select(PUSHES)
        .where(wanted)
        .order_by(PUSHES.c.created_at.desc(), PUSHES.c.id.desc())
        .limit(limit)
    )
    return [_push(row) for row in rows]


def folders(
    connection: sa.Connection, names: Collection[str]
) -> tuple[frozenset[str], frozenset[str]]:
    """Of these folders, those in which files wait to be read, and those that are past it."""
    known = connection.execute(
        sa.select(PUSHES.c.folder, PUSHES.c.state).where(PUSHES.c.folder.in_(list(names)))
    ).all()
    waiting = frozenset(row.folder for row in known if row.state == PushState.QUEUED)
    return waiting, frozenset(row.folder for row in known) - waiting


def unannotated(connection: sa.Connection, names: Collection[str]) -> frozenset[str]:
    """Of these folders, those of pushes that were read and have no file with errors."""
    rows = connection.execute(
        sa.select(PUSHES.c.folder).where(
            PUSHES.c.folder.in_(list(names)),
            PUSHES.c.annotated.is_(None),
            PUSHES.c.state != PushState.QUEUED,
        )
    )
    return frozenset(rows.scalars())


def unannotate(connection: sa.Connection, cooperative: str) -> Sequence[str]:
    """Say of every push of a cooperative that it has no file with a column of errors.

    Returns:
        The folders of the pushes, in which such files may lie.
    """
    folders = connection.execute(
        sa.update(PUSHES)
        .where(PUSHES.c.cooperative == cooperative)
        .values(annotated=None)
        .returning(PUSHES.c.folder)
    )
    return [str(folder) for folder in folders.scalars()]


def change(connection: sa.Connection, push: Push, actor: Actor | None, **columns: Any) -> None:  # noqa: ANN401 - values of any column
    """Change a push that is held, and write down by whom; `None` is the hub itself."""
    state = columns.get("state", push.state)
    _write(connection, push, columns, _step(state, actor))
    if actor is not None:
        _note(connection, push, state, actor.subject)


def change_by_command(connection: sa.Connection, push: Push, **columns: Any) -> None:  # noqa: ANN401 - see above
    """Change a push that is held, and write down that a command did."""
    state = columns.get("state", push.state)
    _write(connection, push, columns, {**_step(state, None), "by": audit_log.COMMAND_LINE})
    _note(connection, push, state, audit_log.COMMAND_LINE)


def _write(
    connection: sa.Connection, push: Push, columns: Mapping[str, Any], step: Mapping[str, Any]
) -> None:
    further = {"changed_at": _now(), "history": [*push.history, step]}
    connection.execute(
        sa.update(PUSHES).where(PUSHES.c.id == push.id).values({**columns, **further})
    )


def _note(connection: sa.Connection, push: Push, state: PushState, subject: str) -> None:
    audit_log.append(
        connection, f"import:{state}", push.cooperative, subject=subject, concerning=push.id
    )


def _step(state: PushState, actor: Actor | None) -> dict[str, Any]:
    return {
        "state": state,
        "at": _now(),
        "by": None if actor is None else actor.subject,
        "kind": None if actor is None else actor.kind.value,
    }


def _push(row: sa.Row[*tuple[Any, ...]]) -> Push:
    read = dict(row._mapping)  # noqa: SLF001 - the public way to a row
    return Push(**{**read, "state": PushState(read["state"])})


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")
