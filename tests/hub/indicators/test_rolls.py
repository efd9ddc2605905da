"""Is it known whose vote was listed, and on which days?"""

from datetime import date
from pathlib import Path

from hub.indicators import rolls
from tests.hub.indicators import spec

_LATER = {"code": "later", "date": date(2023, 6, 15), "record_date": date(2023, 6, 1)}


def test_a_voter_has_the_assemblys_period_and_record_date(tmp_path: Path) -> None:
    tables = spec.tables(
        tmp_path,
        {"assemblies": [{}, _LATER], "participations": [{"assembly": "later", "channel": "post"}]},
    )
    assert tables.rows(rolls.voters(tables)).rows() == [("2023", date(2023, 6, 1), "p1", "post")]


def test_whoever_voted_at_both_assemblies_of_a_day_is_listed_twice(tmp_path: Path) -> None:
    tables = spec.tables(
        tmp_path,
        {
            "assemblies": [{}, {"code": "extra", "kind": "extraordinary"}],
            "participations": [{}, {"start": 1, "assembly": "extra"}],
        },
    )
    assert tables.rows(rolls.voters(tables)).height == 2
    assert tables.rows(rolls.days(tables)).rows() == [("2022", date(2022, 6, 15))]


def test_a_meeting_without_a_roll_has_no_day(tmp_path: Path) -> None:
    tables = spec.tables(tmp_path, {"assemblies": [{}, _LATER], "participations": [{}]})
    assert tables.rows(rolls.days(tables)).rows() == [("2022", date(2022, 6, 15))]
    without = spec.tables(tmp_path, {"assemblies": [{}]})
    assert without.rows(rolls.days(without)).is_empty()


def test_a_roll_of_a_board_meeting_is_none_of_the_members(tmp_path: Path) -> None:
    tables = spec.tables(tmp_path, {"assemblies": [{"kind": "board"}], "participations": [{}]})
    assert tables.rows(rolls.days(tables)).is_empty()
    assert tables.rows(rolls.voters(tables)).is_empty()
