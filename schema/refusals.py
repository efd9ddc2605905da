"""What does a reader hear who asks for what cannot be? An error with a code, and the way out."""

from graphql import GraphQLError


class BadInput(GraphQLError):
    """An argument that cannot be understood; `extensions.code` is `BAD_INPUT`."""

    def __init__(self, what: str, next_step: str) -> None:
        super().__init__(f"{what}; {next_step}", extensions={"code": "BAD_INPUT"})


class TooMuch(GraphQLError):
    """A question that is too big to answer; `extensions.code` is `TOO_MUCH`."""

    def __init__(self, what: str, next_step: str) -> None:
        super().__init__(f"{what}; {next_step}", extensions={"code": "TOO_MUCH"})
