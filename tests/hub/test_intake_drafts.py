"""A draft is what an import would be, and nothing of it is current."""

from collections.abc import Mapping
from pathlib import Path

import pytest
import sqlalchemy as sa

from hub.intake import AS_PACKED, draft_upload, import_upload
from hub.intake_desk import Outcome, State
from hub.settings import Settings
from hub.stores import open_store
from hub.vocabulary import Language
from hub.workspace import Workspace


class Told:
    """What was told of a draft, and an error that may come of telling it."""

    language = Language.FR
    terms = AS_PACKED

    def __init__(self, error: Exception | None = None) -> None:
        self.files: list[str] = []
        self.outcomes: list[Outcome] = []
        self._error = error

    def annotated(self, files: Mapping[Path, bytes]) -> None:
        self.files += [file.name for file in files]

    def record(self, _connection: sa.Connection, outcome: Outcome) -> None:
        self.outcomes.append(outcome)
        if self._error is not None:
            raise self._error


def draft(settings: Settings, upload: Path, told: Told) -> Outcome:
    return draft_upload(settings, upload, "essai", told, progress=lambda *_: None)


def recorded(settings: Settings) -> tuple[set[str], set[str]]:
    """The imports that are recorded, and those that are current."""
    engine = open_store(settings.workspace_url)
    workspace = Workspace(engine)
    found = set(workspace.import_ids("essai")), set(workspace.current("essai").values())
    engine.dispose()
    return found


def test_a_draft_is_recorded_and_not_current_until_it_is_imported(
    settings: Settings, upload: Path
) -> None:
    told = Told()
    drafted = draft(settings, upload, told)
    assert (drafted.state, told.outcomes, told.files) == (State.DRAFTED, [drafted], [])
    assert recorded(settings) == ({drafted.import_id}, set())
    imported = import_upload(settings, upload, "essai", progress=lambda *_: None)
    assert imported.import_id == drafted.import_id
    assert recorded(settings) == ({drafted.import_id}, {drafted.import_id})
    assert draft(settings, upload, Told()).state is State.DRAFTED


def test_a_blocked_draft_keeps_nothing_but_the_annotated_files(
    settings: Settings, upload: Path
) -> None:
    (upload / "bodies.csv").write_text("code,name_fr,kind\nca,Conseil,no such kind\n")
    told = Told()
    assert draft(settings, upload, told).state is State.BLOCKED
    assert "bodies.csv" in told.files
    assert recorded(settings) == (set(), set())


def test_what_cannot_be_written_down_was_not_kept(settings: Settings, upload: Path) -> None:
    with pytest.raises(RuntimeError):
        draft(settings, upload, Told(RuntimeError()))
    assert recorded(settings) == (set(), set())
    assert draft(settings, upload, Told()).state is State.DRAFTED
