"""How small and how large can some sums of unknowns be, given the intervals of others?

Linear programs over non-negative unknowns, solved with HiGHS on one thread, each from where the
last one ended.
"""

from typing import NamedTuple

import highspy
import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

Numbers = npt.NDArray[np.float64]

_SEED = 7
_INFINITY: float = highspy.kHighsInf


class Range(NamedTuple):
    """The least and the greatest value that is possible; infinite where there is no limit."""

    least: float
    greatest: float


class Unsolved(RuntimeError):
    """The solver gave up on a linear program; an audit that cannot be finished is not passed."""

    def __init__(self, status: str) -> None:
        super().__init__(f"the audit's solver stopped: {status}; nothing may be released unaudited")


class Bounds:
    """What is known of some unknowns, all of them at least 0.

    Args:
        sums: one row per known sum, unknowns as columns.
        lower: the least value of each sum.
        upper: the greatest; infinite where there is no limit.
    """

    def __init__(self, sums: sp.csr_matrix, lower: Numbers, upper: Numbers) -> None:
        self._size = sums.shape[1]
        self._all = np.arange(self._size, dtype=np.int32)
        program = highspy.HighsLp()
        program.num_col_, program.num_row_ = self._size, sums.shape[0]
        program.col_cost_ = np.zeros(self._size)
        program.col_lower_ = np.zeros(self._size)
        program.col_upper_ = np.full(self._size, _INFINITY)
        program.row_lower_, program.row_upper_ = lower, upper
        program.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        program.a_matrix_.start_ = sums.indptr
        program.a_matrix_.index_ = sums.indices
        program.a_matrix_.value_ = sums.data
        self._solver = highspy.Highs()
        for option, chosen in {
            "output_flag": False,
            "threads": 1,
            "random_seed": _SEED,
        }.items():
            self._solver.setOptionValue(option, chosen)
        self._solver.passModel(program)

    def point(self) -> Numbers | None:
        """Some unknowns that fit all that is known; None where nothing does."""
        self._solver.run()
        status = self._solver.getModelStatus()
        if status == highspy.HighsModelStatus.kInfeasible:
            return None
        return self._optimum(status)

    def furthest(self, weights: Numbers) -> Numbers | None:
        """The unknowns of the greatest weighted sum; None where there is no limit to it.

        `point` must have found some.
        """
        self._solver.changeColsCost(self._size, self._all, -weights)
        self._solver.run()
        status = self._solver.getModelStatus()
        if status in {
            highspy.HighsModelStatus.kUnbounded,
            highspy.HighsModelStatus.kUnboundedOrInfeasible,
        }:
            return None
        return self._optimum(status)

    def range(self, places: npt.NDArray[np.intp]) -> Range:
        """The least and the greatest sum of the unknowns at these places."""
        weights = np.zeros(self._size)
        weights[places] = 1.0
        least, most = self.furthest(-weights), self.furthest(weights)
        return Range(
            0.0 if least is None else float(least[places].sum()),
            np.inf if most is None else float(most[places].sum()),
        )

    def _optimum(self, status: highspy.HighsModelStatus) -> Numbers:
        if status != highspy.HighsModelStatus.kOptimal:
            raise Unsolved(self._solver.modelStatusToString(status))
        return np.asarray(self._solver.getSolution().col_value)
