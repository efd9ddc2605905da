"""A process that runs an import or a release many times, each time killed at another moment.

It loads everything once and forks for each run, so that a run costs no start-up. A line on
standard input is a JSON object: command, data folder, further arguments, and at which moment to
die (null: never). A moment is a change to the disk or a database: a file opened to be written, a
rename, a folder made or removed, an SQL statement, a commit. The answer is a line: the exit status
and how many moments were passed.
"""

import json
import os
import pickle
import signal
import sys
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from hub.disclosure.dither import KEY_BYTES
from hub.disclosure.parameters import Parameters
from hub.disclosure.passage import Passage, counted_days
from hub.disclosure.plan import plan_of
from hub.indicators.tables import PREPARED, Tables
from hub.intake import import_upload
from hub.migration_steps import configuration
from hub.publish import publish_release
from hub.settings import Settings

_CHANGES = {"os.mkdir", "os.rename", "os.remove", "os.rmdir", "shutil.rmtree", "os.link"}


class Moments:
    """Counts the moments at which a run changes something, and dies at the one it was told."""

    def __init__(self, last: int | None) -> None:
        self.passed = 0
        self._last = last

    def passing(self) -> None:
        self.passed += 1
        if self.passed == self._last:
            os.kill(os.getpid(), signal.SIGKILL)

    def audit(self, event: str, arguments: tuple[Any, ...]) -> None:
        written = event == "open" and isinstance(arguments[2], int) and arguments[2] & os.O_WRONLY
        if event in _CHANGES or written:
            self.passing()

    def watch(self) -> None:
        sys.addaudithook(self.audit)
        for moment in ("before_cursor_execute", "after_cursor_execute", "commit"):
            sa.event.listen(sa.Engine, moment, lambda *_: self.passing())


def run(order: dict[str, Any]) -> int:
    settings = Settings.read(Path(order["data"]), order["environment"])
    if order["command"] == "import":
        path = Path(order["path"])
        import_upload(settings, path, order["cooperative"], progress=lambda *_: None)
    else:
        publish_release(settings, progress=lambda *_: None)
    return 0


def prepare() -> None:
    """Have the indicators' SQL ready, made in a child: this process must start no thread.

    And have Alembic loaded, which an import loads where a step is due: here, at each first one.
    """
    configuration("workspace")
    reader, writer = os.pipe()
    if os.fork() == 0:
        records, plan = Tables({}), plan_of((), "BE")
        nobody = Passage(
            cooperative="none",
            country="BE",
            categories=(),
            bodies=(),
            declared=(),
            previous={},
            key=bytes(KEY_BYTES),
            parameters=Parameters(),
        )
        nobody.protect(records, counted_days(records, plan, "BE"))
        with os.fdopen(writer, "wb") as prepared:
            pickle.dump(PREPARED, prepared)
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader, "rb") as prepared:
        PREPARED.update(pickle.load(prepared))  # noqa: S301 - what this program wrote itself


def main() -> None:
    prepare()
    for line in sys.stdin:
        order = json.loads(line)
        reader, writer = os.pipe()
        child = os.fork()
        if child == 0:
            moments = Moments(order["die_at"])
            moments.watch()
            status = run(order)
            os.write(writer, str(moments.passed).encode())
            os._exit(status)
        os.close(writer)
        with os.fdopen(reader) as passed:
            _, status = os.waitpid(child, 0)
            code = os.waitstatus_to_exitcode(status)
            print(json.dumps([code, passed.read()]), flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
