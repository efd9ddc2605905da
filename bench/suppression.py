"""What would suppression leave? Small counts withheld, then others until none of them follows.

Only for comparison: the hub rounds and does not suppress.
"""

import numpy as np
import numpy.typing as npt

from hub.disclosure.cube import frame_of
from tests.attacks.exports import PARAMETERS, Shown, Year, codebook, long_form
from tests.attacks.finding import where
from tests.attacks.leaf_model import attack
from tests.attacks.published import read_cells
from tests.attacks.trials import BLOCK

_ROUNDS = 40


def suppressed(year: Year) -> list[Shown]:
    """Each cell, exact or withheld: the smallest partner of every cell that still follows."""
    frame = frame_of(year.structure)
    withheld = (year.true > 0) & (year.true < PARAMETERS.k)
    number = {where(year.cooperative, year.period, key): at for at, key in enumerate(frame.keys)}
    for _ in range(_ROUNDS):
        shown = _shown(year, withheld)
        found = attack(
            read_cells(long_form(year, shown)),
            codebook(year.structure),
            {year.period: year.totals},
            largest=BLOCK,
        )
        open_cells = [number[one.where] for one in found]
        added = [_partner(year, withheld, cell) for cell in open_cells]
        chosen = [cell for cell in added if cell is not None]
        if not chosen:
            return shown
        withheld[chosen] = True
    return _shown(year, withheld)


def _partner(year: Year, withheld: npt.NDArray[np.bool_], cell: int) -> int | None:
    """The smallest other count, not 0 and not public, of the sums that a cell is in."""
    frame = frame_of(year.structure)
    rows = frame.relations[:, [cell]].tocoo().row
    public = {at for at, key in enumerate(frame.keys) if frozenset(key) in year.totals}
    linked = {int(at) for row in rows for at in frame.relations[[row]].indices}
    free = [at for at in linked - public if not withheld[at] and year.true[at] > 0]
    return min(free, key=lambda at: (year.true[at], at), default=None)


def _shown(year: Year, withheld: npt.NDArray[np.bool_]) -> list[Shown]:
    return [
        (None, "suppressed", "small_group", None, None)
        if hidden
        else (count, "published", "", None, None)
        for count, hidden in zip(year.true.tolist(), withheld.tolist(), strict=True)
    ]
