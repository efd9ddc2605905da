"""Would a change to the graph break a reader? Compared with the graph of the last release.

`python -m schema.compatibility` says what would break, and ends with an error where something
would. `python -m schema.compatibility release` makes today's graph the one to compare with: once
for each release of the hub, when everything else of it is done.

What a release called deprecated may go in the next, for its readers have been told; a type may go
with the last field that led to it.
"""

import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from graphql import (
    REMOVE,
    DangerousChangeType,
    DefinitionNode,
    DocumentNode,
    GraphQLSchema,
    InterfaceTypeDefinitionNode,
    NamedTypeNode,
    Node,
    ObjectTypeDefinitionNode,
    OperationType,
    SchemaDefinitionNode,
    TypeDefinitionNode,
    Visitor,
    VisitorAction,
    build_ast_schema,
    find_breaking_changes,
    find_dangerous_changes,
    parse,
    visit,
)

from schema.subgraphs import HubSchema

_OF_DEFAULTS = {
    DangerousChangeType.ARG_DEFAULT_VALUE_CHANGE,
    DangerousChangeType.INPUT_FIELD_DEFAULT_VALUE_CHANGE,
}

RELEASED = Path(__file__).parent / "released.graphql"


def broken(released: str, today: str) -> list[str]:
    """What a reader of the released graph would miss in today's, one sentence each.

    Args:
        released: the SDL of the last release.
        today: the SDL as it is now.
    """
    before, now = _built(_without_deprecated(parse(released))), _built(parse(today))
    # a question that leaves the argument out is answered otherwise, or not at all
    defaults = (one for one in find_dangerous_changes(before, now) if one.type in _OF_DEFAULTS)
    return [
        *(one.description for one in find_breaking_changes(before, now)),
        *(one.description for one in defaults),
        *(
            f"The graph has no {operation.value} any more."
            for operation in OperationType
            if before.get_root_type(operation) and not now.get_root_type(operation)
        ),
    ]


def _built(document: DocumentNode) -> GraphQLSchema:
    # the federation's directives are used and not defined: a composer knows them
    return build_ast_schema(document, assume_valid=True)


class _Deprecated(Visitor):
    """Takes away every field, argument and value that is deprecated."""

    def enter(self, node: Node, *_: object) -> VisitorAction:
        """Whether the node stays."""
        marks = getattr(node, "directives", None) or ()
        return REMOVE if any(one.name.value == "deprecated" for one in marks) else None


class _Named(Visitor):
    """Notes the types that are named."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()

    def enter_named_type(self, node: NamedTypeNode, *_: object) -> None:
        """One of them."""
        self.names.add(node.name.value)


def _without_deprecated(document: DocumentNode) -> DocumentNode:
    """The graph without what is deprecated, and without the types that only that led to."""
    document = visit(document, _Deprecated())
    types = {
        one.name.value: one for one in document.definitions if isinstance(one, TypeDefinitionNode)
    }
    roots = [one for one in document.definitions if isinstance(one, SchemaDefinitionNode)]
    known = _led_to(types, {"Query", *_names(roots)})
    return DocumentNode(
        definitions=tuple(
            one
            for one in document.definitions
            if not isinstance(one, TypeDefinitionNode) or one.name.value in known
        )
    )


def _led_to(types: Mapping[str, TypeDefinitionNode], roots: set[str]) -> set[str]:
    """The names that a way leads to from the roots."""
    known: set[str] = set()
    found = roots
    while found - known:
        known |= found
        found = _names(types[name] for name in known & set(types)) | {
            # what implements a known interface may stand wherever that does
            name
            for name, one in types.items()
            if isinstance(one, ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode)
            and known & _names(one.interfaces or ())
        }
    return known


def _names(nodes: Iterable[DefinitionNode | NamedTypeNode]) -> set[str]:
    named = _Named()
    for node in nodes:
        visit(node, named)
    return named.names


def main(arguments: list[str]) -> int:
    """Compare or, with `release`, keep today's graph; the exit status."""
    today = f"{HubSchema().as_str()}\n"
    if arguments == ["release"]:
        RELEASED.write_text(today, encoding="utf-8")
        return 0
    found = broken(RELEASED.read_text(encoding="utf-8"), today)
    for sentence in found:
        sys.stderr.write(
            f"{sentence} Readers may use it: keep it and mark it as deprecated for one release.\n"
        )
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
