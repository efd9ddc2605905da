"""Do a release's sums of capital give away what is withheld? Asked as anyone can ask it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from hub.disclosure.attainable import Limits
from hub.disclosure.audit_report import Finding, Kind
from hub.disclosure.magnitude_audit import PublicKnowledge, audit_amounts
from hub.disclosure.parameters import Parameters
from hub.disclosure.relation import Relation, relations_of
from hub.releases.cell import CAPITAL, EVERYONE, Cell, key_text
from hub.releases.structure import Column, Structure
from hub.releases.table_plan import TablePlan

#: Whoever holds capital without being in the register is in none of a column's codes.
_ELSEWHERE = "unknown"


def audit_capital(plans: Sequence[TablePlan], cells: Iterable[Cell]) -> Iterator[Finding]:
    """Findings on the capital of every cooperative and day.

    Raises:
        UnsolvedAmounts: the solver gave up; the audit is not passed.
    """
    days: dict[tuple[str, str, str, str], list[Cell]] = {}
    for cell in cells:
        if cell.measure == CAPITAL:
            day = (cell.cooperative, cell.population, cell.period, cell.as_of)
            days.setdefault(day, []).append(cell)
    columns: dict[str, dict[str, Column]] = {}
    for plan in plans:
        columns.setdefault(plan.cooperative, {}).update(plan.structure.columns)
    for of_day in days.values():
        yield from _findings(of_day, columns.get(of_day[0].cooperative, {}))


def _findings(cells: Sequence[Cell], columns: Mapping[str, Column]) -> Iterator[Finding]:
    crossed = {name for cell in cells for name, _ in cell.key}
    dimensions = {columns[name].dimension for name in crossed if name in columns}
    facts = {
        cell.key: Limits(cell.value, cell.value)
        for cell in cells
        if cell.key == EVERYONE and cell.value is not None and cell.lower == cell.upper
    }
    divided = {name: one for name, one in columns.items() if one.dimension in dimensions}
    public = PublicKnowledge(relations=_relations(divided), facts=facts)
    for found in audit_amounts(cells, public, Parameters()):
        for key in found.keys:
            yield Finding(
                kind=Kind.AMOUNT,
                cooperative=cells[0].cooperative,
                population=cells[0].population,
                period=cells[0].period,
                as_of=cells[0].as_of,
                measure=CAPITAL,
                key=key_text(key),
            )


def _relations(columns: Mapping[str, Column]) -> list[Relation]:
    found = []
    for one in relations_of(Structure(columns=columns, tables=()), columns):
        if one.whole == EVERYONE:
            [name] = {name for part in one.parts for name, _ in part}
            parts = (*one.parts, ((name, _ELSEWHERE),))
            found.append(replace(one, parts=tuple(dict.fromkeys(parts))))
        else:
            found.append(one)
    return found
