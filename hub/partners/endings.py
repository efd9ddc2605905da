"""What becomes of a push when the work on it ends badly? It says why, and nothing is half done."""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from hub.jobs import Job, JobState
from hub.partners.kinds import PUBLISH, READ
from hub.partners.pushes import Push, PushState, change, find, held
from hub.workspace import held_tables, make_current

_STATES = {JobState.FAILED: PushState.FAILED, JobState.CANCELLED: PushState.CANCELLED}


def end_badly(
    connection: sa.Connection,
    job: Job,
    state: JobState,
    outcome: Mapping[str, Any],
    *,
    released: str | None = None,
) -> None:
    """Say on the push that its job failed or was cancelled, in the transaction that ends the job.

    A publication whose work was killed once its release was made is a publication all the same.

    Args:
        connection: to the workspace.
        job: as claimed.
        state: how the job ends, `FAILED` or `CANCELLED`.
        outcome: why, as `{"problem": code}`.
        released: the last release, where it was read from this push.
    """
    if job.kind not in {READ, PUBLISH}:
        return
    push = held(connection, job.subject)
    if push.round != job.arguments["round"]:
        return
    if job.kind == READ and push.state is PushState.QUEUED:
        change(connection, push, None, state=_STATES[state], outcome=dict(outcome))
    elif job.kind == PUBLISH and push.state is PushState.APPROVED and released and push.replaced:
        change(
            connection,
            push,
            None,
            state=PushState.PUBLISHED,
            release_id=released,
            annotated=None,
        )
    elif job.kind == PUBLISH and push.state is PushState.APPROVED:
        put_back(connection, push)
        change(connection, push, None, state=PushState.READY, proposed_by=None, replaced=None)


def put_back(connection: sa.Connection, push: Push) -> Mapping[str, str | None]:
    """Make the imports current again that a push took the place of.

    Where a later import has taken its own place, that one stays; where the earlier one was
    withdrawn too, the one before it comes back.

    Returns:
        canonical table -> the import that it is read from now, for the tables that changed.
    """
    now = held_tables(connection, push.cooperative)
    back = {
        table: _standing(connection, table, before)
        for table, before in (push.replaced or {}).items()
        if now.get(table) == push.id
    }
    if back:
        make_current(connection, push.cooperative, back)
    return back


def _standing(connection: sa.Connection, table: str, import_id: str | None) -> str | None:
    """The import itself, or the one before it where it was withdrawn."""
    from_push = _withdrawn(connection, import_id)
    while from_push is not None:
        import_id = (from_push.replaced or {}).get(table)
        from_push = _withdrawn(connection, import_id)
    return import_id


def _withdrawn(connection: sa.Connection, import_id: str | None) -> Push | None:
    if import_id is None:
        return None
    push = find(connection, import_id)
    return push if push is not None and push.state is PushState.WITHDRAWN else None
