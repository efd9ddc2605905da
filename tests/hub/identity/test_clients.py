"""Each program is one cooperative's, for one purpose, and can be stopped."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from hub.access import Role
from hub.identity.clients import (
    Clients,
    ClientThere,
    Method,
    Proof,
    UnfitPurpose,
    UnfitRole,
    UnknownClient,
)
from hub.identity.tables import CLIENTS

OUTSIDE = Proof(issuer="https://login.example.org", subject="robot")


def test_a_secret_is_shown_once_and_kept_as_a_hash(either_engine: sa.Engine) -> None:
    clients = Clients(either_engine)
    client, secret = clients.add("smart", "nightly", roles={Role.SENDER}, proof=Proof())
    assert secret is not None
    with either_engine.begin() as connection:
        [row] = connection.execute(sa.select(CLIENTS))
    assert secret not in str(row)
    assert clients.find(client.id) == client
    assert client.method is Method.SECRET


def test_a_cooperative_has_one_program_per_purpose_until_it_is_revoked(
    either_engine: sa.Engine,
) -> None:
    clients = Clients(either_engine)
    first, _ = clients.add("smart", "nightly", roles={Role.SENDER}, proof=Proof())
    clients.add("rail", "nightly", roles={Role.SENDER}, proof=Proof())
    with pytest.raises(ClientThere):
        clients.add("smart", "nightly", roles={Role.SENDER}, proof=Proof())
    clients.revoke(first.id)
    second, _ = clients.add("smart", "nightly", roles={Role.SENDER}, proof=Proof())
    assert clients.find(first.id) is None
    assert clients.find(second.id) == second
    assert len(clients.all()) == 3
    with pytest.raises(UnknownClient):
        clients.revoke(first.id)


def test_a_program_of_another_provider_is_found_by_its_name_there(engine: sa.Engine) -> None:
    clients = Clients(engine)
    client, secret = clients.add("smart", "robot", roles={Role.SENDER}, proof=OUTSIDE)
    assert secret is None
    assert clients.find_outside("https://login.example.org", "robot") == client
    assert clients.find_outside("https://login.example.org", "other") is None
    with pytest.raises(ClientThere):
        clients.add("rail", "robot", roles={Role.SENDER}, proof=OUTSIDE)


@pytest.mark.parametrize("role", [Role.APPROVER, Role.OPERATOR])
def test_a_program_neither_approves_nor_runs_the_hub(engine: sa.Engine, role: Role) -> None:
    with pytest.raises(UnfitRole, match=role.value):
        Clients(engine).add("smart", "nightly", roles={role}, proof=Proof())


@pytest.mark.parametrize("purpose", ["", "Nightly", "a b", "x" * 32, "-x", "née"])
def test_a_purpose_can_be_part_of_a_name(engine: sa.Engine, purpose: str) -> None:
    with pytest.raises(UnfitPurpose):
        Clients(engine).add("smart", purpose, roles={Role.SENDER}, proof=Proof())


def test_of_twenty_who_use_an_assertion_at_once_one_may(either_engine: sa.Engine) -> None:
    clients = Clients(either_engine)
    end = datetime.now(UTC) + timedelta(minutes=5)
    with ThreadPoolExecutor(20) as pool:
        used = list(pool.map(lambda _: clients.use_assertion("c-1", "j", end), range(20)))
    assert sum(used) == 1


def test_assertions_are_forgotten_once_they_have_expired(engine: sa.Engine) -> None:
    clients = Clients(engine)
    assert clients.use_assertion("c-1", "j", datetime.now(UTC) - timedelta(minutes=5))
    assert clients.use_assertion("c-1", "j", datetime.now(UTC) + timedelta(minutes=5))


def test_what_no_database_can_compare_is_nobodys_id(either_engine: sa.Engine) -> None:
    clients = Clients(either_engine)
    assert clients.find("c-\0") is None
    assert clients.find_outside("https://id.example.org", "\0") is None
