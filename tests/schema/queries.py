"""Which questions can be asked of the graph at all? Random ones, valid, with every construct."""

import json
from collections.abc import Sequence
from random import Random
from typing import Any

from graphql import (
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLUnionType,
    get_named_type,
)

from schema.nodes import node_id

#: What stands for a text: names that the test shelf holds, and some that it does not.
TEXTS = (
    "smartcoop", "railcoop", "invented", "turnout.assembly", "gender.share", "turnout", "board",
    "r1", "sip-1", "care", "2019", "2023-06", "unknown", "", "BE", "transport",
)  # fmt: skip
IDS = tuple(
    node_id(kind, key)
    for kind, key in (
        ("Cooperative", "railcoop"),
        ("Body", "smartcoop:circle"),
        ("Assembly", "railcoop:ga-2021"),
        ("Indicator", "turnout.assembly"),
        ("Practice", "smartcoop:purpose:sip"),
        ("Recommendation", "smartcoop:r1"),
        ("Nothing", "x"),
    )
)
_DEEPEST = 5


class Questions:
    """Makes one random document and its variables.

    Args:
        graph: of which graph.
        seed: the same seed makes the same question.
    """

    def __init__(self, graph: GraphQLSchema, seed: int) -> None:
        self._graph = graph
        self._random = Random(seed)  # noqa: S311  for variety, not for secrets
        self._names = 0
        self._declared: list[str] = []
        self._fragments: dict[str, list[str]] = {}
        self._written: list[str] = []
        self.variables: dict[str, Any] = {}

    def document(self) -> str:
        """The text; `variables` has what goes with it."""
        query = self._graph.query_type
        if query is None:
            raise AssertionError(self._graph)
        body = self._selection(query, 0, fields=2)
        declared = f"({', '.join(self._declared)})" if self._declared else ""
        return " ".join([f"query Q{declared} {body}", *self._written])

    def _name(self, letter: str) -> str:
        self._names += 1
        return f"{letter}{self._names}"

    def _selection(
        self, of: GraphQLObjectType | GraphQLInterfaceType, depth: int, *, fields: int = 4
    ) -> str:
        parts = [self._part(of, depth) for _ in range(self._random.randint(1, fields))]
        return "{ " + " ".join(parts) + " }"

    def _part(self, of: GraphQLObjectType | GraphQLInterfaceType, depth: int) -> str:
        chance = self._random.random()
        if chance < 0.05:
            return "__typename"
        if chance < 0.12 and depth:
            return f"... on {of.name} {self._directive()} {self._selection(of, depth, fields=3)}"
        if chance < 0.20 and depth and isinstance(of, GraphQLObjectType):
            return f"...{self._fragment(of, depth)} {self._directive()}"
        if isinstance(of, GraphQLInterfaceType):
            return f"{self._name('a')}: id {self._one_of(of, depth)}"
        [(name, field)] = self._few(of)[:1]
        written = self._field(name, field, depth)
        renamed = self._random.random() < 0.3 or "(" in written.partition("{")[0]
        return f"{self._name('a')}: {written}" if renamed else written

    def _one_of(self, of: GraphQLInterfaceType | GraphQLUnionType, depth: int) -> str:
        one = self._random.choice(self._graph.get_possible_types(of))
        # the same name in the answer may not stand for two types of value
        inner = " ".join(
            f"{self._name('a')}: {self._field(name, field, depth)}"
            for name, field in self._few(one)
        )
        return f"... on {one.name} {{ {inner} }}"

    def _few(self, of: GraphQLObjectType) -> Sequence[tuple[str, GraphQLField]]:
        known = [one for one in of.fields.items() if one[0] != "_service"]
        return self._random.sample(known, min(3, len(known)))

    def _field(
        self,
        name: str,
        field: GraphQLField,
        depth: int,
    ) -> str:
        given = [
            f"{argument}: {self._given(one)}"
            for argument, one in field.args.items()
            if isinstance(one.type, GraphQLNonNull) or self._random.random() < 0.4
        ]
        arguments = f"({', '.join(given)})" if given else ""
        kind = get_named_type(field.type)
        below = ""
        if isinstance(kind, GraphQLUnionType):
            below = f"{{ __typename {self._one_of(kind, depth + 1)} }}"
        if isinstance(kind, GraphQLObjectType | GraphQLInterfaceType):
            deep = depth >= _DEEPEST
            below = "{ __typename }" if deep else self._selection(kind, depth + 1)
        return f"{name}{arguments} {self._directive()} {below}"

    def _fragment(self, of: GraphQLObjectType, depth: int) -> str:
        known = self._fragments.setdefault(of.name, [])
        if known and self._random.random() < 0.5:
            return self._random.choice(known)
        # declared when it is written, so that no fragment holds itself
        body = self._selection(of, max(depth, _DEEPEST - 2), fields=4)
        name = self._name("F")
        self._written.append(f"fragment {name} on {of.name} {body}")
        known.append(name)
        return name

    def _directive(self) -> str:
        chance = self._random.random()
        if chance > 0.12:
            return ""
        which = self._random.choice(("skip", "include"))
        if chance > 0.04:
            return f"@{which}(if: {self._random.choice(('true', 'false'))})"
        name = self._name("b")
        if chance > 0.01:
            self._declared.append(f"${name}: Boolean!")
            self.variables[name] = self._random.random() < 0.5
        else:  # null where GraphQL finds out only when it gets there
            self._declared.append(f"${name}: Boolean = true")
            self.variables[name] = None
        return f"@{which}(if: ${name})"

    def _given(self, argument: GraphQLArgument) -> str:
        value = self._value(argument.type)
        if self._random.random() < 0.4:
            name = self._name("v")
            self._declared.append(f"${name}: {argument.type}")
            self.variables[name] = value
            return f"${name}"
        return _literal(value, argument.type)

    def _value(self, of: GraphQLInputType) -> Any:  # noqa: ANN401  JSON may be anything
        random = self._random
        if isinstance(of, GraphQLNonNull):
            found = self._value(of.of_type)
            return self._value(of) if found is None else found
        if random.random() < 0.05:
            return None
        if isinstance(of, GraphQLList):
            return [self._value(of.of_type) for _ in range(random.randint(0, 3))]
        if isinstance(of, GraphQLEnumType):
            return random.choice(list(of.values))
        if isinstance(of, GraphQLInputObjectType):
            return {
                name: self._value(field.type)
                for name, field in of.fields.items()
                if random.random() < 0.3
            }
        simple: dict[str, Any] = {
            "Boolean": random.random() < 0.5,
            "Int": random.choice((1, 2, 3, 5, 20, 50, 99, 100) * 5 + (1000, 0, -1)),
            "ID": random.choice(IDS),
            "_Any": {"__typename": "Cooperative", "id": random.choice(IDS)},
        }
        return simple.get(get_named_type(of).name, random.choice(TEXTS))


def _literal(value: object, of: GraphQLInputType) -> str:
    """A value as it is written in a document."""
    kind = of.of_type if isinstance(of, GraphQLNonNull) else of
    if isinstance(value, list) and isinstance(kind, GraphQLList):
        return f"[{', '.join(_literal(one, kind.of_type) for one in value)}]"
    if isinstance(value, dict):
        fields = kind.fields if isinstance(kind, GraphQLInputObjectType) else {}
        return (
            "{"
            + ", ".join(
                f"{name}: {_literal(one, fields[name].type) if fields else json.dumps(one)}"
                for name, one in value.items()
            )
            + "}"
        )
    return str(value) if isinstance(kind, GraphQLEnumType) and value else json.dumps(value)
