"""An import can be watched, and the watching ends by itself."""

import asyncio
import json
import time
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
import sqlalchemy as sa
from starlette.testclient import TestClient

from hub.access import Actor, Role
from hub.identity.accounts import Accounts
from hub.identity.clients import Clients
from hub.identity.sessions import BrowserSessions
from hub.identity.signing import LEEWAY, LIFETIME, SigningKeys
from hub.identity.tables import SESSIONS
from hub.partners import events
from hub.settings import Settings
from tests.hub.conftest import FILES
from tests.hub.partners.conftest import ACTORS, Hub, person
from tests.hub.partners.fuzzing import ADDRESS, Gated, gated


def told(text: str) -> list[tuple[str, str, dict[str, Any]]]:
    found = []
    for block in text.split("\n\n"):
        fields = dict(line.split(": ", 1) for line in block.splitlines() if ": " in line)
        if "event" in fields:
            found.append((fields["event"], fields["id"], json.loads(fields["data"])))
    return found


def test_an_import_that_has_been_read_ends_the_stream_at_once(hub: Hub) -> None:
    import_id = hub.ready()
    answer = hub.get("ann", f"/imports/{import_id}/events")
    assert answer.headers["content-type"].startswith("text/event-stream")
    [(kind, _, one)] = told(answer.text)
    assert (kind, one["state"]) == ("end", "ready")


