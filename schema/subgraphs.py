"""Which part of the graph does one domain serve? The whole, or a subgraph, of the same classes.

Federation 2.9, for one of the composers that the hub is tested with knows no later one.
"""

import asyncio
import logging
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal, cast

from graphql import (
    GraphQLArgument,
    GraphQLError,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLObjectType,
    Undefined,
)
from strawberry.annotation import StrawberryAnnotation
from strawberry.federation import Schema
from strawberry.federation.schema import FederationAny
from strawberry.federation.schema_directives import Key
from strawberry.schema.exceptions import InvalidOperationTypeError
from strawberry.types import ExecutionContext, ExecutionResult, Info
from strawberry.types.base import StrawberryObjectDefinition, WithStrawberryObjectDefinition
from strawberry.types.field import StrawberryField
from strawberry.types.graphql import OperationType
from strawberry.types.union import StrawberryUnion
from strawberry.utils.await_maybe import await_maybe

from hub.settings import QueryLimits
from schema.documents import Checked, read
from schema.domains.bodies import Body
from schema.domains.indicators import Indicator
from schema.domains.practices import Practice
from schema.domains.recommendations import Recommendation
from schema.domains.votes import Assembly
from schema.entities import Cooperative, Query
from schema.execution import Execution, GeneratedLoops
from schema.nodes import Node, read_node_id
from schema.operations import kind_of
from schema.prepared import Operation, Prepared
from schema.python_names import config
from schema.reading import Reading
from schema.refusals import BadInput, may_be_shown
from schema.resolvers import straighten
from schema.subscription import Subscription

_LOG = logging.getLogger(__name__)

Domain = Literal["members", "bodies", "votes", "recommendations", "indicators"]

#: The files of `schema/domains/` that make up each domain.
DOMAINS: Mapping[Domain, tuple[str, ...]] = {
    "members": ("members",),
    "bodies": ("bodies",),
    "votes": ("votes",),
    "recommendations": ("recommendations", "practices"),
    "indicators": (
        "aggregates",
        "comparison",
        "indicators",
        "observations",
        "reconciliation",
        "releases",
    ),
}

ENTITIES: tuple[type[Node], ...] = (
    Assembly,
    Body,
    Cooperative,
    Indicator,
    Practice,
    Recommendation,
)

#: Which entities a subgraph knows, be it by their id alone: `node`, in members, finds them all.
_KNOWN: Mapping[Domain, tuple[type[Node], ...]] = {
    "members": ENTITIES,
    "bodies": (Body, Cooperative),
    "votes": (Assembly, Cooperative),
    "recommendations": (Body, Cooperative, Practice, Recommendation),
    "indicators": (Cooperative, Indicator),
}

_USUAL_LIMITS = QueryLimits()

_QUERIES = (OperationType.QUERY,)

_HOMES = {f"schema.domains.{file}": domain for domain, files in DOMAINS.items() for file in files}


def _forget(optional: Iterable[GraphQLArgument | GraphQLInputField]) -> None:
    for one in optional:
        if one.default_value is None:
            one.default_value = Undefined


def home(field: StrawberryField) -> str | None:
    """The domain that a field was written in; None for what all share."""
    resolver = field.base_resolver
    written = resolver.wrapped_func if resolver else field.origin
    return _HOMES.get(written.__module__) if written else None


def keys(definition: StrawberryObjectDefinition) -> frozenset[str]:
    """The fields by which the subgraphs know a type's things; empty for a value type."""
    return frozenset(
        name
        for directive in definition.directives or ()
        if isinstance(directive, Key)
        for name in str(directive.fields).split()
    )


