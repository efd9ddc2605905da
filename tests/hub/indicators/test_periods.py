"""Which days are counted, and what are their periods called?"""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import ibis
import pytest

from hub.indicators import periods
from tests.hub.indicators import spec


def _meetings(folder: Path, *days: str) -> dict[str, date]:
    rows = [{"code": f"a{n}", "date": date.fromisoformat(day)} for n, day in enumerate(days)]
    tables = spec.tables(folder, {"assemblies": rows})
    found = tables.rows(periods.meetings(tables))
    return dict(zip(found["period"], found["date"], strict=True))


def _reference(folder: Path, records: Mapping[str, spec.Rows]) -> set[tuple[str, str]]:
    tables = spec.tables(folder, records)
    found = tables.rows(periods.reference_dates(tables))
    return {(period, day.isoformat()) for period, day in found.iter_rows()}


def test_the_only_meeting_of_a_year_is_called_by_its_year(tmp_path: Path) -> None:
    assert set(_meetings(tmp_path, "2021-06-12", "2022-06-11")) == {"2021", "2022"}


def test_two_meetings_of_a_year_are_called_by_their_months(tmp_path: Path) -> None:
    found = _meetings(tmp_path, "2022-06-11", "2023-02-25", "2023-06-24")
    assert set(found) == {"2022", "2023-02", "2023-06"}


def test_two_meetings_of_a_month_are_called_by_their_days(tmp_path: Path) -> None:
    found = _meetings(tmp_path, "2023-06-03", "2023-06-24", "2023-09-01")
    assert set(found) == {"2023-06-03", "2023-06-24", "2023-09"}


def test_two_assemblies_of_one_day_are_one_mixed_meeting(tmp_path: Path) -> None:
    tables = spec.tables(
        tmp_path,
        {
            "assemblies": [
                {"code": "a", "kind": "ordinary", "members": 90, "voters": 10},
                {"code": "b", "kind": "extraordinary", "members": 90, "voters": 12},
            ]
        },
    )
    [meeting] = tables.rows(periods.meetings(tables)).iter_rows(named=True)
    assert (meeting["period"], meeting["assembly_kind"]) == ("2022", "mixed")
    assert (meeting["members"], meeting["voters"]) == (90, 12)


def test_a_board_meeting_is_no_general_assembly(tmp_path: Path) -> None:
    records = {"assemblies": [{"kind": "board"}, {"code": "b", "kind": "circle"}]}
    assert _reference(tmp_path, records) == set()


def test_registers_are_read_at_the_record_date(tmp_path: Path) -> None:
    records = {"assemblies": [{"record_date": date(2022, 6, 1)}]}
    assert _reference(tmp_path, records) == {("2022", "2022-06-01")}


def test_registers_are_read_on_the_days_of_printed_figures(tmp_path: Path) -> None:
    figures = [
        {"indicator": "membership.total", "value": 9, "period": "2023-01", "as_of": "2023-01"},
        {"indicator": "gender.share_women", "value": 9, "period": "2022", "as_of": "2022-12-31"},
        {"indicator": "membership.total", "value": 9, "period": "2021", "as_of": "2021"},
        {"indicator": "figure.employees", "value": 9, "period": "2020", "as_of": "2020-05-01"},
    ]
    assert _reference(tmp_path, {"figures": figures}) == {
        ("2023-01", "2023-01-31"),
        ("2022", "2022-12-31"),
    }


def test_a_meeting_leaves_the_year_to_the_figure_that_bears_its_name(tmp_path: Path) -> None:
    records: dict[str, spec.Rows] = {
        "assemblies": [{"date": date(2022, 6, 11)}],
        "figures": [{"indicator": "membership.total", "value": 9, "as_of": "2022-12"}],
    }
    assert _reference(tmp_path, records) == {("2022", "2022-12-31"), ("2022-06", "2022-06-11")}


def test_a_register_alone_is_read_on_its_last_recorded_day(tmp_path: Path) -> None:
    joined = [{"joined_on": date(2019, 3, 1)}, {"joined_on": date(2021, 9, 30)}]
    assert _reference(tmp_path, {"members": joined}) == {("2021", "2021-09-30")}


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2022", "2022-12-31"),
        ("2024-02", "2024-02-29"),
        ("2022-06-21", "2022-06-21"),
        ("2015/2017", "2017-12-31"),
        ("2022-09/2023-06", "2023-06-30"),
        ("2023-02-31", None),
        ("autumn", None),
    ],
)
def test_the_last_day_of_a_period(text: str, day: str | None) -> None:
    last = ibis.duckdb.connect().to_pyarrow(periods.last_day(ibis.literal(text))).as_py()
    assert last == (day and date.fromisoformat(day))
