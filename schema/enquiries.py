"""How is a question answered, whichever way it came? From one release, never with the inside."""

import logging
from dataclasses import dataclass

import orjson
from anyio import CapacityLimiter, to_thread
from sqlalchemy.exc import SQLAlchemyError
from strawberry.schema.exceptions import CannotGetOperationTypeError, InvalidOperationTypeError
from strawberry.types import ExecutionResult
from strawberry.types.graphql import OperationType

from hub.releases.reader import Shelf
from schema.arrivals import Arrivals
from schema.directory import Directories, Directory
from schema.domains.releases import Release
from schema.latest import Latest
from schema.persisted import PersistedDocuments
from schema.reading import Reading
from schema.refusals import Gone, Unavailable, cut, shown
from schema.requests import Question, Refused, RefusedByGraphQL
from schema.subgraphs import HubSchema
from schema.subscription import Subscription

_LOG = logging.getLogger(__name__)

#: How many threads wait for the database at once; its pool holds as many connections for them as
#: for what is awaited without a thread.
_AT_ONCE = 10

_NO_RELEASE = "nothing has been released yet; the hub's operator runs `intercoop release`"
_NO_SUCH_RELEASE = "there is no release of that id; `releases` at /graphql lists them"
_NO_SHELF = Unavailable().message


class NoQuery(RefusedByGraphQL):
    """The operation is of a kind that a query is not.

    Attributes:
        kind: of the operation.
    """

    def __init__(self, kind: OperationType) -> None:
        super().__init__("nothing can be changed here; ask a query")
        self.kind = kind


class Replaced(Refused):
    """The shelf was replaced by one without the release that was being read; ask it anew."""

    def __init__(self) -> None:
        super().__init__(503, Gone().message, code="UNAVAILABLE")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What GraphQL says to a question.

    Attributes:
        body: JSON.
        refused: the question was refused before it was executed; there is no `data`.
        whole: nothing went wrong.
    """

    body: bytes
    refused: bool
    whole: bool


class Enquiries:
    """The graph over a shelf.

    Args:
        shelf: the public store.
        graph: the whole graph, or one domain's subgraph.
        documents: those that may be asked for by name.
        every: seconds after which the shelf is looked at again for a new release.
    """

    def __init__(
        self, shelf: Shelf, graph: HubSchema, *, documents: PersistedDocuments, every: float
    ) -> None:
        self.documents = documents
        self._shelf = shelf
        self._graph = graph
        self._threads = CapacityLimiter(_AT_ONCE)
        self._directories = Directories(shelf)
        self.latest = Latest(self._directories, every=every)
        self.arrivals = Arrivals(shelf, self._directories, self.latest)

    async def directory(self, release_id: str | None) -> Directory:
        """The release that a whole request is answered from: the latest, or the one of that id.

        Raises:
            Refused: there is none, or none of that id, or the shelf cannot be read.
        """
        found = (
            self.latest.fresh() if release_id is None else self._directories.at_hand(release_id)
        )
        if found is not None:
            return found
        try:
            found = await (
                self.latest.directory()
                if release_id is None
                else to_thread.run_sync(self._directories.named, release_id, limiter=self._threads)
            )
        except SQLAlchemyError:
            _LOG.exception("the shelf cannot be read")
            raise Refused(503, _NO_SHELF, code="UNAVAILABLE") from None
        if found is not None:
            return found
        if release_id is None:
            raise Refused(503, _NO_RELEASE, code="NO_RELEASE")
        raise Refused(404, _NO_SUCH_RELEASE, code="NO_SUCH_RELEASE")

    async def ask(self, question: Question, directory: Directory) -> Reply:
        """The answer to a query.

        Raises:
            NoQuery: the operation is none.
            Refused: the document or the operation is not there.
        """
        text = self.documents.text(question)
        reply = await self._execute(question, directory, OperationType.QUERY)
        if self.documents.registers(question) and not reply.refused:
            self.documents.register(text)
        return reply

    async def announce(self, question: Question, directory: Directory) -> Reply:
        """What a subscription says when that release is published.

        Raises:
            Refused: as for a query.
        """
        return await self._execute(question, directory, OperationType.SUBSCRIPTION)

    async def _execute(
        self, question: Question, directory: Directory, kind: OperationType
    ) -> Reply:
        root = None
        if kind is OperationType.SUBSCRIPTION:
            root = Subscription(release_published=Release.of(directory.release))
        try:
            result = await self._graph.execute(
                self.documents.text(question),
                variable_values=question.variables,
                operation_name=question.operation,
                context_value=Reading(self._shelf, directory, threads=self._threads),
                root_value=root,
                allowed_operation_types={kind},
                operation_extensions=question.extensions,
            )
        except InvalidOperationTypeError as wrong:
            raise NoQuery(wrong.operation_type) from None
        except CannotGetOperationTypeError:
            raise RefusedByGraphQL(_which_operation(question)) from None
        causes = [error.original_error or error for error in result.errors or ()]
        if any(isinstance(cause, Gone) for cause in causes):
            self._directories.forget(directory.release.id)
            self.latest.forget()
            raise Replaced
        if result.data is None and any(isinstance(cause, Unavailable) for cause in causes):
            raise Refused(503, _NO_SHELF, code="UNAVAILABLE")
        return _reply(result)


def _which_operation(question: Question) -> str:
    if question.operation is None:
        return "the document has no operation; give one"
    return cut(f"the document has no operation named {question.operation!r}; correct the name")


def _reply(result: ExecutionResult) -> Reply:
    errors = [shown(error) for error in result.errors or ()]
    refused = result.data is None and all("path" not in error for error in errors)
    body = (
        ({"errors": errors} if errors else {})
        | ({} if refused else {"data": result.data})
        | ({"extensions": result.extensions} if result.extensions else {})
    )
    return Reply(body=orjson.dumps(body), refused=refused, whole=not errors)
