"""A column is of one period and one place; other figures for a cell stand beside it."""

from hub.releases.observation import TOTAL, Observation
from hub.vocabulary import Language, Unit
from hub.web.side_by_side import Asked, side_by_side
from hub.web.wording import Wording
from tests.hub.web.released import category, contents, observed

EN = Wording(Language.EN)
SMART = [one for one in contents().cooperatives if one.slug == "smartcoop"]
ROWS = [
    Asked("Members", [("membership.total", TOTAL)]),
    Asked("Users", [("membership.total", category("user"))]),
]


def total(value: float, period: str = "2022", place: str = "table 1") -> Observation:
    return observed(
        "smartcoop", "membership.total", value, place=place, period=period, unit=Unit.COUNT
    )


USERS = observed(
    "smartcoop", "membership.total", 35681, unit=Unit.COUNT, breakdown=category("user")
)


def test_the_period_with_most_figures_is_the_columns() -> None:
    table = side_by_side(ROWS, SMART, [total(28990, "2021"), total(35755), USERS], wording=EN)
    assert [column.under for column in table.columns] == ["2022"]
    [members, _] = table.groups[0].lines
    assert [figure.text for figure in members.cells[0]] == ["35,755"]


def test_another_place_and_a_later_period_stand_beside_and_say_so() -> None:
    figures = [total(35755), USERS, total(32534, place="table 3"), total(35843, "2023-06")]
    table = side_by_side(ROWS, SMART, figures, wording=EN)
    [members, _] = table.groups[0].lines
    assert [(figure.beside, figure.text) for figure in members.cells[0]] == [
        (None, "35,755"),
        ("also", "32,534"),
        ("Jun 2023:", "35,843"),
    ]


def test_the_same_figure_in_two_places_is_shown_once() -> None:
    table = side_by_side(
        ROWS, SMART, [total(35755), USERS, total(35755, place="section 2")], wording=EN
    )
    assert len(table.groups[0].lines[0].cells[0]) == 1


def test_a_row_or_a_cooperative_without_a_figure_is_left_out() -> None:
    table = side_by_side(ROWS, contents().cooperatives, [total(35755)], wording=EN)
    assert [column.heading for column in table.columns] == ["SmartCoop"]
    assert [line.heading for line in table.groups[0].lines] == ["Members"]