class HubSchema(Schema):
    """The hub's graph.

    Args:
        domain: one of `DOMAINS` for that domain's subgraph; None for the whole graph.
        limits: how big a question may be.
        execution: how an answer comes about; Strawberry's own does without generated loops.
    """

    def __init__(
        self,
        domain: Domain | None = None,
        *,
        limits: QueryLimits = _USUAL_LIMITS,
        execution: type[Execution] = GeneratedLoops,
    ) -> None:
        self.domain = domain
        self.limits = limits
        self.entities = ENTITIES if domain is None else _KNOWN[domain]
        super().__init__(
            query=Query,
            subscription=Subscription if domain is None else None,
            types=list(self.entities),
            execution_context_class=execution,
            federation_version="2.9",
            config=config(),
        )
        self._forget_null_defaults()
        straighten(self._schema, self.config, self.schema_converter.scalar_registry)
        self._prepared = Prepared(self._schema)

    def _forget_null_defaults(self) -> None:
        """An optional argument that is left out is left out: `String`, not `String = null`."""
        for found in self._schema.type_map.values():
            if isinstance(found, GraphQLObjectType):
                for field in found.fields.values():
                    _forget(field.args.values())
            elif isinstance(found, GraphQLInputObjectType):
                _forget(found.fields.values())

    def get_fields(self, type_definition: StrawberryObjectDefinition) -> list[StrawberryField]:
        """The fields of a type that this graph serves: an entity's key, and its domain's own."""
        key = keys(type_definition)
        if self.domain is None or not (key or type_definition.name == "Query"):
            return type_definition.fields
        return [
            field
            for field in type_definition.fields
            if field.python_name in key or home(field) in (None, self.domain)
        ]

    async def execute(  # noqa: PLR0913, PLR0917  Strawberry's signature
        self,
        query: str | None,
        variable_values: dict[str, Any] | None = None,
        context_value: Reading | None = None,
        root_value: object = None,
        operation_name: str | None = None,
        allowed_operation_types: Iterable[OperationType] | None = None,
        operation_extensions: dict[str, Any] | None = None,
    ) -> ExecutionResult:
        """The answer to one operation: read, weighed, checked and executed.

        Strawberry's own way does the same with room for extensions, and takes a tenth of a
        millisecond more for each question.

        Raises:
            CannotGetOperationTypeError: the document has no such operation.
            InvalidOperationTypeError: the operation is of a kind that is not allowed here.
        """
        text = query or ""
        try:
            document = read(text)
            kind = kind_of(document, operation_name)
        except GraphQLError as error:
            return ExecutionResult(data=None, errors=[error])
        if kind not in (allowed_operation_types or _QUERIES):
            raise InvalidOperationTypeError(kind)
        checked = Checked(
            self._schema, text, document, variables=variable_values, operation=operation_name
        )
        faults = checked.faults(self.limits)
        if faults:
            result = ExecutionResult(data=None, errors=list(faults))
        else:
            executor = self._prepared.executor(
                cast("type[Execution]", self.execution_context_class),
                Operation(text, operation_name),
                document,
                root=root_value,
                reading=context_value,
                variables=variable_values,
            )
            if isinstance(executor, list):
                result = ExecutionResult(data=None, errors=executor)
            else:
                found = cast("ExecutionResult", await await_maybe(executor.execute_operation()))
                result = ExecutionResult(data=found.data, errors=found.errors)
            self.process_errors(result.errors or [])
        if (operation_extensions or {}).get("cost") is True:
            result.extensions = checked.cost(self.limits, result.data)
        return result

    def process_errors(
        self, errors: list[GraphQLError], execution_context: ExecutionContext | None = None
    ) -> None:
        """Note the faults that are the hub's own; what readers ask is not written down."""
        del execution_context
        for error in errors:
            if not may_be_shown(error):
                _LOG.error("no answer at %s", error.path, exc_info=error.original_error)

    def _get_federation_query_type(self, *arguments: Any) -> type:  # noqa: ANN401  passed on as they come
        # Strawberry gathers the _Entity union from all fields of all types, not from those of
        # this subgraph: name its members here
        query: type[WithStrawberryObjectDefinition] = super()._get_federation_query_type(
            *arguments
        )
        entities = next(
            field
            for field in query.__strawberry_definition__.fields
            if field.python_name == "_entities"
        )
        union = StrawberryUnion("_Entity", tuple(map(StrawberryAnnotation, self.entities)))
        entities.type_annotation = StrawberryAnnotation(list[union | None])  # type: ignore[valid-type]
        if entities.base_resolver is not None:
            entities.base_resolver.__dict__.pop("type_annotation", None)
        return query

    async def entities_resolver(  # type: ignore[override]
        self, info: Info[Reading, None], representations: list[FederationAny]
    ) -> Sequence[object]:
        """The entities that the gateway asks for; one bad representation fails alone."""
        return await asyncio.gather(
            *(self._entity(info.context, one) for one in representations),
            return_exceptions=True,
        )

    async def _entity(self, reading: Reading, representation: object) -> Node | None:
        named = representation if isinstance(representation, dict) else {}
        kind, written = named.get("__typename"), named.get("id")
        origin = next((one for one in self.entities if one.__name__ == kind), None)
        if origin is None or not isinstance(written, str):
            raise BadInput(
                "a representation names no entity of this graph",
                "give `__typename` and `id` as the graph gave them",
            )
        found = read_node_id(written)
        return await origin.find(reading, found[1]) if found and found[0] == kind else None
