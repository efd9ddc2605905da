"""How are two cores kept busy?"""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.ahead import ahead


@given(st.lists(st.integers(), max_size=10))
def test_the_batches_are_the_same_in_the_same_order(batches: list[int]) -> None:
    assert list(ahead(iter(batches))) == batches


def test_a_fault_while_reading_reaches_the_caller() -> None:
    def faulty() -> Iterator[int]:
        yield 1
        raise OSError

    batches = ahead(faulty())
    assert next(batches) == 1
    with pytest.raises(OSError, match=r"^$"):
        next(batches)
