"""Does each role grant what it should, where it is held, and nothing else?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.access import GRANTS, HUB, Actor, ActorKind, Permission, Role

OF_THE_HUB = {one for one in Permission if one.startswith("hub:")}


def actor(**roles: set[Role]) -> Actor:
    return Actor(kind=ActorKind.PERSON, subject="p1", roles=roles)


def test_every_role_grants_something_and_every_permission_is_granted_by_some_role() -> None:
    assert set(GRANTS) == set(Role)
    assert set().union(*GRANTS.values()) == set(Permission)


def test_permissions_are_listed_in_alphabetical_order() -> None:
    assert list(Permission) == sorted(Permission)


def test_no_role_both_proposes_and_approves() -> None:
    both = {Permission.COOPERATIVE_IMPORTS_PROPOSE, Permission.COOPERATIVE_IMPORTS_APPROVE}
    assert [role for role, granted in GRANTS.items() if both <= granted] == []


def test_the_operator_sees_no_cooperative() -> None:
    assert GRANTS[Role.OPERATOR] == OF_THE_HUB


@given(st.sampled_from(Role), st.sampled_from(Permission))
def test_a_role_at_one_cooperative_never_grants_anything_at_another(
    role: Role, permission: Permission
) -> None:
    assert not actor(rail={role}).may(permission, "smart")


@pytest.mark.parametrize("permission", sorted(OF_THE_HUB))
def test_what_is_the_hubs_is_asked_at_the_hub(permission: Permission) -> None:
    operator = Actor(kind=ActorKind.PERSON, subject="p1", roles={HUB: {Role.OPERATOR}})
    assert operator.may(permission)


def test_an_actor_knows_where_it_may() -> None:
    held = actor(smart={Role.STEWARD}, rail={Role.SENDER}, coop={Role.APPROVER})
    assert held.cooperatives(Permission.COOPERATIVE_IMPORTS_PUSH) == ("rail", "smart")
