"""A period covers the days that ISO 8601 says."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.period import Period, UnreadablePeriod, between


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2022", date(2022, 1, 1), date(2022, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2023-06-21", date(2023, 6, 21), date(2023, 6, 21)),
        ("2015/2017", date(2015, 1, 1), date(2017, 12, 31)),
        ("2015-05/2017-02-03", date(2015, 5, 1), date(2017, 2, 3)),
    ],
)
def test_a_period_covers_its_days(text: str, first: date, last: date) -> None:
    assert Period.parse(text) == Period(first, last)


@pytest.mark.parametrize("text", ["", "22", "2022-13", "2022-02-30", "2022/2021", "2022/x", "/"])
def test_an_unreadable_period_is_refused_by_name(text: str) -> None:
    with pytest.raises(UnreadablePeriod, match="write a year"):
        Period.parse(text)


def test_a_month_lies_within_its_year() -> None:
    assert Period.parse("2023-02") in Period.parse("2023")
    assert Period.parse("2023") not in Period.parse("2023-02")


def test_an_open_range_holds_every_period() -> None:
    assert Period.parse("1998") in between(None, None)
    assert Period.parse("2023-06") in between("2018", "2023")


def test_a_range_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(UnreadablePeriod):
        between("2023", "2018")


@given(st.text(max_size=25))
def test_no_text_ever_breaks_the_reader(text: str) -> None:
    try:
        period = Period.parse(text)
    except UnreadablePeriod:
        return
    assert period.first <= period.last
