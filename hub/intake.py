"""How does an upload become the current records of a cooperative? Upload, read, check, store.

A preview and an import are the same reading; an import then keeps what a preview throws away.
Killing either at any moment leaves the state of before or the state of after.
"""

from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Protocol

import sqlalchemy as sa

from connectors.contract import Choice, Finding, Mode, Progress, Severity
from hub import audit_log
from hub.intake_desk import Desk, Outcome, State, open_desk, read_before
from hub.marks import Marks
from hub.problem import Problem
from hub.settings import Settings
from hub.vocabulary import Language
from hub.workspace import Import, held_tables, keep, make_current


class ChangedMeanwhile(Problem):
    """Others made an import current, or took one back, while this one was read."""

    def __init__(self, cooperative: str) -> None:
        super().__init__(
            f"other records of {cooperative} became current while yours were read",
            "Nothing of yours was stored; give the command again",
            fr=(
                f"d'autres enregistrements de {cooperative} sont devenus courants entre-temps",
                "Rien des vôtres n'a été enregistré ; relancez la commande",
            ),
            nl=(
                f"intussen zijn andere gegevens van {cooperative} actueel geworden",
                "Van de uwe is niets opgeslagen; geef de opdracht opnieuw",
            ),
        )


class Absent(StrEnum):
    """What becomes of current rows that a snapshot no longer has."""

    CLOSE = "close"  # whoever asks has seen a preview
    ASK = "ask"  # where there are any, nothing is stored


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """How an upload is meant.

    Attributes:
        mode: whether rows that it lacks have ended; None for what each mapping pack says.
        absent: whether rows may end.
        choices: which table a file is and how it is written, where the sender says so.
    """

    mode: Mode | None = None
    absent: Absent = Absent.CLOSE
    choices: tuple[Choice, ...] = ()


#: As the mapping packs say, and rows may end.
AS_PACKED = Terms()


def preview_upload(
    settings: Settings,
    path: Path,
    cooperative: str,
    *,
    progress: Progress,
    terms: Terms = AS_PACKED,
) -> Outcome:
    """Read an upload and report on it; nothing is kept.

    Raises:
        NothingThere: there is no file at `path`.
        BadSlug: `cooperative` is no slug.
    """
    with _desk(settings, path, cooperative, terms) as desk, desk.stage() as staged:
        return desk.outcome(State.PREVIEWED, desk.read(staged, progress))


def import_upload(
    settings: Settings,
    path: Path,
    cooperative: str,
    *,
    progress: Progress,
    terms: Terms = AS_PACKED,
) -> Outcome:
    """Read an upload and, unless a finding blocks it, make it the cooperative's current records.

    The same upload twice changes nothing the second time.

    Args:
        settings: of the hub.
        path: of the upload, a file or a folder.
        cooperative: whose upload it is.
        progress: told how far the reading is.
        terms: what becomes of rows that the upload lacks.

    Raises:
        NothingThere: there is no file at `path`.
        BadSlug: `cooperative` is no slug.
        ChangedMeanwhile: what it was compared with is no longer current.
    """
    with _desk(settings, path, cooperative, terms) as desk:
        recorded = desk.workspace.find(desk.upload.import_id)
        if recorded is not None:
            if desk.is_current(recorded):
                return desk.outcome(State.UNCHANGED, read_before(recorded))
            _record(desk, recorded)
            return desk.outcome(State.STORED, read_before(recorded))
        with desk.stage() as staged:
            read = desk.read(staged, progress)
            if read.report.blocked or not read.report.rows:
                return desk.outcome(State.BLOCKED, read)
            if desk.onto and read.same:
                return replace(
                    desk.outcome(State.UNCHANGED, read), import_id=desk.current_id(read)
                )
            if terms.absent is Absent.ASK and any(one.gone for one in read.differences.values()):
                return desk.outcome(State.UNCONFIRMED, read)
            staged.keep()
        _record(desk, desk.imported(read))
        return desk.outcome(State.STORED, read)


def _record(desk: Desk, imported: Import) -> None:
    """Make an import current, and write down that a command did, both or neither."""
    with desk.engine.begin() as connection:
        if held_tables(connection, imported.cooperative) != desk.current:
            raise ChangedMeanwhile(imported.cooperative)
        keep(connection, imported)
        make_current(connection, imported.cooperative, dict.fromkeys(imported.rows, imported.id))
        audit_log.append(
            connection,
            "import:store",
            imported.cooperative,
            subject=audit_log.COMMAND_LINE,
            concerning=imported.id,
        )


def _desk(
    settings: Settings, path: Path, cooperative: str, terms: Terms
) -> AbstractContextManager[Desk]:
    """The intake, locked, for an upload that is meant so."""
    return open_desk(settings, path, cooperative, terms.mode, said=terms.choices)


class Drafting(Protocol):
    """What becomes of an upload that is read as a draft.

    Attributes:
        language: of the annotated files.
        terms: how the upload is meant.
    """

    language: Language
    terms: Terms

    def annotated(self, files: Mapping[Path, bytes]) -> None:
        """Take the files with a column of errors; none where there is nothing to say."""

    def record(self, connection: sa.Connection, outcome: Outcome) -> None:
        """Write down what came of it, in the transaction that records the import."""


def draft_upload(
    settings: Settings, path: Path, cooperative: str, drafting: Drafting, *, progress: Progress
) -> Outcome:
    """Read an upload and, unless a finding blocks it, keep its records beside the current ones.

    An error of `drafting` leaves the workspace as it was.

    Raises:
        NothingThere: there is no file at `path`.
        BadSlug: `cooperative` is no slug.
    """
    marks = Marks()
    with _desk(settings, path, cooperative, drafting.terms) as desk, desk.stage() as staged:
        read = desk.read(staged, progress, marks)
        # beside a row stand errors and warnings: with advice alone there is nothing to correct
        if not marks.full and any(one.severity is not Severity.ADVICE for one in marks):
            progress("annotate", 0, 0)
            drafting.annotated(desk.annotated(marks, drafting.language))
        kept = bool(read.report.rows) and not read.report.blocked
        if kept and desk.workspace.find(desk.upload.import_id) is None:
            staged.keep()
        outcome = desk.outcome(State.DRAFTED if kept else State.BLOCKED, read)
        with desk.engine.begin() as connection:
            if kept:
                keep(connection, desk.imported(read))
            drafting.record(connection, outcome)
        return outcome


def annotate_upload(  # noqa: PLR0913 - what an import takes, and a language
    settings: Settings,
    path: Path,
    cooperative: str,
    language: Language,
    *,
    progress: Progress,
    terms: Terms = AS_PACKED,
) -> Mapping[Path, bytes]:
    """The files of an upload, each with a column of errors; nothing is kept.

    Files that hold no table of rows, such as JSON, are not among them.

    Raises:
        NothingThere: there is no file at `path`.
        BadSlug: `cooperative` is no slug.
    """
    marks: list[Finding] = []
    with _desk(settings, path, cooperative, terms) as desk:
        with desk.stage() as staged:
            desk.read(staged, progress, marks)
        return desk.annotated(marks, language)
