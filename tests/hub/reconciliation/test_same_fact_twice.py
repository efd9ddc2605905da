"""One fact printed in two places is the same, or a finding."""

from collections.abc import Callable

from hub.reconciliation.figure import Figure
from hub.reconciliation.finding import Severity
from hub.reconciliation.same_fact_twice import check
from hub.records.figures import Bound, Part

_TOTAL = "membership.total"


def test_two_places_with_one_number_agree(figure: Callable[..., Figure]) -> None:
    assert not list(check([figure(_TOTAL, 10), figure(_TOTAL, 10, place="table 3")]))


def test_two_numbers_for_one_day_are_an_error(figure: Callable[..., Figure]) -> None:
    [finding] = check([figure(_TOTAL, 35755), figure(_TOTAL, 35843, place="table 3")])
    assert (finding.published, finding.recomputed) == (35755, 35843)
    assert (finding.severity, finding.place) == (Severity.ERROR, "table 1; table 3")


def test_two_numbers_of_one_year_and_two_dates_are_a_warning(
    figure: Callable[..., Figure],
) -> None:
    later = figure(_TOTAL, 13498, as_of="2023-01")
    [finding] = check([later, figure(_TOTAL, 12336, place="table 3")])
    assert finding.severity is Severity.WARNING
    assert finding.hypotheses[0]["en"] == "The two are of different dates: 2023-01 and 2022."


def test_a_number_within_the_rounding_of_the_other_agrees(figure: Callable[..., Figure]) -> None:
    about = figure(_TOTAL, 14000, precision=1000.0, bound=Bound.ABOUT, place="introduction")
    assert not list(check([about, figure(_TOTAL, 13498)]))


def test_a_number_within_the_range_of_the_other_agrees(figure: Callable[..., Figure]) -> None:
    team = figure("figure.coop_life_staff", 2, value_high=3.0, place="section 3.2.iv")
    assert not list(check([team, figure("figure.coop_life_staff", 2)]))


def test_two_ranges_with_other_ends_are_an_error(figure: Callable[..., Figure]) -> None:
    wide = figure("figure.circle_size", 5, value_high=150.0)
    narrow = figure("figure.circle_size", 10, value_high=30.0, place="section 3.2.ii")
    [finding] = check([wide, narrow])
    assert (finding.published, finding.recomputed) == (150, 30)
    assert finding.severity is Severity.ERROR
    assert "extremes" in finding.hypotheses[0]["en"]


def test_the_same_two_numbers_are_named_once_with_all_their_places(
    figure: Callable[..., Figure],
) -> None:
    printed = [
        figure(_TOTAL, 10),
        figure(_TOTAL, 10, place="section 2"),
        figure(_TOTAL, 12, place="table 3"),
    ]
    [finding] = check(printed)
    assert finding.place == "section 2; table 1; table 3"


def test_a_rate_that_would_print_otherwise_is_in_doubt_too(figure: Callable[..., Figure]) -> None:
    def table_3(voters: float, percent: float) -> list[Figure]:
        cell = {"place": "table 3", "row_label": "members", "printed": "32 534"}
        return [
            figure(_TOTAL, 32534, **cell),
            figure("turnout.assembly", 32534, part=Part.DENOMINATOR, **cell),
            figure("turnout.assembly", voters, part=Part.NUMERATOR, place="table 3"),
            figure("turnout.assembly", percent, unit="percent", precision=0.1, place="table 3"),
        ]

    report = figure(_TOTAL, 35755, as_of="2023-06")
    [shaken] = check([report, *table_3(1013, 3.1)])
    assert shaken.indicators == (_TOTAL, "turnout.assembly")
    [steady] = check([report, *table_3(10, 0.0)])
    assert steady.indicators == (_TOTAL,)


def test_cooperatives_are_never_compared_with_each_other(figure: Callable[..., Figure]) -> None:
    assert not list(check([figure(_TOTAL, 10), figure(_TOTAL, 12, place="x", cooperative="b")]))
