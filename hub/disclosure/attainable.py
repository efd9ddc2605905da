"""Between which ends can a group's capital lie, for somebody who knows limits of some groups?

Linear programs over the groups' amounts, none of them negative, solved with HiGHS on one thread.
"""

import math
from collections.abc import Collection, Iterable, Mapping
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import NamedTuple

import highspy
import numpy as np

from hub.disclosure.relation import Relation
from hub.problem import Problem
from hub.releases.cell import Key

#: Half a cent either way: what floating point makes of large sums is then no contradiction.
_PLAY = 0.005

_SEED = 7


class Limits(NamedTuple):
    """The least and the greatest amount that is possible, in euros; infinite: no limit."""

    least: float
    greatest: float

    def within(self, other: "Limits") -> "Limits":
        """What somebody knows who knows both; the least may pass the greatest."""
        return Limits(max(self.least, other.least), min(self.greatest, other.greatest))

    def multiples(self, grain: Decimal) -> "Limits":
        """The least and the greatest multiple of the grain between the ends."""
        least = (Decimal(repr(self.least)) / grain).to_integral_value(ROUND_CEILING) * grain
        if math.isinf(self.greatest):
            return Limits(float(least), self.greatest)
        greatest = (Decimal(repr(self.greatest)) / grain).to_integral_value(ROUND_FLOOR) * grain
        return Limits(float(least), float(greatest))


#: What is known of an amount of which nothing is known.
ANY = Limits(0.0, math.inf)


class UnsolvedAmounts(Problem):
    """The solver gave up on a linear program; what cannot be checked is not published."""

    def __init__(self, status: str) -> None:
        super().__init__(
            f"the solver of capital tables stopped: {status}",
            "Nothing was released; report this as an error",
        )


class Attainable:
    """The amounts of some groups, tied by what adds up to what.

    Args:
        relations: between groups.
        keys: further groups that will be asked about.
    """

    def __init__(self, relations: Iterable[Relation], keys: Iterable[Key]) -> None:
        rows = [{one.whole: 1.0} | dict.fromkeys(one.parts, -1.0) for one in relations]
        named = sorted({*keys, *(key for row in rows for key in row)})
        self._at = {key: place for place, key in enumerate(named)}
        self._all = np.arange(len(named), dtype=np.int32)
        self._solver = highspy.Highs()  # type: ignore[no-untyped-call]
        for option, chosen in {"output_flag": False, "threads": 1, "random_seed": _SEED}.items():
            self._solver.setOptionValue(option, chosen)
        program = highspy.HighsLp()
        program.num_col_, program.num_row_ = len(named), len(rows)
        program.col_cost_ = np.zeros(len(named))
        program.col_lower_ = np.zeros(len(named))
        program.col_upper_ = np.full(len(named), highspy.kHighsInf)
        program.row_lower_ = program.row_upper_ = np.zeros(len(rows))
        matrix = program.a_matrix_
        matrix.format_ = highspy.MatrixFormat.kRowwise
        matrix.start_ = np.cumsum([0, *map(len, rows)], dtype=np.int32)
        matrix.index_ = np.array([self._at[key] for row in rows for key in row], dtype=np.int32)
        matrix.value_ = np.array([sign for row in rows for sign in row.values()])
        self._solver.passModel(program)

    def limits(
        self, known: Mapping[Key, Limits], wanted: Collection[Key]
    ) -> Mapping[Key, Limits] | None:
        """The limits of each wanted group that follow from those of others; None: nothing fits.

        Args:
            known: of groups; of others nothing is known.
            wanted: groups to ask about.

        Raises:
            UnsolvedAmounts: the solver gave up.
        """
        lower = np.zeros(len(self._at))
        upper = np.full(len(self._at), highspy.kHighsInf)
        for key, (least, greatest) in known.items():
            lower[self._at[key]] = max(0.0, least - _PLAY)
            upper[self._at[key]] = min(greatest + _PLAY, highspy.kHighsInf)
        if (lower > upper).any():
            return None
        changed = self._solver.changeColsBounds(len(self._at), self._all, lower, upper)
        if changed != highspy.HighsStatus.kOk:
            raise UnsolvedAmounts("it does not accept these limits")
        self._solver.changeColsCost(len(self._at), self._all, np.zeros(len(self._at)))
        if self._end(0, highspy.HighsModelStatus.kInfeasible) is None:
            return None
        return {key: self._ends(self._at[key]) for key in wanted}

    def _ends(self, place: int) -> Limits:
        found = []
        for sign in (1.0, -1.0):
            self._solver.changeColCost(place, sign)
            found.append(self._end(place, highspy.HighsModelStatus.kUnbounded))
        self._solver.changeColCost(place, 0.0)
        least, greatest = found
        return Limits(0.0 if least is None else least, math.inf if greatest is None else greatest)

    def _end(self, place: int, nothing: highspy.HighsModelStatus) -> float | None:
        """One group's amount in the program's end; None where it ends as `nothing`."""
        self._solver.run()
        status = self._solver.getModelStatus()
        if status == nothing:
            return None
        if status != highspy.HighsModelStatus.kOptimal:
            raise UnsolvedAmounts(self._solver.modelStatusToString(status))
        return float(self._solver.getSolution().col_value[place])
