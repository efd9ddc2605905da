"""How is the graph asked over HTTP? GraphQL over HTTP, GET and POST, from one release."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from hashlib import blake2b

import orjson
from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send
from strawberry.types.graphql import OperationType

from hub.releases.reader import Shelf
from schema.answers import Answer, Answers, Form, Header
from schema.directory import Directory
from schema.enquiries import Enquiries, NoQuery, Replaced
from schema.event_stream import Stream
from schema.latest import EVERY
from schema.negotiation import EVENTS, GRAPHQL, JSON, encoding, negotiate, takes_events
from schema.persisted import NO_DOCUMENTS, PersistedDocuments
from schema.requests import (
    Question,
    Refused,
    RefusedByGraphQL,
    Vanished,
    from_address,
    from_body,
    read_body,
)
from schema.streams import Streams
from schema.subgraphs import HubSchema
from schema.websocket import Conversation

#: Anyone's page may ask and read: there is nothing here that only some may know.
_OPEN: tuple[Header, ...] = (
    (b"access-control-allow-origin", b"*"),
    (b"access-control-expose-headers", b"ETag, Hub-Release, Retry-After"),
    (b"vary", b"Accept, Accept-Encoding"),
)
_PREFLIGHT: tuple[Header, ...] = (
    *_OPEN,
    (b"access-control-allow-methods", b"GET, HEAD, POST"),
    (b"access-control-allow-headers", b"*"),
    (b"access-control-max-age", b"86400"),
    (b"allow", b"GET, HEAD, OPTIONS, POST"),
)

_YEAR = b"public, max-age=31536000, immutable"
_SHORT = b"public, max-age=30, must-revalidate"
_NEVER = b"no-store"


class GraphQLEndpoint:
    """An ASGI application for as many addresses as wanted, over HTTP and websockets.

    Mount one instance at `/graphql`, where it answers from the latest release, and at
    `/releases/{release_id}/graphql`, where it answers from that one for ever:

        endpoint = GraphQLEndpoint(Shelf(engine), HubSchema(), editor=query_editor)
        routes = [
            Route("/graphql", endpoint),
            WebSocketRoute("/graphql", endpoint),
            Route("/releases/{release_id}/graphql", endpoint),
        ]

    Args:
        shelf: the public store, opened read-only.
        graph: the whole graph, or one domain's subgraph.
        editor: answers a browser that opens the address without a query; without an editor, such
            a request is answered like any other.
        trusted: documents by the id that they may be asked for with.
        every: seconds after which the shelf is looked at again for a new release.

    Attributes:
        streams: the readers who are being told of new releases.
    """

    def __init__(
        self,
        shelf: Shelf,
        graph: HubSchema,
        *,
        editor: Callable[[Request], Response] | None = None,
        trusted: Mapping[str, str] = NO_DOCUMENTS,
        every: float = EVERY,
    ) -> None:
        self._editor = editor
        self._enquiries = Enquiries(
            shelf, graph, documents=PersistedDocuments(trusted), every=every
        )
        self._answers = Answers()
        self.streams = Streams()

    def stop(self) -> None:
        """End all subscriptions, so that the server can stop."""
        self._enquiries.arrivals.stop()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one HTTP request, or all that is said on one websocket."""
        if scope["type"] == "websocket":
            await Conversation(self._enquiries, self.streams).hold(scope, receive, send)
        elif scope["method"] == "OPTIONS":
            await _send(send, 204, _PREFLIGHT, b"")
        elif self._editor is not None and _opens_in_a_browser(scope):
            await self._editor(Request(scope))(scope, receive, send)
        else:
            with suppress(Vanished):
                await self._answer(_Asked(scope, receive), send)

    async def _answer(self, asked: "_Asked", send: Send) -> None:
        media = negotiate(asked.accept)
        directory: Directory | None = None
        try:
            directory = await self._enquiries.directory(asked.pinned)
            _check(asked.method, media)
            body = await asked.read()
            if media == EVENTS:
                await self._stream(asked, body, directory, send)
                return
            try:
                try:
                    answer, form = await self._form(asked, body, directory, media or JSON)
                except Replaced:
                    directory = await self._enquiries.directory(asked.pinned)
                    answer, form = await self._form(asked, body, directory, media or JSON)
            except NoQuery as other:
                if other.kind is OperationType.SUBSCRIPTION and takes_events(asked.accept):
                    await self._stream(asked, body, directory, send)
                    return
                raise _refused_kind(other, asked.method) from None
        except Refused as refused:
            answer = _refusal(refused, media, directory)
            form = await answer.form(asked.encoding)
        known = asked.known
        if known is not None and form.etag and _names(known, form.etag):
            await _send(send, 304, form.unchanged, b"")
        else:
            body = b"" if asked.method == "HEAD" else form.body
            await _send(send, answer.status, form.headers, body)

    async def _stream(
        self, asked: "_Asked", body: bytes, directory: Directory, send: Send
    ) -> None:
        if asked.method == "HEAD":
            raise Refused(405, "a stream has no end to tell of; ask by GET", allow="GET, POST")
        headers = (*_OPEN, _release(directory), (b"cache-control", _NEVER))
        stream = Stream(self._enquiries, asked.question(body), directory)
        with self.streams.one_more():
            await stream.send(headers, asked.receive, send)

    async def _form(
        self, asked: "_Asked", body: bytes, directory: Directory, media: str
    ) -> tuple[Answer, Form]:
        key = asked.key(body, directory.release.id, media)
        answer = self._answers.find(key)
        if answer is None:

            async def work_out() -> Answer:
                return await self._work_out(asked, body, directory, media)

            answer = await self._answers.answer(key, work_out)
        form = answer.at_hand(asked.encoding)
        if form is None:
            form = await answer.form(asked.encoding)
            self._answers.weigh(key)
        return answer, form

    async def _work_out(
        self, asked: "_Asked", body: bytes, directory: Directory, media: str
    ) -> Answer:
        question = asked.question(body)
        reply = await self._enquiries.ask(question, directory)
        kept = _SHORT if asked.pinned is None else _YEAR
        return Answer(
            400 if reply.refused and media == GRAPHQL else 200,
            reply.body,
            media=media,
            headers=(
                *_OPEN,
                _release(directory),
                (b"cache-control", kept if reply.whole else _NEVER),
            ),
            # a registration must reach the documents each time, for they may have been forgotten
            lasting=reply.whole and not self._enquiries.documents.registers(question),
        )


