"""What does a reader hear who asks for what cannot be? An error with a code, and the way out.

And what does a reader never hear: how the hub works inside.
"""

from typing import Any

from graphql import GraphQLError


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


def shown(error: GraphQLError) -> dict[str, Any]:
    """An error as readers see it: message, place in query and answer, code."""
    if may_be_shown(error):
        return dict(error.formatted)
    masked = GraphQLError(
        "the hub could not answer this part; its operators can read why, please try again later",
        nodes=error.nodes,
        path=error.path,
        extensions={"code": "INTERNAL"},
    )
    return dict(masked.formatted)
