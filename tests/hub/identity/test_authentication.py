"""Every request says who asks: somebody, nobody, or a refusal that tells no secret."""

from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket

from hub.access import HUB, Actor, ActorKind, Role
from hub.identity.authentication import Authentication
from hub.identity.clients import Client
from hub.identity.heard import ProviderDown
from hub.isolation import SETTING, isolate
from tests.hub.identity.conftest import ADDRESS, Visited, who

PERSON = Actor(
    kind=ActorKind.PERSON,
    subject="p-1",
    roles={"smart": {Role.STEWARD}, "rail": {Role.APPROVER}, HUB: {Role.OPERATOR}},
)


class OnePerson:
    cookie = "session"

    def of_session(self, session_id: str) -> Actor | None:
        return PERSON if session_id == "good" else None


async def greet(socket: WebSocket) -> None:
    await socket.accept()
    await socket.send_json(socket.scope["actor"])
    await socket.close()


def nobody_answers(_token: str) -> Actor:
    raise ProviderDown


def asked(app: Starlette) -> Authentication:
    return Authentication(
        app,
        of_token=nobody_answers,
        sessions=OnePerson(),
        address=ADDRESS,
        standing=lambda actor: actor,
    )


@pytest.fixture
def http() -> Iterator[TestClient]:
    app = Starlette(
        routes=[Route("/who", who, methods=["GET", "POST"]), WebSocketRoute("/", greet)]
    )
    with TestClient(asked(app), base_url=ADDRESS) as client:
        yield client


def test_nobody_is_nobody(visited: Visited) -> None:
    assert visited.http.get("/who").json() is None


@pytest.mark.parametrize("token", ["", "x", "e30.e30.e30"])
def test_a_bad_token_is_refused_whatever_was_asked_for(visited: Visited, token: str) -> None:
    answer = visited.ask(token, "/nowhere")
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"] == 'Bearer realm="intercoop", error="invalid_token"'
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["type"] == "urn:intercoop:problem:bad_token"
    assert answer.json()["next_step"]


@pytest.mark.parametrize("other", ["same", "Basic YTpi"], ids=["twice", "with another"])
@pytest.mark.parametrize("turned", [False, True], ids=["first", "last"])
def test_two_proofs_at_once_are_none(
    visited: Visited, sender: tuple[Client, str], other: str, *, turned: bool
) -> None:
    token = f"Bearer {visited.token(*sender).json()['access_token']}"
    proofs = [token, token if other == "same" else other]
    headers = [("Authorization", proof) for proof in (proofs[::-1] if turned else proofs)]
    assert visited.http.get("/who", headers=headers).status_code == 401


def test_the_token_of_a_revoked_program_is_refused_at_once(
    visited: Visited, sender: tuple[Client, str]
) -> None:
    token = visited.token(*sender).json()["access_token"]
    assert visited.ask(token).status_code == 200
    visited.clients.revoke(sender[0].id)
    assert visited.ask(token).status_code == 401


def test_a_provider_that_is_down_is_said_and_lets_nobody_in(http: TestClient) -> None:
    answer = http.get("/who", headers={"Authorization": "Bearer x"})
    assert answer.status_code == 503
    assert answer.headers["retry-after"] == "30"
    assert answer.json()["type"] == "urn:intercoop:problem:provider_down"


def test_a_session_makes_somebody_and_one_that_has_ended_nobody(http: TestClient) -> None:
    good = http.get("/who", headers={"Cookie": "session=good"})
    assert good.json()["subject"] == "p-1"
    ended = http.get("/who", headers={"Cookie": "session=ended"})
    assert (ended.status_code, ended.json()) == (200, None)


@pytest.mark.parametrize(
    ("origin", "status"),
    [(ADDRESS, 200), ("https://elsewhere.example.org", 403), ("null", 403), (None, 403)],
)
def test_only_a_page_of_this_hub_may_do_something_for_who_is_logged_in(
    http: TestClient, origin: str | None, status: int
) -> None:
    headers = {"Cookie": "session=good"} | ({"Origin": origin} if origin else {})
    assert http.post("/who", headers=headers).status_code == status
    assert http.get("/who", headers=headers).status_code == 200


def test_over_a_websocket_everybody_is_nobody(http: TestClient) -> None:
    with http.websocket_connect("/", headers={"Cookie": "session=good"}) as socket:
        assert socket.receive_json() is None


def test_a_request_may_touch_the_rows_of_its_actors_cooperatives_alone(postgresql: sa.URL) -> None:
    engine = sa.create_engine(postgresql)
    isolate(engine)

    def rows(_request: Request) -> JSONResponse:
        with engine.begin() as connection:
            return JSONResponse(connection.scalar(sa.func.current_setting(SETTING)))

    app = Starlette(routes=[Route("/", rows)])
    with TestClient(asked(app), base_url=ADDRESS) as client:
        assert client.get("/", headers={"Cookie": "session=good"}).json() == "rail,smart"
        assert client.get("/").json() == ""
    with engine.begin() as connection:
        assert connection.scalar(sa.func.current_setting(SETTING)) == HUB
    engine.dispose()


@pytest.mark.parametrize("by", ["token", "session"])
def test_while_the_workspace_is_away_nobody_is_known_and_that_is_said(
    visited: Visited, sender: tuple[Client, str], by: str
) -> None:
    token = visited.token(*sender).json()["access_token"]
    with visited.engine.begin() as connection:
        for table in ("clients", "sessions"):
            connection.exec_driver_sql(f"ALTER TABLE {table} RENAME TO hidden_{table}")
    cookie = {"Cookie": f"{visited.gate.sessions.cookie}=x"}
    answer = visited.ask(token) if by == "token" else visited.http.get("/who", headers=cookie)
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
    assert "hidden" not in answer.text
    assert answer.json()["type"] == "urn:intercoop:problem:hub_busy"
