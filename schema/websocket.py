"""How is a reader told of releases on a websocket? By the protocol `graphql-transport-ws`.

One socket carries as many operations as `MOST_OPERATIONS`, each under an id of the reader's. A
reader who breaks the protocol is told how in the code and the reason of the close.
"""

from contextlib import suppress
from typing import TYPE_CHECKING, Any

import anyio
import orjson
from starlette.types import Message, Receive, Scope, Send
from strawberry.types.graphql import OperationType

from schema.enquiries import Enquiries, NoQuery, Reply
from schema.requests import LONGEST_BODY, Question, Refused, question
from schema.streams import Streams

if TYPE_CHECKING:
    from anyio.abc import TaskGroup

PROTOCOL = "graphql-transport-ws"

#: How many operations one socket carries at once.
MOST_OPERATIONS = 20

#: Seconds until the first message, between two pings, and until a stuck reader is let go.
FIRST_WORD = 10.0
QUIET = 20.0
PATIENCE = 30.0

#: Any longer is no id, but somebody trying how much is kept.
_LONGEST_ID = 100


class _Broken(Exception):
    """The protocol was broken; the socket is closed with this code and reason."""

    def __init__(self, code: int, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason


class Conversation:
    """All that is said on one socket.

    Args:
        enquiries: answers the operations.
        streams: counts this socket as one, and each of its subscriptions.
    """

    def __init__(self, enquiries: Enquiries, streams: Streams) -> None:
        self._enquiries = enquiries
        self._streams = streams
        self._acknowledged = anyio.Event()
        self._operations: dict[str, anyio.CancelScope] = {}
        self._send: Send
        self._group: TaskGroup

    async def hold(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hold the conversation until either side ends it."""
        self._send = send
        await receive()  # websocket.connect
        if PROTOCOL not in scope.get("subprotocols", ()):
            # accepted first: before that, no reason can be given
            await send({"type": "websocket.accept"})
            await self._close(4406, f"speak {PROTOCOL}")
            return
        await send({"type": "websocket.accept", "subprotocol": PROTOCOL})
        try:
            with self._streams.one_more():
                await self._converse(receive)
        except Refused:
            await self._close(1013, "too many readers are being told of releases; try later")

    async def _converse(self, receive: Receive) -> None:
        broken: _Broken | None = None
        async with anyio.create_task_group() as self._group:
            self._group.start_soon(self._keep_alive)
            try:
                await self._listen(receive)
            except _Broken as wrong:
                broken = wrong
            self._group.cancel_scope.cancel()
        if broken is not None:
            await self._close(broken.code, broken.reason)

    async def _listen(self, receive: Receive) -> None:
        while True:
            with anyio.move_on_after(None if self._open else FIRST_WORD) as waiting:
                heard = await receive()
            if waiting.cancelled_caught:
                raise _Broken(4408, "Connection initialisation timeout")
            if heard["type"] == "websocket.disconnect":
                return
            await self._obey(_message(heard.get("text")))

    @property
    def _open(self) -> bool:
        return self._acknowledged.is_set()

    async def _obey(self, said: dict[str, Any]) -> None:
        match said.get("type"):
            case "connection_init":
                if self._open:
                    raise _Broken(4429, "Too many initialisation requests")
                self._acknowledged.set()
                await self._say({"type": "connection_ack"})
            case "ping":
                await self._say({"type": "pong"})
            case "pong":
                pass
            case "subscribe":
                self._subscribe(said.get("id"), said.get("payload"))
            case "complete":
                running = self._operations.get(str(said.get("id")))
                if running is not None:
                    running.cancel()
            case _:
                raise _Broken(4400, "Unknown message type")

    def _subscribe(self, name: object, payload: object) -> None:
        if not self._open:
            raise _Broken(4401, "Unauthorized")
        if not isinstance(name, str) or not 0 < len(name) <= _LONGEST_ID:
            raise _Broken(4400, "A subscribe message has an id of 1 to 100 characters")
        if not isinstance(payload, dict):
            raise _Broken(4400, "A subscribe message has a payload")
        if name in self._operations:
            raise _Broken(4409, f"Subscriber for {name} already exists"[:_LONGEST_ID])
        if len(self._operations) >= MOST_OPERATIONS:
            raise _Broken(4429, f"At most {MOST_OPERATIONS} operations at once")
        scope = self._operations[name] = anyio.CancelScope()
        self._group.start_soon(self._operate, name, payload, scope)

    async def _operate(self, name: str, payload: dict[str, Any], scope: anyio.CancelScope) -> None:
        with scope:
            try:
                await self._answer(name, question(payload))
            except Refused as refused:
                await self._say({"id": name, "type": "error", "payload": [refused.error]})
        if self._operations.get(name) is scope:
            del self._operations[name]

    async def _answer(self, name: str, asked: Question) -> None:
        directory = await self._enquiries.directory(None)
        try:
            reply = await self._enquiries.ask(asked, directory)
        except NoQuery as other:
            if other.kind is not OperationType.SUBSCRIPTION:
                raise
        else:
            await self._say_reply(name, reply)
            if not reply.refused:
                await self._say({"id": name, "type": "complete"})
            return
        # asked of the release that is known: what is wrong with the operation is told at once
        rehearsal = await self._enquiries.announce(asked, directory)
        if rehearsal.refused:
            await self._say_reply(name, rehearsal)
            return
        with self._streams.one_more():
            await self._tell(name, asked, directory.release.number)

    async def _tell(self, name: str, asked: Question, number: int) -> None:
        while found := await self._enquiries.arrivals.later(number):
            for directory in found:
                number = directory.release.number
                await self._say_reply(name, await self._enquiries.announce(asked, directory))
        await self._say({"id": name, "type": "complete"})

    async def _keep_alive(self) -> None:
        await self._acknowledged.wait()
        while True:
            await anyio.sleep(QUIET)
            await self._say({"type": "ping"})

    async def _say_reply(self, name: str, reply: Reply) -> None:
        if reply.refused:
            errors = orjson.loads(reply.body)["errors"]
            await self._say({"id": name, "type": "error", "payload": errors})
        else:
            await self._say({"id": name, "type": "next", "payload": orjson.Fragment(reply.body)})

    async def _say(self, message: dict[str, Any]) -> None:
        sent = {"type": "websocket.send", "text": orjson.dumps(message).decode()}
        if not await self._reaches(sent):
            self._group.cancel_scope.cancel()

    async def _close(self, code: int, reason: str) -> None:
        await self._reaches({"type": "websocket.close", "code": code, "reason": reason})

    async def _reaches(self, message: Message) -> bool:
        """Whether a message was taken: a reader may be stuck, or gone."""
        with anyio.move_on_after(PATIENCE), suppress(OSError):
            await self._send(message)
            return True
        return False


def _message(text: str | None) -> dict[str, Any]:
    if text is None or len(text) > LONGEST_BODY:
        raise _Broken(4400, "A message is text, and no longer than a request")
    try:
        said = orjson.loads(text)
    except orjson.JSONDecodeError:
        raise _Broken(4400, "A message is JSON") from None
    if not isinstance(said, dict):
        raise _Broken(4400, "A message is a JSON object")
    return said
