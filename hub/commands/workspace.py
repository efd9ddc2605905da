"""How does a command open the confidential workspace? At the schema of this software."""

from contextlib import AbstractContextManager

import sqlalchemy as sa

from hub import migrate
from hub.settings import Settings


def open_workspace(settings: Settings) -> AbstractContextManager[sa.Engine]:
    """The workspace, until the block ends."""
    return migrate.upgraded(settings.workspace_url, "workspace")
