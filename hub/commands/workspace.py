"""How does a command open the confidential workspace? At the schema of this software."""

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa

from hub import migrate
from hub.settings import Settings
from hub.stores import open_store


@contextmanager
def open_workspace(settings: Settings) -> Iterator[sa.Engine]:
    """The workspace, until the block ends."""
    engine = open_store(settings.workspace_url)
    try:
        migrate.upgrade(engine, "workspace")
        yield engine
    finally:
        engine.dispose()
