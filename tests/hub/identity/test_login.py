"""A person comes in by their provider, in the browser that began it, and leaves again."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import httpx2
import pytest
import sqlalchemy as sa
from starlette.applications import Starlette
from starlette.routing import Route
from starlette.testclient import TestClient

from hub.access import Role
from hub.audit_log import AuditLog
from hub.identity.gate import Gate
from hub.settings import Settings
from tests.hub.identity.conftest import ADDRESS, Visited, who
from tests.hub.identity.provider import identity, provider_for

STEWARD = {"smart": {Role.STEWARD}}
Open = Callable[..., TestClient]


@pytest.fixture(scope="session")
def provider() -> Iterator[str]:
    """The address of a real OpenID provider."""
    with provider_for(ADDRESS) as address:
        yield address


@pytest.fixture
def gate(settings: Settings, engine: sa.Engine, provider: str) -> Gate:
    return Gate(replace(settings, identity=identity(provider)), engine, ADDRESS)


@pytest.fixture
def browse() -> Iterator[Open]:
    """Opens browsers at a hub."""
    opened: list[TestClient] = []

    def browser(gate: Gate, host: str = "127.0.0.1", address: str = ADDRESS) -> TestClient:
        app = Starlette(routes=[Route("/who", who), *gate.routes], middleware=[gate.middleware])
        client = TestClient(app, base_url=address, client=(host, 5000), follow_redirects=False)
        opened.append(client)
        return client

    yield browser
    for client in opened:
        client.close()


def at_provider(url: str, subject: str) -> str:
    """Log in there as a person does, and give the address that the browser is sent back to."""
    origin = "{0.scheme}://{0.netloc}".format(urlsplit(url))
    with httpx2.Client() as browser:
        for _ in range(10):
            answer = browser.get(url)
            if answer.is_redirect:
                url = str(httpx2.URL(url).join(answer.headers["location"]))
                if url.startswith(ADDRESS):
                    return url
                continue
            action = re.findall(r'<form[^>]*action="([^"]+)"', answer.text)[0]
            prompt = re.findall(r'name="prompt" value="(\w+)"', answer.text)[0]
            form = {"prompt": prompt, "login": subject, "password": "any"}
            sent = browser.post(httpx2.URL(origin).join(action), data=form)
            url = str(httpx2.URL(origin).join(sent.headers["location"]))
    raise AssertionError("the provider did not send the browser back")


def back(browser: TestClient, subject: str, **begun: str) -> str:
    """The address by which the provider sends a browser back that began a login."""
    return at_provider(browser.get("/login", params=begun).headers["location"], subject)


def test_an_invited_person_logs_in_twice_and_out(gate: Gate, browse: Open) -> None:
    account, invitation = gate.accounts.add("Secretary", STEWARD)
    browser = browse(gate)
    first = back(browser, "s-1", invitation=str(invitation), next="/imports")
    let_in = browser.get(first)
    assert (let_in.status_code, let_in.headers["location"]) == (303, "/imports")
    assert browser.get("/who").json() == {
        "kind": "person",
        "subject": account,
        "roles": {"smart": ["steward"]},
    }
    other = browse(gate)
    assert other.get(back(other, "s-1")).status_code == 303
    assert other.get("/who").json()["subject"] == account
    session = browser.cookies["session"]
    assert browser.post("/logout").status_code == 403  # not sent by a page of this hub
    assert browser.post("/logout", headers={"Origin": ADDRESS}).status_code == 303
    assert browser.get("/who").json() is None
    browser.cookies.set("session", session)
    assert browser.get("/who").json() is None
    assert other.get("/who").json()["subject"] == account


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(gate: Gate, browse: Open) -> None:
    _, invitation = gate.accounts.add("Secretary", STEWARD)
    browser = browse(gate)
    let_in = browser.get(back(browser, "s-7", invitation=str(invitation)))
    cookie = let_in.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    assert "path=/" in cookie


def test_somebody_without_an_account_is_told_so(gate: Gate, browse: Open) -> None:
    browser = browse(gate)
    answer = browser.get(back(browser, "nobody"))
    assert (answer.status_code, answer.json()["type"]) == (403, "urn:intercoop:problem:no_account")
    assert browser.get("/who").json() is None


def test_an_answer_is_good_once_and_in_the_browser_that_asked(
    gate: Gate, provider: str, browse: Open
) -> None:
    gate.accounts.add("Chair", STEWARD, issuer=provider, subject="s-2")
    browser, other = browse(gate), browse(gate)
    answer = back(browser, "s-2")
    assert other.get(answer).status_code == 400
    # the attempt has used it up
    assert browser.get(answer).status_code == 400
    good = back(browser, "s-2")
    assert browser.head(good).status_code == 200
    assert browser.get(good).status_code == 303
    assert browser.get(good).status_code == 400


@pytest.mark.parametrize(
    "change",
    [{"iss": "https://login.example.org"}, {"iss": None}, {"code": "guessed"}, {"state": "x"}],
    ids=str,
)
def test_an_answer_that_was_changed_is_refused(
    gate: Gate, provider: str, browse: Open, change: dict[str, Any]
) -> None:
    gate.accounts.add("Chair", STEWARD, issuer=provider, subject="s-3")
    browser = browse(gate)
    told = dict(parse_qsl(urlsplit(back(browser, "s-3")).query))
    sent = {name: value for name, value in (told | change).items() if value is not None}
    answer = browser.get("/login/callback", params=sent)
    assert (answer.status_code, answer.json()["type"]) == (
        400,
        "urn:intercoop:problem:refused_login",
    )


@pytest.mark.parametrize(
    "next_path", ["https://other.example.org", "//other.example.org", "/\\other", "x", ""]
)
def test_nobody_is_sent_to_another_site(
    gate: Gate, provider: str, browse: Open, next_path: str
) -> None:
    gate.accounts.add("Chair", STEWARD, issuer=provider, subject="s-4")
    browser = browse(gate)
    assert browser.get(back(browser, "s-4", next=next_path)).headers["location"] == "/partners"


def test_a_provider_that_is_down_is_said(
    settings: Settings, engine: sa.Engine, browse: Open
) -> None:
    nobody = replace(settings, identity=identity("http://127.0.0.1:9"))
    answer = browse(Gate(nobody, engine, ADDRESS)).get("/login")
    assert (answer.status_code, answer.json()["status"]) == (503, 503)


def test_a_hub_without_a_provider_says_how_to_come_in(
    settings: Settings, engine: sa.Engine, browse: Open
) -> None:
    answer = browse(Gate(settings, engine, ADDRESS)).get("/login")
    assert answer.status_code == 404
    assert "intercoop serve" in answer.json()["next_step"]


def test_a_login_address_lets_in_once_and_from_this_machine(
    settings: Settings, engine: sa.Engine, browse: Open
) -> None:
    gate = Gate(settings, engine, ADDRESS)
    account, _ = gate.accounts.add("this machine", STEWARD)
    path = f"/login/once?token={gate.sessions.new_address(account)}"
    assert browse(gate, "192.0.2.1").get(path).status_code == 403
    browser = browse(gate)
    looked_at = browser.head(path)
    assert (looked_at.status_code, "set-cookie" in looked_at.headers) == (200, False)
    assert browser.get(path).status_code == 303
    assert browser.get("/who").json()["subject"] == account
    assert browse(gate).get(path).status_code == 403


def test_whoever_logs_in_again_ends_the_session_of_the_same_browser(
    settings: Settings, engine: sa.Engine, browse: Open
) -> None:
    gate = Gate(settings, engine, ADDRESS)
    accounts = [gate.accounts.add("this machine", STEWARD)[0] for _ in range(2)]
    browser, sessions = browse(gate), []
    for account in accounts:
        browser.get(f"/login/once?token={gate.sessions.new_address(account)}")
        assert browser.get("/who").json()["subject"] == account
        sessions.append(browser.cookies["session"])
    assert gate.sessions.of_session(sessions[0]) is None
    assert gate.sessions.of_session(sessions[1]) is not None


def test_a_hub_that_others_reach_has_no_login_addresses_and_a_stricter_cookie(
    settings: Settings, engine: sa.Engine, provider: str, browse: Open
) -> None:
    address = "https://hub.example.org"
    gate = Gate(replace(settings, identity=identity(provider)), engine, address)
    browser = browse(gate, address=address)
    assert browser.get("/login/once?token=x").status_code == 404
    cookie = browser.get("/login").headers["set-cookie"]
    assert cookie.startswith("__Host-login=")
    assert "secure" in cookie.lower()


def test_whoever_does_not_come_in_is_written_down_without_what_they_said(
    visited: Visited,
) -> None:
    visited.http.get("/login/once?token=a-guessed-token")
    visited.http.get("/login/callback?state=a-guessed-state&code=a-guessed-code")
    visited.ask("a.guessed.bearer")
    entries = AuditLog(visited.engine).entries()
    assert [(one.action, one.outcome, one.concerning) for one in entries] == [
        ("session:begin", "refused", "spent_address"),
        ("session:begin", "refused", "refused_login"),
        ("token:use", "refused", "bad_token"),
    ]
    assert {one.subject for one in entries} == {"unknown"}
    assert "guessed" not in str(entries)
