"""`intercoop worker` works until somebody stops it, and then ends in order."""

import os
import signal
import threading
import time
from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from typer.testing import CliRunner

from hub.cli import app
from hub.settings import Settings
from hub.stores import open_store

SIGNALS = [signal.SIGINT, signal.SIGTERM]


@pytest.fixture(autouse=True)
def handlers() -> Iterator[None]:
    """What this process does about signals, as it was."""
    before = {one: signal.getsignal(one) for one in SIGNALS}
    yield
    for one, handler in before.items():
        signal.signal(one, handler)


@pytest.mark.parametrize("sent", SIGNALS, ids=lambda one: one.name)
def test_a_signal_ends_it_in_order(settings: Settings, sent: signal.Signals) -> None:
    before = signal.getsignal(sent)

    def stop() -> None:
        while signal.getsignal(sent) is before:
            time.sleep(0.05)
        time.sleep(0.3)
        os.kill(os.getpid(), sent)

    thread = threading.Thread(target=stop)
    thread.start()
    ended = CliRunner().invoke(app, ["worker", "--data", str(settings.folder)])
    thread.join()
    assert (ended.exit_code, ended.exception) == (0, None)
    assert "Working" in ended.output
    engine = open_store(settings.workspace_url)
    assert "jobs" in sa.inspect(engine).get_table_names()
    engine.dispose()
