"""Figures over time stand in one row for each group and one column for each period."""

from hub.vocabulary import Language
from hub.web.over_time import by_day, over_time
from hub.web.wording import Wording
from tests.hub.web.released import contents, turnout

EN = Wording(Language.EN)


def test_periods_are_columns_in_the_order_of_their_days() -> None:
    assert sorted(["2023-06", "2023-02", "2015/2017", "2022", "2015"], key=by_day) == [
        "2015",
        "2015/2017",
        "2022",
        "2023-02",
        "2023-06",
    ]


def test_a_period_without_an_observation_is_an_empty_cell() -> None:
    printed = ((240, 1000), None, None, None, None, None, (300, 1210))
    other = ((650, 17100), (1184, 21890), None, None, None, None, None)
    table = over_time(
        [*turnout("demo-scic", printed), *turnout("smartcoop", other)],
        contents().cooperatives,
        lambda _: "Everyone",
        wording=EN,
    )
    assert [column.heading for column in table.columns] == ["2018", "2019", "Jun 2023"]
    [demo, smart] = table.groups
    assert [[figure.text for figure in cell] for cell in demo.lines[0].cells] == [
        ["24.0%"],
        [],
        ["24.8%"],
    ]
    assert [len(cell) for cell in smart.lines[0].cells] == [1, 1, 0]
