"""Somebody may leave on the day of joining, and join in the year of their birth; never before."""

from datetime import date

from hub.records.members import Members
from tests.hub.records.broken import broken


def test_nobody_leaves_before_joining() -> None:
    day = date(2020, 2, 1)
    assert broken(Members, joined_on=day, left_on=day) == set()
    assert broken(Members, joined_on=day, left_on=date(2020, 1, 31)) == {"left_before_joined"}


def test_nobody_joins_before_they_are_born() -> None:
    day = date(2020, 2, 1)
    assert broken(Members, joined_on=day, birth_year=2020) == set()
    assert broken(Members, joined_on=day, birth_year=2021) == {"joined_before_born"}


def test_an_age_is_a_band_and_a_place_is_a_region() -> None:
    assert broken(Members, age_band="65+", region="BE100") == set()
    assert broken(Members, age_band="66") == {"age_band|regex"}
    assert broken(Members, region="1000") == {"region|regex"}
