"""A printed rate follows from its printed parts at its printed precision."""

from collections.abc import Callable

from hypothesis import assume, given
from hypothesis import strategies as st

from hub.reconciliation.figure import Figure
from hub.reconciliation.finding import Severity
from hub.reconciliation.rate_and_parts import check
from hub.records.figures import Bound, Part

_TURNOUT = "turnout.assembly"


def _rate(
    figure: Callable[..., Figure], voters: float, members: float, percent: float, **given: object
) -> list[Figure]:
    return [
        figure(_TURNOUT, voters, part=Part.NUMERATOR),
        figure(_TURNOUT, members, part=Part.DENOMINATOR),
        figure(_TURNOUT, percent, unit="percent", **given),
    ]


def test_a_rate_that_follows_at_its_printed_precision_is_no_finding(
    figure: Callable[..., Figure],
) -> None:
    assert not list(check(_rate(figure, 2900, 14000, 21)))


def test_a_rate_that_does_not_follow_is_an_error(figure: Callable[..., Figure]) -> None:
    [finding] = check(_rate(figure, 30, 100, 33))
    assert (finding.published, finding.recomputed) == (33, 30)
    assert finding.severity is Severity.ERROR
    assert finding.hypotheses[0]["en"] == "The rate would be 30 and not 33."


def test_a_rate_of_another_time_names_the_members_it_is_of(figure: Callable[..., Figure]) -> None:
    before = figure("membership.total", 90, period="2021", as_of="2021", place="table 3")
    [finding] = check([*_rate(figure, 30, 100, 33), before])
    assert "that of 90 members (table 3, 2021)" in finding.hypotheses[0]["en"]


def test_a_rate_printed_without_denominator_is_of_all_members(
    figure: Callable[..., Figure],
) -> None:
    enrolled = figure("participation.enrolment_rate", 1000, part=Part.NUMERATOR)
    about = {"unit": "percent", "bound": Bound.ABOUT}
    five = figure("participation.enrolment_rate", 5, **about)
    [finding] = check([enrolled, five, figure("membership.total", 35755)])
    assert round(finding.recomputed or 0, 1) == 2.8
    assert finding.severity is Severity.WARNING
    assert not list(check([enrolled, five, figure("membership.total", 20000)]))


def test_without_any_number_of_members_nothing_is_said(figure: Callable[..., Figure]) -> None:
    enrolled = figure("participation.enrolment_rate", 1000, part=Part.NUMERATOR)
    assert not list(check([enrolled, figure("participation.enrolment_rate", 5, unit="percent")]))


@given(st.integers(0, 10_000), st.integers(1, 10_000), st.sampled_from([1.0, 0.1, 0.01]))
def test_a_correctly_rounded_rate_is_never_a_finding(
    figure: Callable[..., Figure], voters: int, members: int, step: float
) -> None:
    assume(voters <= members)
    percent = round(100 * voters / members / step) * step
    assert not list(check(_rate(figure, voters, members, percent, precision=step)))
