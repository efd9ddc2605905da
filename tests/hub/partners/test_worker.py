"""Work goes on when its worker is killed, ends when it is cancelled, and is done once."""

import os
import resource
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from hub.jobs import JOBS, Jobs, Order, enqueue
from hub.partners import publishing
from hub.partners.kinds import PUBLISH, READ
from hub.partners.pushes import PUSHES
from hub.partners.recall import every_release
from hub.partners.worker import Lane
from hub.settings import PartnerLimits, Settings
from hub.vault.store import Vault
from hub.workspace import IMPORTS, Workspace
from tests.hub.conftest import FILES
from tests.hub.partners.conftest import Hub, serving
from tests.hub.partners.test_publishing import approve, current, propose

ROOT = Path(__file__).parents[3]
ROWS = 100_000
LEASE = 5


@pytest.fixture
def brisk(both_settings: Settings) -> Iterator[Hub]:
    """A hub whose leases run out soon."""
    yield from serving(replace(both_settings, partners=PartnerLimits(lease_seconds=LEASE)))


@contextmanager
def working(hub: Hub) -> Iterator[subprocess.Popen[bytes]]:
    """A worker in a process of its own."""
    environment = {
        "INTERCOOP_WORKSPACE_URL": hub.settings.workspace_url,
        "INTERCOOP_SHELF_URL": hub.settings.shelf_url,
        "INTERCOOP_LEASE_SECONDS": str(hub.settings.partners.lease_seconds),
    }
    command = [sys.executable, "-c", "from hub.cli import main; main()", "worker"]
    with subprocess.Popen(  # noqa: S603 - the hub's own command
        [*command, "--data", str(hub.settings.folder)],
        cwd=ROOT,
        env={**os.environ, **environment},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    ) as worker:
        try:
            yield worker
        finally:
            worker.terminate()


@contextmanager
def lane(hub: Hub) -> Iterator[threading.Event]:
    """The lane that reads, in a thread of this process."""
    stop = threading.Event()
    thread = threading.Thread(target=Lane(hub.settings, (READ,), stop).run)
    thread.start()
    try:
        yield stop
    finally:
        stop.set()
        thread.join()


