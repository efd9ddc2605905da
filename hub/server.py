"""How does the hub stop? Its subscriptions end first, for they would never end by themselves."""

import contextlib
import socket

import uvicorn
from starlette.applications import Starlette

#: Seconds that answers on their way are given when the hub stops.
_GRACE = 10


class HubServer(uvicorn.Server):
    """Serves an application whose `state.graphql` is the GraphQL endpoint."""

    def __init__(self, app: Starlette, *, host: str, port: int) -> None:
        super().__init__(
            uvicorn.Config(
                app,
                host=host,
                port=port,
                log_level="warning",
                timeout_graceful_shutdown=_GRACE,
                # a message on a websocket is never longer than a request may be
                ws_max_size=1_000_000,
            )
        )
        self._app = app

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End what would not end, then stop as uvicorn does."""
        self._app.state.graphql.stop()
        await super().shutdown(sockets)


def serve(app: Starlette, *, host: str, port: int) -> None:
    """Serve until interrupted."""
    with contextlib.suppress(KeyboardInterrupt):  # Ctrl-C is how a person stops it
        HubServer(app, host=host, port=port).run()
