"""What do two releases tell together that neither tells alone? Who came, left or changed group."""

from collections.abc import Iterator, Sequence

import numpy as np
import scipy.sparse as sp

from hub.disclosure.audit_inference import audit_inference, rows_of, widths
from hub.disclosure.audit_report import Finding, Kind
from hub.disclosure.bounds import Bounds, Mask, Numbers, spans
from hub.disclosure.leaf_model import LeafModel
from hub.disclosure.population_cube import Limits, PopulationCube
from hub.releases.cell import Key
from hub.releases.structure import Structure
from hub.releases.table_plan import Movers


def audit_previous(cube: PopulationCube, before: PopulationCube) -> Iterator[Finding]:
    """All findings on one population and day that a previous release adds.

    Where the plan declares that fewer people moved than end a hold, the counts are of the same
    people: each must stand as it stood, and both releases' limits hold. Where many moved, an
    attacker who supposes that people only joined, or only left, must not learn any change exactly
    but that there was none.

    Raises:
        Unsolved: the solver cannot tell.
    """
    both = _merged(cube.plan.structure, before.plan.structure)
    told = _told(both, before)
    if cube.plan.movers is Movers.MANY:
        new = [cube.limits, cube.exact]
        asked = [key for key in cube.secret if key in told[0]]
        for earlier, later, sign in ((told, new, 1), (new, told, -1)):
            for key, change in _exact_changes(both, earlier, later, asked):
                yield cube.finding(Kind.CHANGE, key, (sign * change, sign * change))
        return
    moved = [
        key
        for key in cube.cells.keys() & before.cells.keys()
        if cube.cells[key].value != before.cells[key].value
    ]
    for key in moved:
        yield cube.finding(Kind.HELD, key)
    if not moved and told[0].keys() - cube.limits.keys():
        yield from audit_inference(
            cube, _both(cube.limits, told[0]), structure=both, secret=cube.secret
        )


def _merged(now: Structure, then: Structure) -> Structure:
    """All of now, with the columns and tables of then that divide the same leaves."""
    columns = {
        **now.columns,
        **{
            name: column
            for name, column in then.columns.items()
            if name not in now.columns
            and now.leaves.get(column.dimension) in {None, then.leaves[column.dimension]}
        },
    }
    known = [table for table in then.tables if set(table) <= columns.keys()]
    return Structure(columns=columns, tables=(*now.tables, *known))


def _told(both: Structure, before: PopulationCube) -> tuple[Limits, Limits]:
    """What the previous release said of the groups that still are what they were."""
    then = before.plan.structure
    alike = {
        name
        for name, column in both.columns.items()
        if then.columns.get(name) == column
        and then.leaves[column.dimension] == both.leaves[column.dimension]
    }

    def kept(limits: Limits) -> Limits:
        return {
            both.canonical(key): ends
            for key, ends in limits.items()
            if {column for column, _ in key} <= alike
        }

    return kept(before.limits), kept(before.exact)


def _both(one: Limits, other: Limits) -> Limits:
    found = dict(one)
    for key, (lower, upper) in other.items():
        here = found.get(key, (0.0, np.inf))
        found[key] = (max(lower, here[0]), min(upper, here[1]))
    return found


def _exact_changes(
    structure: Structure,
    earlier: Sequence[Limits],
    later: Sequence[Limits],
    asked: Sequence[Key],
) -> Iterator[tuple[Key, float]]:
    """Groups whose growth is certain, and not zero, if people were only added.

    Growth that public facts alone make certain is left out.
    """
    every = [key for limits in (*earlier, *later) for key in limits]
    model = LeafModel(structure, [*every, *asked])

    def grown(then: Sequence[Limits], now: Sequence[Limits]) -> Bounds:
        # unknowns: the people of then, and those who were added
        keys, lower, upper = rows_of(then)
        more, least, most = rows_of(now)
        agree = np.zeros(2 * model.agreement.shape[0])
        people, after = model.matrix(keys), model.matrix(more)
        sums = sp.vstack(
            [
                sp.block_diag([model.agreement, model.agreement]),
                sp.hstack([people, sp.csr_matrix(people.shape)]),
                sp.hstack([after, after]),
            ],
            format="csr",
        )
        return Bounds(sums, np.r_[agree, lower, least], np.r_[agree, upper, most])

    def certain(least: Numbers, most: Numbers) -> Mask:
        doubtful: Mask = (most - least < 1) & ~((least <= 0) & (most >= 0))
        return doubtful

    nobody = sp.csr_matrix((len(asked), model.size))
    added = sp.hstack([nobody, model.matrix(asked)], format="csr")
    found = spans(grown(earlier, later), added, certain)
    if found is None:
        return
    least, most = found
    told = np.flatnonzero((least == most) & (least != 0))
    anyway = widths(grown(earlier[1:], later[1:]), added[told])
    for at, width in zip(told.tolist(), anyway.tolist(), strict=True):
        if width > 0:
            yield asked[at], float(least[at])