def until(hub: Hub, import_id: str, there: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
    for _ in range(1_200):
        told: dict[str, Any] = hub.get("ann", f"/imports/{import_id}").json()
        if there(told):
            return told
        time.sleep(0.05)
    raise AssertionError(told)


def attempts(hub: Hub) -> int:
    with hub.engine.begin() as connection:
        return int(connection.scalar(sa.select(JOBS.c.attempt)) or 0)


def big() -> dict[str, str]:
    header, first = FILES["members.csv"].splitlines()[:2]
    rows = (first.replace("N-001", f"N-{number:07d}") for number in range(ROWS))
    return {**FILES, "members.csv": "\n".join((header, *rows, ""))}


def test_another_worker_finishes_what_a_killed_one_began_and_once(brisk: Hub) -> None:
    import_id = brisk.push("ann", big()).json()["import"]
    with ExitStack() as until_seen, working(brisk) as killed:
        # the reader waits for it, or it might be done before anybody looks
        until_seen.enter_context(Vault(brisk.settings.vault).locked("essai"))
        until(brisk, import_id, lambda told: told["state"] == "reading")
        until_seen.close()
        killed.kill()
        killed.wait()
    with lane(brisk):
        told = until(brisk, import_id, lambda told: told["state"] != "reading")
        until(brisk, import_id, lambda _: not list(brisk.settings.uploads.iterdir()))
    assert (told["state"], told["problem"]) == ("ready", None)
    assert told["rows"]["members"] == ROWS
    with brisk.engine.begin() as connection:
        [job] = connection.execute(sa.select(JOBS)).all()
        imports = connection.execute(sa.select(IMPORTS.c.id)).scalars().all()
    assert (job.state, job.attempt) == ("done", 2)
    assert imports == [import_id]
    held = {entry.name for entry in (brisk.settings.vault / "essai").iterdir()} - {".lock"}
    assert held == {import_id}


def test_reading_stops_when_it_is_cancelled_and_nothing_is_stored(brisk: Hub) -> None:
    import_id = brisk.push("ann", big()).json()["import"]
    # the reader waits for it, or it might be done before it is cancelled
    with Vault(brisk.settings.vault).locked("essai"), lane(brisk):
        until(brisk, import_id, lambda told: told["state"] == "reading")
        asked = brisk.post("sam", f"/imports/{import_id}/cancel")
        assert (asked.status_code, asked.json()["progress"]["cancel_requested"]) == (202, True)
        told = until(brisk, import_id, lambda told: told["state"] == "cancelled")
    assert told["problem"] is None
    assert Workspace(brisk.engine).import_ids("essai") == frozenset()
    assert not Vault(brisk.settings.vault).file("essai", import_id, "members").exists()


def test_a_stopped_worker_leaves_its_job_to_the_next_without_counting_the_attempt(
    hub: Hub,
) -> None:
    import_id = hub.push("ann", FILES).json()["import"]
    with lane(hub):
        until(hub, import_id, lambda told: told["state"] == "reading")
    with hub.engine.begin() as connection:
        [job] = connection.execute(sa.select(JOBS)).all()
    assert (job.state, job.attempt, job.owner) == ("queued", 0, None)
    assert hub.work() == 1
    assert hub.get("ann", f"/imports/{import_id}").json()["state"] == "ready"


def test_a_job_that_always_fails_is_given_up_and_says_so(
    hub: Hub, capfd: pytest.CaptureFixture[str]
) -> None:
    import_id = hub.push("ann", FILES).json()["import"]
    # a key that nobody can read lets every attempt fail
    (hub.settings.folder / "keys" / "essai.key").write_text("N-CANARY")
    with lane(hub):
        for _ in range(600):
            with hub.engine.begin() as connection:
                connection.execute(
                    sa.update(JOBS).where(JOBS.c.owner.is_(None)).values(lease_until=0)
                )
            told = hub.get("ann", f"/imports/{import_id}").json()
            if told["state"] == "failed":
                break
            time.sleep(0.05)
    assert told["problem"]["type"] == "urn:intercoop:problem:worn_out"
    said = capfd.readouterr().err
    assert said.count("UnusableKey at keys.py") == 3
    assert "CANARY" not in said


def test_a_job_whose_worker_died_too_often_is_given_up(hub: Hub) -> None:
    import_id = hub.push("ann", FILES).json()["import"]
    with hub.engine.begin() as connection:
        connection.execute(sa.update(JOBS).values(state="running", owner="dead", attempt=3))
    with lane(hub):
        told = until(hub, import_id, lambda told: told["state"] == "failed")
    assert told["problem"]["type"] == "urn:intercoop:problem:worn_out"


def test_a_publication_given_up_after_its_release_was_made_is_published(
    hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    import_id = hub.ready()
    propose(hub, import_id)
    approve(hub, import_id)
    job = Jobs(hub.engine, lease=0).claim("dead", [PUBLISH])
    assert job is not None

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as cut:
        cut.setattr(publishing, "_published", killed)
        with pytest.raises(KeyboardInterrupt):
            publishing.publish(hub.settings, job, lambda *_: None)
    with hub.engine.begin() as connection:
        connection.execute(sa.update(JOBS).where(JOBS.c.id == job.id).values(attempt=3))
    with lane(hub):
        told = until(hub, import_id, lambda told: told["state"] != "approved")
    assert (told["state"], told["problem"]) == ("published", None)
    assert every_release(hub.settings)[0].id == told["release"]
    assert current(hub) == {import_id}


def test_rows_that_a_killed_withdrawal_left_in_a_file_with_errors_are_removed(hub: Hub) -> None:
    import_id = hub.ready()
    with hub.engine.begin() as connection:
        folder = connection.scalar(sa.select(PUSHES.c.folder).where(PUSHES.c.id == import_id))
    left = hub.settings.annotated / str(folder)
    left.mkdir(parents=True)
    with lane(hub):
        until(hub, import_id, lambda _: not left.exists())


def test_connections_that_the_database_cuts_are_made_anew(
    fresh_database: Callable[[], str], tmp_path: Path
) -> None:
    """What a restart of the database does to those who were connected."""
    settings = Settings.read(tmp_path, {"INTERCOOP_WORKSPACE_URL": fresh_database()})
    for hub in serving(settings):
        with lane(hub):
            import_id = hub.push("ann", FILES).json()["import"]
            with hub.engine.begin() as connection:
                connection.exec_driver_sql(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                    "WHERE pid <> pg_backend_pid() AND datname = current_database()"
                )
            until(hub, import_id, lambda told: told.get("state") == "ready")


def test_work_goes_on_while_the_workspace_cannot_be_told_of_it(brisk: Hub) -> None:
    import_id = brisk.push("ann", FILES).json()["import"]
    with ExitStack() as until_back:
        # the reader waits for it, or it might be done while nobody can be told
        until_back.enter_context(Vault(brisk.settings.vault).locked("essai"))
        with lane(brisk):
            until(brisk, import_id, lambda _: attempts(brisk) == 1)
            for before, after in (("jobs", "away"), ("away", "jobs")):
                with brisk.engine.begin() as connection:
                    connection.exec_driver_sql(f"ALTER TABLE {before} RENAME TO {after}")
                # longer than a lease lasts that nobody renews
                time.sleep(LEASE + 1)
            until_back.close()
            until(brisk, import_id, lambda told: told["state"] == "ready")
    assert attempts(brisk) == 1


def test_work_goes_on_after_whatever_the_machine_refuses(brisk: Hub) -> None:
    with working(brisk) as worker:
        first = brisk.push("ann", FILES).json()["import"]
        until(brisk, first, lambda told: told["state"] == "ready")
        allowed = resource.prlimit(worker.pid, resource.RLIMIT_NOFILE)
        resource.prlimit(worker.pid, resource.RLIMIT_NOFILE, (3, allowed[1]))
        for one in Path(f"/proc/{worker.pid}/task").glob("*/children"):
            for child in one.read_text().split():
                os.kill(int(child), signal.SIGKILL)
        time.sleep(3)  # no file can be opened, so no process takes their places
        resource.prlimit(worker.pid, resource.RLIMIT_NOFILE, allowed)
        changed = {**FILES, "bodies.csv": FILES["bodies.csv"].replace("Conseil", "Le conseil")}
        second = brisk.push("ann", changed).json()["import"]
        until(brisk, second, lambda told: told["state"] == "ready")
        worker.terminate()
        assert worker.stderr is not None
        said = worker.stderr.read().decode()
    assert "OSError" in said
    assert "Traceback" not in said


def test_a_kind_that_a_lane_does_not_know_is_left_alone(hub: Hub) -> None:
    with hub.engine.begin() as connection:
        enqueue(
            connection,
            Order(kind="other", cooperative="essai", key="k", subject="s", arguments={}),
        )
    import_id = hub.push("ann", FILES).json()["import"]
    with lane(hub):
        until(hub, import_id, lambda told: told["state"] == "ready")
    with hub.engine.begin() as connection:
        states = dict(
            tuple(row) for row in connection.execute(sa.select(JOBS.c.kind, JOBS.c.state))
        )
    assert states == {"other": "queued", READ: "done"}


def test_a_worker_ends_when_it_is_asked_to(hub: Hub) -> None:
    with working(hub) as worker:
        import_id = hub.push("ann", FILES).json()["import"]
        until(hub, import_id, lambda told: told["state"] == "ready")
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(30) == 0
        assert worker.stderr is not None
        assert worker.stderr.read() == b""
