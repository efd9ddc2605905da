"""Does a measure refuse what cannot be counted?"""

from datetime import date

import pytest

from hub.indicators.measure import ImpossibleMeasure, Measure


@pytest.mark.parametrize(("numerator", "denominator"), [(-1, None), (1, -1)])
def test_no_part_of_a_measure_is_negative(numerator: int, denominator: int | None) -> None:
    with pytest.raises(ImpossibleMeasure, match=r"membership\.total"):
        Measure(
            indicator="membership.total",
            cooperative="example",
            period="2022",
            as_of=date(2022, 12, 31),
            numerator=numerator,
            denominator=denominator,
        )
