"""Two people publish, and never one alone or a program; what is decided is what was seen."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hub.access import Actor, ActorKind, Role
from hub.agreements import AGREEMENTS, Agreements
from hub.audit_log import AuditLog
from hub.identity.accounts import Accounts
from hub.jobs import JOBS
from hub.partners.deciding import approve, propose, stop, withdraw
from hub.partners.desk import Desk
from hub.partners.problems import Refused
from hub.partners.pushes import PUSHES, PushState
from hub.partners.sending import order_reading
from hub.workspace import make_current
from tests.hub.partners.conftest import AGREED
from tests.hub.partners.pushed import ANN, BOB, BOT, EVE, SAM, id_of, now, push_of, recorded

EVERYBODY = [ANN, BOB, BOT, EVE, SAM]
LOGIN = "https://login.example.org"


@pytest.fixture(autouse=True)
def _agreed(desk: Desk) -> None:
    Agreements(desk.engine).record("essai", AGREED)


def account(desk: Desk, role: Role, subject: str) -> Actor:
    """A person whom a provider knows, and who may do something here."""
    accounts = Accounts(desk.engine)
    added, _ = accounts.add("Chair", {"essai": {role}}, issuer=LOGIN, subject=subject)
    found = accounts.find(added)
    assert found is not None
    return found.actor


def code_of(done: Callable[[], object]) -> str:
    with pytest.raises(Refused) as refused:
        done()
    return refused.value.code


def orders(desk: Desk) -> list[str]:
    with desk.engine.begin() as connection:
        return list(connection.scalars(sa.select(JOBS.c.kind)))


def test_what_is_approved_is_ordered_to_be_published(desk: Desk) -> None:
    push_of(desk, state=PushState.READY)
    proposed = propose(desk, ANN, id_of(1))
    assert now(desk).proposed_by == "ann"
    approve(desk, BOB, id_of(1), proposed.version)
    assert (now(desk).state, orders(desk)) == (PushState.APPROVED, ["publish"])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(
    st.lists(
        st.tuples(st.sampled_from(EVERYBODY), st.sampled_from(["propose", "approve"])), max_size=6
    )
)
def test_nothing_is_ever_approved_but_by_two_people(
    desk: Desk, steps: list[tuple[Actor, str]]
) -> None:
    with desk.engine.begin() as connection:
        connection.execute(sa.delete(PUSHES))
        connection.execute(sa.delete(JOBS))
    push_of(desk, state=PushState.READY)
    for actor, step in steps:
        try:
            if step == "propose":
                propose(desk, actor, id_of(1))
            else:
                approve(desk, actor, id_of(1), "*")
        except Refused:
            continue
    who = {one["state"]: (one["by"], one["kind"]) for one in now(desk).history}
    if "approved" in who:
        assert who["approved"][0] != who["proposed"][0]
        assert {who["approved"][1], who["proposed"][1]} == {ActorKind.PERSON.value}
    assert orders(desk) == ["publish"] * ("approved" in who)


@pytest.mark.parametrize(
    ("version", "code"),
    [(None, "condition_missing"), ("1-1", "changed_meanwhile"), ("", "changed_meanwhile")],
)
def test_nobody_approves_what_they_have_not_seen(
    desk: Desk, version: str | None, code: str
) -> None:
    push_of(desk, state=PushState.PROPOSED, proposed_by="ann")
    assert code_of(lambda: approve(desk, BOB, id_of(1), version)) == code
    assert now(desk).state is PushState.PROPOSED


def test_who_has_both_roles_still_is_one_person(desk: Desk) -> None:
    push_of(desk, state=PushState.PROPOSED, proposed_by="bob")
    assert code_of(lambda: approve(desk, BOB, id_of(1), "*")) == "same_person"


def test_who_was_given_another_account_still_is_one_person(desk: Desk) -> None:
    push_of(desk, state=PushState.READY)
    steward = account(desk, Role.STEWARD, "s-1")
    propose(desk, steward, id_of(1))
    Accounts(desk.engine).revoke(steward.subject)
    again = account(desk, Role.APPROVER, "s-1")
    assert code_of(lambda: approve(desk, again, id_of(1), "*")) == "same_person"


def test_who_may_do_nothing_any_more_is_none_of_the_two(desk: Desk) -> None:
    push_of(desk, state=PushState.READY)
    steward = account(desk, Role.STEWARD, "s-1")
    propose(desk, steward, id_of(1))
    assert code_of(lambda: propose(desk, ANN, id_of(1))) == "wrong_state"
    Accounts(desk.engine).revoke(steward.subject)
    assert code_of(lambda: approve(desk, BOB, id_of(1), "*")) == "proposer_gone"
    propose(desk, ANN, id_of(1))
    approve(desk, BOB, id_of(1), "*")
    assert (now(desk).state, orders(desk)) == (PushState.APPROVED, ["publish"])


def test_nothing_is_proposed_or_approved_once_the_agreement_has_ended(desk: Desk) -> None:
    push_of(desk, 1, state=PushState.READY)
    push_of(desk, 2, state=PushState.PROPOSED, proposed_by="ann")
    with desk.engine.begin() as connection:
        connection.execute(sa.update(AGREEMENTS).values(valid_until="2020-02-01"))
        recorded(connection, 1)
        recorded(connection, 2)
    assert code_of(lambda: propose(desk, ANN, id_of(1))) == "no_agreement"
    assert code_of(lambda: approve(desk, BOB, id_of(2), "*")) == "no_agreement"
    assert orders(desk) == []
    for number in (1, 2):  # what may not be kept can be taken back
        withdraw(desk, ANN, id_of(number))
        assert now(desk, number).state is PushState.WITHDRAWN


def test_a_program_decides_nothing(desk: Desk) -> None:
    push_of(desk, state=PushState.READY)
    assert code_of(lambda: propose(desk, BOT, id_of(1))) == "no_program"


@pytest.mark.parametrize("state", sorted(set(PushState) - {PushState.READY}))
def test_only_what_is_ready_is_proposed(desk: Desk, state: PushState) -> None:
    push_of(desk, state=state)
    assert code_of(lambda: propose(desk, ANN, id_of(1))) == "wrong_state"


def test_a_draft_that_is_withdrawn_is_forgotten_and_its_records_are_removed(desk: Desk) -> None:
    push_of(desk, state=PushState.READY)
    with desk.engine.begin() as connection:
        recorded(connection, 1)
    _, told = withdraw(desk, ANN, id_of(1))
    assert told == {"records_deleted": True, "tables_put_back": {}, "cannot_be_recalled": []}
    assert orders(desk) == ["discard"]
    with desk.engine.begin() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM imports").scalar() == 0


def test_what_a_command_had_imported_before_stays(desk: Desk) -> None:
    push_of(desk, state=PushState.READY)
    with desk.engine.begin() as connection:
        recorded(connection, 1, at="2020-01-01T00:00:00")
    _, told = withdraw(desk, ANN, id_of(1))
    assert (told["records_deleted"], orders(desk)) == (False, [])


def test_records_that_are_read_now_are_never_removed(desk: Desk) -> None:
    push_of(desk, state=PushState.READY)
    with desk.engine.begin() as connection:
        recorded(connection, 1)
        make_current(connection, "essai", {"members": id_of(1)})
    _, told = withdraw(desk, ANN, id_of(1))
    assert (told["records_deleted"], orders(desk)) == (False, [])


@pytest.mark.parametrize(
    "state", [PushState.QUEUED, PushState.APPROVED, PushState.WITHDRAWN, PushState.CANCELLED]
)
def test_what_moves_or_is_over_is_not_withdrawn(desk: Desk, state: PushState) -> None:
    push_of(desk, state=state)
    assert code_of(lambda: withdraw(desk, ANN, id_of(1))) == "wrong_state"


@pytest.mark.parametrize("state", [PushState.READY, PushState.REFUSED])
def test_a_program_withdraws_what_nobody_has_proposed(desk: Desk, state: PushState) -> None:
    push_of(desk, state=state)
    withdraw(desk, BOT, id_of(1))
    assert now(desk).state is PushState.WITHDRAWN


@pytest.mark.parametrize("state", [PushState.PROPOSED, PushState.PUBLISHED])
def test_a_program_never_undoes_what_people_decided(desk: Desk, state: PushState) -> None:
    push_of(desk, state=state, proposed_by="ann")
    with desk.engine.begin() as connection:
        recorded(connection, 1)
    assert code_of(lambda: withdraw(desk, BOT, id_of(1))) == "no_program_withdraws"
    assert (now(desk).state, orders(desk)) == (state, [])
    withdraw(desk, ANN, id_of(1))
    assert now(desk).state is PushState.WITHDRAWN


def test_what_waits_is_stopped_at_once_and_what_is_read_a_moment_later(desk: Desk) -> None:
    for number in (1, 2):
        push = push_of(desk, number)
        with desk.engine.begin() as connection:
            order_reading(connection, push)
    with desk.engine.begin() as connection:
        running = {"state": "running", "owner": "w", "lease_until": 4e9}
        connection.execute(sa.update(JOBS).where(JOBS.c.subject == id_of(2)).values(running))
    assert stop(desk, SAM, id_of(1)).state == "cancelled"
    assert stop(desk, SAM, id_of(2)).state == "reading"
    with desk.engine.begin() as connection:
        asked = sa.select(JOBS.c.cancel_requested).where(JOBS.c.subject == id_of(2))
        assert connection.scalar(asked) is True
    stop(desk, SAM, id_of(2))  # said again, it is written down once
    log = [(one.action, one.subject) for one in AuditLog(desk.engine).entries("essai")]
    assert log.count(("import:cancelled", "sam")) == log.count(("import:cancel", "sam")) == 1


def test_an_approver_alone_stops_nothing(desk: Desk) -> None:
    push_of(desk)
    carl = Actor(
        kind=ActorKind.PERSON, subject="carl", roles={"essai": frozenset({Role.APPROVER})}
    )
    assert code_of(lambda: stop(desk, carl, id_of(1))) == "not_allowed"
