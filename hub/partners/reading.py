"""How is a pushed upload read? As a draft, whose records lie beside the current ones."""

import os
import shutil
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from connectors.contract import Progress
from hub.intake import Terms, draft_upload
from hub.intake_desk import Outcome, State
from hub.jobs import Job, JobState, finish, latest
from hub.partners.endings import end_badly
from hub.partners.kinds import READ
from hub.partners.meaning import Meant
from hub.partners.pushes import Push, PushState, change, find, held
from hub.partners.uploads import named_files
from hub.settings import Settings
from hub.stores import opened
from hub.vault.keys import sync_folder
from hub.vault.store import Vault
from hub.vocabulary import Language
from hub.workspace import Workspace, current_tables


class _Stopped(Exception):
    """Somebody has asked to stop, and was told that it is about to."""


class _Renewed(Exception):
    """What reads the files gives them another name than what took them in: something changed."""


def read(settings: Settings, job: Job, progress: Progress) -> None:
    """Read the files of a push, and finish the job in the transaction that says what they hold.

    Raises:
        LostLease: somebody else has taken the job up.
    """
    with opened(settings.workspace_url) as engine:
        with engine.begin() as connection:
            push = find(connection, job.subject)
        if push is None or not _is_meant(push, job):
            _end(engine, job, {"superseded": True}, JobState.DONE)
            return
        folder = settings.uploads / push.folder
        try:
            named = named_files(folder, push.files)
            drafting = _Drafting(settings, job, push)
            draft_upload(settings, named, push.cooperative, drafting, progress=progress)
        except FileNotFoundError:
            _end(engine, job, {"problem": "files_gone"}, JobState.FAILED)
        except _Renewed:
            _end(engine, job, {"problem": "hub_renewed"}, JobState.FAILED)
        except _Stopped:
            _end(engine, job, {"problem": "cancelled"}, JobState.CANCELLED)
            _sweep(settings, engine, push.cooperative)
    shutil.rmtree(folder, ignore_errors=True)


def discard(settings: Settings, job: Job, _progress: Progress) -> None:
    """Remove from the vault what is no longer recorded of a cooperative."""
    with opened(settings.workspace_url) as engine:
        _sweep(settings, engine, job.cooperative)
        _end(engine, job, {}, JobState.DONE)


def _sweep(settings: Settings, engine: sa.Engine, cooperative: str) -> None:
    vault = Vault(settings.vault)
    with vault.locked(cooperative):
        vault.sweep(cooperative, Workspace(engine).import_ids(cooperative))


class _Drafting:
    """Writes down what reading a push showed."""

    def __init__(self, settings: Settings, job: Job, push: Push) -> None:
        self.language = Language(push.language)
        meant = Meant.from_json(push.meant)
        self.terms = Terms(mode=meant.mode, choices=meant.choices)
        self._job = job
        self._folder = settings.annotated / push.folder
        self._annotated: list[dict[str, str]] | None = None

    def annotated(self, files: Mapping[Path, bytes]) -> None:
        shutil.rmtree(self._folder, ignore_errors=True)
        if not files:
            return
        try:
            self._annotated = [
                {"name": file.name, "kept": self._keep(f"{number}", content)}
                for number, (file, content) in enumerate(files.items())
            ]
            sync_folder(self._folder)
        except OSError:
            # on a disk that is full, what is half written would leave no room to say so
            shutil.rmtree(self._folder, ignore_errors=True)
            raise

    def _keep(self, kept: str, content: bytes) -> str:
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        descriptor = os.open(self._folder / kept, os.O_WRONLY | os.O_CREAT, 0o600)
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        return kept

    def record(self, connection: sa.Connection, outcome: Outcome) -> None:
        push = held(connection, self._job.subject)
        if outcome.import_id != push.id:
            raise _Renewed
        job = latest(connection, push.id, (READ,))
        if job is not None and job.cancel_requested:
            raise _Stopped
        finish(connection, self._job, {"state": outcome.state})
        if _is_meant(push, self._job):
            ready = outcome.state is State.DRAFTED
            change(
                connection,
                push,
                None,
                state=PushState.READY if ready else PushState.REFUSED,
                outcome=as_json(outcome) | {"against": _held_against(connection, outcome)},
                annotated=self._annotated,
            )


def _held_against(connection: sa.Connection, outcome: Outcome) -> Mapping[str, str | None]:
    """Table of the upload -> the import whose records it was held against; the desk is locked."""
    current = current_tables(connection, outcome.cooperative)
    return {table: current.get(table) for table in outcome.report.rows}


def as_json(outcome: Outcome) -> dict[str, Any]:
    """What reading showed, in no language."""
    report = outcome.report
    return {
        "rows": dict(report.rows),
        "before": dict(outcome.before),
        "totals": dict(report.totals),
        "faulty": report.faulty,
        "differences": {table: asdict(one) for table, one in outcome.differences.items()},
        "quality": None if outcome.quality is None else asdict(outcome.quality),
        "identified": [asdict(one) for one in report.identified],
        "findings": [asdict(one) for one in report.findings],
    }


def _is_meant(push: Push, job: Job) -> bool:
    """Whether a job is about the push as it is now."""
    return push.state is PushState.QUEUED and push.round == job.arguments["round"]


def _end(engine: sa.Engine, job: Job, outcome: Mapping[str, Any], state: JobState) -> None:
    with engine.begin() as connection:
        finish(connection, job, outcome, state)
        if state is not JobState.DONE:
            end_badly(connection, job, state, outcome)
