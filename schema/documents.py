"""Which documents are answered? Those that are small enough, and valid.

Read and checked documents are kept: people and pages ask the same questions again. Size comes
first, for GraphQL's own rules take longer on a twisted document than to refuse it.
"""

import re
from collections.abc import Mapping, Sequence
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
from strawberry.schema.validation_rules.maybe_null import MaybeNullValidationRule
from strawberry.schema.validation_rules.one_of import OneOfInputValidationRule

from hub.settings import QueryLimits
from schema.cost import Weight, excess, sizes_of, told, weigh
from schema.merging import too_often
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


def read(text: str) -> DocumentNode:
    """The document of a text, read or kept.

    Raises:
        GraphQLError: it is none, or too long.
    """
    return _kept(text) if len(text) <= LONGEST_KEPT else _read(text)


class Checked:
    """A document that was read, to be weighed and checked before it is executed.

    Args:
        graph: what it asks.
        text: the document.
        document: the same, read.
        variables: page sizes may stand in them.
        operation: which one of the document.
    """

    def __init__(
        self,
        graph: GraphQLSchema,
        text: str,
        document: DocumentNode,
        *,
        variables: Mapping[str, Any] | None,
        operation: str | None,
    ) -> None:
        self._asked = _Asked(graph, text, sizes_of(variables), operation)
        self._document = document

    def faults(self, limits: QueryLimits) -> Sequence[GraphQLError]:
        """Why it is not executed: its size first, then all rules of GraphQL."""
        too_much = _too_many(self._document) or excess(self._weight, limits)
        if too_much is not None:
            return [too_much]
        if len(self._asked.text) <= LONGEST_KEPT:
            return _kept_faults(self._asked.graph, self._asked.text)
        return _found_faults(self._asked.graph, self._document)

    def cost(self, limits: QueryLimits, answered: object) -> dict[str, Any]:
        """`extensions.cost`; nothing for a document of too many parts to be weighed."""
        if _too_many(self._document):
            return {}
        return {"cost": told(self._weight, limits, answered)}

    @property
    def _weight(self) -> Weight:
        if len(self._asked.text) <= LONGEST_KEPT:
            return _kept_weight(self._asked)
        asked = self._asked
        return weigh(asked.graph, self._document, dict(asked.sizes), asked.operation)


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
    again = too_often(document)
    if again is not None:
        return (again,)
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
