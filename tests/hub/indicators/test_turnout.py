"""Are voters counted once, over the right members, from the best source there is?"""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from hub.indicators.measure import Measure
from tests.hub.indicators import spec


def _found(folder: Path, indicator: str, **records: spec.Rows) -> list[Measure]:
    return spec.found(folder, f"turnout.{indicator}", {"assemblies": [{}], **records})


def test_a_voter_of_two_assemblies_of_one_day_voted_once(tmp_path: Path) -> None:
    found = _found(
        tmp_path,
        "assembly",
        members=[{"times": 10}],
        assemblies=[{}, {"code": "extra", "kind": "extraordinary"}],
        participations=[{"times": 4}, {"times": 3, "assembly": "extra", "start": 3}],
    )
    assert spec.parts(found) == {"2022": (5, 10)}
    assert spec.parts(found, "assembly_kind=mixed") == {"2022": (5, 10)}


def test_the_register_is_read_at_the_record_date(tmp_path: Path) -> None:
    found = _found(
        tmp_path,
        "assembly",
        members=[{"times": 10}, {"times": 5, "joined_on": date(2022, 6, 10)}],
        assemblies=[{"record_date": date(2022, 6, 1)}],
        participations=[{"times": 2}, {"times": 2, "start": 11}],
    )
    assert spec.parts(found) == {"2022": (2, 10)}
    assert {measure.as_of for measure in found} == {date(2022, 6, 1)}


def test_a_board_meeting_has_no_turnout(tmp_path: Path) -> None:
    found = _found(
        tmp_path,
        "assembly",
        members=[{"times": 10}],
        assemblies=[{"kind": "board"}],
        participations=[{"times": 4}],
    )
    assert found == []


def test_an_assembly_without_any_count_gives_no_measure(tmp_path: Path) -> None:
    assert _found(tmp_path, "assembly", members=[{"times": 10}]) == []


def test_groups_without_voters_are_there_with_zero(tmp_path: Path) -> None:
    found = _found(
        tmp_path,
        "assembly",
        members=[{"times": 4, "gender": "female"}, {"times": 6, "gender": "male"}],
        participations=[{"times": 3}],
    )
    assert spec.parts(found, "gender=female") == {"2022": (3, 4)}
    assert spec.parts(found, "gender=male") == {"2022": (0, 6)}


def test_without_a_roll_voter_counts_and_minutes_are_taken(tmp_path: Path) -> None:
    found = _found(
        tmp_path,
        "assembly",
        assemblies=[{"voters": 30, "members": 100}],
        voter_counts=[
            {"gender": "female", "members": 60, "voters": 20},
            {"gender": "male", "voters": 10},
        ],
    )
    assert spec.parts(found) == {"2022": (30, 100)}
    assert spec.parts(found, "gender=female") == {"2022": (20, 60)}
    assert spec.parts(found, "gender=male") == {}


def test_minutes_without_members_are_read_against_the_register(tmp_path: Path) -> None:
    found = _found(tmp_path, "assembly", members=[{"times": 50}], assemblies=[{"voters": 30}])
    assert spec.parts(found) == {"2022": (30, 50)}


def test_more_voters_than_members_are_no_turnout(tmp_path: Path) -> None:
    found = _found(tmp_path, "assembly", members=[{"times": 20}], assemblies=[{"voters": 30}])
    assert found == []


def test_a_roll_goes_before_the_minutes(tmp_path: Path) -> None:
    found = _found(
        tmp_path,
        "assembly",
        members=[{"times": 50}],
        assemblies=[{"voters": 30, "members": 60}],
        participations=[{"times": 10}],
    )
    assert spec.parts(found) == {"2022": (10, 50)}


@pytest.mark.parametrize(
    "votes",
    [
        {"participations": [{"times": 10}], "members": [{"times": 50}]},
        {"voter_counts": [{"voters": 10, "members": 50}, {"college": "a", "voters": 4}]},
    ],
)
def test_the_eligible_are_those_of_the_minutes(votes: dict[str, Any], tmp_path: Path) -> None:
    found = _found(tmp_path, "eligible", assemblies=[{"eligible": 40}], **votes)
    assert spec.parts(found) == {"2022": (10, 40)}


def test_colleges_gather_their_categories(tmp_path: Path) -> None:
    found = _found(
        tmp_path,
        "college",
        members=[
            {"times": 4, "category": "a"},
            {"times": 3, "category": "b"},
            {"times": 2, "category": "b", "start": 1},
            {"times": 5, "category": "c", "start": 10},
        ],
        member_categories=[
            {"code": "a", "college": "one"},
            {"code": "b", "college": "one"},
            {"code": "c"},
        ],
        participations=[{"times": 2}, {"start": 10}],
    )
    assert spec.parts(found, "college=one") == {"2022": (2, 7)}
    assert len(found) == 1


def test_colleges_may_be_counted_without_a_roll(tmp_path: Path) -> None:
    found = _found(
        tmp_path, "college", voter_counts=[{"college": "one", "voters": 2, "members": 7}]
    )
    assert spec.parts(found, "college=one") == {"2022": (2, 7)}


def test_proxies_are_over_voters_whose_way_of_voting_is_known(tmp_path: Path) -> None:
    found = _found(
        tmp_path,
        "proxy_share",
        members=[{"times": 10}],
        participations=[{"channel": "proxy"}, {"times": 3, "channel": "remote"}, {"times": 2}],
    )
    assert spec.parts(found) == {"2022": (1, 4)}


def test_the_group_that_votes_less_has_no_lead(tmp_path: Path) -> None:
    found = _found(
        tmp_path,
        "group_gap",
        members=[{"times": 4, "gender": "female"}, {"times": 5, "gender": "male"}],
        participations=[{"times": 1}, {"times": 2, "start": 5}],
    )
    # 2/5 - 1/4 = 3/20
    assert spec.parts(found, "gender=male") == {"2022": (3, 20)}
    assert spec.parts(found, "gender=female") == {"2022": (0, 20)}


def test_no_gap_is_told_where_too_few_genders_are_recorded(tmp_path: Path) -> None:
    genders: spec.Rows = [
        {"times": 4, "gender": "female"},
        {"times": 3, "gender": "male"},
        {"times": 2},
    ]
    legal = {"times": 90, "person_kind": "legal"}
    votes = [{"times": 1}]
    assert _found(tmp_path, "group_gap", members=genders, participations=votes) == []
    enough: spec.Rows = [*genders[:2], {"times": 1}, legal]
    assert len(_found(tmp_path, "group_gap", members=enough, participations=votes)) == 2


def test_whoever_came_to_one_assembly_of_the_day_is_no_proxy(tmp_path: Path) -> None:
    found = _found(
        tmp_path,
        "proxy_share",
        members=[{"times": 10}],
        assemblies=[{}, {"code": "extra", "kind": "extraordinary"}],
        participations=[
            {"times": 2, "channel": "proxy"},
            {"channel": "in_person", "start": 1, "assembly": "extra"},
        ],
    )
    assert spec.parts(found) == {"2022": (1, 2)}
