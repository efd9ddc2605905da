"""Which cells does a release publish? `intercoop cells`, a long table for anyone's own audit."""

import csv
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby, product
from typing import Annotated

import typer

from hub.commands.options import Data, ReleaseId
from hub.commands.shelf import find_release, open_shelf
from hub.problem import Problem
from hub.releases.cell import CAPITAL, PERSONS, Cell, Key
from hub.releases.table_plan import TablePlan

#: The first columns and the last; between them is one for each way to divide.
_WHO = ("cooperative", "population", "period", "measure")
_WHAT = ("value", "status", "reason", "lo", "hi")

#: Cooperative, population, period and day.
_Day = tuple[str, str, str, str]

#: In place of a code: everyone, whatever their code.
_TOTAL = "T"

#: A cell that starts like this would be a formula to a spreadsheet.
_FORMULAS = ("=", "+", "-", "@")


class UnknownCooperative(Problem):
    """The release has no cooperative of that name."""

    def __init__(self, slug: str, known: Sequence[str]) -> None:
        super().__init__(f"the release has no cooperative {slug!r}", f"It has: {', '.join(known)}")


def cells(
    release_id: ReleaseId,
    cooperative: Annotated[
        str | None, typer.Option("--cooperative", "-c", help="Only of this one: smartcoop.")
    ] = None,
    magnitudes: Annotated[
        bool, typer.Option("--magnitudes", help="Sums of capital instead of counts.")
    ] = False,
    data: Data = None,
) -> None:
    """Write the cells of a release as CSV, one per line, with a column for each way to divide."""
    shelf = open_shelf(data)
    release = find_release(shelf, release_id)
    known = [one.slug for one in shelf.cooperatives(release.id)]
    if cooperative is not None and cooperative not in known:
        raise UnknownCooperative(cooperative, known)
    chosen = partial(shelf.cells, release.id, CAPITAL if magnitudes else PERSONS, cooperative)
    if magnitudes:
        layout = _layout(map(_day, chosen()), (name for cell in chosen() for name, _ in cell.key))
        lines = ((cell.key, cell) for cell in chosen())
    else:
        plans = {_day(plan): plan for plan in shelf.plans(release.id)}
        layout = _layout(plans, (name for plan in plans.values() for name in _partitions(plan)))
        lines = (
            line
            for day, found in groupby(chosen(), key=_day)
            for line in _named(plans[day], found)
        )
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow([*_WHO, *layout.columns, *_WHAT])
    for key, cell in lines:
        out.writerow(layout.line(key, cell))


@dataclass(frozen=True, slots=True)
class _Layout:
    """What the columns of a line are, and what each day is called."""

    columns: Sequence[str]
    names: Mapping[_Day, str]

    def line(self, key: Key, cell: Cell) -> Iterator[str]:
        """One line, text by text."""
        codes = dict(key)
        for text in (cell.cooperative, cell.population, self.names[_day(cell)], cell.measure):
            yield _text(text)
        for name in self.columns:
            yield _text(codes.get(name, _TOTAL))
        yield _number(cell.value)
        yield cell.status.value
        yield _text(cell.reason or "")
        yield _number(cell.lower)
        yield _number(cell.upper)


def _layout(days: Iterable[_Day], columns: Iterable[str]) -> _Layout:
    """Columns by name; days are called by their period, or by date where two share one."""
    every = set(days)
    often = Counter(day[:3] for day in every)
    return _Layout(
        columns=sorted(set(columns)),
        names={day: day[2] if often[day[:3]] == 1 else day[3] for day in every},
    )


def _day(one: TablePlan | Cell) -> _Day:
    return one.cooperative, one.population, one.period, one.as_of


def _partitions(plan: TablePlan) -> list[str]:
    return [name for name, column in plan.structure.columns.items() if column.partition]


def _named(plan: TablePlan, cells: Iterable[Cell]) -> Iterator[tuple[Key, Cell]]:
    """Each cell under every key that some table has for it.

    So the codes of every column add up to the total, although a group that two columns name is
    one cell. Groups that overlap are left out: they are sums of others.
    """
    found = {cell.key: cell for cell in cells}
    partitions = set(_partitions(plan))
    for table in plan.structure.tables:
        if set(table) <= partitions:
            codes = [plan.structure.columns[name].codes for name in table]
            for chosen in product(*codes):
                key = tuple(zip(table, chosen, strict=True))
                cell = found.get(plan.structure.canonical(key))
                if cell is not None:
                    yield key, cell


def _text(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULAS) else text


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.12g}"
