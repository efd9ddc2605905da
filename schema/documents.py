"""Which documents are answered? Those that are small enough, and valid.

Read and checked documents are kept: people and pages ask the same questions again. Size comes
first, for GraphQL's own rules take longer on a twisted document than to refuse it.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from graphql import (
    DocumentNode,
    GraphQLError,
    GraphQLSchema,
    OperationDefinitionNode,
    parse,
    specified_rules,
    validate,
)
from strawberry.extensions import SchemaExtension
from strawberry.schema.validation_rules.maybe_null import MaybeNullValidationRule
from strawberry.schema.validation_rules.one_of import OneOfInputValidationRule
from strawberry.types.execution import ExecutionContext

from hub.settings import QueryLimits
from schema.cost import Weight, excess, sizes_of, told, weigh
from schema.refusals import TooMuch

#: A page or two of GraphQL: GraphiQL's own introspection takes about 400 tokens. Reading takes
#: some microseconds for each, and checking takes as long again.
MOST_TOKENS = 2_000
MOST_COMMENTS = 500
LONGEST = 100_000

#: How many operations and fragments a document may have, and how many variables.
MOST_DEFINITIONS = 100
MOST_VARIABLES = 100

#: After so many faults the rest of a document is not looked at.
MOST_FAULTS = 20

#: No number of the graph has more digits; Python itself refuses to read some thousand.
_ENDLESS_NUMBER = re.compile(r"\d{400}")

#: GraphQL's rules, and those that Strawberry adds to them.
_RULES = (*specified_rules, MaybeNullValidationRule, OneOfInputValidationRule)

#: How many documents are kept, and how long a kept one may be: together some 100 MB at worst.
KEPT = 128
LONGEST_KEPT = 4_000

#: How many weights are kept: a document weighs otherwise with other page sizes.
WEIGHTS_KEPT = 1_024


class _Asked(NamedTuple):
    """What the weight of a document hangs on."""

    graph: GraphQLSchema
    text: str
    sizes: tuple[tuple[str, int], ...]
    operation: str | None


class Documents(SchemaExtension):
    """Reads, weighs and checks each document once, and tells its cost to those who ask.

    The cost is asked for by `operation_extensions={"cost": True}`, and given as
    `extensions.cost` of the result.
    """

    execution_context: ExecutionContext

    def on_parse(self) -> Iterator[None]:
        """Read the text, or take what was read before."""
        text = self.execution_context.query or ""
        self.execution_context.graphql_document = (
            _kept(text) if len(text) <= LONGEST_KEPT else _read(text)
        )
        yield

    def on_validate(self) -> Iterator[None]:
        """Check the size, then all rules of GraphQL, or take what was found before."""
        context = self.execution_context
        document = context.graphql_document
        if document is None:
            raise AssertionError(context)
        too_much = _too_many(document) or excess(self._weight(document), self._limits)
        context.pre_execution_errors = (
            list(self._faults(document)) if too_much is None else [too_much]
        )
        yield

    def get_results(self) -> dict[str, Any]:
        """`extensions.cost` where it was asked for, and the document could be read."""
        context = self.execution_context
        asked = (context.operation_extensions or {}).get("cost") is True
        if not asked or context.graphql_document is None or _too_many(context.graphql_document):
            return {}
        answered = context.result.data if context.result is not None else None
        return {"cost": told(self._weight(context.graphql_document), self._limits, answered)}

    @property
    def _limits(self) -> QueryLimits:
        limits: QueryLimits = self.execution_context.schema.limits  # type: ignore[attr-defined]
        return limits

    def _weight(self, document: DocumentNode) -> Weight:
        context = self.execution_context
        asked = _Asked(
            context.schema._schema,  # noqa: SLF001  as Strawberry's own caches do
            context.query or "",
            sizes_of(context.variables),
            context.operation_name,
        )
        if len(asked.text) <= LONGEST_KEPT:
            return _kept_weight(asked)
        return weigh(asked.graph, document, dict(asked.sizes), asked.operation)

    def _faults(self, document: DocumentNode) -> tuple[GraphQLError, ...]:
        graph = self.execution_context.schema._schema  # noqa: SLF001  as above
        text = self.execution_context.query or ""
        if len(text) <= LONGEST_KEPT:
            return _kept_faults(graph, text)
        return _found_faults(graph, document)


def _read(text: str) -> DocumentNode:
    if _ENDLESS_NUMBER.search(text):
        raise TooMuch("this query has a number of hundreds of digits", "write a shorter one")
    return parse(
        text,
        max_lexical_tokens=MOST_TOKENS,
        max_comments=MOST_COMMENTS,
        max_source_length=LONGEST,
    )


def _too_many(document: DocumentNode) -> TooMuch | None:
    """Why a document has too many parts for even its size to be told; None where it has not."""
    if len(document.definitions) > MOST_DEFINITIONS:
        return TooMuch(
            f"this document has more than {MOST_DEFINITIONS} operations and fragments",
            "send only those that are needed",
        )
    for one in document.definitions:
        if isinstance(one, OperationDefinitionNode) and (
            len(one.variable_definitions or ()) > MOST_VARIABLES
        ):
            return TooMuch(
                f"this query has more than {MOST_VARIABLES} variables", "ask for it in parts"
            )
    return None


def _found_faults(graph: GraphQLSchema, document: DocumentNode) -> tuple[GraphQLError, ...]:
    return tuple(validate(graph, document, _RULES, max_errors=MOST_FAULTS))


@lru_cache(maxsize=KEPT)
def _kept(text: str) -> DocumentNode:
    return _read(text)


@lru_cache(maxsize=KEPT)
def _kept_faults(graph: GraphQLSchema, text: str) -> tuple[GraphQLError, ...]:
    return _found_faults(graph, _kept(text))


@lru_cache(maxsize=WEIGHTS_KEPT)
def _kept_weight(asked: _Asked) -> Weight:
    return weigh(asked.graph, _kept(asked.text), dict(asked.sizes), asked.operation)
