"""How often does a document ask for the same? GraphQL compares each two fields of one name.

It does so to see whether they can be answered as one, and takes some microseconds for each two:
few fields, said again and again, take longer to compare than a page takes to answer.
"""

from collections.abc import Iterable, Mapping

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
)

from schema.refusals import TooMuch

#: How many pairs of fields may have one name in one place: 60 fragments that all ask for it.
MOST_PAIRS = 2_000

#: A document of the largest kind has fewer fields; one with more goes round in circles.
_FAR = 2_000


def too_often(document: DocumentNode) -> TooMuch | None:
    """Why a document says the same too often; None where it does not.

    Args:
        document: of no more fields than a question may have, with its fragments written out.
    """
    if _pairs(document) <= MOST_PAIRS:
        return None
    return TooMuch("this query asks for the same fields again and again", "ask for each once")


def _pairs(document: DocumentNode) -> int:
    """How many pairs of fields have one name in one place, or as many as were found until then."""
    fragments = {
        one.name.value: one
        for one in document.definitions
        if isinstance(one, FragmentDefinitionNode)
    }
    left = [
        [one.selection_set]
        for one in document.definitions
        if isinstance(one, OperationDefinitionNode)
    ]
    pairs = seen = 0
    while left and pairs <= MOST_PAIRS and seen <= _FAR:
        for alike in _by_name(left.pop(), fragments):
            pairs += len(alike) * (len(alike) - 1) // 2
            seen += len(alike)
            within = [one.selection_set for one in alike if one.selection_set is not None]
            if within:
                left.append(within)
    return pairs


def _by_name(
    sets: Iterable[SelectionSetNode], fragments: Mapping[str, FragmentDefinitionNode]
) -> Iterable[list[FieldNode]]:
    """The fields of one place, those of one name in the answer together."""
    found: dict[str, list[FieldNode]] = {}
    known: set[str] = set()
    left = list(sets)
    while left:
        for one in left.pop().selections:
            if isinstance(one, FieldNode):
                found.setdefault((one.alias or one.name).value, []).append(one)
            elif isinstance(one, InlineFragmentNode):
                left.append(one.selection_set)
            elif isinstance(one, FragmentSpreadNode) and one.name.value not in known:
                known.add(one.name.value)
                fragment = fragments.get(one.name.value)
                if fragment is not None:
                    left.append(fragment.selection_set)
    return found.values()
