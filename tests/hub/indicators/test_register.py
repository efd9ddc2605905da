"""Is every member counted once, on the right days, in the right bands?"""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hub.indicators import periods, register
from tests.hub.indicators import spec

_DAY = date(2022, 6, 15)


def _cells(folder: Path, members: spec.Rows, **records: spec.Rows) -> list[dict[str, Any]]:
    tables = spec.tables(folder, {"members": members, "assemblies": [{}], **records})
    return list(tables.rows(register.at_reference(tables)).iter_rows(named=True))


def _count(folder: Path, members: spec.Rows) -> int:
    return sum(cell["persons"] for cell in _cells(folder, members))


def test_a_member_counts_from_the_day_of_joining_to_the_day_before_leaving(tmp_path: Path) -> None:
    joining = [{"joined_on": _DAY}, {"joined_on": date(2022, 6, 16)}]
    leaving = [{"left_on": _DAY}, {"left_on": date(2022, 6, 16)}]
    assert _count(tmp_path, [*joining, *leaving]) == 2


def test_a_member_of_two_categories_is_one_person_with_both(tmp_path: Path) -> None:
    members = [
        {"pseudonym": "a", "category": "workers"},
        {"pseudonym": "a", "category": "investors"},
        {"pseudonym": "b", "category": "workers"},
    ]
    kinds = [
        {"code": "workers", "kind": "worker", "college": "labour"},
        {"code": "investors", "kind": "investor"},
    ]
    cells = _cells(tmp_path, members, member_categories=kinds)
    assert sorted(
        (cell["category"], cell["category_kind"], cell["college"], cell["persons"])
        for cell in cells
    ) == [
        (["investors", "workers"], ["investor", "worker"], ["labour"], 1),
        (["workers"], ["worker"], ["labour"], 1),
    ]


def test_a_category_left_before_the_day_does_not_count(tmp_path: Path) -> None:
    members: spec.Rows = [
        {"pseudonym": "a", "category": "workers", "left_on": date(2020, 1, 1)},
        {"pseudonym": "a", "category": "users"},
    ]
    [cell] = _cells(tmp_path, members)
    assert (cell["category"], cell["persons"]) == (["users"], 1)


@pytest.mark.parametrize(
    ("birth_year", "band"),
    [
        (2005, "unknown"),
        (2004, "18-24"),
        (1998, "18-24"),
        (1997, "25-34"),
        (1977, "45-54"),
        (1957, "65+"),
        (None, "unknown"),
    ],
)
def test_age_is_taken_at_the_end_of_the_period(
    birth_year: int | None, band: str, tmp_path: Path
) -> None:
    [cell] = _cells(tmp_path, [{"birth_year": birth_year}])
    assert cell["age_band"] == band


def test_an_age_band_stands_in_for_a_birth_year(tmp_path: Path) -> None:
    members = [{"age_band": "35-44"}, {"age_band": "30-49"}]
    found = {cell["age_band"] for cell in _cells(tmp_path, members)}
    assert found == {"35-44", "unknown"}


@pytest.mark.parametrize(
    ("joined_on", "band"),
    [
        (date(2022, 1, 1), "0-1"),
        (date(2021, 1, 1), "0-1"),
        (date(2020, 12, 31), "2-4"),
        (date(2018, 1, 1), "2-4"),
        (date(2017, 12, 31), "5-9"),
        (date(2012, 12, 31), "10+"),
    ],
)
def test_tenure_is_full_years_at_the_end_of_the_period(
    joined_on: date, band: str, tmp_path: Path
) -> None:
    [cell] = _cells(tmp_path, [{"joined_on": joined_on}])
    assert cell["tenure_band"] == band


def test_marked_persons_who_are_no_members_are_not_counted(tmp_path: Path) -> None:
    members: spec.Rows = [{"times": 3}, {"left_on": date(2020, 1, 1)}]
    records: dict[str, spec.Rows] = {
        "members": members,
        "assemblies": [{}],
        "participations": [{}, {"start": 4}, {"start": 9}],
    }
    assert spec.parts(spec.found(tmp_path, "turnout.assembly", records)) == {"2022": (1, 3)}


_MEMBER = st.fixed_dictionaries(
    {
        "pseudonym": st.integers(1, 12).map("p{}".format),
        "category": st.sampled_from(["users", "workers", "others"]),
        "gender": st.sampled_from(["female", "male", "declined"]),
        "birth_year": st.none() | st.integers(1930, 2010),
        "region": st.none() | st.sampled_from(["BE1", "BE2"]),
        "joined_on": st.dates(date(2018, 1, 1), date(2024, 1, 1)),
        "stayed": st.none() | st.integers(0, 2000),
    }
)


def _rows(members: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    rows = []
    for member in members:
        row = dict(member)
        stayed = row.pop("stayed")
        if stayed is not None:
            row["left_on"] = date.fromordinal(row["joined_on"].toordinal() + stayed)
        rows.append(row)
    return rows


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.lists(_MEMBER, min_size=1, max_size=25, unique_by=lambda m: (m["pseudonym"], m["category"]))
)
def test_members_who_left_never_count_and_the_others_count_once(
    tmp_path: Path, members: list[dict[str, Any]]
) -> None:
    rows = _rows(members)
    days = [date(2020, 6, 1), date(2022, 6, 15), date(2023, 3, 1)]
    assemblies = [{"code": str(day), "date": day} for day in days]
    tables = spec.tables(tmp_path, {"members": rows, "assemblies": assemblies})
    cells = tables.rows(register.cells(tables, periods.reference_dates(tables)))
    for day in days:
        there = {
            row["pseudonym"]
            for row in rows
            if row["joined_on"] <= day and (row.get("left_on") is None or row["left_on"] > day)
        }
        counted = cells.filter(cells["as_of"] == day)["persons"].sum()
        assert counted == len(there)
