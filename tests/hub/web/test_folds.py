"""Totals stand open, and each way to take the members apart is folded away by itself."""

from hub.releases.observation import EVERY_GROUP, Breakdown, Observation
from hub.vocabulary import Dimension, Origin, Status, Unit
from hub.web.folds import folded


def figure(*breakdown: tuple[Dimension, str]) -> Observation:
    groups: Breakdown = breakdown
    return Observation(
        cooperative="essai",
        indicator="membership.total",
        period="2022",
        as_of="2022-06-01",
        breakdown=groups,
        unit=Unit.COUNT,
        status=Status.ROUNDED,
        origin=Origin.COMPUTED,
        method_version="1",
    )


def many(dimension: Dimension) -> list[Observation]:
    return [figure((dimension, f"code-{place}")) for place in range(40)]


def test_few_figures_all_stand_open() -> None:
    figures = [figure(), figure((Dimension.GENDER, "female"))]
    assert folded(figures) == (figures, {})


def test_each_way_to_take_many_members_apart_is_a_fold_of_its_own() -> None:
    regions, genders = many(Dimension.REGION), many(Dimension.GENDER)
    assert folded([figure(), *regions, *genders]) == (
        [figure()],
        {(Dimension.REGION,): regions, (Dimension.GENDER,): genders},
    )


def test_bodies_and_refusals_are_never_folded_away() -> None:
    refused = figure((Dimension.GENDER, EVERY_GROUP), (Dimension.REGION, EVERY_GROUP))
    bodies = many(Dimension.BODY)
    regions = many(Dimension.REGION)
    apart, folds = folded([refused, *bodies, *regions])
    assert apart == [refused, *bodies]
    assert list(folds) == [(Dimension.REGION,)]
