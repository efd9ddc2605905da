"""A document may say the same some times, and not again and again."""

import pytest
from graphql import parse

from schema.merging import too_often

CIRCLE = "fragment F on Cooperative { bodies { nodes { cooperative { ...F } } } } "


@pytest.mark.parametrize(
    ("document", "refused"),
    [
        ("{ " + "__typename " * 63 + "}", False),
        ("{ " + "__typename " * 64 + "}", True),
        # fields of several names are not compared
        ("{ " + " ".join(f"a{one}: __typename" for one in range(150)) + "}", False),
        # below fields of one name, each is compared with each
        ("{ " + "a { b c } " * 30 + "}", False),
        ("{ " + "a { b c } " * 40 + "}", True),
        ("{ " + "a { ... { b } ... on C { b } } " * 40 + "}", True),
        ("{ " + "...F " * 40 + "} fragment F on Query { a { b } }", False),
        (
            "{ " + " ".join(f"...F{one}" for one in range(64)) + "}"
            + "".join(f"fragment F{one} on Query {{ a }} " for one in range(64)),
            True,
        ),
        # each operation for itself
        ("".join(f"query Q{one} {{ a b c }} " for one in range(90)), False),
        # what goes round in circles, or is not there, is refused by GraphQL's own rules
        (CIRCLE + "{ cooperatives { nodes { ...F } } }", False),
        ("{ ...unknown }", False),
    ],
)  # fmt: skip
def test_fields_of_one_name_are_counted_in_pairs(document: str, *, refused: bool) -> None:
    found = too_often(parse(document))
    assert (found is not None) is refused
    assert found is None or found.extensions == {"code": "TOO_MUCH"}
