"""Every kind of job has code that does it, and is done in one lane."""

import importlib

import pytest

from hub.partners.kinds import LANES, WORK


@pytest.mark.parametrize("kind", sorted(WORK))
def test_a_kind_names_code_that_is_there(kind: str) -> None:
    module, function = WORK[kind]
    assert callable(getattr(importlib.import_module(module), function))


def test_every_kind_is_in_one_lane() -> None:
    assert sorted(kind for lane in LANES for kind in lane) == sorted(WORK)
