"""What does a question cost? Its size and the values it may ask for, told before it is executed.

Each selection is weighed once: a fragment weighs the same wherever it is used, so that the work
grows with the length of the document and not with what it would be with all fragments written
out. The cost is the number of values that the answer may hold: every field counts one, as often
as it may be answered.
"""

from collections.abc import Mapping, Sequence
from itertools import chain
from math import prod
from typing import Any, NamedTuple

from graphql import (
    DirectiveNode,
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    InlineFragmentNode,
    IntValueNode,
    ListValueNode,
    OperationDefinitionNode,
    SelectionNode,
    SelectionSetNode,
    ValueNode,
    VariableNode,
    get_named_type,
    get_nullable_type,
    is_list_type,
)

from hub.settings import QueryLimits
from schema.refusals import TooMuch

#: The longest page of any list; a longer one is refused by the list itself.
LONGEST_PAGE = 1_000

#: The most cells of a comparison, which refuses longer ones itself.
MOST_CELLS = 10_000

#: How long a list is taken to be that has no pages, and a page whose length is left out.
USUAL_LIST = 10
USUAL_PAGE = 20
_USUAL: Mapping[str, int] = {
    "ChangeConnection": 100,
    "ObservationConnection": 100,
    "Query.indicators": 100,
    # of the graph's own description, on average
    "__Directive.args": 1,
    "__Field.args": 1,
    "__Schema.types": 100,
    "__Type.enumValues": 3,
    "__Type.fields": 6,
    "__Type.inputFields": 1,
    "__Type.interfaces": 1,
    "__Type.possibleTypes": 1,
}

#: What the graph's description of itself costs besides: it is made anew each time, and slowly.
_SLOW: Mapping[str, int] = {"__schema": 20_000, "__type": 2_500}

#: The lists whose length is asked for one level above: `bodies(first: 3) { nodes { ... } }`.
_OF_A_PAGE = {"cells", "edges", "nodes"}


class Weight(NamedTuple):
    """What one selection weighs, with its fragments written out.

    Attributes:
        depth: the levels below.
        fields: how many fields.
        aliases: how many of them are renamed.
        directives: how many directives.
        values: how many values it may give, without those in `each`.
        each: how many values it may give for each row of the page that it is part of.
    """

    depth: int = 0
    fields: int = 0
    aliases: int = 0
    directives: int = 0
    values: int = 0
    each: int = 0

    def beside(self, other: "Weight") -> "Weight":
        """The weight of two selections side by side."""
        return Weight(
            max(self.depth, other.depth),
            self.fields + other.fields,
            self.aliases + other.aliases,
            self.directives + other.directives,
            self.values + other.values,
            self.each + other.each,
        )


def weigh(
    graph: GraphQLSchema, document: DocumentNode, sizes: Mapping[str, int], operation: str | None
) -> Weight:
    """The weight of a document; `values` is the cost of the chosen operation alone.

    Args:
        graph: tells which fields are lists. What it does not know weighs as a single value.
        document: as it was read, valid or not.
        sizes: per variable its number, or the length of its list; see `sizes_of`.
        operation: the name of the operation to execute; None for the only one.
    """
    scale = _Scale(graph, document, sizes)
    try:
        return scale.document(operation)
    except RecursionError:  # fragments within fragments within fragments, without end
        return Weight(depth=_BOTTOMLESS)


_BOTTOMLESS = 1_000_000


def sizes_of(variables: Mapping[str, Any] | None) -> tuple[tuple[str, int], ...]:
    """What variables may say about the length of lists: numbers, and the lengths of lists."""
    found = []
    for name, value in (variables or {}).items():
        if isinstance(value, list):
            found.append((name, len(value)))
        elif isinstance(value, int) and not isinstance(value, bool):
            found.append((name, _clamped(value)))
    return tuple(sorted(found))


def excess(weight: Weight, limits: QueryLimits) -> TooMuch | None:
    """Why a question is too big; None where it is not."""
    parts = "ask for it in parts"
    for found, most, words in (
        (weight.depth, limits.depth, "goes more than {} levels deep"),
        (weight.fields, limits.fields, "asks for more than {} fields"),
        (weight.aliases, limits.aliases, "has more than {} aliases"),
        (weight.directives, limits.directives, "has more than {} directives"),
    ):
        if found > most:
            return TooMuch(f"this query {words.format(f'{most:,}')}", parts)
    if weight.values > limits.cost:
        return TooMuch(
            f"this query may give {weight.values:,} values, and an answer holds {limits.cost:,}",
            "ask for shorter pages, fewer fields or fewer lists within lists",
        )
    return None


def told(weight: Weight, limits: QueryLimits, answered: object) -> dict[str, Any]:
    """`extensions.cost`, in the shape that Shopify made known.

    Nothing is counted from one request to the next: each has the whole budget.
    """
    return {
        "requestedQueryCost": weight.values,
        "actualQueryCost": values_in(answered),
        "throttleStatus": {
            "maximumAvailable": limits.cost,
            "currentlyAvailable": limits.cost,
            "restoreRate": limits.cost,
        },
        "size": {
            "depth": {"requested": weight.depth, "maximum": limits.depth},
            "fields": {"requested": weight.fields, "maximum": limits.fields},
            "aliases": {"requested": weight.aliases, "maximum": limits.aliases},
            "directives": {"requested": weight.directives, "maximum": limits.directives},
        },
    }


def values_in(answer: object) -> int:
    """How many values an answer holds: each field of each of its objects."""
    count, left = 0, [answer]
    while left:
        one = left.pop()
        if isinstance(one, dict):
            count += len(one)
            left += one.values()
        elif isinstance(one, list):
            left += one
    return count


