"""Sums over cooperatives are kept in an order of their own, and read back as they were."""

from dataclasses import replace

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from hub.period import between
from hub.releases.aggregate import Aggregate, aggregate_rows
from hub.releases.contents import Contents, content_hash
from hub.releases.reader import Shelf
from hub.releases.wanted import TOTALS, Wanted
from hub.releases.writer import write_release
from hub.vocabulary import Dimension, Status, Unit
from tests.schema.published import published

SUM = Aggregate(
    indicator="turnout.assembly", year=2022, synthetic=False,
    cooperatives=("a", "b", "c", "d"), unit=Unit.RATIO, value=0.2, numerator=80, denominator=400,
    lower=0.15, upper=0.25, status=Status.DERIVED,
)  # fmt: skip
REFUSED = Aggregate(
    indicator="turnout.assembly", year=2021, synthetic=False, unit=Unit.RATIO,
    status=Status.NOT_PRODUCED, reason="fewer_cooperatives_than_the_minimum",
)  # fmt: skip
WOMEN = replace(SUM, breakdown=((Dimension.GENDER, "female"),))
INVENTED = replace(SUM, synthetic=True)
OTHER = replace(SUM, indicator="membership.total", year=2023, unit=Unit.COUNT)
IN_ORDER = (OTHER, REFUSED, SUM, WOMEN, INVENTED)


@pytest.fixture
def release(engine: sa.Engine) -> str:
    said = Contents(cooperatives=published().cooperatives, aggregates=IN_ORDER[::-1])
    return write_release(engine, said, {"imports": []}, software_version="1").release_id


def read(engine: sa.Engine, release: str, wanted: Wanted) -> list[Aggregate]:
    return [one for _, one in Shelf(engine).aggregates(release, wanted)]


@given(st.permutations(IN_ORDER))
def test_the_rows_do_not_depend_on_the_order_they_were_made_in(order: list[Aggregate]) -> None:
    assert aggregate_rows(order) == aggregate_rows(IN_ORDER)


def test_all_that_was_written_is_read_back_in_order(engine: sa.Engine, release: str) -> None:
    found = Shelf(engine).aggregates(release, Wanted())
    assert list(found) == list(enumerate(IN_ORDER))
    assert Shelf(engine).aggregates("unknown", Wanted()) == []


def test_sums_are_read_on_from_a_place(engine: sa.Engine, release: str) -> None:
    found = Shelf(engine).aggregates(release, Wanted(), limit=2, after=1)
    assert [place for place, _ in found] == [2, 3]


@pytest.mark.parametrize(
    ("start", "end", "years"),
    [
        ("2021", "2022", {2021, 2022}),
        ("2021-02", "2022", {2022}),
        ("2021", "2022-12-30", {2021}),
        ("2022-01-01", None, {2022, 2023}),
    ],
)
def test_a_year_is_wanted_when_all_of_it_is(
    engine: sa.Engine, release: str, start: str, end: str | None, years: set[int]
) -> None:
    span = between(start, end)
    wanted = Wanted(first=span.first, last=span.last)
    assert {one.year for one in read(engine, release, wanted)} == years


def test_sums_are_chosen_by_indicator_and_dimensions(engine: sa.Engine, release: str) -> None:
    assert read(engine, release, Wanted(indicators=("membership.total",))) == [OTHER]
    by_gender = Wanted(dimensions=frozenset({(Dimension.GENDER,)}))
    assert read(engine, release, by_gender) == [WOMEN]
    assert WOMEN not in read(engine, release, Wanted(dimensions=TOTALS))


def test_another_sum_is_another_release() -> None:
    whole = published()
    hashes = {
        content_hash(replace(whole, aggregates=sums).rows())
        for sums in ((), (SUM,), (replace(SUM, value=0.3),))
    }
    assert len(hashes) == 3
