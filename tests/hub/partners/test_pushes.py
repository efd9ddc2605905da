"""The same files are one push; where nothing came of it, they open a new round of it."""

from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hub.partners.desk import Desk
from hub.partners.pushes import (
    CLOSED,
    PUSHES,
    PushState,
    change,
    find,
    folders,
    listed,
    receive,
    unannotate,
    unannotated,
)
from tests.hub.partners.pushed import ANN, SAM, id_of, now, push_of, sent

PENDING = sorted(set(PushState) - CLOSED)


@pytest.mark.parametrize("state", PENDING)
def test_files_of_which_something_came_are_not_read_again(desk: Desk, state: PushState) -> None:
    before = push_of(desk, state=state)
    with desk.engine.begin() as connection:
        assert receive(connection, sent(1, folder="other"), SAM) == (before, False)


@pytest.mark.parametrize("state", sorted(CLOSED))
def test_files_of_which_nothing_came_open_a_new_round(desk: Desk, state: PushState) -> None:
    old: dict[str, Any] = {
        "outcome": {"problem": "x"},
        "proposed_by": "ann",
        "replaced": {"members": None},
    }
    push_of(desk, state=state, annotated=[], release_id="r", **old)
    with desk.engine.begin() as connection:
        push, new = receive(connection, sent(1, folder="other"), SAM)
    assert (new, push.round, push.state, push.folder) == (True, 2, PushState.QUEUED, "other")
    assert [push.outcome, push.proposed_by, push.replaced, push.annotated, push.release_id] == (
        [None] * 5
    )


def test_the_hubs_own_steps_name_nobody(desk: Desk) -> None:
    push = push_of(desk, state=PushState.READY)
    assert [(one["state"], one["by"], one["kind"]) for one in push.history] == [
        ("queued", "ann", "person"),
        ("ready", None, None),
    ]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=15)
@given(st.lists(st.sampled_from(list(PushState)), max_size=5))
def test_no_step_is_ever_lost(desk: Desk, states: list[PushState]) -> None:
    with desk.engine.begin() as connection:
        connection.execute(sa.delete(PUSHES))
        push, _ = receive(connection, sent(1), ANN)
        for state in states:
            before = list(push.history)
            change(connection, push, SAM, state=state)
            push = find(connection, push.id) or push
            assert list(push.history)[:-1] == before
    assert [one["state"] for one in push.history] == ["queued", *states]


def test_the_newest_come_first_and_a_page_goes_on_where_the_last_ended(desk: Desk) -> None:
    for number in (1, 2, 3):
        push_of(desk, number)
    with desk.engine.begin() as connection:
        # sent in the same thousandth of a second
        connection.execute(sa.update(PUSHES).values(created_at="2026-01-01"))
        first = listed(connection, ["essai"], limit=2)
        last = (first[-1].created_at, first[-1].id)
        second = listed(connection, ["essai"], limit=2, before=last)
        assert listed(connection, ["autre"], limit=2) == []
    assert [one.id for one in (*first, *second)] == [id_of(number) for number in (3, 2, 1)]


def test_folders_are_needed_while_their_files_wait(desk: Desk) -> None:
    push_of(desk, 1)
    push_of(desk, 2, state=PushState.READY)
    with desk.engine.begin() as connection:
        waiting, past = folders(connection, ["folder-1", "folder-2", "of nobody"])
    assert (set(waiting), set(past)) == ({"folder-1"}, {"folder-2"})
    assert now(desk, 2).state is PushState.READY


def test_files_with_errors_are_kept_while_a_push_has_them_or_is_being_read(desk: Desk) -> None:
    push_of(desk, 1)
    push_of(desk, 2, state=PushState.READY)
    push_of(desk, 3, state=PushState.READY, annotated=[{"name": "a.csv", "kept": "0"}])
    names = ["folder-1", "folder-2", "folder-3", "of nobody"]
    with desk.engine.begin() as connection:
        assert unannotated(connection, names) == {"folder-2"}
        assert set(unannotate(connection, "essai")) == {"folder-1", "folder-2", "folder-3"}
        assert unannotate(connection, "autre") == []
        assert unannotated(connection, names) == {"folder-2", "folder-3"}
