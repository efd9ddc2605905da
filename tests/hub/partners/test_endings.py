"""Work that ends badly says so on its push, and what was current before is so again."""

import pytest

from hub.jobs import Job, JobState, Order, enqueue, latest
from hub.partners.desk import Desk
from hub.partners.endings import end_badly, put_back
from hub.partners.kinds import PREVIEW, PUBLISH, READ
from hub.partners.pushes import PushState, held
from hub.workspace import current_tables, make_current
from tests.hub.partners.pushed import id_of, now, push_of, recorded


def job_of(desk: Desk, kind: str, *, of_round: int = 1) -> Job:
    with desk.engine.begin() as connection:
        enqueue(
            connection,
            Order(
                kind=kind,
                cooperative="essai",
                key=f"{kind} {of_round}",
                subject=id_of(1),
                arguments={"round": of_round},
            ),
        )
        job = latest(connection, id_of(1), (kind,))
    assert job is not None
    return job


def ended(desk: Desk, job: Job, state: JobState = JobState.FAILED) -> None:
    with desk.engine.begin() as connection:
        end_badly(connection, job, state, {"problem": "worn_out"})


@pytest.mark.parametrize(
    ("state", "becomes"),
    [(JobState.FAILED, PushState.FAILED), (JobState.CANCELLED, PushState.CANCELLED)],
)
def test_reading_that_ends_badly_says_why(desk: Desk, state: JobState, becomes: PushState) -> None:
    push_of(desk)
    ended(desk, job_of(desk, READ), state)
    push = now(desk)
    assert (push.state, push.outcome) == (becomes, {"problem": "worn_out"})


@pytest.mark.parametrize(
    ("kind", "of_round", "state"),
    [
        (READ, 2, PushState.QUEUED),
        (READ, 1, PushState.READY),
        (PUBLISH, 1, PushState.PROPOSED),
        (PREVIEW, 1, PushState.READY),
    ],
    ids=["of another round", "of what was read", "of what is not approved", "of a preview"],
)
def test_work_that_is_no_longer_meant_changes_nothing(
    desk: Desk, kind: str, of_round: int, state: PushState
) -> None:
    before = push_of(desk, state=state)
    ended(desk, job_of(desk, kind, of_round=of_round))
    assert now(desk) == before


def test_a_release_that_is_not_made_leaves_the_import_ready_and_the_one_before_current(
    desk: Desk,
) -> None:
    push_of(desk, state=PushState.APPROVED, proposed_by="ann", replaced={"members": id_of(2)})
    current(desk, 1)
    ended(desk, job_of(desk, PUBLISH))
    push = now(desk)
    assert (push.state, push.proposed_by, push.replaced) == (PushState.READY, None, None)
    assert tables(desk) == {"members": id_of(2)}


@pytest.mark.parametrize(
    ("replaced", "becomes"),
    [({"members": id_of(2)}, PushState.PUBLISHED), (None, PushState.READY)],
    ids=["once it was current", "by an earlier round alone"],
)
def test_a_release_that_was_made_publishes_the_import_that_is_current(
    desk: Desk, replaced: dict[str, str | None] | None, becomes: PushState
) -> None:
    push_of(desk, state=PushState.APPROVED, proposed_by="ann", replaced=replaced)
    current(desk, 1)
    job = job_of(desk, PUBLISH)
    with desk.engine.begin() as connection:
        end_badly(connection, job, JobState.FAILED, {}, released="2026-1")
    push = now(desk)
    assert (push.state, push.release_id) == (
        becomes,
        "2026-1" if becomes is PushState.PUBLISHED else None,
    )
    assert tables(desk) == {"members": id_of(1)}


def test_what_was_there_before_anything_is_nothing_again(desk: Desk) -> None:
    push = push_of(desk, replaced={"members": None})
    current(desk, 1)
    assert back(desk, push.id) == {"members": None}
    assert tables(desk) == {}


def test_a_later_import_stays_where_it_is(desk: Desk) -> None:
    push = push_of(desk, replaced={"members": id_of(2)})
    current(desk, 3)
    assert back(desk, push.id) == {}
    assert tables(desk) == {"members": id_of(3)}


def test_what_was_withdrawn_meanwhile_does_not_come_back(desk: Desk) -> None:
    for number in (2, 3):
        before = {"members": id_of(number + 1)}
        push_of(desk, number, state=PushState.WITHDRAWN, replaced=before)
    push = push_of(desk, replaced={"members": id_of(2)})
    current(desk, 1)
    assert back(desk, push.id) == {"members": id_of(4)}
    assert tables(desk) == {"members": id_of(4)}


def current(desk: Desk, number: int) -> None:
    """Make one of four recorded imports current."""
    with desk.engine.begin() as connection:
        for one in (1, 2, 3, 4):
            recorded(connection, one)
        make_current(connection, "essai", {"members": id_of(number)})


def tables(desk: Desk) -> dict[str, str]:
    with desk.engine.begin() as connection:
        return dict(current_tables(connection, "essai"))


def back(desk: Desk, import_id: str) -> dict[str, str | None]:
    with desk.engine.begin() as connection:
        return dict(put_back(connection, held(connection, import_id)))
