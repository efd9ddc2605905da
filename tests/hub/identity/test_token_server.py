"""A program gets a token for what it has, once it has proven itself in one way."""

import logging
import time
from collections.abc import Callable
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from joserfc.jwk import ECKey, OctKey

from hub.access import Role
from hub.audit_log import AuditLog, Entry
from hub.identity.clients import Client, Proof
from hub.identity.signing import LIFETIME
from tests.hub.identity.clock import from_now
from tests.hub.identity.conftest import Visited

Assertion = Callable[..., dict[str, str]]


def test_a_secret_gets_a_token_that_says_who_asks(
    visited: Visited, sender: tuple[Client, str]
) -> None:
    answer = visited.token(*sender)
    assert answer.status_code == 200
    assert answer.json()["expires_in"] == LIFETIME
    assert answer.json()["scope"] == "smart:sender"
    assert answer.headers["cache-control"] == "no-store"
    assert visited.ask(answer.json()["access_token"]).json() == {
        "kind": "program",
        "subject": sender[0].id,
        "roles": {"smart": ["sender"]},
    }


def test_a_signed_assertion_gets_a_token(
    visited: Visited, signer: Client, assertion: Assertion
) -> None:
    answer = visited.http.post("/oauth/token", data=assertion())
    assert answer.status_code == 200
    assert visited.ask(answer.json()["access_token"]).json()["subject"] == signer.id


def test_an_assertion_is_good_once(visited: Visited, assertion: Assertion) -> None:
    form = assertion()
    assert visited.http.post("/oauth/token", data=form).status_code == 200
    again = visited.http.post("/oauth/token", data=form)
    assert (again.status_code, again.json()["error"]) == (400, "invalid_client")
    assert visited.http.post("/oauth/token", data=assertion(jti="twice")).status_code == 200


@pytest.mark.parametrize(
    "changed",
    [
        {"aud": "https://hub.example.org/oauth/token"},
        {"exp": timedelta(seconds=-61)},
        {"exp": timedelta(seconds=100_000)},
        {"exp": None},
        {"exp": True},
        {"jti": None},
        {"jti": ""},
        {"jti": "x" * 201},
        {"jti": 7},
        {"jti": "what PostgreSQL has not: \0"},
        {"iss": "c-other"},
        {"sub": "c-other"},
        {"sub": None},
        {"sub": 7},
    ],
    ids=str,
)
def test_an_assertion_must_be_for_this_hub_short_and_complete(
    visited: Visited, assertion: Assertion, changed: dict[str, object]
) -> None:
    answer = visited.http.post("/oauth/token", data=assertion(**from_now(changed)))
    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_client")


def test_clocks_may_differ_by_a_minute(visited: Visited, assertion: Assertion) -> None:
    late = assertion(exp=int(time.time()) - 50)
    assert visited.http.post("/oauth/token", data=late).status_code == 200


def test_an_assertion_by_another_key_is_refused(visited: Visited, assertion: Assertion) -> None:
    other = ECKey.generate_key("P-256")
    answer = visited.http.post("/oauth/token", data=assertion(other))
    assert answer.json()["error"] == "invalid_client"


def test_an_algorithm_that_nobody_chose_is_refused(
    visited: Visited, assertion: Assertion, key: ECKey
) -> None:
    # what is public of the key, taken for a shared secret
    shared = OctKey.import_key(str(key.as_dict(private=False)["x"]))
    answer = visited.http.post("/oauth/token", data=assertion(shared, "HS256"))
    assert answer.json()["error"] == "invalid_client"


@pytest.mark.parametrize(
    "scope", ["rail:sender", "smart:steward", "smart:sender rail:sender", "*"]
)
def test_what_the_program_does_not_have_cannot_be_asked_for(
    visited: Visited, sender: tuple[Client, str], scope: str
) -> None:
    answer = visited.token(*sender, scope=scope)
    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_scope")


def test_less_than_the_program_has_can_be_asked_for(visited: Visited) -> None:
    both = {Role.SENDER, Role.STEWARD}
    client, secret = visited.clients.add("smart", "all", roles=both, proof=Proof())
    answer = visited.token(client, secret, scope="smart:steward")
    asked = visited.ask(answer.json()["access_token"])
    assert asked.json()["roles"] == {"smart": ["steward"]}


def test_two_ways_to_prove_oneself_at_once_are_refused(
    visited: Visited, sender: tuple[Client, str], assertion: Assertion
) -> None:
    client, secret = sender
    both = visited.http.post("/oauth/token", data=assertion(), auth=(client.id, secret))
    assert (both.status_code, both.json()["error"]) == (400, "invalid_request")
    also = visited.token(client, secret, client_secret=secret)
    assert (also.status_code, also.json()["error"]) == (400, "invalid_request")


