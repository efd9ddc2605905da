"""To what is each count rounded? To a neighbouring multiple of the base, all of them adding up.

One mixed-integer program for all cells of a population and day, solved with HiGHS: every cell
goes down or up to a multiple of the base, every whole equals the sum of its parts, and as few
cells as possible go against their preference. What the solver may spend is counted in nodes, the
same on every machine; its seconds only end a run that has lost its way, and the release with it.
"""

from collections.abc import Collection
from dataclasses import dataclass

import highspy
import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

from hub.disclosure.cube import Counts, Frame
from hub.disclosure.parameters import Parameters
from hub.problem import Problem

#: How much more totals and single breakdowns count than crossed cells.
_MARGIN_WEIGHT = 1.5

#: How much it counts to keep what was published of a count that has not changed.
_STICKY_WEIGHT = 3.0

#: How much it counts to round what is known exactly the way that its last digit says.
_KNOWN_WEIGHT = 10.0

_SEED = 7
_GAP = 0.01


@dataclass(frozen=True, slots=True)
class Before:
    """What was true and published before, cell by cell in the same order; -1 where nothing was.

    Attributes:
        binding: whether an unchanged count must keep its value, and not only preferably: the same
            people must not be rounded twice.
    """

    counts: Counts
    published: Counts
    binding: bool


#: Cuts are hardly of use here, and looking for many takes most of the time: 15 s instead of 3 s
#: for three-way tables.
_CUTS = 1


class NoRounding(Exception):
    """The solver found no rounding that adds up, or none within its nodes."""


class OutOfTime(Problem):
    """A solver stopped by the clock: another machine would have gone on, so nothing is decided."""

    def __init__(self) -> None:
        super().__init__(
            "the solver that rounds counts was stopped after `solver_seconds`",
            "Nothing was published, because a faster machine might have rounded more tables; try "
            "again when the machine has less to do, or lower solver_nodes in "
            "hub/disclosure/parameters.py",
        )


def round_counts(  # noqa: PLR0913 - all of one program's inputs, named
    frame: Frame,
    counts: Counts,
    thresholds: Counts,
    parameters: Parameters,
    *,
    before: Before | None = None,
    known: Collection[int] = (),
) -> Counts:
    """The published count of every cell.

    Args:
        frame: the cells and what adds up to what.
        counts: the true counts, in the frame's order.
        thresholds: each cell's, from the dither.
        parameters: `b` and the solver's limits.
        before: what the last release had.
        known: cells whose exact count stands beside them in public: best rounded up where only
            one is missing, and down otherwise. Rounded up, their parts are too large together,
            and beside a single large part one that is published as 0 could hardly be more than
            0; always rounded down, the parts of all wholes would lean downwards together. Which
            of the two follows from the public number alone, so it tells nothing.

    Raises:
        NoRounding: infeasible, out of nodes, or bound to a value that no rounding gives. There is
            no second, weaker attempt.
        OutOfTime: the clock stopped the solver.
    """
    base = parameters.b
    floor = counts // base
    remainder = counts - base * floor
    free = remainder > 0
    same = np.zeros(len(counts), dtype=bool)
    up = remainder >= thresholds
    cost = np.where(up, -1.0, 1.0) * _weights(frame)
    if before is not None:
        same = (before.counts == counts) & (before.published >= 0)
        cost += np.where(same, np.where(before.published > base * floor, -1.0, 1.0), 0.0) * (
            _STICKY_WEIGHT
        )
    exact = list(known)
    cost[exact] = np.where(remainder[exact] == base - 1, -_KNOWN_WEIGHT, _KNOWN_WEIGHT)
    bounds = np.vstack([np.zeros(len(counts)), free.astype(float)])
    if before is not None and before.binding:
        kept = before.published[same] - base * floor[same]
        if np.any((kept != 0) & (kept != base * free[same])):
            raise NoRounding("an earlier value is no rounding of its count")
        bounds[:, same] = kept / base
    chosen = _solve(frame.relations, floor, bounds, cost=cost, parameters=parameters)
    found: Counts = base * (floor + chosen)
    return found


def _weights(frame: Frame) -> npt.NDArray[np.float64]:
    return np.where(frame.order <= 1, _MARGIN_WEIGHT, 1.0)


def _solve(
    relations: sp.csr_matrix,
    floor: Counts,
    bounds: npt.NDArray[np.float64],
    *,
    cost: npt.NDArray[np.float64],
    parameters: Parameters,
) -> Counts:
    chosen: Counts = bounds[0].astype(np.int64)
    needed = -(relations @ (floor + chosen))
    rounded = np.flatnonzero(bounds[0] < bounds[1])
    columns = relations[:, rounded].tocsr()
    binding = np.diff(columns.indptr) > 0
    if np.any(needed[~binding]):
        raise NoRounding("parts of a whole have nothing left to round")
    if not len(rounded):
        return chosen
    columns = columns[binding]
    program = highspy.HighsLp()
    program.num_col_ = len(rounded)
    program.num_row_ = columns.shape[0]
    program.col_cost_ = cost[rounded]
    program.col_lower_ = np.zeros(len(rounded))
    program.col_upper_ = np.ones(len(rounded))
    program.integrality_ = [highspy.HighsVarType.kInteger] * len(rounded)
    program.row_lower_ = program.row_upper_ = needed[binding].astype(float)
    program.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    program.a_matrix_.start_ = columns.indptr
    program.a_matrix_.index_ = columns.indices
    program.a_matrix_.value_ = columns.data.astype(float)
    solver = _solver(parameters)
    solver.passModel(program)
    solver.run()
    if solver.getModelStatus() == highspy.HighsModelStatus.kTimeLimit:
        raise OutOfTime
    if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        raise NoRounding(solver.modelStatusToString(solver.getModelStatus()))
    found = np.asarray(solver.getSolution().col_value)
    chosen[rounded] = np.rint(found).astype(np.int64)
    return chosen


def _solver(parameters: Parameters) -> highspy.Highs:
    solver = highspy.Highs()  # type: ignore[no-untyped-call]
    # one thread and one seed: the same counts and key give the same release, byte for byte
    options = {
        "output_flag": False,
        "threads": 1,
        "random_seed": _SEED,
        "mip_rel_gap": _GAP,
        "mip_pool_soft_limit": _CUTS,
        "mip_max_nodes": parameters.solver_nodes,
        "time_limit": parameters.solver_seconds,
    }
    for option, chosen in options.items():
        solver.setOptionValue(option, chosen)
    return solver
