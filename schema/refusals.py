"""What does a reader hear who asks for what cannot be? An error with a code, and the way out.

And what does a reader never hear: how the hub works inside.
"""

import re
from collections.abc import Mapping
from typing import Any

from graphql import GraphQLError, GraphQLSyntaxError

#: How many letters a message has at most: it may repeat what was asked.
LONGEST_MESSAGE = 500

#: GraphQL's own messages write values as this program's language does; JSON writes them otherwise.
_VALUES: Mapping[str, str] = {"None": "null", "True": "true", "False": "false"}
_QUOTED_OR_VALUE = re.compile(
    r"""'(?:\\.|[^'\\])*' | "(?:\\.|[^"\\])*" | \b(?:None|True|False)\b""", re.VERBOSE
)
_OF_A_VARIABLE = re.compile(r"Variable '[^']*' has invalid value")


class BadInput(GraphQLError):
    """An argument that cannot be understood; `extensions.code` is `BAD_USER_INPUT`."""

    def __init__(self, what: str, next_step: str) -> None:
        super().__init__(f"{what}; {next_step}", extensions={"code": "BAD_USER_INPUT"})


class TooMuch(GraphQLError):
    """A question that is too big to answer; `extensions.code` is `TOO_MUCH`."""

    def __init__(self, what: str, next_step: str) -> None:
        super().__init__(f"{what}; {next_step}", extensions={"code": "TOO_MUCH"})


class Unavailable(GraphQLError):
    """The shelf could not be read; `extensions.code` is `UNAVAILABLE`."""

    def __init__(self) -> None:
        super().__init__(
            "the hub cannot read its releases at the moment; try again in a minute",
            extensions={"code": "UNAVAILABLE"},
        )


class Gone(GraphQLError):
    """The release that was being read is on the shelf no longer: another shelf is in its place."""

    def __init__(self) -> None:
        super().__init__(
            "the hub's releases were replaced while it answered; ask again",
            extensions={"code": "UNAVAILABLE"},
        )


#: What a resolver says on purpose.
_MEANT = (BadInput, TooMuch, Unavailable, Gone)


def may_be_shown(error: GraphQLError) -> bool:
    """Whether an error speaks of the question, and not of the hub's inside.

    Errors without a path come from reading and checking the document and its variables; those
    with one come from resolvers, and only what a resolver says on purpose is for readers.
    """
    cause = error.original_error
    if isinstance(error, _MEANT) or isinstance(cause, _MEANT):
        return True
    if cause is not None and not isinstance(cause, GraphQLError):
        return False
    return error.path is None or error.message.startswith("Argument ")


def cut(message: str) -> str:
    """A message without the middle of what it repeats, where that is long."""
    half = LONGEST_MESSAGE // 2
    return message if len(message) <= LONGEST_MESSAGE else f"{message[:half]}...{message[-half:]}"


def _as_in_json(found: re.Match[str]) -> str:
    return _VALUES.get(found[0], found[0])


def _code(error: GraphQLError) -> str:
    """The code of an error of GraphQL's own, as Apollo's servers have it."""
    if isinstance(error, GraphQLSyntaxError):
        return "GRAPHQL_PARSE_FAILED"
    # arguments and variables are looked at when the question is good for some values of theirs
    if error.path is not None or _OF_A_VARIABLE.match(error.message):
        return "BAD_USER_INPUT"
    return "GRAPHQL_VALIDATION_FAILED"


def shown(error: GraphQLError) -> dict[str, Any]:
    """An error as readers see it: message, place in query and answer, code."""
    if may_be_shown(error):
        found: dict[str, Any] = dict(error.formatted)
        if "extensions" not in found:
            found["message"] = _QUOTED_OR_VALUE.sub(_as_in_json, found["message"])
            found["extensions"] = {"code": _code(error)}
        found["message"] = cut(found["message"])
        return found
    masked = GraphQLError(
        "the hub could not answer this part; its operators can read why, please try again later",
        nodes=error.nodes,
        path=error.path,
        extensions={"code": "INTERNAL"},
    )
    return dict(masked.formatted)
