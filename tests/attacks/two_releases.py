"""What do two releases say together? Bounds of then, of now, and of who came and who left.

The attacker knows how many people joined and left in all, and that nobody changed group.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp

from tests.attacks.blocks import LARGEST, Block, blocks
from tests.attacks.finding import Finding, integers, too_narrow, where
from tests.attacks.leaf_model import program_of
from tests.attacks.program import Program, bounds
from tests.attacks.published import Codebook, Group, Printed, PublicTotals

_NOBODY = np.zeros(0, dtype=np.intp)

_WHEN = ("then", "now", "who joined")

_DUST = 1e-6


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """One cooperative's cells of one day, and its exact public totals."""

    cells: Sequence[Printed]
    totals: PublicTotals

    @property
    def by_group(self) -> Mapping[Group, Printed]:
        """The cells by their group."""
        return {one.group: one for one in self.cells}


@dataclass(frozen=True, slots=True)
class Movement:
    """How many people came and went between two releases."""

    joined: int
    left: int


def attack(
    before: Release,
    after: Release,
    codebook: Codebook,
    movement: Movement,
    *,
    largest: int = LARGEST // 4,
) -> list[Finding]:
    """Counts that both releases together give away, beyond what each says alone.

    Args:
        before: the first release.
        after: the second.
        codebook: of both.
        movement: what the cooperative prints of it.
        largest: the most unknowns of one program, for each of then, joined and left.
    """
    groups = {one.group for one in (*before.cells, *after.cells)}
    found: dict[str, Finding] = {}
    for block in blocks([*groups, *before.totals, *after.totals], codebook, largest=largest):
        for finding in _narrow(block, before, after, movement):
            found.setdefault(finding.where, finding)
    return list(found.values())


def _narrow(
    block: Block, before: Release, after: Release, movement: Movement
) -> Iterator[Finding]:
    sums, nothing = block.sums, sp.csr_matrix(block.sums.shape)
    # unknowns: who stayed, who left, who joined
    then = sp.csr_matrix(sp.hstack([sums, sums, nothing]))
    now = sp.csr_matrix(sp.hstack([sums, nothing, sums]))
    joined = sp.csr_matrix(sp.hstack([nothing, nothing, sums]))
    places = [
        (when, at)
        for when, shown in enumerate((before.by_group, after.by_group, before.by_group))
        for at, group in enumerate(block.groups)
        if group in shown and group not in before.totals and not (when <= 1 and shown[group].exact)
    ]
    if not places:
        return
    asked = sp.csr_matrix(sp.vstack([(then, now, joined)[when][[at]] for when, at in places]))

    def enough(_: int, low: float, high: float) -> bool:
        return high >= low and not too_narrow(*integers(low, high))

    known = [program_of(block, one.by_group, one.totals, _NOBODY) for one in (before, after)]
    low, high = bounds(_together(then, now, known, movement), asked, enough)
    pinned = [at for at in range(len(places)) if not enough(at, low[at], high[at])]
    if not pinned:
        return
    public = [program_of(block, {}, one.totals, _NOBODY) for one in (before, after)]
    least, most = bounds(
        _together(then, now, public, movement),
        sp.csr_matrix(asked[pinned]),
        lambda *_: False,
    )
    for place, at in enumerate(pinned):
        lower, upper = integers(low[at], high[at])
        if most[place] - least[place] > upper - lower + _DUST:
            when, place_in_block = places[at]
            yield Finding(
                attack="two releases",
                where=where(after.cells[0].cooperative, _WHEN[when], block.groups[place_in_block]),
                lower=lower,
                upper=upper,
            )


def _together(
    then: sp.csr_matrix, now: sp.csr_matrix, known: Sequence[Program], movement: Movement
) -> Program:
    unknowns = then.shape[1] // 3
    left = np.repeat([0.0, 1.0, 0.0], unknowns)
    joined = np.repeat([0.0, 0.0, 1.0], unknowns)
    moved = [movement.left, movement.joined]
    return Program(
        sp.csr_matrix(sp.vstack([then, now, sp.csr_matrix(np.vstack([left, joined]))])),
        np.concatenate([known[0].lower, known[1].lower, moved]),
        np.concatenate([known[0].upper, known[1].upper, moved]),
    )
