"""What does an HTTP request ask? Its GraphQL parameters, or why it cannot be understood."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import anyio
import orjson
from starlette.datastructures import QueryParams
from starlette.types import Message, Receive

#: A document of the longest kind with its variables, several times over.
LONGEST_BODY = 1_000_000

#: As many digits as a length may have to be read as a number: Python refuses some thousand.
_DIGITS = 20

#: How many values its variables and extensions hold: a page of a thousand things, three for each.
MOST_VALUES = 5_000

#: Seconds that a body is waited for, all of it.
PATIENCE = 30


class Refused(Exception):
    """A request that is answered without being executed.

    Args:
        status: the HTTP status.
        what: what is wrong with it, and what to do.
        code: `extensions.code` of the error.
        allow: the methods that are taken, where the method was wrong.
    """

    def __init__(
        self, status: int, what: str, *, code: str = "BAD_REQUEST", allow: str | None = None
    ) -> None:
        super().__init__(what)
        self.status = status
        self.what = what
        self.code = code
        self.allow = allow

    @property
    def error(self) -> dict[str, Any]:
        """The refusal as a GraphQL error."""
        return {"message": self.what, "extensions": {"code": self.code}}


class RefusedByGraphQL(Refused):
    """A well-formed request that GraphQL refuses; plain JSON says so with status 200.

    Args:
        what: what is wrong with it, and what to do.
        code: `extensions.code` of the error.
    """

    def __init__(self, what: str, *, code: str = "BAD_REQUEST") -> None:
        super().__init__(400, what, code=code)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """The parameters of one GraphQL request.

    Attributes:
        query: the document's text; None where it is only named.
        document_id: the parameter `documentId`: `sha256:` and a hash, or a deployer's own id.
        sha256: the same hash as Apollo's clients give it, in `extensions.persistedQuery`.
        variables: by name.
        operation: which operation of the document, where it has several.
        extensions: as given.
    """

    query: str | None
    document_id: str | None
    sha256: str | None
    variables: dict[str, Any] | None
    operation: str | None
    extensions: dict[str, Any] | None


class Vanished(Exception):
    """The reader went away before the request was whole; there is nobody to answer."""


def from_address(query_string: bytes) -> Question:
    """The question of a GET request.

    Raises:
        Refused: 400 for what cannot be read.
    """
    asked: dict[str, Any] = dict(QueryParams(query_string))
    for name in ("variables", "extensions"):
        if asked.get(name):
            asked[name] = _json(asked[name], f"the parameter `{name}`")
        else:
            asked.pop(name, None)
    return question(asked)


async def read_body(headers: Mapping[bytes, bytes], receive: Receive) -> bytes:
    """The body of a POST request.

    Raises:
        Refused: 408 for what does not come, 413 for what is too long, 415 for what is not JSON.
        Vanished: the reader went away.
    """
    kind = headers.get(b"content-type", b"").partition(b";")[0]
    if kind.strip().lower() != b"application/json":
        raise Refused(415, "the body is not `application/json`; send it as that")
    if headers.get(b"content-encoding", b"identity").strip().lower() != b"identity":
        raise Refused(415, "the body is compressed; send it as it is")
    # what is announced to be too long is not waited for
    announced = headers.get(b"content-length", b"")
    if announced.isdigit():
        _short_enough(int(announced[:_DIGITS]))
    body = bytearray()
    with anyio.move_on_after(PATIENCE) as patience:
        while True:
            message = await _part(receive)
            body += message.get("body", b"")
            _short_enough(len(body))
            if not message.get("more_body"):
                return bytes(body)
    if patience.cancelled_caught:
        raise Refused(408, f"the body took more than {PATIENCE} seconds to come; try again")
    raise AssertionError(patience)


async def _part(receive: Receive) -> Message:
    message = await receive()
    if message["type"] == "http.disconnect":
        raise Vanished
    return message


def _short_enough(length: int) -> None:
    if length > LONGEST_BODY:
        raise Refused(413, f"the body has more than {LONGEST_BODY:,} bytes; ask in parts")


def from_body(body: bytes) -> Question:
    """The question of a POST request.

    Raises:
        Refused: 400 for what cannot be read.
    """
    asked = _json(body, "the body")
    if not isinstance(asked, dict):
        raise Refused(400, "the body is no JSON object; send one question at a time")
    return question(asked)


def question(asked: Mapping[str, Any]) -> Question:
    """The question that these parameters make.

    Raises:
        Refused: 400 where one of them is not what it should be, or none names a document.
    """
    extensions = _mapping(asked, "extensions")
    variables = _mapping(asked, "variables")
    _few_enough(variables, extensions)
    read = Question(
        query=_text(asked, "query"),
        document_id=_text(asked, "documentId"),
        sha256=_hash(extensions or {}),
        variables=variables,
        operation=_text(asked, "operationName"),
        extensions=extensions,
    )
    if read.query is None and read.document_id is None and read.sha256 is None:
        raise Refused(
            400,
            "the parameter `query` is missing; give a GraphQL document as text, "
            "or the `documentId` of one that is kept here",
        )
    return read


def _json(text: str | bytes, place: str) -> Any:  # noqa: ANN401  JSON may be anything
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        raise Refused(400, f"{place} is no readable JSON in UTF-8; correct it") from None


def _mapping(asked: Mapping[str, Any], name: str) -> dict[str, Any] | None:
    given = asked.get(name)
    if given is None or isinstance(given, dict):
        return given
    raise Refused(400, f"the parameter `{name}` is no JSON object; give one or leave it out")


def _few_enough(*given: object) -> None:
    count, left = 0, list(given)
    while left:
        one = left.pop()
        within = one.values() if isinstance(one, dict) else one if isinstance(one, list) else ()
        count += len(within)
        if count > MOST_VALUES:
            raise RefusedByGraphQL(
                f"the variables hold more than {MOST_VALUES:,} values; ask in parts",
                code="TOO_MUCH",
            )
        left += within


def _text(asked: Mapping[str, Any], name: str) -> str | None:
    given = asked.get(name)
    if given is None or isinstance(given, str):
        return given or None
    raise Refused(400, f"the parameter `{name}` is no text; give one or leave it out")


def _hash(extensions: Mapping[str, Any]) -> str | None:
    given = extensions.get("persistedQuery")
    if given is None:
        return None
    if not (
        isinstance(given, dict)
        and given.get("version") == 1
        and isinstance(given.get("sha256Hash"), str)
    ):
        raise Refused(
            400,
            "`extensions.persistedQuery` is not understood; give `version` 1 and the `sha256Hash` "
            "of the document",
        )
    return str(given["sha256Hash"]).lower()
