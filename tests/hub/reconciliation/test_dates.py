"""A figure is true at a date within its period, or the finding says otherwise."""

from collections.abc import Callable

from hub.reconciliation.dates import check
from hub.reconciliation.figure import Figure


def test_figures_dated_after_their_year_are_one_finding_per_place(
    figure: Callable[..., Figure],
) -> None:
    printed = [figure("b", 1, as_of="2023-06"), figure("a", 1, as_of="2023-06")]
    [finding] = check(printed)
    assert (finding.period, finding.place, finding.indicators) == ("2022", "table 1", ("a", "b"))


def test_a_date_within_the_period_is_no_finding(figure: Callable[..., Figure]) -> None:
    assert not list(check([figure("a", 1, as_of="2022-06")]))


def test_a_date_that_is_only_less_close_is_no_finding(figure: Callable[..., Figure]) -> None:
    assert not list(check([figure("a", 1, period="2022-06", as_of="2022")]))
