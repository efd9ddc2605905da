"""How is the graph asked over HTTP? GraphQL over HTTP, GET and POST, from one release."""

import logging
from collections.abc import Callable

import orjson
from anyio import CapacityLimiter, to_thread
from sqlalchemy.exc import SQLAlchemyError
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send
from strawberry.schema.exceptions import CannotGetOperationTypeError, InvalidOperationTypeError
from strawberry.types import ExecutionResult
from strawberry.types.graphql import OperationType

from hub.releases.reader import Shelf
from schema.directory import Directories, Directory
from schema.negotiation import GRAPHQL, JSON, negotiate
from schema.reading import Reading
from schema.refusals import shown
from schema.requests import Question, Refused, read_question
from schema.subgraphs import HubSchema

_LOG = logging.getLogger(__name__)

#: How many questions are before the database at once; its pool holds 15 connections.
_AT_ONCE = 10

_NO_RELEASE = "nothing has been released yet; the hub's operator runs `intercoop release`"
_NO_SUCH_RELEASE = "there is no release of that id; `releases` at /graphql lists them"
_NO_SHELF = "the hub cannot read its releases at the moment; try again in a minute"


class GraphQLEndpoint:
    """An ASGI application for as many addresses as wanted.

    Mount one instance at `/graphql`, where it answers from the latest release, and at
    `/releases/{release_id}/graphql`, where it answers from that one for ever:

        endpoint = GraphQLEndpoint(Shelf(engine), HubSchema(), editor=query_editor)
        routes = [
            Route("/graphql", endpoint),
            Route("/releases/{release_id}/graphql", endpoint),
        ]

    Args:
        shelf: the public store, opened read-only.
        graph: the whole graph, or one domain's subgraph.
        editor: answers a browser that opens the address without a query; without an editor, such
            a request is answered like any other.
    """

    def __init__(
        self,
        shelf: Shelf,
        graph: HubSchema,
        *,
        editor: Callable[[Request], Response] | None = None,
    ) -> None:
        self._shelf = shelf
        self._graph = graph
        self._editor = editor
        self._directories = Directories(shelf)
        self._threads = CapacityLimiter(_AT_ONCE)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one HTTP request."""
        request = Request(scope, receive)
        if self._editor is not None and _opens_in_a_browser(request):
            response = self._editor(request)
        else:
            response = await self._answer(request)
        await response(scope, receive, send)

    async def _answer(self, request: Request) -> Response:
        media = negotiate(request.headers.get("accept"))
        directory: Directory | None = None
        try:
            directory = await self._directory(request)
            response = await self._execute(request, directory, media)
        except Refused as refused:
            response = _refusal(refused, media or JSON)
        response.headers["vary"] = "Accept"
        if directory is not None:
            response.headers["hub-release"] = directory.release.id
        return response

    async def _directory(self, request: Request) -> Directory:
        """The release that the whole request is answered from.

        Raises:
            Refused: there is none, or none of that id, or the shelf cannot be read.
        """
        release_id = request.path_params.get("release_id")
        try:
            found = await to_thread.run_sync(
                lambda: (
                    self._directories.latest()
                    if release_id is None
                    else self._directories.named(release_id)
                ),
                limiter=self._threads,
            )
        except SQLAlchemyError:
            _LOG.exception("the shelf cannot be read")
            raise Refused(503, _NO_SHELF, code="UNAVAILABLE") from None
        if found is not None:
            return found
        if release_id is None:
            raise Refused(503, _NO_RELEASE, code="NO_RELEASE")
        raise Refused(404, _NO_SUCH_RELEASE, code="NO_SUCH_RELEASE")

    async def _execute(
        self, request: Request, directory: Directory, media: str | None
    ) -> Response:
        if request.method not in ("GET", "POST"):
            raise Refused(405, "ask by GET or POST", allow="GET, POST")
        if media is None:
            raise Refused(406, f"the answer can be had as {GRAPHQL} or {JSON}; accept one of them")
        question = await read_question(request)
        reading = Reading(self._shelf, directory, threads=self._threads)
        try:
            result = await self._graph.execute(
                question.query,
                variable_values=question.variables,
                operation_name=question.operation,
                context_value=reading,
                allowed_operation_types={OperationType.QUERY},
            )
        except InvalidOperationTypeError:
            if request.method == "GET":
                raise Refused(405, "only queries are asked by GET", allow="POST") from None
            raise _no_such_operation(media, "nothing can be changed here; ask a query") from None
        except CannotGetOperationTypeError:
            raise _no_such_operation(media, _which_operation(question)) from None
        return _written(result, media)


def _opens_in_a_browser(request: Request) -> bool:
    return (
        request.method == "GET"
        and "query" not in request.query_params
        and "text/html" in request.headers.get("accept", "")
    )


def _which_operation(question: Question) -> str:
    if question.operation is None:
        return "the document has no operation, or several; name one in `operationName`"
    return f"the document has no operation named {question.operation!r}; correct the name"


def _no_such_operation(media: str, what: str) -> Refused:
    # a well-formed request that GraphQL refuses: plain JSON says so with status 200
    return Refused(400 if media == GRAPHQL else 200, what)


def _written(result: ExecutionResult, media: str) -> Response:
    errors = [shown(error) for error in result.errors or ()]
    refused = result.data is None and all("path" not in error for error in errors)
    body = ({"errors": errors} if errors else {}) | ({} if refused else {"data": result.data})
    return Response(
        orjson.dumps(body),
        400 if refused and media == GRAPHQL else 200,
        media_type=f"{media}; charset=utf-8",
    )


def _refusal(refused: Refused, media: str) -> Response:
    error = {"message": refused.what, "extensions": {"code": refused.code}}
    return Response(
        orjson.dumps({"errors": [error]}),
        refused.status,
        {"allow": refused.allow} if refused.allow else None,
        media_type=f"{media}; charset=utf-8",
    )
