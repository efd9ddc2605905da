"""The process that does the work says how far it is, and nothing of what it reads."""

import io
import os
import resource
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import orjson
import pytest

from hub.jobs import Job, Jobs, LostLease
from hub.partners import process
from hub.partners.kinds import LANES, PUBLISH, WORK
from hub.settings import Settings
from hub.stores import open_store
from tests.hub.conftest import FILES
from tests.hub.partners.conftest import Hub


def job_of(hub: Hub) -> Job:
    hub.push("ann", FILES)
    job = Jobs(hub.engine).claim("w", LANES[0])
    assert job is not None
    return job


def test_settings_and_jobs_arrive_as_they_were_given(hub: Hub) -> None:
    job = job_of(hub)
    assert process.read_job(process.order(job)) == job
    told = process.read_start(process.start(hub.settings, ("read",)))
    assert told == (hub.settings, ("read",))


def test_every_kind_of_work_can_be_found_and_has_a_lane() -> None:
    assert all(callable(process.work_of(kind)) for kind in WORK)
    assert sorted(kind for lane in LANES for kind in lane) == sorted(WORK)


def test_an_error_is_told_by_its_kind_and_place_alone(hub: Hub) -> None:
    def fails(_settings: Settings, _job: Job, _progress: object) -> None:
        raise ValueError("N-CANARY")

    told = process.Told(io.BytesIO())
    ended = process.done(fails, hub.settings, job_of(hub), told)
    assert ended["end"] == "fault"
    assert ended["problem"] == "worn_out"
    assert ended["fault"].startswith("ValueError at test_process.py, line ")
    assert "CANARY" not in str(ended)


def full_file(folder: Path) -> None:
    with (folder / "full").open("wb") as file:
        before = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (10, before[1]))
        try:
            file.write(b"x" * 100)
            file.flush()
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)
            os.ftruncate(file.fileno(), 0)


def full_database(folder: Path) -> None:
    engine = open_store(f"sqlite:///{folder / 'full.db'}")
    try:
        with engine.begin() as connection:
            connection.exec_driver_sql("PRAGMA max_page_count = 2")
            connection.exec_driver_sql("CREATE TABLE one (text TEXT) STRICT")
            connection.exec_driver_sql("INSERT INTO one VALUES (hex(zeroblob(100000)))")
    finally:
        engine.dispose()


@pytest.mark.parametrize("full", [full_file, full_database])
def test_a_disk_that_is_full_is_said(
    hub: Hub, tmp_path: Path, full: Callable[[Path], None]
) -> None:
    def fails(_settings: Settings, _job: Job, _progress: object) -> None:
        try:
            full(tmp_path)
        except Exception as error:
            raise ValueError("the library's own") from error

    job = job_of(hub)
    ended = [
        process.done(fails, hub.settings, one, process.Told(io.BytesIO()))["problem"]
        for one in (job, replace(job, kind=PUBLISH))
    ]
    assert ended == ["disk_full", "worn_out"]


def test_a_job_that_was_lost_is_no_error(hub: Hub) -> None:
    def lost(_settings: Settings, _job: Job, _progress: object) -> None:
        raise LostLease

    ended = process.done(lost, hub.settings, job_of(hub), process.Told(io.BytesIO()))
    assert ended == {"end": "lost"}


def test_progress_is_told_at_each_stage_and_not_at_each_row(tmp_path: Path) -> None:
    with (tmp_path / "said").open("wb") as said:
        told = process.Told(said)
        for row in range(1000):
            told.stage("read", row, 1000)
        told.stage("annotate", 0, 0)
    lines = [orjson.loads(line) for line in (tmp_path / "said").read_bytes().splitlines()]
    assert lines[0] == {"progress": ["read", 0, 1000]}
    assert lines[-1] == {"progress": ["annotate", 0, 0]}
    assert len(lines) < 10
