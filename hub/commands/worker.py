"""Who does the jobs of a hub whose pages are served elsewhere? `intercoop worker`."""

import signal
from types import FrameType

from hub.commands.options import Data
from hub.commands.workspace import open_workspace
from hub.partners.worker import Worker
from hub.settings import Settings
from hub.terminal import OUT


def work(data: Data = None) -> None:
    """Read imports and make releases as they are asked for, until interrupted."""
    settings = Settings.read(data)
    with open_workspace(settings):
        pass  # at the schema of this software from here on
    worker = Worker(settings)

    def stop(_signal: int, _frame: FrameType | None) -> None:
        worker.stop()

    for one in (signal.SIGINT, signal.SIGTERM):
        signal.signal(one, stop)
    OUT.print("Working. Stop with Ctrl-C: what is under way is left to the next worker.")
    with worker:
        worker.wait()
