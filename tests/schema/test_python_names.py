"""A Python name is called in the graph as Strawberry calls it."""

import pytest
from strawberry.schema.name_converter import NameConverter

from schema.python_names import config


@pytest.mark.parametrize("name", ["as_of", "from_", "key_id", "first", "_entities"])
def test_names_are_those_of_strawberry_the_second_time_too(name: str) -> None:
    ours, theirs = config().name_converter, NameConverter()
    assert [ours.apply_naming_config(name) for _ in range(2)] == [
        theirs.apply_naming_config(name) for _ in range(2)
    ]
