"""A figure knows which true values its print leaves possible."""

from collections.abc import Callable

import pytest

from hub.reconciliation.figure import Figure
from hub.reconciliation.interval import Interval
from hub.records.figures import Bound, Part


def test_an_exact_count_is_the_printed_number(figure: Callable[..., Figure]) -> None:
    assert figure("membership.total", 13498).possible() == Interval(13498, 13498)


def test_a_rounded_count_stands_for_half_a_step_each_way(figure: Callable[..., Figure]) -> None:
    rounded = figure("membership.total", 2900, precision=100.0, bound=Bound.ROUNDED)
    assert rounded.possible() == Interval(2850, 2950)


def test_a_percentage_has_a_last_digit_even_when_called_exact(
    figure: Callable[..., Figure],
) -> None:
    share = figure("turnout.assembly", 64, unit="percent", precision=1.0)
    assert share.possible() == Interval(0.635, 0.645)


def test_about_is_a_whole_step_each_way(figure: Callable[..., Figure]) -> None:
    about = figure("membership.total", 14000, precision=1000.0, bound=Bound.ABOUT)
    assert about.possible() == Interval(13000, 15000)
    assert not about.firm


def test_at_least_has_no_upper_end_and_at_most_starts_at_nothing(
    figure: Callable[..., Figure],
) -> None:
    assert figure("x", 800, bound=Bound.AT_LEAST).possible() == Interval(800, float("inf"))
    assert figure("x", 800, bound=Bound.AT_MOST).possible() == Interval(0, 800)


def test_a_range_stands_for_everything_in_it(figure: Callable[..., Figure]) -> None:
    assert figure("x", 5, value_high=150.0).possible() == Interval(5, 150)


def test_millions_of_euros_are_euros(figure: Callable[..., Figure]) -> None:
    capital = figure("capital.total", 3.0, unit="eur_million", precision=1.0)
    assert capital.possible() == Interval(2.5e6, 3.5e6)


def test_a_blank_cell_stands_for_no_number(figure: Callable[..., Figure]) -> None:
    with pytest.raises(ValueError, match="-"):
        figure("x", None, printed="-").possible()


def test_a_figure_is_read_from_a_canonical_row(figure: Callable[..., Figure]) -> None:
    made = figure("membership.total", 12.0)
    row = {name: getattr(made, name) for name in Figure.__dataclass_fields__}
    text = row | {"part": "value", "presence": "given", "bound": "exact", "import_id": "one"}
    assert Figure.read(text) == made
    assert Figure.read(text).part is Part.VALUE