def test_the_id_of_another_program_beside_the_proof_is_refused(
    visited: Visited, sender: tuple[Client, str], signer: Client, assertion: Assertion
) -> None:
    client, secret = sender
    others = visited.http.post("/oauth/token", data=assertion(client_id=client.id))
    assert others.status_code == 200  # a claim of that name says nothing
    form = assertion(jti="twice") | {"client_id": client.id}
    for answer in (
        visited.http.post("/oauth/token", data=form),
        visited.token(client, secret, client_id=signer.id),
    ):
        assert (answer.status_code, answer.json()["error"]) == (400, "invalid_request")
    own = assertion(jti="thrice") | {"client_id": signer.id}
    assert visited.http.post("/oauth/token", data=own).status_code == 200


def test_a_wrong_secret_and_an_unknown_program_are_refused(
    visited: Visited, sender: tuple[Client, str]
) -> None:
    client, secret = sender
    for auth in ((client.id, secret + "x"), ("c-nobody", secret)):
        answer = visited.http.post(
            "/oauth/token", data={"grant_type": "client_credentials"}, auth=auth
        )
        assert answer.status_code == 401
        assert answer.headers["www-authenticate"].startswith("Basic")


def test_a_program_that_signs_has_no_secret(visited: Visited, signer: Client) -> None:
    assert visited.token(signer, "").status_code == 401


def test_a_revoked_program_gets_no_token(visited: Visited, sender: tuple[Client, str]) -> None:
    visited.clients.revoke(sender[0].id)
    assert visited.token(*sender).status_code == 401


def test_no_token_and_no_secret_is_ever_logged(
    visited: Visited, sender: tuple[Client, str], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    token = visited.token(*sender).json()["access_token"]
    visited.ask(token)
    visited.ask(token + "x")
    assert "authlib" in " ".join(record.name for record in caplog.records)
    assert token not in caplog.text
    assert sender[1] not in caplog.text


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(
    st.dictionaries(
        st.sampled_from(
            ["grant_type", "scope", "client_id", "client_assertion", "client_assertion_type"]
        ),
        st.one_of(
            st.text(max_size=30),
            st.sampled_from(
                [
                    "client_credentials",
                    "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
                    "e30.e30.e30",
                ]
            ),
        ),
    )
)
def test_nothing_that_is_sent_is_a_fault_of_the_hub(
    visited: Visited, form: dict[str, str]
) -> None:
    answer = visited.http.post("/oauth/token", data=form)
    assert answer.status_code in {400, 401}
    assert answer.json()["error"]


def written(visited: Visited) -> list[Entry]:
    return [one for one in AuditLog(visited.engine).entries() if one.action == "token:issue"]


def test_who_got_a_token_is_written_down_and_the_token_is_not(
    visited: Visited, sender: tuple[Client, str]
) -> None:
    token = visited.token(*sender).json()["access_token"]
    [entry] = written(visited)
    assert (entry.cooperative, entry.subject) == ("smart", sender[0].id)
    assert (entry.outcome, entry.concerning) == ("done", "smart:sender")
    assert all(part not in str(entry) for part in (*token.split("."), sender[1]))


def test_a_wrong_secret_is_written_down_for_its_program(
    visited: Visited, sender: tuple[Client, str]
) -> None:
    visited.token(sender[0], "wrong-secret")
    [entry] = written(visited)
    assert (entry.cooperative, entry.subject, entry.outcome) == ("smart", sender[0].id, "refused")
    assert entry.concerning == "invalid_client"
    assert "wrong-secret" not in str(entry)


def test_a_wrong_assertion_is_written_down_for_its_program(
    visited: Visited, signer: Client, assertion: Assertion
) -> None:
    other = ECKey.generate_key("P-256")
    visited.http.post("/oauth/token", data=assertion(signing=other))
    [entry] = written(visited)
    assert (entry.subject, entry.outcome) == (signer.id, "refused")


@pytest.mark.parametrize(
    "said",
    ["eve@example.org", "\0", "c-smart-nightly", "x" * 2000],
    ids=["a name", "no text", "nearly", "long"],
)
def test_nothing_that_a_stranger_says_is_written_down(visited: Visited, said: str) -> None:
    answers = [
        visited.http.post("/oauth/token", data={"client_id": said, "client_secret": said}),
        visited.http.post(
            "/oauth/token",
            data={"grant_type": "client_credentials", "client_assertion": f"{said}.{said}.x"},
        ),
    ]
    assert {answer.status_code // 100 for answer in answers} == {4}
    assert {(one.cooperative, one.subject) for one in written(visited)} == {("*", "unknown")}
    assert not [one for one in written(visited) if said in str(one.concerning)]
