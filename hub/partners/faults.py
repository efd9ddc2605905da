"""What is told of a fault of the hub's own? To who asked, that there is one; to the log, where.

Left to the server, the log would have the error's own words, which may hold what a file holds.
"""

from collections.abc import Callable

from rich.console import Console
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from hub.partners.process import fault_of

_LOG = Console(stderr=True, highlight=False, markup=False, emoji=False)


def note(error: Exception) -> None:
    """Write down of what kind an error is, and where."""
    _LOG.print(f"partner side: {fault_of(error)}")


class BrokenOff(Exception):
    """An answer that had begun cannot be finished; the connection is closed."""


class Faults:
    """Answers for whatever goes wrong inside, and writes down its kind and its place."""

    def __init__(self, app: ASGIApp, *, answer: Callable[[Request, Exception], Response]) -> None:
        self._app = app
        self._answer = answer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        begun = False

        async def noticed(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self._app(scope, receive, noticed)
        except Exception as error:  # noqa: BLE001 - whatever it is, its words stay here
            note(error)
            if begun or scope["type"] != "http":
                raise BrokenOff from None
            await self._answer(Request(scope), error)(scope, receive, send)
