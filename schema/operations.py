"""Which operation of a document is asked? The only one, or the one that is named.

GraphQL refuses to choose among several; Strawberry takes the first.
"""

from collections.abc import Iterator

from graphql import OperationDefinitionNode
from strawberry.extensions import SchemaExtension
from strawberry.types.execution import ExecutionContext

from schema.refusals import BadInput


class NoOperationNamed(BadInput):
    """A document with several operations, and no name that says which."""

    def __init__(self) -> None:
        super().__init__("the document has several operations", "name one in `operationName`")


class OneOperation(SchemaExtension):
    """Refuses a document with several operations unless one is named."""

    execution_context: ExecutionContext

    def on_parse(self) -> Iterator[None]:
        """Count the operations once the document was read.

        Raises:
            NoOperationNamed: there are several, and none is named.
        """
        yield
        context = self.execution_context
        document = context.graphql_document
        named = context._provided_operation_name  # noqa: SLF001  its public form is never None
        if named is None and document is not None:
            kinds = [isinstance(one, OperationDefinitionNode) for one in document.definitions]
            if sum(kinds) > 1:
                raise NoOperationNamed
