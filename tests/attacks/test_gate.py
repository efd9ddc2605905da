"""Leaks that are planted in a release are found by its audit."""

from dataclasses import replace

from bench.populations import Register, register
from hub.disclosure.audit import Disclosed, audit_release
from hub.disclosure.audit_report import Kind
from hub.disclosure.published import Published, cells_of
from hub.releases.cell import Cell
from hub.releases.observation import Observation
from hub.releases.table_plan import Movers
from hub.vocabulary import Dimension, Origin, Status, Unit
from tests.attacks.exports import Year, released

_WOMEN = (("gender", "female"),)


def _register(*, movers: int = 0) -> Register:
    return register("coop", 150, periods=2, seed=11, movers=movers)


def _cells(year: Year) -> list[Cell]:
    counts = dict(zip(year.keys, year.rounded.tolist(), strict=True))
    return cells_of(Published(plan=year.plan, counts=counts))


def _first(invented: Register) -> Year:
    return next(released(invented))


def _kinds(release: Disclosed, previous: Disclosed | None = None) -> set[Kind]:
    return {finding.kind for finding in audit_release(release, previous).findings}


def _share_of_women(year: Year, value: float) -> Observation:
    rounded = dict(zip(year.keys, year.rounded.tolist(), strict=True))
    return Observation(
        cooperative="coop",
        indicator="gender.members_share",
        period=year.period,
        as_of=year.plan.as_of,
        breakdown=((Dimension.GENDER, "female"),),
        value=value,
        unit=Unit.RATIO,
        numerator=rounded[_WOMEN],
        denominator=rounded[()],
        lower=0.0,
        upper=1.0,
        status=Status.ROUNDED,
        origin=Origin.COMPUTED,
        method_version="1",
    )


def test_a_release_as_the_hub_makes_it_passes() -> None:
    year = _first(_register())
    assert not _kinds(Disclosed([year.plan], _cells(year)))


def test_a_true_ratio_beside_rounded_counts_blocks_a_release() -> None:
    year = _first(_register())
    rounded = dict(zip(year.keys, year.rounded.tolist(), strict=True))
    true = dict(zip(year.keys, year.true.tolist(), strict=True))
    allowed = _share_of_women(year, round(rounded[_WOMEN] / rounded[()], 3))
    leak = _share_of_women(year, round(true[_WOMEN] / true[()], 3))
    assert allowed.value != leak.value
    assert not _kinds(Disclosed([year.plan], _cells(year), [allowed]))
    assert _kinds(Disclosed([year.plan], _cells(year), [leak])) == {Kind.RATIO}


def test_cells_that_no_longer_add_up_block_a_release() -> None:
    year = _first(_register())
    cells = [
        replace(one, value=(one.value or 0) + 5, lower=(one.lower or 0) + 5)
        if one.key == _WOMEN
        else one
        for one in _cells(year)
    ]
    assert Kind.NOT_ADDITIVE in _kinds(Disclosed([year.plan], cells))


def test_voters_and_members_that_were_rounded_apart_block_a_release() -> None:
    year = _first(_register())
    nearest = {
        key: 5 * round(count / 5)
        for key, count in zip(year.keys, year.true.tolist(), strict=True)
        if ("attended", "yes") in key
    }
    cells = [
        replace(
            one,
            value=nearest.get(one.key, one.value),
            lower=max(0, nearest[one.key] - 4) if one.key in nearest else one.lower,
            upper=nearest[one.key] + 4 if one.key in nearest else one.upper,
        )
        for one in _cells(year)
    ]
    assert Kind.NOT_ADDITIVE in _kinds(Disclosed([year.plan], cells))


def test_a_release_after_three_movers_that_was_not_held_is_blocked() -> None:
    invented = _register(movers=3)
    then, now = (
        _first(replace(invented, years={"2021": persons})) for persons in invented.years.values()
    )
    assert then.rounded.tolist() != now.rounded.tolist()
    plan = replace(now.plan, movers=Movers.FEW)
    previous = Disclosed([then.plan], _cells(then))
    assert Kind.HELD in _kinds(Disclosed([plan], _cells(now)), previous)
