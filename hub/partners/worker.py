"""Who does the jobs, and who watches over them? A worker, with a process for each kind of work.

The worker claims a job, hands it to its process, and holds it with a heartbeat. It kills the
process when the job is cancelled, lost, or does not move; the job's next attempt begins afresh.
Killed itself, it leaves a lease that runs out, and another worker goes on.
"""

import queue
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Mapping
from types import TracebackType
from typing import Any, Self

import orjson
import sqlalchemy as sa
from rich.console import Console

from hub import migrate
from hub.jobs import MOST_ATTEMPTS, Job, Jobs, JobState, LostLease, finish, give_up
from hub.partners.endings import end_badly
from hub.partners.kinds import LANES, PUBLISH
from hub.partners.process import fault_of, order, start
from hub.partners.pushes import folders, unannotated
from hub.partners.recall import last_release_of
from hub.partners.uploads import folders_in, sweep
from hub.settings import Settings
from hub.stores import open_store

#: Seconds between two looks for work, and between two heartbeats.
_IDLE, _BEAT = 0.5, 1.0
#: Seconds before it goes on where the machine refused something, such as another process.
_REFUSED = 5.0
#: A process that says nothing for so many seconds is stuck.
_STUCK = 1_800.0
#: Seconds between two searches for files that nobody needs.
_SWEEP = 60.0
_DAY = 86_400

_LOG = Console(stderr=True, highlight=False, markup=False, emoji=False)


class Worker:
    """One thread for each lane of jobs; `with` starts and stops them."""

    def __init__(self, settings: Settings) -> None:
        self._stop = threading.Event()
        self._threads = [
            threading.Thread(target=Lane(settings, kinds, self._stop).run, name=f"jobs {kinds[0]}")
            for kinds in LANES
        ]

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def stop(self) -> None:
        """Begin to stop: what is under way is put back."""
        self._stop.set()

    def wait(self) -> None:
        """Until somebody stops it."""
        for thread in self._threads:
            thread.join()


