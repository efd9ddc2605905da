"""Which documents are answered? Those that are valid, and small enough to be read in one breath.

Parsed and checked documents are kept: people and pages ask the same questions again.
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    GraphQLSchema,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionNode,
    SelectionSetNode,
    parse,
    specified_rules,
)
from strawberry.extensions import SchemaExtension
from strawberry.schema.schema import validate_document
from strawberry.types.execution import ExecutionContext

from schema.refusals import TooMuch

#: Some pages of GraphQL; GraphiQL's own introspection takes about 400.
MOST_TOKENS = 5_000
MOST_COMMENTS = 500
LONGEST = 100_000

#: Introspection goes about 15 deep.
DEEPEST = 20

#: With every fragment written out wherever it is used; introspection has about 250.
MOST_FIELDS = 500

#: How many documents are kept, and how long a kept one may be: together some 100 MB at worst.
KEPT = 128
LONGEST_KEPT = 4_000


class Documents(SchemaExtension):
    """Reads and checks each document once."""

    execution_context: ExecutionContext

    def on_parse(self) -> Iterator[None]:
        """Read the text, or take what was read before."""
        text = self.execution_context.query
        if text:
            self.execution_context.graphql_document = (
                _kept(text) if len(text) <= LONGEST_KEPT else _read(text)
            )
        yield

    def on_validate(self) -> Iterator[None]:
        """Check the size, then all rules of GraphQL, or take what was found before."""
        context = self.execution_context
        text = context.query or ""
        document = context.graphql_document
        if document is not None:
            graph = context.schema._schema  # noqa: SLF001  as Strawberry's own cache does
            context.pre_execution_errors = list(
                _kept_faults(graph, text)
                if len(text) <= LONGEST_KEPT
                else _faults(graph, document)
            )
        yield


def _read(text: str) -> DocumentNode:
    return parse(
        text,
        max_lexical_tokens=MOST_TOKENS,
        max_comments=MOST_COMMENTS,
        max_source_length=LONGEST,
    )


def _faults(graph: GraphQLSchema, document: DocumentNode) -> tuple[GraphQLError, ...]:
    try:
        size = _Sizes(document).largest()
    except RecursionError:  # fragments within fragments within fragments, without end
        size = Size(DEEPEST + 1, 0)
    if size.depth > DEEPEST:
        return (
            TooMuch(f"this query goes more than {DEEPEST} levels deep", "ask for it in parts"),
        )
    if size.fields > MOST_FIELDS:
        return (
            TooMuch(f"this query asks for more than {MOST_FIELDS} fields", "ask for it in parts"),
        )
    return tuple(validate_document(graph, document, tuple(specified_rules)))


@lru_cache(maxsize=KEPT)
def _kept(text: str) -> DocumentNode:
    return _read(text)


@lru_cache(maxsize=KEPT)
def _kept_faults(graph: GraphQLSchema, text: str) -> tuple[GraphQLError, ...]:
    return _faults(graph, _kept(text))


class Size(NamedTuple):
    """How deep a selection goes, and how many fields it has with its fragments written out."""

    depth: int
    fields: int


class _Sizes:
    """The sizes in one document; each fragment is measured once, however often it is used."""

    def __init__(self, document: DocumentNode) -> None:
        self._fragments: Mapping[str, FragmentDefinitionNode] = {
            one.name.value: one
            for one in document.definitions
            if isinstance(one, FragmentDefinitionNode)
        }
        self._operations = [
            one for one in document.definitions if isinstance(one, OperationDefinitionNode)
        ]
        self._known: dict[str, Size] = {}

    def largest(self) -> Size:
        """The depth of the deepest operation, and the fields of all of them."""
        sizes = [self._of(one.selection_set) for one in self._operations]
        unused = [self._fragment(name) for name in self._fragments]
        return Size(
            max((size.depth for size in (*sizes, *unused)), default=0),
            sum(size.fields for size in sizes),
        )

    def _of(self, chosen: SelectionSetNode | None) -> Size:
        sizes = [self._one(selection) for selection in chosen.selections] if chosen else []
        return Size(
            max((size.depth for size in sizes), default=0), sum(size.fields for size in sizes)
        )

    def _one(self, selection: SelectionNode) -> Size:
        if isinstance(selection, FieldNode):
            inner = self._of(selection.selection_set)
            return Size(inner.depth + 1, inner.fields + 1)
        if isinstance(selection, InlineFragmentNode):
            return self._of(selection.selection_set)
        if isinstance(selection, FragmentSpreadNode):
            return self._fragment(selection.name.value)
        return Size(0, 0)

    def _fragment(self, name: str) -> Size:
        if name not in self._known:
            # a fragment within itself measures nothing here, and is refused by GraphQL's rules
            self._known[name] = Size(0, 0)
            fragment = self._fragments.get(name)
            if fragment is not None:
                self._known[name] = self._of(fragment.selection_set)
        return self._known[name]
