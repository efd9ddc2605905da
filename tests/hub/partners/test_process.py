"""The process that does the work says how far it is, and nothing of what it reads."""

import io
from pathlib import Path

import orjson

from hub.jobs import Job, Jobs, LostLease
from hub.partners import process
from hub.partners.kinds import LANES, WORK
from hub.settings import Settings
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
    assert ended["fault"].startswith("ValueError at test_process.py, line ")
    assert "CANARY" not in str(ended)


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
