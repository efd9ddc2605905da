"""What anyone knows exactly stands beside the tables: headline totals, and printed breakdowns."""

from datetime import date

from hub.disclosure.known import known_counts
from hub.disclosure.parameters import Parameters
from hub.disclosure.plan import plan_of
from hub.indicators.catalogue import CATALOGUE
from hub.indicators.measure import Measure
from hub.releases.cell import EVERYONE, Key
from hub.releases.observation import Observation
from hub.vocabulary import Dimension, Origin, Status, Unit

DAY = date(2022, 6, 1)
VOTERS: Key = (("attended", "yes"),)


def measured(indicator: str, numerator: int, denominator: int | None = None) -> Measure:
    return Measure(
        indicator=indicator,
        cooperative="essai",
        period="2022",
        as_of=DAY,
        numerator=numerator,
        denominator=denominator,
    )


def printed(value: float, *, upper: float | None = None) -> Observation:
    return Observation(
        cooperative="essai",
        indicator="membership.total",
        period="2022",
        as_of=DAY.isoformat(),
        breakdown=((Dimension.GENDER, "female"),),
        value=value,
        unit=Unit.COUNT,
        lower=value,
        upper=upper or value,
        status=Status.DECLARED_PUBLIC,
        origin=Origin.DECLARED,
        method_version="1",
    )


def known(measures: list[Measure], declared: list[Observation]) -> dict[Key, int]:
    found = known_counts(
        measures, declared, plan_of((), "BE"), catalogue=CATALOGUE, parameters=Parameters()
    )
    return dict(found.get(DAY.isoformat(), {}))


def test_members_and_voters_are_known() -> None:
    assert known(
        [measured("membership.total", 103), measured("turnout.assembly", 41, 103)], []
    ) == {
        EVERYONE: 103,
        VOTERS: 41,
    }


def test_fewer_members_than_the_minimum_are_not_published_and_not_known() -> None:
    assert known([measured("membership.total", 9)], []) == {}


def test_a_printed_breakdown_is_known() -> None:
    assert known([], [printed(61)]) == {(("gender", "female"),): 61}


def test_a_printed_figure_that_is_rounded_is_not_exact() -> None:
    assert known([], [printed(60, upper=65)]) == {}
