"""How does an approved import become public? It is made current, and a release is built of all."""

import shutil
from typing import Any

import sqlalchemy as sa

from connectors.contract import Progress
from hub.jobs import Job, JobState, confirm, finish
from hub.partners.endings import end_badly
from hub.partners.preview import as_json
from hub.partners.pushes import Push, PushState, change, find, held
from hub.partners.settling import settle
from hub.partners.standing import is_stale
from hub.problem import Problem
from hub.publish import ReleaseBlocked, foresee, publish_release
from hub.releases.writer import Written
from hub.settings import Settings
from hub.stores import opened
from hub.workspace import Workspace, held_tables, make_current


def publish(settings: Settings, job: Job, progress: Progress) -> None:
    """Make an import current, build a release, and finish the job with what came of it.

    Killed in between, the next attempt goes on: an import that is current already stays so, and a
    release that says the same as the last one is that one. Where no release can be made, what was
    current before is so again.

    Raises:
        LostLease: somebody else has taken the job up.
    """
    with opened(settings.workspace_url) as engine:
        with engine.begin() as connection:
            confirm(connection, job)
            push = held(connection, job.subject)
            held_tables(connection, push.cooperative)
            if not _is_meant(push, job):
                finish(connection, job, {"superseded": True})
                return
            if push.replaced is None and is_stale(connection, push):
                _end_badly(connection, job, {"problem": "base_changed"})
                return
            if push.replaced is None:
                take_over(connection, push)
        try:
            written = publish_release(settings, progress=progress)
        except Problem as problem:
            # its words may name another cooperative's figures: they stay here
            blocked = isinstance(problem, ReleaseBlocked)
            outcome = {"problem": "release_blocked" if blocked else "release_impossible"}
            with engine.begin() as connection:
                _end_badly(connection, job, outcome)
            return
        with engine.begin() as connection:
            _published(connection, job, written)
        settle(settings, written)
        # it has members' rows in it, and there is nothing left to correct
        shutil.rmtree(settings.annotated / push.folder, ignore_errors=True)


def preview(settings: Settings, job: Job, progress: Progress) -> None:
    """Work out what an import would publish, and keep that with the job.

    Raises:
        LostLease: somebody else has taken the job up.
    """
    with opened(settings.workspace_url) as engine:
        with engine.begin() as connection:
            push = find(connection, job.subject)
        imported = Workspace(engine).find(job.subject)
        if push is None or imported is None:
            outcome: dict[str, Any] = {"problem": "files_gone"}
        else:
            tables = {
                **Workspace(engine).current(push.cooperative),
                **dict.fromkeys(imported.rows, imported.id),
            }
            progress("preview", 0, 1)
            try:
                outcome = as_json(foresee(settings, push.cooperative, tables))
            except Problem:
                outcome = {"problem": "release_impossible"}
        with engine.begin() as connection:
            finish(connection, job, outcome)


def _is_meant(push: Push, job: Job) -> bool:
    return push.state is PushState.APPROVED and push.round == job.arguments["round"]


def _end_badly(connection: sa.Connection, job: Job, outcome: dict[str, Any]) -> None:
    finish(connection, job, outcome, JobState.FAILED)
    end_badly(connection, job, JobState.FAILED, outcome)


def take_over(connection: sa.Connection, push: Push) -> None:
    """Make the tables of a push current, and remember what they were read from before."""
    before = held_tables(connection, push.cooperative)
    tables = (push.outcome or {})["rows"]
    make_current(connection, push.cooperative, dict.fromkeys(tables, push.id))
    change(connection, push, None, replaced={table: before.get(table) for table in tables})


def _published(connection: sa.Connection, job: Job, written: Written) -> None:
    finish(connection, job, {"release": written.release_id})
    push = held(connection, job.subject)
    change(
        connection,
        push,
        None,
        state=PushState.PUBLISHED,
        release_id=written.release_id,
        annotated=None,
    )