def test_each_change_is_told_once_and_what_is_known_is_not(
    hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(events, "_LOOK", 0.0)
    monkeypatch.setattr(events, "_QUIET", 0.0)
    import_id = hub.push("ann", FILES).json()["import"]
    looks = 0

    async def look(_seconds: float) -> None:
        nonlocal looks
        looks += 1
        if looks == 3:
            await asyncio.to_thread(hub.work)

    monkeypatch.setattr("hub.partners.events.asyncio.sleep", look)
    text = hub.get("ann", f"/imports/{import_id}/events").text
    assert [kind for kind, _, _ in told(text)] == ["progress", "end"]
    assert "\n:\n\n" in text
    mark = told(text)[0][1]
    looks = 0
    again = hub.get("ann", f"/imports/{import_id}/events", last_event_id=mark).text
    assert [kind for kind, _, _ in told(again)] == ["end"]


def test_a_reader_who_knows_is_not_told_again(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(events, "_LONGEST", 0.0)
    import_id = hub.push("ann", FILES).json()["import"]
    here = f"/imports/{import_id}/events"
    [(kind, mark, _)] = told(hub.get("ann", here).text)
    assert kind == "progress"
    assert told(hub.get("ann", here, last_event_id=mark).text) == []


def test_streams_end_when_the_hub_stops(hub: Hub) -> None:
    import_id = hub.push("ann", FILES).json()["import"]
    hub.client.app.state.ends[0]()  # type: ignore[attr-defined]  # a Starlette application
    assert told(hub.get("ann", f"/imports/{import_id}/events").text) == []


@pytest.mark.parametrize(("actor", "status"), [("", 401), ("eve", 404)])
def test_nobody_watches_what_is_not_theirs(hub: Hub, actor: str, status: int) -> None:
    import_id = hub.ready()
    assert hub.get(actor, f"/imports/{import_id}/events").status_code == status


def meanwhile(monkeypatch: pytest.MonkeyPatch, does: Callable[[], object]) -> None:
    """Have something done after the third look, and no waiting; after fifty a stream ends."""
    looks = 0

    async def look(_seconds: float) -> None:
        nonlocal looks
        looks += 1
        if looks == 3:
            await asyncio.to_thread(does)
        if looks == 50:
            monkeypatch.setattr(events, "_LONGEST", 0.0)

    monkeypatch.setattr("hub.partners.events.asyncio.sleep", look)
    monkeypatch.setattr(events, "_BELIEVED", 0.0)
    monkeypatch.setattr(events, "_QUIET", 0.0)


def proof(hub: Gated, kind: str) -> dict[str, str]:
    """How a steward with a session, or a program with a token, says who they are."""
    if kind == "program":
        return hub.bearer("essai")
    accounts = Accounts(hub.hub.engine)
    account_id, _ = accounts.add("S", {"essai": {Role.STEWARD}}, issuer="i", subject="s")
    account = accounts.find(account_id)
    assert account is not None
    session_id = BrowserSessions(hub.hub.engine, accounts, ADDRESS).begin(account)
    return {"cookie": f"session={session_id}"}


def revoke_account(hub: Gated, _proof: dict[str, str]) -> None:
    [account] = Accounts(hub.hub.engine).all()
    Accounts(hub.hub.engine).revoke(account.id)


def log_out(hub: Gated, proof: dict[str, str]) -> None:
    session_id = proof["cookie"].partition("=")[2]
    BrowserSessions(hub.hub.engine, Accounts(hub.hub.engine), ADDRESS).end(session_id)


def outlast_session(hub: Gated, _proof: dict[str, str]) -> None:
    with hub.hub.engine.begin() as connection:
        connection.execute(sa.update(SESSIONS).values(expires_at="2020-01-01T00:00:00"))


def revoke_program(hub: Gated, _proof: dict[str, str]) -> None:
    Clients(hub.hub.engine).revoke(hub.programs["essai"][0])


def outlast_token(hub: Gated, _proof: dict[str, str]) -> None:
    SigningKeys(hub.hub.settings.folder, lambda: time.time() - LIFETIME - LEEWAY - 5).rotate()


@pytest.mark.parametrize(
    ("kind", "ends"),
    [
        ("person", revoke_account),
        ("person", log_out),
        ("person", outlast_session),
        ("program", revoke_program),
        ("program", outlast_token),
    ],
    ids=["account revoked", "logged out", "session over", "program revoked", "token over"],
)
def test_a_stream_ends_when_its_reader_is_nobody_any_more(
    both_settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    kind: str,
    ends: Callable[[Gated, dict[str, str]], None],
) -> None:
    for hub in gated(both_settings):
        client, who = hub.hub.client, proof(hub, kind)
        import_id = client.post(
            "/imports?cooperative=essai",
            files=[("file", each) for each in FILES.items()],
            headers=hub.bearer("essai"),
        ).json()["import"]
        meanwhile(monkeypatch, partial(ends, hub, who))
        here = f"/imports/{import_id}/events"
        text = client.get(here, headers=who).text
        assert [kind for kind, _, _ in told(text)] == ["progress"]
        # one sign of life for each look in which they were still known
        assert text.count("\n:\n") == 2
        assert client.get(here, headers=who).status_code == 401


@pytest.mark.parametrize(
    "who",
    [None, person("ann", Role.STEWARD, slug="autre")],
    ids=["nobody any more", "of another cooperative"],
)
def test_nothing_more_is_told_to_whom_the_role_was_taken_from(
    hub: Hub, monkeypatch: pytest.MonkeyPatch, who: Actor | None
) -> None:
    import_id = hub.push("ann", FILES).json()["import"]

    def take() -> None:
        monkeypatch.setitem(ACTORS, "ann", who)
        hub.work()

    meanwhile(monkeypatch, take)
    monkeypatch.setattr(events, "_BELIEVED", 1_000.0)
    text = hub.get("ann", f"/imports/{import_id}/events").text
    assert [(kind, one["state"]) for kind, _, one in told(text)] == [("progress", "queued")]


def test_a_stream_ends_without_a_fault_while_the_workspace_is_away(
    hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    import_id = hub.push("ann", FILES).json()["import"]

    def away() -> None:
        with hub.engine.begin() as connection:
            connection.exec_driver_sql("ALTER TABLE pushes RENAME TO hidden")

    meanwhile(monkeypatch, away)
    # a client that raises what a server would write down as a fault
    strict = TestClient(hub.client.app)
    answer = strict.get(f"/imports/{import_id}/events", headers=hub.as_("ann"))
    assert [kind for kind, _, _ in told(answer.text)] == ["progress"]
    assert hub.get("ann", f"/imports/{import_id}/events").status_code == 503
