"""How does a test stop one subgraph of several, and start it again at the same address?"""

import socket
import threading
import time

import uvicorn
from starlette.types import ASGIApp, Receive, Scope, Send


class Subgraph:
    """One application on a loopback port of its own, in a thread of this process.

    Attributes:
        address: of its GraphQL endpoint, whether it is running or not.
        asked: how many requests it has answered.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        with socket.create_server(("127.0.0.1", 0)) as free:
            self._port: int = free.getsockname()[1]
        self.address = f"http://127.0.0.1:{self._port}/graphql"
        self.asked = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Count, and let the application answer."""
        self.asked += scope["type"] == "http"
        await self._app(scope, receive, send)

    def start(self) -> None:
        """Start serving."""
        listening = socket.create_server(("127.0.0.1", self._port))
        config = uvicorn.Config(self, log_level="warning", timeout_graceful_shutdown=5)
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(
            target=self._server.run, kwargs={"sockets": [listening]}, daemon=True
        )
        self._thread.start()
        while not self._server.started:
            time.sleep(0.01)

    def stop(self) -> None:
        """Stop serving: nothing listens any more when this returns."""
        self._server.should_exit = True
        self._thread.join()
