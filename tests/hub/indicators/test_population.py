"""Do the finest cells hold every member of a day once, with all that was recorded of them?"""

from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from hub.indicators import population
from hub.indicators.population import OCCASIONAL, PERSONAL
from tests.hub.indicators import spec

_BODIES: spec.Rows = [{"code": "circle", "kind": "space"}, {}]


def _cells(folder: Path, **records: spec.Rows) -> pl.DataFrame:
    tables = spec.tables(folder, {"assemblies": [{}], **records})
    return tables.cells("members by all leaves", lambda: population.finest(tables))


def _by(cells: pl.DataFrame, column: str) -> dict[Any, int]:
    sums = cells.group_by(column).agg(pl.col("persons").sum())
    return dict(sums.iter_rows())


def test_a_cell_has_all_leaves_and_the_number_of_people_who_share_them(tmp_path: Path) -> None:
    cells = _cells(tmp_path, members=[{"times": 3, "gender": "female"}, {"birth_year": 1990}])
    assert cells.columns == ["period", "as_of", *PERSONAL, *OCCASIONAL, "persons"]
    assert sorted(cells["persons"].to_list()) == [1, 3]
    assert _by(cells, "age") == {"unknown": 3, "25-34": 1}
    assert set(cells["as_of"]) == {date(2022, 6, 15)}


def test_whoever_holds_two_categories_is_one_person_with_both(tmp_path: Path) -> None:
    members: spec.Rows = [
        {"pseudonym": "a", "category": "workers"},
        {"pseudonym": "a", "category": "users"},
    ]
    assert _by(_cells(tmp_path, members=members), "category") == {"users\x1fworkers": 1}


def test_what_was_recorded_of_nobody_on_a_day_is_null_and_not_no(tmp_path: Path) -> None:
    cells = _cells(tmp_path, members=[{"times": 4}])
    assert all(cells[column].null_count() == cells.height for column in OCCASIONAL)


def test_whoever_is_not_on_the_roll_did_not_attend(tmp_path: Path) -> None:
    cells = _cells(
        tmp_path,
        members=[{"times": 6}],
        participations=[
            {"channel": "in_person"},
            {"channel": "proxy"},
            {"channel": None},
            {"start": 99, "channel": "in_person"},
        ],
    )
    assert _by(cells, "attendance") == {"own": 1, "proxy": 1, "unrecorded": 1, "no": 3}


def test_whoever_came_to_one_assembly_of_the_day_did_not_vote_by_proxy_alone(
    tmp_path: Path,
) -> None:
    cells = _cells(
        tmp_path,
        members=[{"times": 2}],
        assemblies=[{}, {"code": "extra", "kind": "extraordinary"}],
        participations=[
            {"channel": "proxy"},
            {"start": 1, "assembly": "extra", "channel": "remote"},
        ],
    )
    assert _by(cells, "attendance") == {"own": 1, "no": 1}


def test_two_meetings_with_one_day_of_record_tell_nobodys_attendance(tmp_path: Path) -> None:
    day = date(2022, 6, 1)
    cells = _cells(
        tmp_path,
        members=[{"times": 2}],
        assemblies=[
            {"record_date": day},
            {"code": "next", "date": date(2022, 7, 1), "record_date": day},
        ],
        participations=[{}, {"assembly": "next"}],
    )
    assert set(cells["attendance"]) == {None}
    assert cells["persons"].sum() == 2


def test_seats_in_spaces_are_recorded_from_the_first_one_on(tmp_path: Path) -> None:
    cells = _cells(
        tmp_path,
        members=[{"times": 3}],
        bodies=_BODIES,
        assemblies=[{}, {"code": "next", "date": date(2023, 6, 15)}],
        mandates=[
            {"body": "circle", "start_on": date(2023, 1, 1)},
            {"body": "board", "start": 2},
        ],
    )
    by_day = {
        as_of: _by(cells.filter(pl.col("as_of") == as_of), "enrolment")
        for as_of in cells["as_of"].unique()
    }
    assert by_day == {date(2022, 6, 15): {None: 3}, date(2023, 6, 15): {"yes": 1, "no": 2}}


def test_holdings_are_one_share_several_or_none(tmp_path: Path) -> None:
    cells = _cells(
        tmp_path,
        members=[{"times": 4}],
        shareholdings=[
            {"amount": 50, "as_of": date(2022, 6, 15)},
            {"amount": 150, "quantity": 3, "as_of": date(2022, 6, 15)},
        ],
    )
    assert _by(cells, "holding") == {"one": 1, "several": 1, "none": 2}


def test_balances_of_another_day_are_a_day_of_their_own(tmp_path: Path) -> None:
    cells = _cells(tmp_path, members=[{"times": 4}], shareholdings=[{"amount": 50}])
    assert _by(cells, "as_of") == {date(2022, 6, 15): 4, date(2022, 12, 31): 4}
    balanced = cells.filter(pl.col("as_of") == date(2022, 12, 31))
    assert _by(balanced, "holding") == {"one": 1, "none": 3}


def test_people_are_the_finest_cells_one_by_one(tmp_path: Path) -> None:
    tables = spec.tables(tmp_path, {"assemblies": [{}], "members": [{"times": 5}]})
    people = tables.rows(population.people(tables))
    assert sorted(people["pseudonym"]) == ["p1", "p2", "p3", "p4", "p5"]
    assert set(people.columns) == {"period", "as_of", "pseudonym", *PERSONAL, *OCCASIONAL}


_MEMBER = st.fixed_dictionaries(
    {
        "pseudonym": st.integers(1, 12).map("p{}".format),
        "category": st.sampled_from(["users", "workers", "others"]),
        "gender": st.sampled_from(["female", "male"]),
    }
)
_NUMBERS = st.lists(st.integers(1, 15), unique=True, max_size=8)


@settings(
    max_examples=6,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.generate],
)
@given(
    st.lists(
        _MEMBER, min_size=1, max_size=20, unique_by=lambda m: (m["pseudonym"], m["category"])
    ),
    _NUMBERS,
    _NUMBERS,
)
def test_every_member_is_in_exactly_one_cell_whatever_was_recorded(
    tmp_path: Path, members: list[dict[str, Any]], voters: list[int], holders: list[int]
) -> None:
    cells = _cells(
        tmp_path,
        members=members,
        participations=[{"pseudonym": f"p{number}"} for number in (*voters, 1)],
        shareholdings=[
            {"pseudonym": f"p{number}", "amount": 10, "as_of": date(2022, 6, 15)}
            for number in (*holders, 1)
        ],
    )
    there = {row["pseudonym"] for row in members}
    assert cells["persons"].sum() == len(there)
    voted = cells.filter(pl.col("attendance") != "no")["persons"].sum()
    assert voted == len(there & {f"p{number}" for number in (*voters, 1)})
    held = cells.filter(pl.col("holding") != "none")["persons"].sum()
    assert held == len(there & {f"p{number}" for number in (*holders, 1)})
