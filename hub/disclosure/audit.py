"""May a release be published? What can be worked out of it, and of the one before it, together.

It takes only what is published, so anybody can run it again on any release.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from hub.disclosure.audit_capital import audit_capital
from hub.disclosure.audit_inference import inferred
from hub.disclosure.audit_previous import audit_previous
from hub.disclosure.audit_ratios import audit_ratios
from hub.disclosure.audit_report import Finding, Kind, Report, report
from hub.disclosure.audit_shape import audit_shape
from hub.disclosure.population_cube import PopulationCube, population_cube
from hub.releases.cell import PERSONS, Cell, key_text
from hub.releases.observation import Observation
from hub.releases.table_plan import TablePlan

#: Told which cooperative is being audited: its slug, how many populations are done, of how many.
Progress = Callable[[str, int, int], None]

#: Cooperative, population, period and day.
_Place = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class Disclosed:
    """What one release says of members."""

    plans: Sequence[TablePlan]
    cells: Sequence[Cell]
    observations: Sequence[Observation] = ()


def audit_release(
    release: Disclosed,
    previous: Disclosed | None = None,
    *,
    progress: Progress = lambda _slug, _done, _total: None,
) -> Report:
    """Audit everything that a release says of members.

    Args:
        release: its plans with the exact counts that are public anyway, cells and observations.
        previous: the release before it, if there was one.
        progress: told as each population is begun.

    Raises:
        Unsolved: the solver cannot tell; the audit is not passed.
    """
    before: dict[_Place, PopulationCube] = {}
    if previous is not None:
        before, _ = _cubes(previous)
    cubes, findings = _cubes(release)
    for done, (place, cube) in enumerate(cubes.items()):
        progress(cube.plan.cooperative, done, len(cubes))
        findings += audit_shape(cube)
        findings += inferred(cube)
        if place in before:
            findings += audit_previous(cube, before[place])
    findings += _ratios(release)
    findings += audit_capital(release.plans, release.cells)
    return report(
        findings,
        plans=len(release.plans),
        cells=len(release.cells),
        observations=len(release.observations),
        against=previous is not None,
    )


def _cubes(release: Disclosed) -> tuple[dict[_Place, PopulationCube], list[Finding]]:
    """Every plan with its counts, and the cells that no plan explains."""
    counts: dict[_Place, list[Cell]] = {_place(plan): [] for plan in release.plans}
    findings = []
    for cell in release.cells:
        if cell.measure == PERSONS:
            if _place(cell) in counts:
                counts[_place(cell)].append(cell)
            else:
                findings.append(_unplanned(cell))
    cubes = {}
    for plan in release.plans:
        cubes[_place(plan)], refused = population_cube(plan, counts[_place(plan)])
        findings += refused
    return cubes, findings


def _place(one: TablePlan | Cell) -> _Place:
    return one.cooperative, one.population, one.period, one.as_of


def _unplanned(cell: Cell) -> Finding:
    return Finding(
        kind=Kind.UNPLANNED,
        cooperative=cell.cooperative,
        population=cell.population,
        period=cell.period,
        as_of=cell.as_of,
        measure=cell.measure,
        key=key_text(cell.key),
    )


def _ratios(release: Disclosed) -> Iterator[Finding]:
    plans: dict[str, list[TablePlan]] = {}
    for plan in release.plans:
        plans.setdefault(plan.cooperative, []).append(plan)
    figures: dict[str, list[Observation]] = {}
    for one in release.observations:
        figures.setdefault(one.cooperative, []).append(one)
    for slug, of in plans.items():
        facts = {float(count) for plan in of for count in plan.known.values()}
        yield from audit_ratios(figures.get(slug, ()), facts, max(plan.base for plan in of))
