"""Is a share of people outside the register rounded like any other count?"""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hub.disclosure.cube import PERSONS
from hub.disclosure.figures import Reader
from hub.disclosure.members import NEAR_ANOTHER_DAY, TOO_FEW, Previous
from hub.disclosure.outside import PART, Outside, day, is_share, population
from hub.disclosure.parameters import Parameters
from hub.disclosure.published import Published
from hub.indicators.measure import Measure
from hub.releases.cell import EVERYONE
from hub.releases.table_plan import Movers
from hub.vocabulary import Dimension, DisclosureClass
from tests.hub.disclosure.entries import DAY, entry, measure
from tests.hub.disclosure.registers import KEY, PLAN

POLICY = Parameters()

TODAY = DAY.isoformat()


def publish(
    *shares: Measure, before: Published | None = None, members: int | None = None
) -> dict[str, Published | str]:
    name = population(shares[0])
    previous = (
        {}
        if before is None
        else {
            name: {TODAY: Previous(release="r1", published=before, day=day(measure("a", 10, 50)))}
        }
    )
    return Outside(
        cooperative="essai",
        members=lambda _day: members,
        previous=previous,
        key=KEY,
        parameters=POLICY,
    ).publish(shares)


def shown(found: dict[str, Published | str]) -> Published:
    one = found[TODAY]
    assert isinstance(one, Published)
    return one


def test_part_and_rest_are_two_cells_that_add_up() -> None:
    tables = shown(publish(measure("a", 10, 50)))
    assert tables.counts == {EVERYONE: 50, PART: 10, (("part", "no"),): 40}
    assert tables.plan.population == "a"


def test_the_share_of_a_body_is_a_population_of_its_own() -> None:
    of_body = measure("a", 10, 50, ((Dimension.BODY, "circle"),))
    assert population(of_body) == "a|body=circle"
    assert shown(publish(of_body)).plan.population == "a|body=circle"


@pytest.mark.parametrize(("whole", "cells"), [(10, 1), (19, 1), (20, 3)])
def test_fewer_than_twenty_have_a_total_only(whole: int, cells: int) -> None:
    assert len(shown(publish(measure("a", 3, whole))).counts) == cells


def test_fewer_than_ten_have_no_cell() -> None:
    assert publish(measure("a", 3, 9)) == {TODAY: TOO_FEW}
    assert publish(measure("a", 0, None)) == {TODAY: TOO_FEW}


def test_movers_that_the_counts_show_are_taken_for_all() -> None:
    first = shown(publish(measure("a", 10, 50)))
    assert shown(publish(measure("a", 10, 50), before=first)).plan.movers is Movers.NONE
    held = shown(publish(measure("a", 14, 50), before=first))
    assert (held.plan.movers, held.counts) == (Movers.FEW, first.counts)
    anew = shown(publish(measure("a", 15, 50), before=first))
    assert (anew.plan.movers, anew.counts[PART]) == (Movers.MANY, 15)


def test_two_days_that_differ_by_few_are_not_both_shown() -> None:
    later = measure("a", 12, 50, as_of=date(2022, 12, 31))
    found = publish(measure("a", 10, 50), later)
    assert isinstance(found[TODAY], Published)
    assert found["2022-12-31"] == NEAR_ANOTHER_DAY


def test_of_two_shares_of_one_day_the_first_is_taken() -> None:
    found = publish(measure("a", 10, 50), measure("a", 30, 90, period="2022-06"))
    assert shown(found).counts[EVERYONE] == 50
    assert shown(found).plan.period == "2022"


@settings(max_examples=25, deadline=None)
@given(st.integers(20, 3_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_published_is_within_four_and_the_share_within_its_interval(
    counts: tuple[int, int],
) -> None:
    part, whole = counts
    tables = shown(publish(measure("a", part, whole)))
    reader = Reader(plan=PLAN, parameters=POLICY)
    found = reader.count(tables, PART)
    assert abs(found.value - part) <= 4
    assert found.lower <= part <= found.upper
    assert tables.counts[EVERYONE] == tables.counts[PART] + tables.counts[("part", "no"),]


def test_a_share_of_people_has_two_whole_numbers_and_at_most_a_body() -> None:
    ratio = entry("a")
    assert is_share(measure("a", 1, 2), ratio)
    assert is_share(measure("a", 1, 2, ((Dimension.BODY, "circle"),)), ratio)
    refused = [
        measure("a", 1),
        measure("a", 3, 2),
        measure("a", Decimal(1), 2),
        measure("a", 1, 2.5),
        measure("a", 1, 2, ((Dimension.GENDER, "female"),)),
    ]
    assert not any(is_share(one, ratio) for one in refused)
    assert not is_share(measure("a", 1, 2), entry("a", public_role="gender"))
    assert not is_share(measure("a", 1, 2), entry("a", disclosure=DisclosureClass.MAGNITUDE))


def test_nobody_was_listed_one_by_one() -> None:
    counted = day(measure("a", 10, 50))
    assert counted.finest[PERSONS].to_list() == [10, 40]
    assert counted.people(["part"]).is_empty()


def test_a_whole_that_is_published_exactly_is_known_to_the_protection() -> None:
    [of_members] = publish(measure("a", 40, 103), members=103).values()
    [of_others] = publish(measure("a", 40, 103), members=140).values()
    assert isinstance(of_members, Published)
    assert isinstance(of_others, Published)
    assert of_members.plan.known == {"": 103}
    assert of_members.counts[EVERYONE] == 100
    assert of_others.plan.known == {}
