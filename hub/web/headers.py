"""What may a page do in the reader's browser? The headers that every answer carries."""

from collections.abc import MutableMapping
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send

#: Nothing from another host, no script or style inside a page.
PAGES = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)

#: The query editor's dialogs write a style element when they open, and its style sheet holds its
#: fonts as data addresses. Scripts stay as strict as everywhere.
QUERY_EDITOR = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
    "connect-src 'self'; img-src 'self' data:; font-src 'self' data:; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'"
)

#: On every answer that does not say otherwise.
ALWAYS = {
    "Content-Security-Policy": PAGES,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "X-Content-Type-Options": "nosniff",
}


class SecurityHeaders:
    """Adds the headers to every answer that does not set them itself."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request, its answer given the headers."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                _add(message)
            await send(message)

        await self._app(scope, receive, with_headers)


_ALWAYS = [(name.lower().encode(), value.encode()) for name, value in ALWAYS.items()]


def _add(message: MutableMapping[str, Any]) -> None:
    given = list(message.get("headers", ()))
    # names come in lower case, as ASGI has it
    names = {name for name, _ in given}
    message["headers"] = given + [header for header in _ALWAYS if header[0] not in names]
