"""How small and how large can some sums of unknowns be, given the intervals of others?

Linear programs over non-negative unknowns, solved with HiGHS on one thread, each from where the
last one ended. Most sums are settled by a few programs with random weights: what one of them
reaches, the sum can really be. Only a sum that stays in doubt is given two programs of its own.
"""

from collections.abc import Callable

import highspy
import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

from hub.problem import Problem

Numbers = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]

#: What is within so much of a whole number is that number: far above the solver's tolerance.
_NEAR = 1e-4

_SEED = 7
_INFINITY: float = highspy.kHighsInf

#: Programs with random weights go on while they settle at least this share of what is in doubt.
_WORTH = 0.1
_MOST_ROUNDS = 60

_PRIMAL = int(highspy.simplex_constants.SimplexStrategy.kSimplexStrategyPrimal)


class Unsolved(Problem):
    """The solver gave up on a linear program; an audit that cannot be finished is not passed."""

    def __init__(self, status: str) -> None:
        super().__init__(
            f"the audit's solver stopped: {status}",
            "Nothing was released, since it could not be audited; report this as an error",
        )


class Bounds:
    """What is known of some unknowns, all of them at least 0.

    Args:
        sums: one row per known sum, unknowns as columns.
        lower: the least value of each sum.
        upper: the greatest; infinite where there is no limit.

    Raises:
        Unsolved: a limit is no number.
    """

    def __init__(self, sums: sp.csr_matrix, lower: Numbers, upper: Numbers) -> None:
        self._size: int = sums.shape[1]
        self._places = np.arange(self._size, dtype=np.int32)
        self._solver = highspy.Highs()  # type: ignore[no-untyped-call]  # published so
        self._solver.setOptionValue("output_flag", False)  # noqa: FBT003  HiGHS' own option
        self._solver.setOptionValue("threads", 1)
        self._solver.setOptionValue("random_seed", _SEED)
        # a program differs from the last one in its weights alone: presolving it anew, or giving
        # up the last one's feasible end for a dual start, costs more than solving it
        self._solver.setOptionValue("presolve", "off")
        program = highspy.HighsLp()
        program.num_col_, program.num_row_ = self._size, sums.shape[0]
        program.col_cost_ = np.zeros(self._size)
        program.col_lower_ = np.zeros(self._size)
        program.col_upper_ = np.full(self._size, _INFINITY)
        program.row_lower_ = lower
        program.row_upper_ = np.where(np.isinf(upper), _INFINITY, upper)
        program.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        program.a_matrix_.start_ = sums.indptr
        program.a_matrix_.index_ = sums.indices
        program.a_matrix_.value_ = sums.data
        if self._solver.passModel(program) == highspy.HighsStatus.kError:
            raise Unsolved("it was given limits that are no numbers")

    def point(self) -> Numbers | None:
        """Some unknowns that fit all that is known; None where nothing does.

        Raises:
            Unsolved: the solver cannot tell.
        """
        self._solver.run()
        status = self._solver.getModelStatus()
        if status == highspy.HighsModelStatus.kInfeasible:
            return None
        self._solver.setOptionValue(
            "simplex_strategy",
            int(highspy.simplex_constants.SimplexStrategy.kSimplexStrategyPrimal),
        )
        return self._end(status)

    def furthest(self, weights: Numbers) -> Numbers | None:
        """The unknowns with the greatest weighted sum; None where there is no limit to it.

        Only after `point` has found some.

        Raises:
            Unsolved: the solver cannot tell.
        """
        self._solver.changeColsCost(self._size, self._places, -weights)
        self._solver.run()
        status = self._solver.getModelStatus()
        if status == highspy.HighsModelStatus.kUnbounded:
            return None
        return self._end(status)

    def _end(self, status: highspy.HighsModelStatus) -> Numbers:
        if status != highspy.HighsModelStatus.kOptimal:
            raise Unsolved(self._solver.modelStatusToString(status))
        return np.asarray(self._solver.getSolution().col_value)


def whole(least: Numbers, most: Numbers) -> tuple[Numbers, Numbers]:
    """The least and the greatest whole number between two numbers, one pair per place."""
    # adding 0 turns a negative zero into the usual one
    return np.ceil(least - _NEAR) + 0.0, np.floor(most + _NEAR) + 0.0


def spans(
    bounds: Bounds, asked: sp.csr_matrix, doubtful: Callable[[Numbers, Numbers], Mask]
) -> tuple[Numbers, Numbers] | None:
    """The least and the greatest whole value of each sum that is asked about.

    Args:
        bounds: what is known.
        asked: one row per sum, unknowns as columns.
        doubtful: from the least and greatest whole values seen so far, which sums must be
            looked at further. The answer for these is exact; a sum that is beyond doubt can reach
            at least what is answered.

    Returns:
        None where nothing fits what is known.

    Raises:
        Unsolved: the solver cannot tell.
    """
    start = bounds.point()
    if start is None:
        return None
    seen = _Seen(bounds, asked, start)
    chance = np.random.default_rng(_SEED)
    left = doubtful(*seen.whole)
    for _ in range(_MOST_ROUNDS):
        if not left.any():
            break
        seen.look(np.where(left, chance.choice([-1.0, 1.0], len(left)), 0.0))
        still = doubtful(*seen.whole)
        settled = left.sum() - still.sum()
        left = still
        if settled < _WORTH * left.sum():
            break
    for place in np.flatnonzero(left):
        for sign in (-1.0, 1.0):
            if doubtful(*seen.whole)[place]:
                weights = np.zeros(len(left))
                weights[place] = sign
                seen.look(weights)
    return seen.whole


class _Seen:
    """The least and greatest values that sums were seen to reach."""

    def __init__(self, bounds: Bounds, asked: sp.csr_matrix, start: Numbers) -> None:
        self._bounds = bounds
        self._asked = asked
        self._least: Numbers = asked @ start
        self._most = self._least.copy()

    @property
    def whole(self) -> tuple[Numbers, Numbers]:
        return whole(self._least, self._most)

    def look(self, weights: Numbers) -> None:
        """Go as far as can be in one direction, and note where every sum is then."""
        found = self._bounds.furthest(self._asked.T @ weights)
        if found is None:
            # without a limit: only a single sum can be said to be the one that has none
            [*moved] = np.flatnonzero(weights)
            if len(moved) == 1:
                self._most[moved[0]] = np.inf
            return
        reached = self._asked @ found
        self._least = np.minimum(self._least, reached)
        self._most = np.maximum(self._most, reached)
