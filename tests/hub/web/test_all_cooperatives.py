"""Under a figure's table stands what all cooperatives together show, and how sure that is."""

from dataclasses import replace

from starlette.testclient import TestClient

from hub.releases.aggregate import Aggregate
from hub.vocabulary import Dimension, Language, Status, Unit
from hub.web.all_cooperatives import all_cooperatives
from hub.web.wording import Wording
from tests.hub.web.conftest import Reader

RATE = Aggregate(
    indicator="turnout.assembly", year=2022, synthetic=False, unit=Unit.RATIO, value=0.2,
    cooperatives=("a", "b", "c", "d"), numerator=800, denominator=4000, lower=0.196, upper=0.204,
    status=Status.DERIVED,
)  # fmt: skip
COUNT = replace(
    RATE, unit=Unit.COUNT, value=1200, lower=1200, upper=1200, numerator=None, denominator=None,
    year=2023,
)  # fmt: skip
REFUSED = Aggregate(
    indicator="turnout.assembly", year=2020, synthetic=False, unit=Unit.RATIO,
    status=Status.NOT_PRODUCED, reason="fewer_cooperatives_than_the_minimum",
)  # fmt: skip
ENGLISH, FRENCH = Wording(Language.EN), Wording(Language.FR)


def test_without_a_sum_there_is_no_line() -> None:
    assert all_cooperatives([], wording=ENGLISH) is None
    assert all_cooperatives([REFUSED], wording=ENGLISH) is None


def test_a_rounded_rate_shows_its_parts_and_its_interval() -> None:
    table = all_cooperatives([RATE, REFUSED], wording=ENGLISH)
    assert table is not None
    assert [column.heading for column in table.columns] == ["2022"]
    [[shown]] = table.groups[0].lines[0].cells
    assert (shown.bound, shown.text) == ("about", "20%")
    assert shown.interval == "19.6% – 20.4%"  # noqa: RUF001  a range's dash
    assert shown.parts == "800 of 4,000; 4 cooperatives"


def test_an_exact_count_shows_no_interval() -> None:
    table = all_cooperatives([COUNT], wording=FRENCH)
    assert table is not None
    [[shown]] = table.groups[0].lines[0].cells
    assert (shown.bound, shown.interval, shown.parts) == (None, None, "4 coopératives")


def test_real_ones_come_first_and_a_year_without_a_sum_stays_empty() -> None:
    invented = replace(RATE, synthetic=True)
    women = replace(RATE, breakdown=((Dimension.GENDER, "female"),))
    table = all_cooperatives([invented, women, RATE, COUNT], wording=ENGLISH)
    assert table is not None
    lines = table.groups[0].lines
    assert [line.heading for line in lines] == [
        "All cooperatives",
        "All cooperatives: Women",
        "All cooperatives (synthetic)",
    ]
    assert [[len(cell) for cell in line.cells] for line in lines] == [[1, 1], [1, 0], [1, 0]]


def test_the_line_stands_on_the_indicator_s_page(read: Reader, client: TestClient) -> None:
    text = read("/indicators/turnout.assembly?lang=en")
    assert "All cooperatives (synthetic) about 25% 310 of 1,240; 4 cooperatives" in text
    assert "All cooperatives together" not in read("/indicators/capital.gini?lang=en")
    assert 'id="together-caption"' in client.get("/indicators/turnout.assembly").text
