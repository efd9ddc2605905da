"""Between what bounds can sums of unknowns lie? A linear program, asked many questions in turn."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import highspy
import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

Floats = npt.NDArray[np.float64]

#: Of a question, and the lowest and highest value seen so far: whether that is answer enough.
Enough = Callable[[int, float, float], bool]

#: How often to look into a random direction before single questions are asked.
_PROBES = 30
_SETTLED = 1e-6


class Contradiction(Exception):
    """What is published cannot all be true: an attacker who sees this has read it wrongly."""


@dataclass(frozen=True, slots=True)
class Program:
    """Unknowns of 0 and more, and what is known of sums of them.

    Attributes:
        sums: one row per known sum.
        lower: the least that each sum can be.
        upper: the most.
    """

    sums: sp.csr_matrix
    lower: Floats
    upper: Floats


def bounds(program: Program, asked: sp.csr_matrix, enough: Enough) -> tuple[Floats, Floats]:
    """The lowest and highest value of each asked sum, or as much of it as is enough.

    Every solution found is evidence for all questions: what two solutions show to be open is not
    solved for.

    Raises:
        Contradiction: no unknowns satisfy the program.
    """
    solver = _solver(program)
    questions = asked.shape[0]
    low, high = np.full(questions, np.inf), np.full(questions, -np.inf)
    random = np.random.default_rng(0)
    left = np.ones(questions, dtype=bool)
    for _ in range(_PROBES):
        if left.any():
            towards = np.where(left, random.choice([-1.0, 1.0], questions), 0.0)
            _solve(solver, asked.T @ towards, asked, low, high)
            left = np.array([not enough(at, low[at], high[at]) for at in range(questions)])
    for question in np.flatnonzero(left).tolist():
        row = asked[[question]].toarray().ravel().astype(float)
        for direction in (row, -row):
            if not enough(question, low[question], high[question]) and not _solve(
                solver, direction, asked, low, high
            ):
                high[question] = np.inf  # nothing published limits it
    return low, high


def exactly_known(program: Program, asked: sp.csr_matrix) -> npt.NDArray[np.bool_]:
    """Which sums can have one value only."""
    low, high = bounds(program, asked, lambda _, low, high: high - low > _SETTLED)
    return np.less(high - low, _SETTLED)


def _solve(
    solver: highspy.Highs, cost: Floats, asked: sp.csr_matrix, low: Floats, high: Floats
) -> bool:
    """Solve on from the last question; whatever sums the solution has go into `low` and `high`."""
    solver.changeColsCost(len(cost), np.arange(len(cost), dtype=np.int32), cost)
    solver.run()
    status = solver.getModelStatus()
    if status == highspy.HighsModelStatus.kInfeasible:
        raise Contradiction
    if status != highspy.HighsModelStatus.kOptimal:
        return False
    seen = asked @ np.asarray(solver.getSolution().col_value)
    np.minimum(low, seen, out=low)
    np.maximum(high, seen, out=high)
    return True


def _solver(program: Program) -> highspy.Highs:
    model = highspy.HighsLp()
    model.num_row_, model.num_col_ = program.sums.shape
    model.col_cost_ = np.zeros(model.num_col_)
    model.col_lower_ = np.zeros(model.num_col_)
    model.col_upper_ = np.full(model.num_col_, highspy.kHighsInf)
    model.row_lower_, model.row_upper_ = program.lower, program.upper
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_ = program.sums.indptr
    model.a_matrix_.index_ = program.sums.indices
    model.a_matrix_.value_ = program.sums.data.astype(float)
    solver = highspy.Highs()  # type: ignore[no-untyped-call]
    options: dict[str, Any] = {
        "output_flag": False,
        "threads": 1,
        "presolve": "off",
        # after another cost the last basis is still feasible, so the primal simplex goes on
        "simplex_strategy": 4,
    }
    for option, chosen in options.items():
        solver.setOptionValue(option, chosen)
    solver.passModel(model)
    return solver
