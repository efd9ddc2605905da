"""Does every indicator give what its worked examples say?"""

from pathlib import Path

import pytest

from hub.indicators.catalogue import CATALOGUE, Example
from tests.hub.indicators import spec

_EXAMPLES = [
    pytest.param(code, example, id=f"{code}-{example.cooperative}-{example.period}-{number}")
    for code, entry in CATALOGUE.items()
    for number, example in enumerate(entry.examples)
]


@pytest.mark.parametrize(("code", "example"), _EXAMPLES)
def test_a_worked_example_comes_out_as_published(
    code: str, example: Example, tmp_path: Path
) -> None:
    if example.parts is None:
        measured = spec.found(tmp_path, code, example.records)
        [(numerator, denominator)] = spec.parts(measured, example.breakdown).values()
    else:
        numerator, denominator = example.parts["numerator"], example.parts["denominator"]
    value = numerator if denominator is None else numerator / denominator
    assert value == pytest.approx(example.expected, rel=1e-12, abs=example.tolerance)
