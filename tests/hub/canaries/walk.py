"""What can be asked of a hub at all? Every route, and every field and argument of the graph."""

import json
import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product

from graphql import (
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNamedType,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLUnionType,
    get_named_type,
)
from starlette.routing import BaseRoute, Route

Composite = GraphQLObjectType | GraphQLInterfaceType


def requests(routes: Iterable[BaseRoute], words: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Method and path of every route, its parameters filled with every word."""
    for route in routes:
        if isinstance(route, Route):
            names = sorted(route.param_convertors)
            for values in product(words, repeat=len(names)):
                path = route.path
                for name, value in zip(names, values, strict=True):
                    path = re.sub(r"\{" + name + r"(:\w+)?\}", value, path)
                for method in sorted(route.methods or {"GET", "POST"}):
                    yield method, path


class Graph:
    """Writes documents that reach every field, with each of its arguments given every word."""

    def __init__(self, schema: GraphQLSchema, words: Sequence[str]) -> None:
        self._schema = schema
        self._words = words

    def documents(self) -> Iterator[str]:
        """One per field, and one per argument of a field."""
        for before, of, after in self._ways():
            for name, field in of.fields.items():
                yield f"{before}{{ {self._asked(name, field, self._required(field))} }}{after}"
                for argument, one in field.args.items():
                    given = [
                        self._asked(name, field, self._required(field) | {argument: written})
                        for written in self._written(one.type)
                    ]
                    told = " ".join(f"a{number}: {ask}" for number, ask in enumerate(given))
                    yield f"{before}{{ {told} }}{after}"

    def _ways(self) -> Iterator[tuple[str, Composite, str]]:
        """The shortest way to each type, as what is written before and after its fields."""
        query = self._schema.query_type
        assert query is not None
        found: dict[str, tuple[str, Composite, str]] = {query.name: ("", query, "")}
        waiting: deque[str] = deque([query.name])
        while waiting:
            before, of, after = found[waiting.popleft()]
            yield before, of, after
            for name, field in of.fields.items():
                arguments = self._arguments(self._required(field))
                for kind in self._kinds(get_named_type(field.type)):
                    if kind.name not in found:
                        way = f"{before}{{ {name}{arguments} {{ ... on {kind.name} "
                        found[kind.name] = (way, kind, f" }} }}{after}")
                        waiting.append(kind.name)

    def _kinds(self, of: GraphQLNamedType) -> Sequence[Composite]:
        if isinstance(of, GraphQLUnionType):
            return list(of.types)
        if isinstance(of, GraphQLInterfaceType):
            return [of, *self._schema.get_implementations(of).objects]
        return [of] if isinstance(of, GraphQLObjectType) else []

    def _asked(self, name: str, field: GraphQLField, arguments: Mapping[str, str]) -> str:
        kind = get_named_type(field.type)
        below = ""
        if isinstance(kind, GraphQLUnionType):
            below = "{ __typename }"
        elif isinstance(kind, GraphQLObjectType | GraphQLInterfaceType):
            plain = [
                inner
                for inner, one in kind.fields.items()
                if not self._kinds(get_named_type(one.type)) and not self._required(one)
            ]
            below = "{ __typename " + " ".join(plain) + " }"
        return f"{name}{self._arguments(arguments)} {below}"

    @staticmethod
    def _arguments(given: Mapping[str, str]) -> str:
        return f"({', '.join(f'{name}: {one}' for name, one in given.items())})" if given else ""

    def _required(self, field: GraphQLField) -> dict[str, str]:
        return {name: self._first(one) for name, one in field.args.items() if _must(one)}

    def _first(self, argument: GraphQLArgument) -> str:
        return self._written(argument.type)[0]

    def _written(self, of: GraphQLInputType) -> list[str]:
        """Every value that an argument is given."""
        if isinstance(of, GraphQLNonNull):
            return self._written(of.of_type)
        if isinstance(of, GraphQLList):
            return [f"[{one}]" for one in self._written(of.of_type)]
        if isinstance(of, GraphQLEnumType):
            return list(of.values)
        if isinstance(of, GraphQLInputObjectType):
            return [
                f"{{{name}: {one}}}"
                for name, field in of.fields.items()
                for one in self._written(field.type)
            ] or ["{}"]
        simple = {"Boolean": ["true", "false"], "Int": ["1", "3"], "Float": ["1.5"]}
        if of.name == "_Any":
            return [f'{{__typename: "Cooperative", id: {json.dumps(one)}}}' for one in self._words]
        return simple.get(of.name, [json.dumps(word) for word in self._words])


def _must(argument: GraphQLArgument) -> bool:
    return isinstance(argument.type, GraphQLNonNull) and argument.default_value is None
