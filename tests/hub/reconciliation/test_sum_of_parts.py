"""Categories sum to their total, or the finding says by how much they do not."""

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from hub.reconciliation.figure import Figure
from hub.reconciliation.finding import Severity
from hub.reconciliation.sum_of_parts import check
from hub.records.figures import Bound, Part

_TOTAL = "membership.total"


def _members(figure: Callable[..., Figure], total: float, **parts: float) -> list[Figure]:
    return [
        figure(_TOTAL, total),
        *(figure(_TOTAL, n, breakdown=f"category={code}") for code, n in parts.items()),
    ]


def test_categories_above_the_total_are_an_error_with_the_overlap_first(
    figure: Callable[..., Figure],
) -> None:
    [finding] = check(_members(figure, 100, users=95, employees=8))
    assert (finding.published, finding.recomputed) == (100, 103)
    assert finding.severity is Severity.ERROR
    assert finding.hypotheses[0]["en"].startswith("3 are counted in two categories")


def test_categories_a_little_below_the_total_are_a_warning(figure: Callable[..., Figure]) -> None:
    [finding] = check(_members(figure, 100, users=90, employees=8))
    assert finding.severity is Severity.WARNING
    assert finding.hypotheses[0]["en"] == "2 are in none of the printed categories."


def test_a_list_that_was_never_whole_is_not_added_up(figure: Callable[..., Figure]) -> None:
    assert not list(check(_members(figure, 100, employees=8, partners=5)))


def test_an_of_which_in_the_same_row_is_not_counted_again(figure: Callable[..., Figure]) -> None:
    public = figure(_TOTAL, 5, breakdown="category=public", row_label="legal persons")
    legal = figure(_TOTAL, 10, breakdown="category=legal", row_label="legal persons")
    assert not list(check([*_members(figure, 100, users=90), public, legal]))


def test_a_number_that_another_list_adds_up_to_is_the_likeliest(
    figure: Callable[..., Figure],
) -> None:
    printed = _members(figure, 100, users=90, legal=8)
    elsewhere = [
        figure(_TOTAL, n, breakdown=f"category={code}", place="section 2.1")
        for code, n in (("local", 3), ("partners", 7))
    ]
    [finding] = check([*printed, *elsewhere])
    assert "would be 10 and not 8. It is the sum of 3 + 7" in finding.hypotheses[0]["en"]


def test_a_repeated_number_and_a_broken_rate_speak_against_a_slip(
    figure: Callable[..., Figure],
) -> None:
    share = {"breakdown": "category=users", "indicator": "membership.category_share"}
    rate = [
        figure(**share, value=950, part=Part.NUMERATOR, row_label=f"{_TOTAL} category=users"),
        figure(**share, value=1000, part=Part.DENOMINATOR, row_label=f"{_TOTAL} None"),
        figure(**share, value=95.0, unit="percent", precision=0.1, printed="95,0 %"),
    ]
    again = figure(_TOTAL, 60, breakdown="category=legal", place="section 3.1")
    [finding] = check([*_members(figure, 1000, users=950, legal=60), *rate, again])
    said = [text["en"] for text in finding.hypotheses]
    assert sum(text.endswith("But section 3.1 repeats 60.") for text in said) == 1
    assert sum("But the printed rate 95,0 % would no longer hold." in text for text in said) == 2


def test_no_group_is_supposed_larger_than_what_it_is_part_of(
    figure: Callable[..., Figure],
) -> None:
    row = f"{_TOTAL} category=employees"
    staff = [
        figure("membership.staff_member_rate", 5, part=Part.NUMERATOR, row_label=row),
        figure("membership.staff_member_rate", 6, part=Part.DENOMINATOR, row_label="staff"),
    ]
    [finding] = check([*_members(figure, 100, users=93, employees=5), *staff])
    assert "more than the 6 they are part of" in finding.hypotheses[-1]["en"]


def test_figures_named_after_a_total_are_its_parts(figure: Callable[..., Figure]) -> None:
    parts = [figure("figure.circles_thematic", 18), figure("figure.circles_territorial", 12)]
    assert not list(check([figure("figure.circles", 30), *parts]))
    [finding] = check([figure("figure.circles", 31), *parts])
    assert finding.recomputed == 30


def test_rounded_parts_may_miss_the_total_by_their_rounding(figure: Callable[..., Figure]) -> None:
    rounded = {"precision": 10.0, "bound": Bound.ROUNDED}
    parts = [figure(_TOTAL, n, breakdown=f"category={n}", **rounded) for n in (50, 60)]
    assert not list(check([figure(_TOTAL, 104), *parts]))


@given(st.lists(st.integers(0, 10_000), min_size=2, max_size=6))
def test_parts_that_sum_to_the_total_are_never_a_finding(
    figure: Callable[..., Figure], parts: list[int]
) -> None:
    named = {f"c{n}": float(part) for n, part in enumerate(parts)}
    assert not list(check(_members(figure, float(sum(parts)), **named)))
