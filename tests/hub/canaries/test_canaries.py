"""Nothing confidential is in any answer, whoever asks and whatever they ask."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import orjson
import polars as pl
import pytest
import sqlalchemy as sa
from graphql import build_schema
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import BaseRoute, Route
from starlette.testclient import TestClient

from hub.access import HUB, Role
from hub.agreements import Agreements, Terms
from hub.app import create_app
from hub.audit_log import AuditLog
from hub.commands.workspace import open_workspace
from hub.identity.clients import Clients, Proof
from hub.identity.gate import Gate
from hub.intake import import_upload
from hub.partner_app import BothSides, create_partner_app
from hub.publish import publish_release
from hub.settings import Settings
from hub.workspace import IMPORTS
from schema.subgraphs import HubSchema
from tests.hub.canaries.walk import Graph, requests

ADDRESS = "http://127.0.0.1:8000"
CANARY = "kanari"


@dataclass(frozen=True, slots=True, kw_only=True)
class Planted:
    """A hub full of canaries, and those who ask it.

    Attributes:
        canaries: what must be in no answer.
        words: what is asked with.
        askers: who -> the headers that they send.
    """

    routes: Sequence[BaseRoute]
    http: TestClient
    canaries: frozenset[str]
    words: tuple[str, ...]
    askers: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def told(self, answer: Any) -> set[str]:  # noqa: ANN401 - of httpx2
        """The canaries in an answer."""
        whole = answer.content + str(answer.headers).encode()
        return {one for one in self.canaries if one.encode() in whole}


def plant(settings: Settings, engine: sa.Engine) -> frozenset[str]:
    """Put canaries into everything confidential, and give those that are there by nature."""
    terms = Terms(
        **{
            name: f"{CANARY} {name}"
            for name in ("roles", "purpose", "legal_basis", "retention", "notice", "signatory")
        },
        valid_from=date(2026, 1, 1),
        valid_until=None,
        document_hash=f"{CANARY}-document",
    )
    Agreements(engine).record("essai", terms)
    AuditLog(engine).append(f"{CANARY}:act", "essai", subject=f"p-{CANARY}", concerning=CANARY)
    Clients(engine).add("essai", f"{CANARY}-push", roles={Role.SENDER}, proof=Proof())
    with engine.begin() as connection:
        connection.execute(sa.update(IMPORTS).values(report={"totals": {CANARY: 1}}))
    keys = [file.read_text().strip() for file in (settings.folder / "keys").iterdir()]
    signing = orjson.loads((settings.folder / "identity" / "signing-keys.json").read_bytes())
    pseudonyms = {
        value
        for file in settings.vault.rglob("*.parquet")
        if "pseudonym" in (rows := pl.read_parquet(file)).columns
        for value in rows["pseudonym"].to_list()
    }
    assert len(pseudonyms) == 12
    return frozenset({CANARY, "N-001", *keys, signing["keys"][0]["d"], *pseudonyms})


@pytest.fixture
def planted(both_settings: Settings, upload: Path) -> Iterator[Planted]:
    done = import_upload(both_settings, upload, "essai", progress=lambda *_: None)
    release = publish_release(both_settings, progress=lambda *_: None)
    with open_workspace(both_settings) as engine:
        gate = Gate(both_settings, engine, ADDRESS)
        public, partner = create_app(both_settings), create_partner_app(both_settings, gate)
        both = BothSides(public, partner)
        with TestClient(both, base_url=ADDRESS, follow_redirects=False) as http:
            token = program(http, engine, "rail")
            askers = {
                "nobody": {},
                "a program of another cooperative": token,
                "a person of another cooperative": person(gate, "rail", *Role),
                "the operator": person(gate, HUB, Role.OPERATOR),
            }
            canaries = plant(both_settings, engine)
            file = {"file": (f"{CANARY}.csv", f"{CANARY};b\n{CANARY};2\n")}
            own = program(http, engine, "essai")
            pushed = http.post("/imports?cooperative=essai", files=file, headers=own)
            assert pushed.status_code == 202, pushed.text
            sent = pushed.json()["import"]
            assert http.get(f"/imports/{sent}", headers=own).status_code == 200
            words = ("essai", release.release_id, done.import_id, sent, "turnout.assembly", "x")
            routes = (*public.routes, *partner.routes)
            yield Planted(routes=routes, http=http, canaries=canaries, words=words, askers=askers)
        for end in both.state.ends:
            end()
        public.state.shelf_engine.dispose()
        partner.state.desk.engine.dispose()
        partner.state.shelf_engine.dispose()


def program(http: TestClient, engine: sa.Engine, slug: str) -> Mapping[str, str]:
    roles = {Role.SENDER, Role.STEWARD}
    client, secret = Clients(engine).add(slug, "walk", roles=roles, proof=Proof())
    form = {"grant_type": "client_credentials"}
    answer = http.post("/oauth/token", data=form, auth=(client.id, str(secret)))
    return {"Authorization": f"Bearer {answer.json()['access_token']}"}


def person(gate: Gate, place: str, *roles: Role) -> Mapping[str, str]:
    held = {role for role in roles if (role is Role.OPERATOR) is (place == HUB)}
    account_id, _ = gate.accounts.add("somebody", {place: held}, issuer="i", subject=place)
    account = gate.accounts.find(account_id)
    assert account is not None
    return {"Cookie": f"session={gate.sessions.begin(account)}", "Origin": ADDRESS}


def ask(planted: Planted, who: Mapping[str, str]) -> Iterator[tuple[str, Any]]:
    """Every question, and its answer."""
    for method, path in requests(planted.routes, planted.words):
        yield f"{method} {path}", planted.http.request(method, path, headers=who)
        if method == "POST":
            told = {"cooperative": "essai"}
            yield f"{method} {path} JSON", planted.http.post(path, headers=who, json=told)
            yield f"{method} {path} form", planted.http.post(path, headers=who, data=told)
        else:
            asked = {"cooperative": "essai", "lang": "fr", "import": planted.words[2]}
            yield f"{method} {path}", planted.http.request(method, path, headers=who, params=asked)
    graph = build_schema(HubSchema(None).as_str(), assume_valid=True)
    for document in Graph(graph, planted.words).documents():
        yield document, planted.http.post("/graphql", headers=who, json={"query": document})


def test_no_canary_is_in_any_answer(planted: Planted) -> None:
    for who, headers in planted.askers.items():
        answered = 0
        for question, answer in ask(planted, headers):
            assert planted.told(answer) == set(), (who, question)
            assert answer.status_code != 500, (who, question)
            answered += answer.status_code == 200
        assert answered > 300, who


def test_a_leak_that_is_planted_is_found() -> None:
    def leak(request: Request) -> PlainTextResponse:
        told = CANARY if request.path_params["one"] == "essai" else "nothing"
        return PlainTextResponse("ok", headers={"Hub-Note": told})

    app = Starlette(routes=[Route("/leak/{one}", leak)])
    words = ("unknown", "essai")
    with TestClient(app) as http:
        hub = Planted(routes=app.routes, http=http, canaries=frozenset({CANARY}), words=words)
        asked = {path: hub.told(http.get(path)) for _, path in requests(app.routes, words)}
        found = {path for path, told in asked.items() if told}
    assert found == {"/leak/essai"}
