"""Nobody publishes alone, whatever roles they hold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.access import Actor, ActorKind, Role
from hub.identity.two_persons import (
    NotAllowed,
    NotAPerson,
    SamePerson,
    check_approval,
    check_proposal,
    check_withdrawal,
)

ROLES = st.dictionaries(st.sampled_from(["smart", "rail", "*"]), st.sets(st.sampled_from(Role)))


def actor(subject: str, *roles: Role, kind: ActorKind = ActorKind.PERSON) -> Actor:
    return Actor(kind=kind, subject=subject, roles={"smart": set(roles)})


def test_one_proposes_and_another_approves() -> None:
    check_proposal(actor("p1", Role.STEWARD), "smart")
    check_approval(actor("p2", Role.APPROVER), "smart", proposed_by="p1")


@given(ROLES, st.sampled_from(ActorKind))
def test_nobody_ever_approves_their_own_proposal(
    roles: dict[str, set[Role]], kind: ActorKind
) -> None:
    alone = Actor(kind=kind, subject="p1", roles=roles)
    with pytest.raises((SamePerson, NotAllowed, NotAPerson)):
        check_approval(alone, "smart", proposed_by="p1")


@pytest.mark.parametrize("role", Role)
def test_a_program_neither_proposes_nor_approves(role: Role) -> None:
    program = actor("c1", role, kind=ActorKind.PROGRAM)
    with pytest.raises(NotAPerson):
        check_proposal(program, "smart")
    with pytest.raises(NotAPerson):
        check_approval(program, "smart", proposed_by="p1")


def test_a_role_at_another_cooperative_does_not_count() -> None:
    with pytest.raises(NotAllowed, match="'rail'"):
        check_proposal(actor("p1", Role.STEWARD), "rail")
    with pytest.raises(NotAllowed, match="'rail'"):
        check_approval(actor("p2", Role.APPROVER), "rail", proposed_by="p1")


def test_a_steward_does_not_approve_and_an_approver_does_not_propose() -> None:
    with pytest.raises(NotAllowed):
        check_approval(actor("p2", Role.STEWARD), "smart", proposed_by="p1")
    with pytest.raises(NotAllowed):
        check_proposal(actor("p1", Role.APPROVER), "smart")


def test_nobody_who_is_not_logged_in_proposes_or_approves() -> None:
    with pytest.raises(NotAllowed):
        check_proposal(None, "smart")
    with pytest.raises(NotAllowed):
        check_approval(None, "smart", proposed_by="p1")
    with pytest.raises(NotAllowed):
        check_withdrawal(None, "smart", decided=False)


@pytest.mark.parametrize("decided", [False, True])
@pytest.mark.parametrize("role", [Role.STEWARD, Role.APPROVER])
def test_one_person_takes_back_what_two_have_published(role: Role, *, decided: bool) -> None:
    check_withdrawal(actor("p1", role), "smart", decided=decided)


def test_a_program_takes_back_what_nobody_has_decided_on_and_nothing_else() -> None:
    program = actor("c1", Role.STEWARD, kind=ActorKind.PROGRAM)
    check_withdrawal(program, "smart", decided=False)
    with pytest.raises(NotAPerson):
        check_withdrawal(program, "smart", decided=True)


@pytest.mark.parametrize("kind", ActorKind)
def test_a_sender_takes_nothing_back(kind: ActorKind) -> None:
    with pytest.raises(NotAllowed):
        check_withdrawal(actor("p1", Role.SENDER, kind=kind), "smart", decided=False)