class Lane:
    """Does jobs of some kinds, one after another, until told to stop."""

    def __init__(self, settings: Settings, kinds: tuple[str, ...], stop: threading.Event) -> None:
        self._settings = settings
        self._kinds = kinds
        self._stop = stop
        self._engine = open_store(settings.workspace_url)
        self._jobs = Jobs(self._engine, lease=settings.partners.lease_seconds)
        self._swept = -_SWEEP
        self._process: _Process | None = None

    def run(self) -> None:
        """Look for work and do it; what goes wrong meanwhile is tried again."""
        try:
            while not self._stop.is_set():
                pause = _IDLE
                try:
                    pause = 0.0 if self._once() else _IDLE
                except sa.exc.SQLAlchemyError as error:
                    _say_away(error)
                except Exception as error:  # noqa: BLE001 - without this thread imports wait for ever
                    self._end_process()  # it may be in the middle of a job
                    _LOG.print(f"jobs {self._kinds[0]}: {fault_of(error)}")
                    pause = _REFUSED
                self._stop.wait(pause)
        finally:
            self._end_process()
            self._engine.dispose()

    def _once(self) -> bool:
        """Do one job; False where there is none."""
        if self._process is None or not self._process.alive:
            self._end_process()
            migrate.upgrade(self._engine, "workspace")
            self._process = _Process(self._settings, self._kinds)
        self._tidy()
        job = self._jobs.claim(uuid.uuid4().hex, self._kinds)
        if job is None:
            return False
        self._process.give(job)
        try:
            answer = self._watch(job, self._process)
        except LostLease:
            answer = {"end": "lost"}
        self._end(job, answer)
        return True

    def _watch(self, job: Job, process: "_Process") -> Mapping[str, Any]:
        """Hold a job while its process works; how that ended."""
        moved = beaten = time.monotonic()
        progress: tuple[str, int, int] | None = None
        while not self._stop.is_set():
            answer = process.next(_BEAT)
            now = time.monotonic()
            if answer is not None and "end" in answer:
                return answer
            if answer is not None and "progress" in answer:
                moved = now
                stage, done, total = answer["progress"]
                progress = (stage, done, total)
            if now - moved > _STUCK:
                return {"end": "fault", "fault": "it did not move"}
            if now - beaten >= _BEAT or answer is None:
                beaten = now
                try:
                    cancelled = self._jobs.beat(job, progress)
                except sa.exc.SQLAlchemyError as error:
                    # the work goes on; nobody else can take it up meanwhile either
                    _say_away(error)
                    continue
                if cancelled:
                    return {"end": "cancelled"}
                progress = None
        return {"end": "stopped"}

    def _end(self, job: Job, answer: Mapping[str, Any]) -> None:
        end = answer["end"]
        if end == "done":
            return
        # the process may be in the middle of anything
        self._end_process()
        if end == "cancelled":
            self._finish(job, JobState.CANCELLED, {"problem": "cancelled"})
        elif end == "stopped":
            self._jobs.put_back(job, after=0, attempt=job.attempt - 1)
        elif end == "fault":
            _LOG.print(f"job {job.id} ({job.kind}), attempt {job.attempt}: {answer['fault']}")
            if job.attempt >= MOST_ATTEMPTS:
                problem = answer.get("problem", "worn_out")
                self._finish(job, JobState.FAILED, {"problem": problem})
            else:
                self._jobs.put_back(job, after=2.0**job.attempt, attempt=job.attempt)

    def _finish(self, job: Job, state: JobState, outcome: Mapping[str, Any]) -> None:
        released = self._released(job)
        try:
            with self._engine.begin() as connection:
                finish(connection, job, outcome, state)
                end_badly(connection, job, state, outcome, released=released)
        except LostLease:
            _LOG.print(f"job {job.id} ({job.kind}): taken up by another worker")

    def _released(self, job: Job) -> str | None:
        """The last release, where the work that ended badly had come as far as making it."""
        if job.kind != PUBLISH:
            return None
        return last_release_of(self._settings, job.cooperative, job.subject)

    def _tidy(self) -> None:
        for job in self._jobs.worn_out():
            outcome, released = {"problem": "worn_out"}, self._released(job)
            with self._engine.begin() as connection:
                if give_up(connection, job, outcome):
                    end_badly(connection, job, JobState.FAILED, outcome, released=released)
        now = time.monotonic()
        if now - self._swept >= _SWEEP:
            self._swept = now
            limits = self._settings.partners
            home = self._settings.uploads
            with self._engine.begin() as connection:
                waiting, past = folders(connection, folders_in(home))
                done = unannotated(connection, folders_in(self._settings.annotated))
            sweep(home, older_than=2 * limits.upload_seconds, keep=waiting, drop=past)
            oldest = limits.annotated_days * _DAY
            sweep(self._settings.annotated, older_than=oldest, drop=done)

    def _end_process(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process = None


def _say_away(error: sa.exc.SQLAlchemyError) -> None:
    _LOG.print(f"jobs: the workspace does not answer ({type(error).__name__})")


class _Process:
    """The process that does the work, and what it says."""

    def __init__(self, settings: Settings, kinds: tuple[str, ...]) -> None:
        self._said: queue.Queue[Mapping[str, Any] | None] = queue.Queue()
        self._running = subprocess.Popen(
            [sys.executable, "-m", "hub.partners.process"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            # Ctrl-C is for the worker, which then ends it
            start_new_session=True,
        )
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()
        self._write(start(settings, kinds))

    @property
    def alive(self) -> bool:
        return self._running.poll() is None

    def give(self, job: Job) -> None:
        self._write(order(job))

    def next(self, seconds: float) -> Mapping[str, Any] | None:
        """What it says next, or None where it says nothing for so long."""
        try:
            said = self._said.get(timeout=seconds)
        except queue.Empty:
            return None
        return {"end": "fault", "fault": "its process died"} if said is None else said

    def kill(self) -> None:
        self._running.kill()
        self._running.wait()
        self._listener.join()
        for pipe in (self._running.stdin, self._running.stdout):
            if pipe is not None:
                pipe.close()

    def _write(self, line: bytes) -> None:
        if self._running.stdin is None:
            raise AssertionError
        try:
            self._running.stdin.write(line)
            self._running.stdin.flush()
        except BrokenPipeError:
            self._said.put(None)

    def _listen(self) -> None:
        for line in self._running.stdout or ():
            self._said.put(orjson.loads(line))
        self._said.put(None)
