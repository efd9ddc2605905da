"""What need not be found out again of an operation? All that hangs on its text alone.

Which fields it asks for, in which order, and the loops made for them: of an operation that was
executed before, only the values of its variables are new.
"""

from collections import OrderedDict
from collections.abc import Mapping
from typing import Any, NamedTuple, cast

from graphql import DocumentNode, GraphQLError, GraphQLSchema, get_variable_values
from strawberry.execution import optimized_is_awaitable

from schema.documents import LONGEST_KEPT
from schema.execution import Execution, GeneratedLoops
from schema.reading import Reading

#: How many operations are kept; each takes some kilobytes besides its document.
KEPT = 128


#: After so many faults the other variables are not looked at.
_MOST_FAULTS = 50


class Operation(NamedTuple):
    """One operation of a document.

    Attributes:
        text: of the document.
        name: of the operation; None for the only one.
    """

    text: str
    name: str | None


class Prepared:
    """The operations of a graph that were executed before.

    Args:
        graph: what they ask.
    """

    def __init__(self, graph: GraphQLSchema) -> None:
        self._graph = graph
        self._kept: OrderedDict[tuple[type[Execution], Operation], GeneratedLoops] = OrderedDict()

    def executor(  # noqa: PLR0913  all that an execution needs
        self,
        execution: type[Execution],
        operation: Operation,
        document: DocumentNode,
        *,
        root: object,
        reading: Reading | None,
        variables: Mapping[str, Any] | None,
    ) -> Execution | list[GraphQLError]:
        """What executes a checked operation, or the faults of its variables."""
        key = execution, operation
        kept = self._kept.get(key)
        if kept is not None:
            self._kept.move_to_end(key)
            values = get_variable_values(
                self._graph,
                kept.operation.variable_definitions or (),
                dict(variables or {}),
                max_errors=_MOST_FAULTS,
            )
            return values if isinstance(values, list) else kept.again(root, reading, values)
        made = execution.build(
            self._graph,
            document,
            raw_variable_values=dict(variables or {}),
            operation_name=operation.name,
            max_coercion_errors=_MOST_FAULTS,
            is_awaitable=cast("Any", optimized_is_awaitable),
        )
        if isinstance(made, list):
            return made
        if not isinstance(made, GeneratedLoops):
            made.root_value, made.context_value = root, reading
            return cast("Execution", made)
        if _hangs_on_text(operation.text):
            self._keep(key, made)
        # what is kept must not hold what one reader was told
        return made.again(root, reading, made.variable_values)

    def _keep(self, key: tuple[type[Execution], Operation], made: GeneratedLoops) -> None:
        self._kept[key] = made
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)


def _hangs_on_text(text: str) -> bool:
    """Whether its fields are the same for all values of its variables: a directive may say no."""
    return len(text) <= LONGEST_KEPT and not ("@" in text and "$" in text)
