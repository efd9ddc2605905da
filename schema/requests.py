"""What does an HTTP request ask? Its GraphQL parameters, or why it cannot be understood."""

from dataclasses import dataclass
from typing import Any

import orjson
from starlette.requests import Request

#: A document of the longest kind with its variables, several times over.
LONGEST_BODY = 1_000_000


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """The parameters of one GraphQL request."""

    query: str
    variables: dict[str, Any] | None
    operation: str | None


async def read_question(request: Request) -> Question:
    """The question of a GET or POST request.

    Raises:
        Refused: 400 for what cannot be read, 413 for what is too long, 415 for what is not JSON.
    """
    asked = _from_address(request) if request.method == "GET" else await _from_body(request)
    query = asked.get("query")
    if not isinstance(query, str) or not query:
        raise Refused(400, "the parameter `query` is missing; give a GraphQL document as text")
    return Question(
        query=query,
        variables=_mapping(asked, "variables"),
        operation=_operation(asked.get("operationName")),
    )


def _from_address(request: Request) -> dict[str, Any]:
    given: dict[str, Any] = dict(request.query_params)
    for name in ("variables", "extensions"):
        if given.get(name):
            given[name] = _json(given[name], f"the parameter `{name}`")
        else:
            given.pop(name, None)
    _mapping(given, "extensions")
    return given


async def _from_body(request: Request) -> dict[str, Any]:
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/json":
        raise Refused(415, "the body is not `application/json`; send it as that")
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LONGEST_BODY:
            raise Refused(413, f"the body has more than {LONGEST_BODY:,} bytes; ask in parts")
    given = _json(bytes(body), "the body")
    if not isinstance(given, dict):
        raise Refused(400, "the body is no JSON object; send one question at a time")
    _mapping(given, "extensions")
    return given


def _json(text: str | bytes, place: str) -> Any:  # noqa: ANN401  JSON may be anything
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        raise Refused(400, f"{place} is no readable JSON in UTF-8; correct it") from None


def _mapping(asked: dict[str, Any], name: str) -> dict[str, Any] | None:
    given = asked.get(name)
    if given is None or isinstance(given, dict):
        return given
    raise Refused(400, f"the parameter `{name}` is no JSON object; give one or leave it out")


def _operation(given: object) -> str | None:
    if given is None or isinstance(given, str):
        return given or None
    raise Refused(400, "the parameter `operationName` is no text; give one or leave it out")
