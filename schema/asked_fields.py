"""Which fields are asked for, at any depth below one field? Their names, and none is missing."""

from collections.abc import Iterable, Mapping

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    SelectionNode,
)
from strawberry.types import Info

from schema.reading import Reading


def names_below(info: Info[Reading, None]) -> frozenset[str]:
    """The names of all fields below the one that is being resolved, as the graph calls them.

    What is skipped counts, and so does what stands far below: it is a little too much at most.
    """
    asked = info._raw_info  # noqa: SLF001  Strawberry's own view of it is made anew each time
    found: set[str] = set()
    _gather(asked.field_nodes, asked.fragments, found, set())
    return frozenset(found)


def _gather(
    nodes: Iterable[SelectionNode],
    fragments: Mapping[str, FragmentDefinitionNode],
    found: set[str],
    seen: set[str],
) -> None:
    for node in nodes:
        inner = None
        if isinstance(node, FieldNode):
            found.add(node.name.value)
            inner = node.selection_set
        elif isinstance(node, InlineFragmentNode):
            inner = node.selection_set
        elif isinstance(node, FragmentSpreadNode) and node.name.value not in seen:
            seen.add(node.name.value)
            inner = fragments[node.name.value].selection_set
        if inner is not None:
            _gather(inner.selections, fragments, found, seen)
