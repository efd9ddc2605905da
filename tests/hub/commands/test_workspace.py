"""A command finds the workspace at the schema of this software."""

from hub.commands.workspace import open_workspace
from hub.migrate import is_current
from hub.settings import Settings


def test_the_workspace_is_made_where_there_is_none(settings: Settings) -> None:
    with open_workspace(settings) as engine:
        assert is_current(engine, "workspace")
