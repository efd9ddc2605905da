"""How is a reader told of releases over HTTP? Server-sent events, as graphql-sse has them.

Each stream is one operation: `next` for each answer, `complete` at the end. What is wrong with
the operation is said in the stream, too, since a browser shows its page nothing else.
"""

from collections.abc import AsyncGenerator
from contextlib import aclosing

import anyio
import orjson
from starlette.types import Receive, Send
from strawberry.types.graphql import OperationType

from schema.answers import Header
from schema.directory import Directory
from schema.enquiries import Enquiries, NoQuery
from schema.requests import Question, Refused

#: After so many seconds without an event, a comment shows that the stream is alive.
QUIET = 12.0

#: A reader who takes nothing for so many seconds has gone.
PATIENCE = 30.0

_TYPE: Header = (b"content-type", b"text/event-stream; charset=utf-8")
# a proxy that gathers the answer before it hands it on would hold back every event
_UNBUFFERED: Header = (b"x-accel-buffering", b"no")

_COMPLETE = b"event: complete\ndata:\n\n"
_ALIVE = b":\n\n"


class Stream:
    """The answers to one operation.

    Args:
        enquiries: answers it.
        question: a query, answered once, or a subscription.
        directory: the release that a query is answered from; a subscription tells of later ones.
    """

    def __init__(self, enquiries: Enquiries, question: Question, directory: Directory) -> None:
        self._enquiries = enquiries
        self._question = question
        self._directory = directory

    async def send(self, headers: tuple[Header, ...], receive: Receive, send: Send) -> None:
        """Send the stream until it ends, or until the reader goes."""
        async with anyio.create_task_group() as group:
            group.start_soon(_until_gone, receive, group.cancel_scope)
            with anyio.move_on_after(PATIENCE) as patience:
                await send(
                    {
                        "type": "http.response.start",
                        "status": 200,
                        "headers": [_TYPE, _UNBUFFERED, *headers],
                    }
                )
                async with aclosing(self._events()) as events:
                    patience.deadline = float("inf")
                    async for event in events:
                        patience.deadline = anyio.current_time() + PATIENCE
                        await send(
                            {"type": "http.response.body", "body": event, "more_body": True}
                        )
                        patience.deadline = float("inf")
                await send({"type": "http.response.body", "body": b"", "more_body": False})
            group.cancel_scope.cancel()

    async def _events(self) -> AsyncGenerator[bytes, None]:
        yield _ALIVE
        try:
            try:
                reply = await self._enquiries.ask(self._question, self._directory)
            except NoQuery as other:
                if other.kind is not OperationType.SUBSCRIPTION:
                    raise
                async for event in self._announcements():
                    yield event
            else:
                yield _next(reply.body)
        except Refused as refused:
            yield _next(orjson.dumps({"errors": [refused.error]}))
        yield _COMPLETE

    async def _announcements(self) -> AsyncGenerator[bytes, None]:
        # asked of the release that is known: what is wrong with the operation is told at once
        rehearsal = await self._enquiries.announce(self._question, self._directory)
        if rehearsal.refused:
            yield _next(rehearsal.body)
            return
        number = self._directory.release.number
        while True:
            found = None
            with anyio.move_on_after(QUIET):
                found = await self._enquiries.arrivals.later(number)
            if found is None:
                yield _ALIVE
                continue
            if not found:
                return
            for directory in found:
                number = directory.release.number
                yield _next((await self._enquiries.announce(self._question, directory)).body)


async def _until_gone(receive: Receive, scope: anyio.CancelScope) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    scope.cancel()


def _next(body: bytes) -> bytes:
    # JSON has no line breaks: one line of data is the whole answer
    return b"event: next\ndata: " + body + b"\n\n"
