"""What was published of one population on one day? Its plan and its counts, each group once."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from hub.disclosure.audit_report import Finding, Kind
from hub.releases.cell import PERSONS, Cell, Key, key_text, read_key
from hub.releases.table_plan import TablePlan

#: Between which ends the true counts of some groups lie.
Limits = Mapping[Key, tuple[float, float]]


@dataclass(frozen=True)
class PopulationCube:
    """The counts of one plan.

    Attributes:
        cells: canonical key -> cell.
    """

    plan: TablePlan
    cells: Mapping[Key, Cell]

    @cached_property
    def facts(self) -> Mapping[Key, float]:
        """Exact counts that are public beside the cells, by canonical key.

        A fact on a column that no table has says nothing of the cells, and is left out.
        """
        structure = self.plan.structure
        known = {read_key(text): float(count) for text, count in self.plan.known.items()}
        return {
            structure.canonical(key): count
            for key, count in known.items()
            if all(
                name in structure.columns and code in structure.columns[name].codes
                for name, code in key
            )
        }

    @cached_property
    def limits(self) -> Limits:
        """Between which ends each count lies that has a published value."""
        return {
            key: (cell.lower or 0.0, math.inf if cell.upper is None else cell.upper)
            for key, cell in self.cells.items()
            if cell.value is not None
        }

    @property
    def exact(self) -> Limits:
        """The facts as limits."""
        return {key: (count, count) for key, count in self.facts.items()}

    @property
    def secret(self) -> list[Key]:
        """The cells that are not known anyway."""
        return [key for key in self.cells if key not in self.facts]

    @property
    def room(self) -> int:
        """How far apart the limits of every count must stay: as far as those of a rounded 0."""
        return self.plan.base - 1

    def finding(self, kind: Kind, key: Key, ends: tuple[float, float] | None = None) -> Finding:
        """A finding on one of its cells, with the least and the greatest value that is left."""
        return _finding(self.plan, kind, key, ends)


def _finding(
    plan: TablePlan, kind: Kind, key: Key, ends: tuple[float, float] | None = None
) -> Finding:
    lower, upper = (None, None) if ends is None else ends
    return Finding(
        kind=kind,
        cooperative=plan.cooperative,
        population=plan.population,
        period=plan.period,
        as_of=plan.as_of,
        measure=PERSONS,
        key=key_text(key),
        lower=lower,
        upper=None if upper is None or math.isinf(upper) else upper,
    )


def population_cube(
    plan: TablePlan, cells: Iterable[Cell]
) -> tuple[PopulationCube, list[Finding]]:
    """A plan's count cells by canonical key, and what forbids to take some of them in.

    That is a cell whose columns or codes the plan does not have, and a second value of a group
    that has one already.
    """
    found: dict[Key, Cell] = {}
    refused = []
    for cell in cells:
        try:
            key = plan.structure.canonical(cell.key)
        except KeyError:
            refused.append(_finding(plan, Kind.UNPLANNED, cell.key))
            continue
        if found.setdefault(key, cell).value != cell.value:
            refused.append(_finding(plan, Kind.NOT_ADDITIVE, key))
    return PopulationCube(plan, found), refused
