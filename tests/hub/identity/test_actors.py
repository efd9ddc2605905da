"""A program may what both the hub and its token say, and another provider's as the hub says."""

from typing import Any

import pytest
import sqlalchemy as sa
from joserfc.jwk import KeySet

from hub.access import Role
from hub.identity.access_tokens import AccessTokens, BadToken, Issuer, OwnKeys
from hub.identity.actors import Programs
from hub.identity.clients import Client, Clients, Proof
from tests.hub.identity.test_access_tokens import KEYS, OURS, THEIRS, token


@pytest.fixture
def clients(engine: sa.Engine) -> Clients:
    return Clients(engine)


@pytest.fixture
def programs(clients: Clients) -> Programs:
    issuers = [
        Issuer(
            issuer=issuer,
            audience=OURS,
            algorithms=["ES256"],
            keys=OwnKeys(lambda key=key: KeySet([key])),  # type: ignore[misc]  # bound now
        )
        for issuer, key in KEYS.items()
    ]
    return Programs(clients, AccessTokens(issuers), OURS)


def theirs(**changed: Any) -> str:  # noqa: ANN401 - any claim
    return token(KEYS[THEIRS], {"kid": KEYS[THEIRS].kid}, iss=THEIRS, **changed)


def own(clients: Clients, *roles: Role) -> Client:
    return clients.add("smart", "nightly", roles=set(roles), proof=Proof())[0]


def test_a_token_cannot_give_what_the_program_no_longer_has(
    clients: Clients, programs: Programs
) -> None:
    client = own(clients, Role.SENDER)
    actor = programs.of_token(token(sub=client.id, scope="smart:sender smart:steward rail:sender"))
    assert actor.roles == {"smart": {Role.SENDER}}


@pytest.mark.parametrize("scope", [None, 7, ["smart:sender"], {"smart": "sender"}, True])
def test_a_scope_that_is_no_text_gives_nothing_and_is_no_fault(
    clients: Clients, programs: Programs, scope: object
) -> None:
    client = own(clients, Role.SENDER)
    assert programs.of_token(token(sub=client.id, scope=scope)).roles == {"smart": set()}


def test_a_token_of_nobody_is_refused(programs: Programs) -> None:
    with pytest.raises(BadToken):
        programs.of_token(token(sub="c-nobody"))
    with pytest.raises(BadToken):
        programs.of_token(theirs(sub="robot"))


def test_another_providers_program_has_the_roles_that_the_hub_gave_it(
    clients: Clients, programs: Programs
) -> None:
    proof = Proof(issuer=THEIRS, subject="robot")
    client, _ = clients.add("smart", "robot", roles={Role.SENDER}, proof=proof)
    for scope in ("rail:steward admin", ["x"], None):
        actor = programs.of_token(theirs(sub="robot", scope=scope))
        assert (actor.subject, actor.roles) == (client.id, {"smart": {Role.SENDER}})
    # and is known by the provider's word alone, not by the hub's own
    with pytest.raises(BadToken):
        programs.of_token(token(sub=client.id))
