"""An id stands for one thing, and any other text for none."""

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schema.nodes import Node, node_id, read_node_id


@given(kind=st.sampled_from(["Body", "Cooperative"]), key=st.text(st.characters(codec="utf-8")))
def test_an_id_gives_back_type_and_key(kind: str, key: str) -> None:
    assert read_node_id(node_id(kind, key)) == (kind, key)


@given(st.text())
def test_no_other_text_is_an_id(text: str) -> None:
    found = read_node_id(text)
    assert found is None or node_id(*found) == text


def test_every_kind_of_node_says_how_it_is_found() -> None:
    with pytest.raises(NotImplementedError):
        asyncio.run(Node.find(None, "key"))  # type: ignore[arg-type]