def _clamped(first: int) -> int:
    """A page's length, in the range of all pages; the others are refused by their list."""
    return min(max(first, 0), LONGEST_PAGE)


class _Scale:
    """Weighs one document, each of its fragments once."""

    def __init__(
        self, graph: GraphQLSchema, document: DocumentNode, sizes: Mapping[str, int]
    ) -> None:
        self._graph = graph
        self._sizes = sizes
        self._operations: list[OperationDefinitionNode] = []
        self._fragments: dict[str, FragmentDefinitionNode] = {}
        for one in document.definitions:
            if isinstance(one, OperationDefinitionNode):
                self._operations.append(one)
            elif isinstance(one, FragmentDefinitionNode):
                self._fragments[one.name.value] = one
        self._known: dict[str, Weight] = {}
        # where operations differ about a variable, the largest: fragments are weighed for all
        self._defaults: dict[str, int] = {}
        for variable in chain.from_iterable(
            one.variable_definitions or () for one in self._operations
        ):
            name, size = variable.variable.name.value, self._size(variable.default_value)
            if size is not None:
                self._defaults[name] = max(size, self._defaults.get(name, 0))

    def document(self, operation: str | None) -> Weight:
        """All operations together; the cost is that of the one."""
        whole, cost = Weight(), 0
        for one in self._operations:
            root = self._graph.get_root_type(one.operation)
            weight = self._marked(self._selections(one.selection_set, root), one.directives)
            if operation is None or (one.name and one.name.value == operation):
                cost = max(cost, weight.values)
            whole = whole.beside(weight)
        # those that no operation uses are still checked by all rules of GraphQL
        for name in self._fragments:
            unused = self._fragment(name)
            whole = whole._replace(
                depth=max(whole.depth, unused.depth), fields=max(whole.fields, unused.fields)
            )
        return whole._replace(values=cost, each=0)

    def _selections(self, chosen: SelectionSetNode | None, of: GraphQLNamedType | None) -> Weight:
        whole = Weight()
        for selection in chosen.selections if chosen else ():
            whole = whole.beside(
                self._marked(self._selection(selection, of), selection.directives)
            )
        return whole

    @staticmethod
    def _marked(weight: Weight, directives: Sequence[DirectiveNode] | None) -> Weight:
        if not directives:
            return weight
        return weight._replace(directives=weight.directives + len(directives))

    def _selection(self, selection: SelectionNode, of: GraphQLNamedType | None) -> Weight:
        if isinstance(selection, FieldNode):
            return self._field(selection, of)
        if isinstance(selection, InlineFragmentNode):
            named = selection.type_condition
            within = self._graph.get_type(named.name.value) if named else of
            return self._selections(selection.selection_set, within)
        if isinstance(selection, FragmentSpreadNode):
            return self._fragment(selection.name.value)
        raise AssertionError(selection)

    def _fragment(self, name: str) -> Weight:
        if name not in self._known:
            # a fragment within itself weighs nothing here, and is refused by GraphQL's rules
            self._known[name] = Weight()
            fragment = self._fragments.get(name)
            if fragment is not None:
                of = self._graph.get_type(fragment.type_condition.name.value)
                self._known[name] = self._marked(
                    self._selections(fragment.selection_set, of), fragment.directives
                )
        return self._known[name]

    def _field(self, node: FieldNode, of: GraphQLNamedType | None) -> Weight:
        field = self._definition(node.name.value, of)
        inner = self._selections(node.selection_set, get_named_type(field.type) if field else None)
        values, each = 1 + _SLOW.get(node.name.value, 0) + inner.values, 0
        if field is not None and node.selection_set is not None:
            if node.name.value in _OF_A_PAGE:
                values, each = 1, inner.values
            elif is_list_type(get_nullable_type(field.type)):
                values = 1 + self._list(node, f"{of}.{node.name.value}") * inner.values
            elif inner.each:
                values += self._page(node, field) * inner.each
        return Weight(
            inner.depth + 1,
            inner.fields + 1,
            inner.aliases + (node.alias is not None),
            inner.directives,
            values,
            each,
        )

    def _definition(self, name: str, of: GraphQLNamedType | None) -> GraphQLField | None:
        if isinstance(of, GraphQLObjectType | GraphQLInterfaceType):
            return self._graph.get_field(of, name)
        return None

    def _list(self, node: FieldNode, place: str) -> int:
        """How many rows a list may have: as many as it is asked for, or as usual."""
        given = self._given(node)
        return max(given.values()) if given else _USUAL.get(place, USUAL_LIST)

    def _page(self, node: FieldNode, field: GraphQLField) -> int:
        """How many rows a page may have, or how many cells a comparison."""
        given, first = self._given(node), field.args.get("first")
        if first is None:
            return min(prod(given.values(), start=USUAL_LIST), MOST_CELLS)
        if "first" in given:
            return given["first"]
        if isinstance(first.default_value, int):
            return first.default_value
        return _USUAL.get(str(get_named_type(field.type)), USUAL_PAGE)

    def _given(self, node: FieldNode) -> dict[str, int]:
        """The numbers among the arguments, and the lengths of their lists."""
        sizes = {one.name.value: self._size(one.value) for one in node.arguments or ()}
        return {name: size for name, size in sizes.items() if size is not None}

    def _size(self, given: ValueNode | None) -> int | None:
        if isinstance(given, IntValueNode):
            return _clamped(
                int(given.value[:6])
            )  # as long as it may be: Python refuses 5,000 digits
        if isinstance(given, ListValueNode):
            return len(given.values)
        if isinstance(given, VariableNode):
            name = given.name.value
            return self._sizes.get(name, self._defaults.get(name))
        return None
