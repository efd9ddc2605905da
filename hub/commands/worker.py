"""Who does the jobs of a hub whose pages are served elsewhere? `intercoop worker`."""

import signal
from types import FrameType

from hub import migrate
from hub.commands.shelf import Data
from hub.partners.worker import Worker
from hub.settings import Settings
from hub.stores import open_store
from hub.terminal import OUT


def work(data: Data = None) -> None:
    """Read imports and make releases as they are asked for, until interrupted."""
    settings = Settings.read(data)
    upgrade_workspace(settings)
    worker = Worker(settings)

    def stop(_signal: int, _frame: FrameType | None) -> None:
        worker.stop()

    for one in (signal.SIGINT, signal.SIGTERM):
        signal.signal(one, stop)
    OUT.print("Working. Stop with Ctrl-C: what is under way is left to the next worker.")
    with worker:
        worker.wait()


def upgrade_workspace(settings: Settings) -> None:
    """Bring the workspace to the schema of this software."""
    engine = open_store(settings.workspace_url)
    try:
        migrate.upgrade(engine, "workspace")
    finally:
        engine.dispose()
