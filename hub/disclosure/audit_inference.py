"""What can an attacker work out of one population's counts on one day? All that follows."""

import hashlib
from collections.abc import Iterator, Sequence

import numpy as np
import orjson
import scipy.sparse as sp

from hub.disclosure.audit_report import Finding, Kind
from hub.disclosure.bounds import Bounds, Mask, Numbers, spans
from hub.disclosure.leaf_model import LeafModel, leaf_model
from hub.disclosure.population_cube import Limits, PopulationCube
from hub.disclosure.surely_open import surely_open
from hub.releases.cell import Key
from hub.releases.kept_tables import cell_rows, plan_rows
from hub.releases.structure import Structure

#: A violation below this is floating point's.
_DUST = 1e-4


#: Cubes by their content -> what can be worked out of them, for the life of the process: the gate
#: looks again at what was looked at when the tables were made.
_LOOKED_AT: dict[str, tuple[Finding, ...]] = {}
_MOST = 4096


def inferred(cube: PopulationCube) -> tuple[Finding, ...]:
    """The cells of one population whose true count can be told too closely.

    Raises:
        Unsolved: the solver cannot tell.
    """
    content = [plan_rows([cube.plan]), cell_rows(cube.cells.values())]
    digest = hashlib.sha256(orjson.dumps(content, option=orjson.OPT_SORT_KEYS)).hexdigest()
    if digest not in _LOOKED_AT:
        if len(_LOOKED_AT) >= _MOST:
            _LOOKED_AT.clear()
        _LOOKED_AT[digest] = tuple(_alone(cube))
    return _LOOKED_AT[digest]


def _alone(cube: PopulationCube) -> Iterator[Finding]:
    """The cells that tell too much; the solver is only asked about what no rule settles."""
    sure = surely_open(cube)
    if sure:
        model = leaf_model(cube.plan.structure, [*cube.cells, *cube.facts])
        exactly = {key: (cell.value or 0.0, cell.value or 0.0) for key, cell in cube.cells.items()}
        if bounds_of(model, [exactly]).point() is None:
            sure = frozenset()
    secret = [key for key in cube.secret if key not in sure]
    if secret or not sure:
        yield from audit_inference(cube, cube.limits, structure=cube.plan.structure, secret=secret)


def audit_inference(
    cube: PopulationCube, limits: Limits, *, structure: Structure, secret: Sequence[Key]
) -> Iterator[Finding]:
    """Cells whose true count can be told too closely, beyond what public facts alone tell.

    Args:
        cube: the public facts.
        limits: what is known of any groups besides the facts.
        structure: has the columns of all of them.
        secret: the cells that must not be told.

    Raises:
        Unsolved: the solver cannot tell.
    """
    model = leaf_model(structure, [*limits, *cube.exact, *secret])

    def close(least: Numbers, most: Numbers) -> Mask:
        doubtful: Mask = most - least < cube.room
        return doubtful

    known = [limits, cube.exact]
    found = spans(bounds_of(model, known), model.matrix(secret), close)
    if found is None:
        for key in _contradicting(model, known):
            yield cube.finding(Kind.INFEASIBLE, key)
        return
    least, most = found
    told = np.flatnonzero(close(least, most)).tolist()
    anyway = widths(bounds_of(model, [cube.exact]), model.matrix([secret[at] for at in told]))
    for at, width in zip(told, anyway.tolist(), strict=True):
        lower, upper = float(least[at]), float(most[at])
        if width > upper - lower:
            yield cube.finding(_kind(cube, lower, upper), secret[at], (lower, upper))


def bounds_of(model: LeafModel, known: Sequence[Limits]) -> Bounds:
    """The leaves that fit all the limits."""
    keys, lower, upper = rows_of(known)
    agree = np.zeros(model.agreement.shape[0])
    sums = sp.vstack([model.agreement, model.matrix(keys)], format="csr")
    return Bounds(sums, np.r_[agree, lower], np.r_[agree, upper])


def widths(bounds: Bounds, asked: sp.csr_matrix) -> Numbers:
    """How far apart the limits of each sum are; 0 where nothing fits what is known."""
    if not asked.shape[0]:
        return np.zeros(0)
    nothing = np.zeros(asked.shape[0])
    least, most = spans(bounds, asked, lambda low, _: np.ones(len(low), dtype=np.bool_)) or (
        nothing,
        nothing,
    )
    return most - least


def _kind(cube: PopulationCube, lower: float, upper: float) -> Kind:
    if lower == upper:
        return Kind.EXACT
    return Kind.SMALL if lower > 0 and upper < cube.plan.base else Kind.NARROW


def rows_of(known: Sequence[Limits]) -> tuple[list[Key], Numbers, Numbers]:
    """Keys, least and greatest counts of all the limits, one after the other."""
    ends = np.array([end for limits in known for end in limits.values()], dtype=np.float64)
    lower, upper = ends.reshape(-1, 2).T
    return [key for limits in known for key in limits], lower, upper


def _contradicting(model: LeafModel, known: Sequence[Limits]) -> set[Key]:
    """The cells that would have to give way for any people to fit, as little as it takes."""
    keys, lower, upper = rows_of(known)
    agree = np.zeros(model.agreement.shape[0])
    either = sp.csr_matrix((len(agree), 2 * len(keys)))
    give = sp.hstack([sp.eye(len(keys)), -sp.eye(len(keys))])
    sums = sp.vstack(
        [sp.hstack([model.agreement, either]), sp.hstack([model.matrix(keys), give])],
        format="csr",
    )
    bounds = Bounds(sums, np.r_[agree, lower], np.r_[agree, upper])
    bounds.point()
    found = bounds.furthest(np.r_[np.zeros(model.size), np.full(2 * len(keys), -1.0)])
    given = np.zeros(0) if found is None else found[model.size :].reshape(2, -1).sum(axis=0)
    return {keys[at] for at in np.flatnonzero(given > _DUST).tolist()}
