"""A code can stand in a breakdown, in an address and in a file, as it is."""

import re
from enum import StrEnum

import pytest

from hub import vocabulary

LISTS = [
    one
    for one in vars(vocabulary).values()
    if isinstance(one, type) and issubclass(one, StrEnum) and one is not StrEnum
]


@pytest.mark.parametrize("words", LISTS, ids=lambda words: words.__name__)
def test_a_code_needs_no_quoting_anywhere(words: type[StrEnum]) -> None:
    assert all(re.fullmatch("[a-z][a-z0-9_]*", code) for code in words)
