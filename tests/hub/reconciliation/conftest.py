"""How do tests of the rules write a figure? By what matters to the rule; the rest is plain."""

from collections.abc import Callable
from typing import Any

import pytest

from hub.reconciliation.figure import Figure
from hub.records.figures import Bound, Part, Presence


def _figure(indicator: str, value: float | None, **given: object) -> Figure:
    fields: dict[str, Any] = {
        "cooperative": "rail",
        "part": Part.VALUE,
        "breakdown": None,
        "period": "2022",
        "as_of": "2022",
        "presence": Presence.GIVEN,
        "printed": str(value),
        "value_high": None,
        "qualitative": None,
        "unit": "count",
        "precision": 1.0,
        "bound": Bound.EXACT,
        "place": "table 1",
        "row_label": f"{indicator} {given.get('breakdown')}",
        "column_label": None,
    }
    fields.update(given)
    return Figure(indicator=indicator, value=value, **fields)


@pytest.fixture(scope="session")
def figure() -> Callable[..., Figure]:
    """Makes one figure of the cooperative `rail`, printed in table 1 for 2022."""
    return _figure
