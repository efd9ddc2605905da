"""People have roles where they were given them, by an account at a provider or an invitation."""

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from hub.access import HUB, ActorKind, Permission, Role
from hub.identity.accounts import Accounts, AccountThere, UnfitPlace, UnknownAccount
from hub.identity.hashing import hashed, stamp
from hub.identity.tables import ACCOUNTS

LOGIN = "https://login.example.org"
STEWARD = {"smart": {Role.STEWARD}}


def test_a_person_is_found_by_what_the_provider_calls_them(either_engine: sa.Engine) -> None:
    accounts = Accounts(either_engine)
    account_id, invitation = accounts.add("Secretary", STEWARD, issuer=LOGIN, subject="s-1")
    assert invitation is None
    found = accounts.at_provider(LOGIN, "s-1")
    assert found is not None
    assert found.actor.kind is ActorKind.PERSON
    assert (found.actor.subject, found.actor.roles) == (account_id, STEWARD)
    assert accounts.at_provider("https://other.example.org", "s-1") is None
    with pytest.raises(AccountThere):
        accounts.add("Again", STEWARD, issuer=LOGIN, subject="s-1")


def test_an_invitation_binds_whoever_takes_it_up_first(either_engine: sa.Engine) -> None:
    accounts = Accounts(either_engine)
    account_id, invitation = accounts.add("Treasurer", STEWARD)
    assert invitation is not None
    taken = accounts.take_up(hashed(invitation), issuer=LOGIN, subject="s-2")
    assert taken is not None
    assert taken.id == account_id
    assert accounts.at_provider(LOGIN, "s-2") == taken
    assert accounts.take_up(hashed(invitation), issuer=LOGIN, subject="s-3") is None


def test_an_invitation_is_good_for_a_week(engine: sa.Engine) -> None:
    accounts = Accounts(engine)
    _, invitation = accounts.add("Treasurer", STEWARD)
    with engine.begin() as connection:
        late = stamp(datetime.now(UTC) - timedelta(seconds=1))
        connection.execute(sa.update(ACCOUNTS).values(invited_until=late))
    assert accounts.take_up(hashed(str(invitation)), issuer=LOGIN, subject="s-2") is None


def test_who_has_an_account_takes_up_no_second_one(engine: sa.Engine) -> None:
    accounts = Accounts(engine)
    accounts.add("Secretary", STEWARD, issuer=LOGIN, subject="s-1")
    _, invitation = accounts.add("Treasurer", {"rail": {Role.APPROVER}})
    assert accounts.take_up(hashed(str(invitation)), issuer=LOGIN, subject="s-1") is None


def test_whoever_is_revoked_is_not_found_and_may_be_added_again(engine: sa.Engine) -> None:
    accounts = Accounts(engine)
    first, _ = accounts.add("Secretary", STEWARD, issuer=LOGIN, subject="s-1")
    accounts.revoke(first)
    assert accounts.at_provider(LOGIN, "s-1") is None
    with pytest.raises(UnknownAccount):
        accounts.revoke(first)
    accounts.add("Secretary", STEWARD, issuer=LOGIN, subject="s-1")
    assert len(accounts.all()) == 2


def test_further_roles_are_added_to_those_held(engine: sa.Engine) -> None:
    accounts = Accounts(engine)
    account_id, _ = accounts.add("Operator", {HUB: {Role.OPERATOR}}, issuer=LOGIN, subject="o")
    accounts.grant(account_id, STEWARD)
    found = accounts.called("Operator")
    assert found is not None
    assert found.actor.may(Permission.HUB_ACCOUNTS_MANAGE)
    assert found.actor.may(Permission.COOPERATIVE_IMPORTS_PROPOSE, "smart")


@pytest.mark.parametrize("roles", [{HUB: {Role.STEWARD}}, {"smart": {Role.OPERATOR}}])
def test_a_role_is_held_where_it_means_something(
    engine: sa.Engine, roles: dict[str, set[Role]]
) -> None:
    with pytest.raises(UnfitPlace):
        Accounts(engine).add("Nobody", roles)
