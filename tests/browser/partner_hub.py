"""What serves the import pages to a browser test? Both sides and a worker, on a loopback port."""

import socket
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from http.cookies import SimpleCookie

import sqlalchemy as sa
import uvicorn
from starlette.middleware import Middleware
from starlette.routing import BaseRoute
from starlette.types import ASGIApp, Receive, Scope, Send

from hub import migrate
from hub.agreements import Agreements
from hub.app import create_app
from hub.partner_app import BothSides, Gate, create_partner_app
from hub.partners.worker import Worker
from hub.settings import Settings
from hub.stores import open_store
from tests.hub.partners.conftest import AGREED, introduce


class ByCookie:
    """Stands where identity will: takes a cookie's word for who asks."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            sent = dict(scope["headers"]).get(b"cookie", b"").decode()
            who = SimpleCookie(sent).get("who")
            introduce(scope, who.value if who else "")
        await self._app(scope, receive, send)


class Introduced:
    """A gate at which everybody is who their cookie says."""

    routes: Sequence[BaseRoute] = ()
    middleware = Middleware(ByCookie)


#: Makes a gate for a hub at an address, over its workspace.
GateOf = Callable[[str, sa.Engine], Gate]


def everybody(_address: str, _engine: sa.Engine) -> Gate:
    """A gate at which everybody is who their cookie says."""
    return Introduced()


@contextmanager
def serving(settings: Settings, gate_of: GateOf = everybody) -> Iterator[str]:
    """The address of a hub that takes imports and works on them."""
    with taking(settings, gate_of) as address, Worker(settings):
        yield address


@contextmanager
def taking(settings: Settings, gate_of: GateOf = everybody) -> Iterator[str]:
    """The address of a hub that takes imports, and whose workers are all away."""
    for url, upgrade in (
        (settings.workspace_url, partial(migrate.upgrade, store="workspace")),
        (settings.shelf_url, partial(migrate.upgrade, store="shelf")),
    ):
        engine = open_store(url)
        upgrade(engine)
        if url == settings.workspace_url:
            Agreements(engine).record("essai", AGREED)
        engine.dispose()
    identities = open_store(settings.workspace_url)
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{listening.getsockname()[1]}"
        partner = create_partner_app(settings, gate_of(address, identities))
        app = BothSides(create_app(settings), partner)
        server = uvicorn.Server(
            uvicorn.Config(app, log_level="warning", ws="none", lifespan="off")
        )
        running = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        running.start()
        try:
            while not server.started:
                time.sleep(0.02)
            yield address
        finally:
            for end in app.state.ends:
                end()
            server.should_exit = True
            running.join()
            app.public.state.shelf_engine.dispose()
            app.partner.state.shelf_engine.dispose()
            app.partner.state.desk.engine.dispose()
            identities.dispose()
