"""Work is done once: claimed by one, taken over from the silent, finished by its holder only."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa

from hub import migrate
from hub.jobs import (
    JOBS,
    MOST_ATTEMPTS,
    Job,
    Jobs,
    JobState,
    LostLease,
    Order,
    cancel,
    confirm,
    enqueue,
    finish,
    give_up,
    latest,
)
from hub.stores import open_store
from hub.workspace import PUBLISHED

KINDS = ("read", "publish")


@pytest.fixture
def engine(store_url: str) -> Iterator[sa.Engine]:
    engine = open_store(store_url)
    migrate.upgrade(engine, "workspace")
    yield engine
    engine.dispose()


def order(engine: sa.Engine, key: str = "k", kind: str = "read") -> bool:
    with engine.begin() as connection:
        return enqueue(
            connection,
            Order(kind=kind, cooperative="essai", key=key, subject=f"about {key}", arguments={}),
        )


def claimed(jobs: Jobs, owner: str = "w1") -> Job:
    job = jobs.claim(owner, KINDS)
    assert job is not None
    return job


def end(engine: sa.Engine, job: Job, number: int = 1) -> None:
    """Finish a job, with a row that its work wrote in the same transaction."""
    with engine.begin() as connection:
        connection.execute(sa.insert(PUBLISHED).values(number=number, release_id="r"))
        finish(connection, job, {"rows": 12})


def written(engine: sa.Engine) -> int:
    with engine.begin() as connection:
        return len(connection.execute(sa.select(PUBLISHED)).all())


def test_an_order_is_taken_once(engine: sa.Engine) -> None:
    assert [order(engine), order(engine)] == [True, False]


def test_a_job_is_claimed_by_one_worker_and_finished_with_its_rows(engine: sa.Engine) -> None:
    jobs = Jobs(engine)
    order(engine)
    job = claimed(jobs)
    assert (job.state, job.attempt, job.owner) == (JobState.RUNNING, 1, "w1")
    assert jobs.claim("w2", KINDS) is None
    end(engine, job)
    done = jobs.find(job.id)
    assert done is not None
    assert (done.state, done.outcome, written(engine)) == (JobState.DONE, {"rows": 12}, 1)


def test_jobs_are_claimed_in_their_order_and_only_by_those_who_know_the_kind(
    engine: sa.Engine,
) -> None:
    jobs = Jobs(engine)
    for key, kind in (("a", "publish"), ("b", "read"), ("c", "read")):
        order(engine, key, kind)
    found = [jobs.claim(f"w{number}", ["read"]) for number in range(3)]
    assert [job and job.key for job in found] == ["b", "c", None]


def test_many_workers_at_once_claim_each_job_once(engine: sa.Engine) -> None:
    jobs = Jobs(engine)
    for number in range(12):
        order(engine, f"k{number}")

    def work(worker: int) -> list[str]:
        mine = []
        while (job := jobs.claim(f"w{worker}", KINDS)) is not None:
            mine.append(job.key)
        return mine

    with ThreadPoolExecutor(4) as pool:
        keys = sorted(key for mine in pool.map(work, range(4)) for key in mine)
    assert keys == sorted(f"k{number}" for number in range(12))


def test_whoever_falls_silent_loses_the_job_and_cannot_finish_it(engine: sa.Engine) -> None:
    order(engine)
    slow = claimed(Jobs(engine, lease=0))
    second = claimed(Jobs(engine), "w2")
    assert (second.id, second.attempt) == (slow.id, 2)
    with pytest.raises(LostLease):
        end(engine, slow)
    assert written(engine) == 0
    end(engine, second)
    assert written(engine) == 1


def turn_back_the_clock(engine: sa.Engine, seconds: float) -> None:
    """What was written before a clock was turned back lies ahead of it afterwards."""
    with engine.begin() as connection:
        connection.execute(
            sa.update(JOBS).values(
                lease_until=JOBS.c.lease_until + seconds,
                heartbeat_at=JOBS.c.heartbeat_at + seconds,
            )
        )


@pytest.mark.parametrize("put_back", [True, False])
def test_a_clock_that_was_turned_back_makes_no_job_wait_for_it(
    engine: sa.Engine, *, put_back: bool
) -> None:
    order(engine)
    jobs = Jobs(engine)
    job = claimed(jobs)
    if put_back:
        jobs.put_back(job, after=8, attempt=1)
    assert jobs.claim("w2", KINDS) is None
    turn_back_the_clock(engine, 10)  # a little is waited for: whoever holds it may be well
    assert jobs.claim("w2", KINDS) is None
    turn_back_the_clock(engine, 3_600)
    again = claimed(jobs, "w2")
    assert again.id == job.id
    with pytest.raises(LostLease):
        end(engine, job)
    end(engine, again)


def test_a_worn_out_job_is_given_up_though_the_clock_was_turned_back(engine: sa.Engine) -> None:
    order(engine)
    jobs = Jobs(engine)
    jobs.put_back(claimed(jobs), after=8, attempt=MOST_ATTEMPTS)
    assert jobs.worn_out() == []
    turn_back_the_clock(engine, 3_600)
    [job] = jobs.worn_out()
    with engine.begin() as connection:
        assert give_up(connection, job, {"problem": "worn_out"})


def test_a_lost_job_cannot_be_held_confirmed_or_put_back(engine: sa.Engine) -> None:
    order(engine)
    slow = claimed(Jobs(engine, lease=0))
    second = claimed(Jobs(engine), "w2")
    with pytest.raises(LostLease):
        Jobs(engine).beat(slow, None)
    with pytest.raises(LostLease), engine.begin() as connection:
        confirm(connection, slow)
    Jobs(engine).put_back(slow, after=0, attempt=0)
    with engine.begin() as connection:
        confirm(connection, second)


def test_a_heartbeat_holds_the_job_and_tells_how_far_it_is(engine: sa.Engine) -> None:
    order(engine)
    job = claimed(Jobs(engine, lease=0))
    assert Jobs(engine, lease=60).beat(job, ("read", 5, 10)) is False
    assert Jobs(engine).claim("w2", KINDS) is None
    seen = Jobs(engine).find(job.id)
    assert seen is not None
    assert (seen.stage, seen.done, seen.total) == ("read", 5, 10)
    assert seen.revision > job.revision


def test_a_stuck_stage_shows_although_its_worker_lives(engine: sa.Engine) -> None:
    order(engine)
    job = claimed(Jobs(engine))
    with engine.begin() as connection:
        connection.execute(sa.update(JOBS).values(moved_at=JOBS.c.moved_at - 90))
    Jobs(engine).beat(job, None)
    seen = Jobs(engine).find(job.id)
    assert seen is not None
    assert seen.still is not None
    assert seen.silent is not None
    assert seen.still > 89 > seen.silent


def test_a_job_that_ends_badly_too_often_is_given_up(engine: sa.Engine) -> None:
    order(engine)
    jobs = Jobs(engine, lease=0)
    for attempt in range(1, MOST_ATTEMPTS + 1):
        assert claimed(jobs, f"w{attempt}").attempt == attempt
    assert jobs.claim("another", KINDS) is None
    [worn] = jobs.worn_out()
    with engine.begin() as connection:
        assert give_up(connection, worn, {"problem": "worn_out"})
        assert not give_up(connection, worn, {"problem": "worn_out"})
    ended = jobs.find(worn.id)
    assert ended is not None
    assert (ended.state, ended.outcome) == (JobState.FAILED, {"problem": "worn_out"})
    assert jobs.worn_out() == []


def test_a_job_put_back_waits_before_it_is_tried_again(engine: sa.Engine) -> None:
    jobs = Jobs(engine)
    order(engine)
    jobs.put_back(claimed(jobs), after=60, attempt=1)
    assert jobs.claim("w2", KINDS) is None
    with engine.begin() as connection:
        connection.execute(sa.update(JOBS).values(lease_until=0))
    assert claimed(jobs).attempt == 2


def test_a_waiting_job_is_cancelled_at_once_and_one_under_way_is_asked_to_stop(
    engine: sa.Engine,
) -> None:
    jobs = Jobs(engine)
    order(engine, "a")
    order(engine, "b")
    running = claimed(jobs)
    with engine.begin() as connection:
        waiting = latest(connection, "about b", KINDS)
        assert waiting is not None
        assert cancel(connection, waiting) is JobState.CANCELLED
        assert cancel(connection, running) is JobState.RUNNING
    assert jobs.beat(running, None) is True
    with engine.begin() as connection:
        finish(connection, running, {}, JobState.CANCELLED)
        assert cancel(connection, running) is JobState.CANCELLED
    assert jobs.claim("w2", KINDS) is None


def test_the_latest_job_about_something_is_found(engine: sa.Engine) -> None:
    order(engine, "a")
    with engine.begin() as connection:
        found = latest(connection, "about a", ["read"])
        assert found is not None
        assert (found.key, found.is_open) == ("a", True)
        assert latest(connection, "about a", ["publish"]) is None
        assert latest(connection, "about nothing", KINDS) is None
