"""Which operation of a document is asked? The only one, or the one that is named.

GraphQL refuses to choose among several.
"""

from graphql import DocumentNode, OperationDefinitionNode
from strawberry.schema.exceptions import CannotGetOperationTypeError
from strawberry.types.graphql import OperationType

from schema.refusals import BadInput


class NoOperationNamed(BadInput):
    """A document with several operations, and no name that says which."""

    def __init__(self) -> None:
        super().__init__("the document has several operations", "name one in `operationName`")


def kind_of(document: DocumentNode, operation: str | None) -> OperationType:
    """The kind of the operation that is asked.

    Raises:
        CannotGetOperationTypeError: there is none, or none of that name.
        NoOperationNamed: there are several, and none is named.
    """
    found = [one for one in document.definitions if isinstance(one, OperationDefinitionNode)]
    if operation is None and len(found) > 1:
        raise NoOperationNamed
    for one in found:
        if operation is None or (one.name is not None and one.name.value == operation):
            return OperationType(one.operation.value)
    raise CannotGetOperationTypeError(operation)
