"""A figure shows its value or its mark, and how sure its source is of it."""

from dataclasses import replace
from typing import Any

import pytest

from hub.vocabulary import Comparability, Language, Status, Uncertainty, Unit
from hub.web.figure import Mark, Shown, distinct, interval, shown, shown_count
from hub.web.wording import Wording
from tests.hub.web.released import observed, rounded

EN = Wording(Language.EN)


@pytest.mark.parametrize(
    ("status", "mark"),
    [
        (Status.SUPPRESSED_PRIMARY, Mark.CONFIDENTIAL),
        (Status.SUPPRESSED_COMPLEMENTARY, Mark.CONFIDENTIAL),
        (Status.HELD, Mark.CONFIDENTIAL),
        (Status.NOT_PRODUCED, Mark.CONFIDENTIAL),
        (Status.MISSING, Mark.NOT_REPORTED),
        (Status.NOT_APPLICABLE, Mark.NOT_APPLICABLE),
        (Status.DECLARED_PUBLIC, Mark.NOT_REPORTED),
    ],
)
def test_a_value_that_is_not_there_has_the_mark_that_says_why(status: Status, mark: Mark) -> None:
    figure = shown(observed("a", "turnout.assembly", status=status), EN)
    assert (figure.text, figure.mark) == (None, mark)


def test_a_mark_says_why_in_words_where_the_reason_has_some() -> None:
    refused = observed("a", "turnout.assembly", status=Status.NOT_PRODUCED)
    known = replace(refused, reason="denominator_too_small")
    assert shown(known, EN).why == "out of too few people"
    assert shown(replace(refused, reason="unheard_of"), EN).why is None


def test_a_class_is_shown_by_its_ends() -> None:
    parity = replace(
        observed("a", "gender.share_women", status=Status.DERIVED, lower=0.4, upper=0.6),
        reason="band",
    )
    assert shown(parity, EN) == Shown(text="40% – 60%")  # noqa: RUF001


def test_a_statement_in_words_is_never_a_number() -> None:
    figure = shown(observed("a", "gender.share_women", text="parité"), EN)
    assert (figure.text, figure.words, figure.mark) == ("parité", True, None)


def test_parts_are_read_as_one_phrase() -> None:
    staff = observed("a", "membership.staff_member_rate", 0.3, numerator=63, denominator=210)
    assert (shown(staff, EN).text, shown(staff, EN).parts) == ("30.0%", "63 of 210")


def test_an_interval_that_the_digits_imply_is_not_repeated() -> None:
    board = observed("a", "gender.share_women", 0.45, **rounded(0.45, 0.005))
    assert shown(board, EN).text == "45%"
    assert shown(board, EN).interval is None
    assert interval(board, EN) == "44.5% – 45.5%"  # noqa: RUF001  a range's dash


def test_an_interval_wider_than_the_digits_is_shown() -> None:
    june = observed(
        "a",
        "turnout.assembly",
        2900 / 14000,
        lower=2850 / 14050,
        upper=2950 / 13950,
        uncertainty=Uncertainty.ROUNDING,
    )
    assert (shown(june, EN).text, shown(june, EN).interval) == (
        "21%",
        "20.3% – 21.1%",  # noqa: RUF001  a range's dash
    )


def test_an_exact_figure_has_no_interval() -> None:
    assert interval(observed("a", "turnout.assembly", 0.3), EN) is None
    assert interval(observed("a", "turnout.assembly", 0.3, upper=None), EN) is None


@pytest.mark.parametrize(
    ("ends", "said"),
    [
        ({"lower": 800, "upper": None}, "at least"),
        ({"lower": None, "upper": 800}, "at most"),
        ({"lower": 750, "upper": 850}, "about"),
    ],
)
def test_a_bound_of_the_source_is_said(ends: dict[str, Any], said: str) -> None:
    circles = observed(
        "a",
        "participation.enrolled",
        800,
        unit=Unit.COUNT,
        comparability=(Comparability.APPROXIMATE,),
        **ends,
    )
    assert shown(circles, EN).bound == said


