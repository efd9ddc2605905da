"""Both databases are at the schema of this software afterwards, however often it is asked."""

from pathlib import Path

from hub import migrate
from hub.settings import Settings
from hub.stores import open_store
from tests.hub.command_line import Run


def test_both_databases_are_made_and_stay(run: Run, tmp_path: Path) -> None:
    for _ in range(2):
        assert run("migrate").out.splitlines() == ["workspace: up to date", "shelf: up to date"]
    settings = Settings.read(tmp_path / "data", {})
    workspace, shelf = open_store(settings.workspace_url), open_store(settings.shelf_url)
    assert migrate.is_current(workspace, "workspace")
    assert migrate.is_current(shelf, "shelf")
    for engine in (workspace, shelf):
        engine.dispose()