class _Asked:
    """One request, as far as it was read.

    Attributes:
        pinned: the id of the release in its address.
        known: the ETags that the reader has; only a safe method asks whether they still hold.
    """

    def __init__(self, scope: Scope, receive: Receive) -> None:
        headers = dict(scope["headers"])
        self.receive = receive
        self.method: str = scope["method"]
        self.pinned: str | None = scope["path_params"].get("release_id")
        self.accept = _text(headers.get(b"accept"))
        self.encoding = encoding(_text(headers.get(b"accept-encoding")))
        self.known = None if self._posted else _text(headers.get(b"if-none-match"))
        self._headers = headers
        self._query: bytes = scope["query_string"]

    @property
    def _posted(self) -> bool:
        return self.method == "POST"

    async def read(self) -> bytes:
        """The body of a POST request; that of another is not looked at."""
        return await read_body(self._headers, self.receive) if self._posted else b""

    def question(self, body: bytes) -> Question:
        """What is asked."""
        return from_body(body) if self._posted else from_address(self._query)

    def key(self, body: bytes, release_id: str, media: str) -> bytes:
        """What the answer hangs on."""
        said = blake2b(f"{self._posted} {self.pinned is None} {media} {release_id} ".encode())
        said.update(body if self._posted else self._query)
        return said.digest()


def _text(header: bytes | None) -> str | None:
    return None if header is None else header.decode("latin-1")


def _check(method: str, media: str | None) -> None:
    if method not in ("GET", "HEAD", "POST"):
        raise Refused(405, "ask by GET or POST", allow="GET, HEAD, POST")
    if media is None:
        raise Refused(406, f"the answer can be had as {GRAPHQL} or {JSON}; accept one of them")


def _opens_in_a_browser(scope: Scope) -> bool:
    if scope["method"] not in ("GET", "HEAD"):
        return False
    accept: bytes = next((value for name, value in scope["headers"] if name == b"accept"), b"")
    return b"text/html" in accept and not (
        {"query", "documentId", "extensions"} & QueryParams(scope["query_string"]).keys()
    )


def _refused_kind(other: NoQuery, method: str) -> Refused:
    if other.kind is OperationType.SUBSCRIPTION:
        return Refused(406, f"a subscription is answered as {EVENTS}; accept that")
    if method != "POST":
        return Refused(405, "only queries are asked by GET", allow="POST")
    return other


def _refusal(refused: Refused, media: str | None, directory: Directory | None) -> Answer:
    # plain JSON says with status 200 that GraphQL refuses a well-formed request
    answered = isinstance(refused, RefusedByGraphQL) and media == JSON
    headers = [*_OPEN, (b"cache-control", _NEVER)]
    if directory is not None:
        headers.append(_release(directory))
    if refused.allow:
        headers.append((b"allow", refused.allow.encode()))
    if refused.status in (429, 503):
        headers.append((b"retry-after", b"10"))
    return Answer(
        200 if answered else refused.status,
        orjson.dumps({"errors": [refused.error]}),
        media=JSON if media in (None, EVENTS) else media,
        headers=tuple(headers),
        lasting=False,
    )


def _release(directory: Directory) -> Header:
    return (b"hub-release", directory.release.id.encode())


def _names(known: str, etag: str) -> bool:
    """Whether `If-None-Match` names that ETag; weak ones are as good, as RFC 9110 has it."""
    return known.strip() == "*" or etag in (
        one.strip().removeprefix("W/") for one in known.split(",")
    )


async def _send(send: Send, status: int, headers: tuple[Header, ...], body: bytes) -> None:
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
