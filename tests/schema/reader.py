"""Who reads a stream in a test? Somebody who hears each event as it is sent, and may go away."""

import asyncio
from collections.abc import Callable
from urllib.parse import urlencode

import orjson
from starlette.types import ASGIApp, Message


class Reader:
    """One HTTP request to an application, spoken without a server in between."""

    def __init__(
        self,
        app: ASGIApp,
        *,
        method: str = "GET",
        accept: str = "text/event-stream",
        **asked: str,
    ) -> None:
        self._app = app
        self._gone = asyncio.Event()
        self._asked = False
        self.status = 0
        self.headers: dict[str, str] = {}
        self.text = ""
        self._scope = {
            "type": "http",
            "method": method,
            "path": "/graphql",
            "path_params": {},
            "query_string": urlencode(asked).encode(),
            "headers": [(b"accept", accept.encode())],
        }

    async def listen(self) -> None:
        """Ask, and listen until the answer ends or the reader goes."""
        await self._app(self._scope, self._receive, self._send)

    def go(self) -> None:
        """Close the connection."""
        self._gone.set()

    @property
    def answers(self) -> list[dict[str, object]]:
        """What was said in `next` events."""
        events = [event for event in self.text.split("\n\n") if event.startswith("event: next")]
        return [orjson.loads(event.partition("\ndata: ")[2]) for event in events]

    async def _receive(self) -> Message:
        if not self._asked:
            self._asked = True
            return {"type": "http.request", "body": b"", "more_body": False}
        await self._gone.wait()
        return {"type": "http.disconnect"}

    async def _send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            self.headers = {name.decode(): value.decode() for name, value in message["headers"]}
        else:
            self.text += message["body"].decode()


async def until(holds: Callable[[], bool]) -> None:
    """Wait until something holds, for at most ten seconds."""
    async with asyncio.timeout(10):
        # what is waited for is not always an event of this loop
        while not holds():  # noqa: ASYNC110
            await asyncio.sleep(0.01)
