"""A preview is worked out once as long as nothing changes that it depends on."""

from dataclasses import replace

import pytest
import sqlalchemy as sa

from hub.jobs import JOBS, JobState
from hub.partners.desk import Desk
from hub.partners.previewing import as_json, preview
from hub.partners.problems import Refused
from hub.partners.pushes import PushState
from hub.vocabulary import Language
from hub.workspace import make_current, remember_published
from tests.hub.partners.pushed import ANN, EVE, id_of, push_of, recorded

FORESEEABLE = {PushState.READY, PushState.PROPOSED, PushState.APPROVED}


def asked(desk: Desk) -> int:
    """The number of the job that works it out."""
    return preview(desk, ANN, id_of(1))[1].id


def test_who_asks_twice_asks_once(desk: Desk) -> None:
    push_of(desk, state=PushState.READY)
    assert asked(desk) == asked(desk)


def test_a_new_release_means_a_new_preview(desk: Desk) -> None:
    push_of(desk, state=PushState.READY)
    first = asked(desk)
    with desk.engine.begin() as connection:
        remember_published(connection, 1, "r-1")
    assert asked(desk) != first


def test_other_records_mean_a_new_preview(desk: Desk) -> None:
    push_of(desk, state=PushState.READY)
    first = asked(desk)
    with desk.engine.begin() as connection:
        recorded(connection, 2)
        make_current(connection, "essai", {"members": id_of(2)})
    assert asked(desk) != first


def test_what_another_cooperative_does_changes_nothing(desk: Desk) -> None:
    push_of(desk, state=PushState.READY)
    first = asked(desk)
    with desk.engine.begin() as connection:
        recorded(connection, 2)
        make_current(connection, "autre", {"members": id_of(2)})
    assert asked(desk) == first


@pytest.mark.parametrize("state", sorted(set(PushState) - FORESEEABLE))
def test_what_has_no_draft_has_no_preview(desk: Desk, state: PushState) -> None:
    push_of(desk, state=state)
    with pytest.raises(Refused) as refused:
        asked(desk)
    assert refused.value.code == "wrong_state"
    with desk.engine.begin() as connection:
        assert connection.scalar(sa.select(sa.func.count()).select_from(JOBS)) == 0


def test_another_cooperatives_people_order_no_work(desk: Desk) -> None:
    push_of(desk, state=PushState.READY)
    with pytest.raises(Refused):
        preview(desk, EVE, id_of(1))
    with desk.engine.begin() as connection:
        assert connection.scalar(sa.select(sa.func.count()).select_from(JOBS)) == 0


def test_it_is_told_whether_it_is_done_and_why_there_is_none(desk: Desk) -> None:
    push_of(desk, state=PushState.READY)
    one, job = preview(desk, ANN, id_of(1))
    waiting = as_json(one, job, Language.EN)
    assert (waiting["done"], waiting["problem"], waiting["publication"]) == (False, None, None)
    failed = replace(job, state=JobState.FAILED, outcome={"problem": "release_impossible"})
    told = as_json(one, failed, Language.FR)
    assert (told["done"], told["publication"]) == (True, None)
    assert told["problem"]["type"] == "urn:intercoop:problem:release_impossible"
    assert told["problem"]["next_step"].startswith("Prévenez")
