"""How does the hub listen and stop? What would never end by itself, like streams, ends first."""

import gc
import socket
from typing import Protocol

import uvicorn
from starlette.datastructures import State
from starlette.types import Receive, Scope, Send

from hub.problem import Problem
from hub.slow_readers import WaitsBriefly

#: Seconds that answers on their way are given when the hub stops.
_GRACE = 10

#: So many objects are made before those that point at each other are looked for.
_YOUNG = 20_000

#: Connections at once; one more is answered with 503. Streams of events have a bound of their own
#: below this one, so that they leave room for questions.
_CONNECTIONS = 2_000


class CannotListen(Problem):
    """The address is not this machine's, or another program listens there."""

    def __init__(self, host: str, port: int, reason: str) -> None:
        super().__init__(
            f"the hub cannot listen on {host}, port {port}: {reason}",
            "Stop what listens there, or choose another with --port or --host",
        )


class Served(Protocol):
    """An application, or several that look like one."""

    state: State

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""


class HubServer(uvicorn.Server):
    """Serves an application whose `state.ends` are called when it stops."""

    def __init__(self, app: Served, *, host: str, port: int) -> None:
        super().__init__(
            uvicorn.Config(
                app,
                host=host,
                port=port,
                http=WaitsBriefly,
                log_level="warning",
                # what is not shown is not worked out either
                access_log=False,
                timeout_graceful_shutdown=_GRACE,
                limit_concurrency=_CONNECTIONS,
                # a message on a websocket is never longer than a request may be
                ws_max_size=1_000_000,
            )
        )
        self._app = app

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End what would not end, then stop as uvicorn does."""
        for end in self._app.state.ends:
            end()
        await super().shutdown(sockets)


def listen(host: str, port: int) -> socket.socket:
    """The place where requests arrive, taken before anything else is done.

    Raises:
        CannotListen: it cannot be had.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as error:
        raise CannotListen(host, port, error.strerror or "no reason given") from error


def _spare_the_collector() -> None:
    """Look less often for what only points at itself, and not among what stays for ever.

    Python looks whenever 700 more objects were made than forgotten, which is each third page of
    figures; nothing of an answer needs to be looked for.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(_YOUNG, 10, 10)


def serve(app: Served, place: socket.socket) -> None:
    """Serve until interrupted."""
    host, port = place.getsockname()[:2]
    _spare_the_collector()
    try:
        HubServer(app, host=host, port=port).run(sockets=[place])
    except KeyboardInterrupt:
        pass  # Ctrl-C is how a person stops it
    finally:
        gc.unfreeze()  # else libraries report as leaked what only was not looked at
