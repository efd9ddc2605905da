"""Where is a job's work done? In a process of its own, which can be killed at any moment.

    python -m hub.partners.process

It reads lines of JSON: first the settings and the kinds of jobs, then one job after another. It
answers how far each is, and how it ended; the job itself is finished in the database, by the work.
When whoever gives the orders dies, its end of the pipe closes, and this process ends at once.
"""

import importlib
import os
import queue
import sqlite3
import sys
import threading
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

import orjson

from hub.jobs import Job, JobState, LostLease
from hub.partners.kinds import READ, WORK
from hub.partners.uploads import NO_ROOM
from hub.settings import IdentitySettings, PartnerLimits, QueryLimits, Settings

#: Seconds between two words about the same stage.
_QUIET = 0.25
#: Of lower priority than whoever answers people.
_NICE = 5


def main() -> None:
    """Do jobs until nobody gives any."""
    os.nice(_NICE)
    # whatever else is printed in this process must not look like an answer
    answers = os.fdopen(os.dup(1), "wb", buffering=0)
    os.dup2(2, 1)
    orders: queue.Queue[bytes] = queue.Queue()
    threading.Thread(target=_listen, args=(sys.stdin.buffer, orders), daemon=True).start()
    settings, kinds = read_start(orders.get())
    work = {kind: work_of(kind) for kind in kinds}
    answers.write(b'{"ready": true}\n')
    while True:
        job = read_job(orders.get())
        told = Told(answers)
        answers.write(orjson.dumps(done(work[job.kind], settings, job, told)) + b"\n")


def done(
    work: Callable[[Settings, Job, Any], None], settings: Settings, job: Job, told: "Told"
) -> dict[str, Any]:
    """Do a job, and say how that ended."""
    try:
        work(settings, job, told.stage)
    except LostLease:
        return {"end": "lost"}
    except Exception as error:  # noqa: BLE001 - whatever it is, the next attempt may succeed
        problem = "disk_full" if job.kind == READ and _is_for_want_of_room(error) else "worn_out"
        return {"end": "fault", "fault": fault_of(error), "problem": problem}
    return {"end": "done"}


def fault_of(error: Exception) -> str:
    """The kind of an error and its place, no more: its words may hold what a file holds."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} at {Path(last.filename).name}, line {last.lineno}"


def _is_for_want_of_room(error: BaseException | None) -> bool:
    """Whether a disk that is full is behind an error, whichever library met it."""
    while error is not None:
        if isinstance(error, OSError) and error.errno in NO_ROOM:
            return True
        driver = getattr(error, "orig", None)
        if getattr(driver, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL:
            return True
        error = error.__cause__ or error.__context__
    return False


class Told:
    """Says how far a job is, not more often than anyone looks."""

    def __init__(self, answers: IO[bytes]) -> None:
        self._answers = answers
        self._stage = ""
        self._last = 0.0

    def stage(self, stage: str, done: int, total: int) -> None:
        """Say it, where the stage is another or a moment has passed."""
        now = time.monotonic()
        if stage != self._stage or now - self._last > _QUIET:
            self._stage, self._last = stage, now
            self._answers.write(orjson.dumps({"progress": [stage, done, total]}) + b"\n")


def _listen(stream: IO[bytes], orders: queue.Queue[bytes]) -> None:
    for line in stream:
        orders.put(line)
    # nobody is there any more who could be told; what was begun is taken up by another
    os._exit(0)


def work_of(kind: str) -> Callable[[Settings, Job, Any], None]:
    """The code that does jobs of a kind."""
    module, name = WORK[kind]
    found: Callable[[Settings, Job, Any], None] = getattr(importlib.import_module(module), name)
    return found


def start(settings: Settings, kinds: tuple[str, ...]) -> bytes:
    """The first line."""
    return orjson.dumps({"settings": settings, "kinds": kinds}, default=str) + b"\n"


def read_start(line: bytes) -> tuple[Settings, tuple[str, ...]]:
    """What the first line says."""
    told = orjson.loads(line)
    given = told["settings"]
    settings = Settings(
        **{
            **given,
            "folder": Path(given["folder"]),
            "vault": Path(given["vault"]),
            "limits": QueryLimits(**given["limits"]),
            "partners": PartnerLimits(**given["partners"]),
            "identity": IdentitySettings(**given["identity"]),
        }
    )
    return settings, tuple(told["kinds"])


def order(job: Job) -> bytes:
    """The line that orders a job."""
    return orjson.dumps(job) + b"\n"


def read_job(line: bytes) -> Job:
    """The job that a line orders."""
    given = orjson.loads(line)
    return Job(**{**given, "state": JobState(given["state"])})


if __name__ == "__main__":
    main()
