"""Another policy is another digest, whichever number of it is another."""

from dataclasses import fields, replace
from typing import Any

import pytest

from hub.disclosure.parameters import Parameters


@pytest.mark.parametrize("name", [field.name for field in fields(Parameters)])
def test_each_parameter_is_in_the_digest(name: str) -> None:
    usual = Parameters(k=6)
    value = getattr(usual, name)
    changed: Any = {name: f"{value}x" if isinstance(value, str) else value - 1}
    other = replace(usual, **changed)
    assert other.digest() != usual.digest() == Parameters(k=6).digest()


@pytest.mark.parametrize("base", [1, 6])
def test_a_base_that_hides_nothing_or_more_than_few_is_refused(base: int) -> None:
    with pytest.raises(ValueError, match="base"):
        Parameters(b=base, k=5)


def test_a_large_cooperative_crosses_more_columns() -> None:
    policy = Parameters(max_order=2, max_order_large=3, large=100)
    assert [policy.order(members) for members in (99, 100)] == [2, 3]
