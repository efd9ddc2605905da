"""What does the reference page of the graph say? Written from the graph itself, not by hand.

`python -m schema.reference` writes `docs/reference/graph.md`.
"""

from collections.abc import Iterator
from pathlib import Path

from graphql import (
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLScalarType,
    GraphQLSchema,
    Undefined,
    get_named_type,
    is_specified_scalar_type,
)

from schema.subgraphs import HubSchema

#: The page, in the repository.
PAGE = Path(__file__).parents[1] / "docs" / "reference" / "graph.md"

_OPENING = """\
# The graph, type by type

<!-- Written by `python -m schema.reference` from the graph; do not edit. -->

How to ask, what it costs and what errors mean stands on [another page](graphql.md). What has a `!`
is never null. What gateways alone ask for is left out.
"""

#: Per chapter the kinds of types that stand in it; what can be asked comes before.
_CHAPTERS: tuple[tuple[str, type[GraphQLNamedType] | tuple[type[GraphQLNamedType], ...]], ...] = (
    ("What is answered", (GraphQLObjectType, GraphQLInterfaceType)),
    ("Filters", GraphQLInputObjectType),
    ("Codes", GraphQLEnumType),
    ("Other values", GraphQLScalarType),
)


def page() -> str:
    """The whole page, as Markdown."""
    graph: GraphQLSchema = HubSchema()._schema  # noqa: SLF001  Strawberry has no public way to it
    roots = [one for one in (graph.query_type, graph.subscription_type) if one is not None]
    others = [one for _, one in sorted(graph.type_map.items()) if _is_told(one, roots)]
    lines = [_OPENING, "## What can be asked\n"]
    lines += [line for one in roots for line in _section(one)]
    for title, kinds in _CHAPTERS:
        lines.append(f"## {title}\n")
        lines += [line for one in others if isinstance(one, kinds) for line in _section(one)]
    return "\n".join(lines)


def _is_told(one: GraphQLNamedType, roots: list[GraphQLObjectType]) -> bool:
    # GraphQL's own types and the federation's have such names
    inner = one.name.startswith("_") or "__" in one.name
    return not (inner or one in roots or is_specified_scalar_type(one))


def _section(one: GraphQLNamedType) -> Iterator[str]:
    yield f"### `{one.name}`\n"
    yield f"{one.description}\n"
    if isinstance(one, GraphQLEnumType):
        yield "| code | means |\n| --- | --- |"
        for code, value in one.values.items():
            yield f"| `{code}` | {_said(value)} |"
        yield ""
    elif isinstance(one, GraphQLObjectType | GraphQLInterfaceType | GraphQLInputObjectType):
        yield "| field | type | what it is |\n| --- | --- | --- |"
        for name, field in one.fields.items():
            if not name.startswith("_"):
                yield from _rows(name, field)
        yield ""


def _rows(name: str, field: GraphQLField | GraphQLInputField) -> Iterator[str]:
    yield f"| `{name}` | {_linked(field.type)} | {_said(field)} |"
    for argument, one in getattr(field, "args", {}).items():
        yield f"| · `{argument}` | {_linked(one.type)}{_default(one)} | {_said(one)} |"


def _linked(kind: object) -> str:
    """A type as it is written, with a link to its section."""
    named = get_named_type(kind)  # type: ignore[call-overload]
    if is_specified_scalar_type(named):
        return f"`{kind}`"
    return f"[`{kind}`](#{named.name.lower()})"


def _default(argument: GraphQLArgument) -> str:
    given = argument.default_value
    if given is Undefined:
        return ""
    return f" = `{getattr(given, 'name', given)}`"


def _said(one: object) -> str:
    """What it is, on one line; and that it will go, where it will."""
    text = " ".join(str(getattr(one, "description", "")).split()).replace("|", "\\|")
    going = getattr(one, "deprecation_reason", None)
    return f"{text} **Deprecated:** {going}" if going else text


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
