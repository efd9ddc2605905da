"""To what is each count rounded? To a neighbouring multiple of the base, all of them adding up.

One mixed-integer program for all cells of a population and day, solved with HiGHS: every cell
goes down or up to a multiple of the base, every whole equals the sum of its parts, and as few
cells as possible go against their preference.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import highspy
import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

from hub.disclosure.cube import Counts, Frame
from hub.disclosure.parameters import Parameters

#: How much more totals and single breakdowns count than crossed cells.
_MARGIN_WEIGHT = 1.5

#: How much it counts to keep what was published of a count that has not changed.
_STICKY_WEIGHT = 3.0

#: Totals that are known exactly are rounded down where that can be: see `_weights`.
_KNOWN_WEIGHT = 10.0

_SEED = 7
_GAP = 0.01


@dataclass(frozen=True, slots=True)
class Before:
    """What was true and published before, cell by cell in the same order; -1 where nothing was."""

    counts: Counts
    published: Counts


class NoRounding(Exception):
    """The solver found no rounding that adds up, or none in time."""


def round_counts(
    frame: Frame,
    counts: Counts,
    thresholds: Counts,
    parameters: Parameters,
    *,
    before: Before | None = None,
    known: Mapping[int, int] | None = None,
) -> Counts:
    """The published count of every cell.

    Args:
        frame: the cells and what adds up to what.
        counts: the true counts, in the frame's order.
        thresholds: each cell's, from the dither.
        parameters: `b` and the solver's limits.
        before: what the last release had.
        known: cell -> exact count that stands beside it in public.

    Raises:
        NoRounding: infeasible, or out of time. There is no second, weaker attempt.
    """
    base = parameters.b
    floor = counts // base
    remainder = counts - base * floor
    free = remainder > 0
    up = remainder >= thresholds
    cost = np.where(up, -1.0, 1.0) * _weights(frame)
    if before is not None:
        same = (before.counts == counts) & (before.published >= 0)
        cost += np.where(same, np.where(before.published > base * floor, -1.0, 1.0), 0.0) * (
            _STICKY_WEIGHT
        )
    for cell in known or {}:
        cost[cell] = _KNOWN_WEIGHT
    chosen = _solve(frame.relations, floor, free, cost=cost, seconds=parameters.solver_seconds)
    return base * (floor + chosen)


def _weights(frame: Frame) -> npt.NDArray[np.float64]:
    return np.where(frame.order <= 1, _MARGIN_WEIGHT, 1.0)


def _solve(
    relations: sp.csr_matrix,
    floor: Counts,
    free: npt.NDArray[np.bool_],
    *,
    cost: npt.NDArray[np.float64],
    seconds: float,
) -> Counts:
    chosen = np.zeros(len(floor), dtype=np.int64)
    needed = -(relations @ floor)
    rounded = np.flatnonzero(free)
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
    solver = _solver(seconds)
    solver.passModel(program)
    solver.run()
    if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        raise NoRounding(solver.modelStatusToString(solver.getModelStatus()))
    found = np.asarray(solver.getSolution().col_value)
    chosen[rounded] = np.rint(found).astype(np.int64)
    return chosen


def _solver(seconds: float) -> highspy.Highs:
    solver = highspy.Highs()
    # one thread and one seed: the same counts and key give the same release, byte for byte
    options = {
        "output_flag": False,
        "threads": 1,
        "random_seed": _SEED,
        "mip_rel_gap": _GAP,
        "time_limit": seconds,
    }
    for option, chosen in options.items():
        solver.setOptionValue(option, chosen)
    return solver
