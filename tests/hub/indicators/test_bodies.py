"""Who has a seat on a given day?"""

from datetime import date
from pathlib import Path

from hub.indicators import bodies
from tests.hub.indicators import spec


def test_a_mandate_runs_to_the_day_before_its_end(tmp_path: Path) -> None:
    tables = spec.tables(
        tmp_path,
        {
            "assemblies": [{}],
            "bodies": [{}],
            "mandates": [
                {"end_on": date(2022, 6, 15)},
                {"end_on": date(2022, 6, 16)},
                {"start_on": date(2022, 6, 15)},
                {"start_on": date(2022, 6, 16)},
            ],
        },
    )
    seats = tables.rows(bodies.seats(tables))
    assert sorted(seats["pseudonym"]) == ["p2", "p3"]
    assert set(seats["body_kind"]) == {"board"}
