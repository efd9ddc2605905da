"""Partial dates are compared by the days that they leave possible."""

from collections.abc import Callable

from hub.reconciliation.dating import contemporary, narrower, same_day
from hub.reconciliation.figure import Figure


def test_the_same_period_is_the_same_time(figure: Callable[..., Figure]) -> None:
    assert contemporary(figure("x", 1, as_of="2022"), figure("x", 1, as_of="2023-06"))


def test_a_year_does_not_take_in_its_months(figure: Callable[..., Figure]) -> None:
    june = figure("x", 1, period="2022-06", as_of="2022-06")
    assert not contemporary(figure("x", 1), june)


def test_a_statement_over_years_takes_in_each_of_them(figure: Callable[..., Figure]) -> None:
    undated = figure("x", 1, period="2022/2023", as_of="2023")
    assert contemporary(figure("x", 1, period="2023-06-01", as_of="2023-06-01"), undated)
    assert not contemporary(figure("x", 1, period="2021", as_of="2021"), undated)


def test_the_same_date_is_the_same_time_but_not_for_intervals(
    figure: Callable[..., Figure],
) -> None:
    report = figure("x", 1, period="2022", as_of="2023-06")
    assembly = figure("x", 1, period="2023-06", as_of="2023-06")
    since = figure("x", 1, period="2015/2023", as_of="2023-06")
    assert contemporary(report, assembly)
    assert not contemporary(figure("x", 1, period="2014", as_of="2023-06"), since)


def test_dates_explain_a_difference_only_where_they_differ(figure: Callable[..., Figure]) -> None:
    assert same_day(figure("x", 1), figure("x", 1))
    assert not same_day(figure("x", 1), figure("x", 1, as_of="2023-06"))


def test_the_narrower_period_is_the_one_dated_more_closely(figure: Callable[..., Figure]) -> None:
    assert narrower(figure("x", 1), figure("x", 1, period="2023-06")) == "2023-06"
