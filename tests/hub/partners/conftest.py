"""What do tests of the partner side share? People with roles, a hub for them, and its worker."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from starlette.middleware import Middleware
from starlette.routing import BaseRoute
from starlette.testclient import TestClient
from starlette.types import ASGIApp, Receive, Scope, Send

from hub import migrate
from hub.access import Actor, ActorKind, Role
from hub.agreements import Agreements, Terms
from hub.jobs import Jobs
from hub.partner_app import create_partner_app
from hub.partners.desk import Desk
from hub.partners.kinds import LANES
from hub.partners.process import work_of
from hub.settings import Settings
from hub.stores import open_store
from hub.workspace_tables import METADATA
from tests.hub.conftest import FILES


def person(subject: str, *roles: Role, slug: str = "essai") -> Actor:
    return Actor(kind=ActorKind.PERSON, subject=subject, roles={slug: frozenset(roles)})


ACTORS: dict[str, Actor] = {
    "ann": person("ann", Role.STEWARD),
    "bob": person("bob", Role.APPROVER, Role.STEWARD),
    "kim": person("kim", Role.APPROVER),
    "sam": person("sam", Role.SENDER),
    "eve": person("eve", Role.STEWARD, Role.APPROVER, slug="autre"),
    "bot": Actor(
        kind=ActorKind.PROGRAM,
        subject="bot",
        roles={"essai": frozenset({Role.SENDER, Role.STEWARD, Role.APPROVER})},
    ),
}


def introduce(scope: Scope, who: str) -> None:
    """Say who asks, and who that is later on, as the real gate does."""

    async def actor_now() -> Actor | None:
        return ACTORS.get(who)

    scope["actor"], scope["actor_now"] = ACTORS.get(who), actor_now
    scope["actor_standing"] = actor_now


class Known:
    """Stands where identity will: takes a header's word for who asks."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            introduce(scope, dict(scope["headers"]).get(b"x-actor", b"").decode())
        await self._app(scope, receive, send)


class Introduced:
    """A gate at which everybody is who they say."""

    routes: Sequence[BaseRoute] = ()
    middleware = Middleware(Known)


@dataclass(frozen=True)
class Hub:
    """The partner side of a hub, and a worker that works when it is told to."""

    settings: Settings
    engine: sa.Engine
    client: TestClient

    @property
    def desk(self) -> Desk:
        return Desk(self.settings, self.engine)

    def as_(self, actor: str, **headers: str) -> dict[str, str]:
        return {
            "x-actor": actor,
            **{name.replace("_", "-"): value for name, value in headers.items()},
        }

    def push(self, actor: str, files: Mapping[str, bytes | str], **headers: str) -> Any:  # noqa: ANN401 - a client's answer
        return self.client.post(
            "/imports?cooperative=essai",
            files=[("file", (name, content)) for name, content in files.items()],
            headers=self.as_(actor, **headers),
        )

    def get(self, actor: str, path: str, **headers: str) -> Any:  # noqa: ANN401 - a client's answer
        return self.client.get(path, headers=self.as_(actor, **headers))

    def post(self, actor: str, path: str, **headers: str) -> Any:  # noqa: ANN401 - a client's answer
        return self.client.post(path, headers=self.as_(actor, **headers))

    def work(self) -> int:
        """Do every job that waits, in this process; how many there were."""
        jobs = Jobs(self.engine)
        done = 0
        for kinds in LANES:
            while (job := jobs.claim(f"test {time.monotonic()}", kinds)) is not None:
                work_of(job.kind)(self.settings, job, lambda *_: None)
                done += 1
        return done

    def ready(self, files: Mapping[str, bytes | str] = FILES) -> str:
        """The id of an upload that was sent and read."""
        sent = self.push("ann", files)
        assert sent.status_code in {200, 202}, sent.text
        self.work()
        return str(sent.json()["import"])


AGREED = Terms(
    roles="the cooperative controls, the hub processes",
    purpose="statistics",
    legal_basis="legitimate interest",
    retention="90 days",
    notice="in the members' letter",
    valid_from=date(2020, 1, 1),
    valid_until=None,
    signatory="the board",
    document_hash="0" * 64,
)


@pytest.fixture
def hub(settings: Settings) -> Iterator[Hub]:
    yield from serving(settings)


@pytest.fixture
def either_hub(both_settings: Settings) -> Iterator[Hub]:
    yield from serving(both_settings)


def serving(settings: Settings) -> Iterator[Hub]:
    engine = open_store(settings.workspace_url)
    migrate.upgrade(engine, "workspace")
    for slug in ("essai", "autre"):
        Agreements(engine).record(slug, AGREED)
    app = create_partner_app(settings, Introduced())
    with TestClient(app, raise_server_exceptions=False) as client:
        yield Hub(settings, engine, client)
    engine.dispose()
    app.state.desk.engine.dispose()
    app.state.shelf_engine.dispose()


@pytest.fixture
def left(settings: Settings) -> Callable[[], list[Path]]:
    """The files and folders that uploads left behind."""
    return lambda: sorted(settings.uploads.rglob("*")) if settings.uploads.exists() else []


@pytest.fixture
def desk(settings: Settings) -> Iterator[Desk]:
    """A desk over a workspace with its tables and nothing else; no application around it."""
    engine = open_store(settings.workspace_url)
    METADATA.create_all(engine)
    yield Desk(settings, engine)
    engine.dispose()