def test_a_rounded_zero_says_what_it_may_hide() -> None:
    few = observed("a", "membership.total", 0, unit=Unit.COUNT, status=Status.ROUNDED, base=5)
    assert shown(few, EN).text == "0–4"  # noqa: RUF001  a range's dash


def test_a_rounded_count_is_shown_with_all_that_it_may_stand_for() -> None:
    women = observed(
        "a", "membership.total", 45, unit=Unit.COUNT, status=Status.ROUNDED, base=5,
        lower=41, upper=49, uncertainty=Uncertainty.ROUNDING,
    )  # fmt: skip
    figure = shown(women, EN)
    assert (figure.bound, figure.text) == ("about", "45")
    assert figure.interval == "41 – 49"  # noqa: RUF001  a range's dash
    assert shown(women, Wording(Language.FR)).bound == "environ"
    assert shown(women, Wording(Language.NL)).bound == "ongeveer"


def test_a_rate_of_rounded_counts_says_so_and_so_do_its_parts() -> None:
    rate = observed(
        "a", "turnout.assembly", 0.0, status=Status.DERIVED, base=5, numerator=0,
        denominator=120, lower=0.0, upper=4 / 116, uncertainty=Uncertainty.ROUNDING,
    )  # fmt: skip
    figure = shown(rate, EN)
    assert (figure.bound, figure.parts) == ("about", "0–4 of 120")  # noqa: RUF001
    assert figure.interval == "0.0% – 3.4%"  # noqa: RUF001
    assert shown_count(0, rate, EN) == Shown(text="0–4")  # noqa: RUF001
    assert shown_count(120, rate, EN) == Shown(
        text="120",
        bound="about",
        interval="116 – 124",  # noqa: RUF001
    )


def test_a_held_count_is_shown_as_it_was_published() -> None:
    held = observed(
        "a", "membership.total", 0, unit=Unit.COUNT, status=Status.HELD, base=5, lower=0, upper=4
    )
    assert shown(held, EN) == Shown(text="0–4")  # noqa: RUF001


def test_a_missing_count_has_the_mark_of_its_observation() -> None:
    blank = observed("a", "turnout.assembly", status=Status.MISSING, denominator=50)
    assert shown_count(50, blank, EN).text == "50"
    assert shown_count(None, blank, EN).mark is Mark.NOT_REPORTED


def test_a_contested_figure_keeps_its_value_and_its_mark() -> None:
    figure = shown(observed("a", "turnout.assembly", 0.031, contested=True), EN)
    assert (figure.text, figure.contested) == ("3.1%", True)


@pytest.mark.parametrize(("women", "people", "share"), [(6, 23, "26%"), (63, 210, "30.0%")])
def test_a_share_of_fewer_than_a_hundred_has_no_decimals(
    women: int, people: int, share: str
) -> None:
    board = observed(
        "a", "gender.share_women", women / people, numerator=women, denominator=people
    )
    assert shown(board, EN).text == share


def test_an_amounts_last_digit_implies_its_interval_too() -> None:
    mean = observed("a", "capital.mean_holding", 98.37, unit=Unit.EUR, **rounded(98.37, 0.005))
    total = observed("a", "capital.total", 5.6e6, unit=Unit.EUR, **rounded(5.6e6, 5e4))
    assert shown(mean, EN).interval is None
    assert shown(total, EN).interval == "€5,550,000 – €5,650,000"  # noqa: RUF001  a range's dash


def test_figures_that_agree_are_shown_once_with_their_parts() -> None:
    declared, computed = Shown(text="2.9%"), Shown(text="2.9%", parts="1,046 of 35,843")
    other = Shown(text="3.1%")
    assert distinct([declared, computed, other]) == [computed, other]
