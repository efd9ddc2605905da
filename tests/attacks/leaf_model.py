"""What follows from all cells at once? Bounds of each count, over every population they allow."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from math import inf

import numpy as np
import numpy.typing as npt

from tests.attacks.blocks import LARGEST, Block, blocks
from tests.attacks.finding import SMALL, Finding, integers, too_narrow, where
from tests.attacks.program import Program, bounds, exactly_known
from tests.attacks.published import Codebook, Group, Printed, PublicTotals

#: Period -> what the cooperative prints of it.
Totals = Mapping[str, PublicTotals]

#: A person whose leaves the attacker knows: dimension -> leaf.
Person = Mapping[str, str]


def attack(
    printed: Iterable[Printed],
    codebook: Codebook,
    totals: Totals,
    *,
    insiders: Sequence[Person] = (),
    largest: int = LARGEST,
) -> list[Finding]:
    """Counts of people that all the cells of one cooperative together give away.

    Args:
        printed: of one or more periods, each attacked alone.
        codebook: what the codes stand for.
        totals: the exact public totals.
        insiders: the attackers themselves; the counts of all others are then what is sought.
        largest: the most unknowns of one program.
    """
    name = "insider" if insiders else "leaf model"

    def table(one: Printed) -> tuple[str, str, str, str]:
        return one.cooperative, one.population, one.period, one.measure

    found: list[Finding] = []
    for (cooperative, _, period, _), rows in groupby(sorted(printed, key=table), key=table):
        cells = {one.group: one for one in rows}
        public = totals.get(period, {})
        pinned: dict[Group, Finding] = {}
        for block in blocks([*cells, *public], codebook, largest=largest):
            for group, low, high in _narrow(block, cells, public, insiders):
                finding = Finding(
                    attack=name, where=where(cooperative, period, group), lower=low, upper=high
                )
                pinned.setdefault(group, finding)
        found += pinned.values()
    return found


def program_of(
    block: Block, cells: Mapping[Group, Printed], public: PublicTotals, own: npt.NDArray[np.intp]
) -> Program:
    """What is known of a block's unknowns, the attackers themselves taken out."""
    lower = np.array([cells[one].lower if one in cells else 0.0 for one in block.groups])
    upper = np.array([cells[one].upper if one in cells else inf for one in block.groups])
    for at, group in enumerate(block.groups):
        if group in public:
            lower[at] = upper[at] = public[group]
    mine = own_counts(block, own)
    return Program(block.sums, np.maximum(lower - mine, 0), upper - mine)


def own_counts(block: Block, own: npt.NDArray[np.intp]) -> npt.NDArray[np.float64]:
    """How many of the attackers are in each of a block's groups."""
    in_unknown = np.bincount(own, minlength=block.sums.shape[1]).astype(float)
    return np.asarray(block.sums @ in_unknown)


def _narrow(
    block: Block,
    cells: Mapping[Group, Printed],
    public: PublicTotals,
    insiders: Sequence[Person],
) -> Iterator[tuple[Group, int, int]]:
    own = np.array([one for person in insiders for one in block.persons(person)], dtype=np.intp)
    program = program_of(block, cells, public, own)
    mine = own_counts(block, own)
    sought = [
        at
        for at, group in enumerate(block.groups)
        if group in cells and group not in public and _worth_knowing(cells[group])
    ]
    if not sought:
        return

    def enough(_: int, low: float, high: float) -> bool:
        return high >= low and not too_narrow(*integers(low, high), own=len(insiders))

    low, high = bounds(program, block.sums[sought], enough)
    open_anyway = [enough(at, low[at], high[at]) for at in range(len(sought))]
    pinned = [at for at, safe in zip(range(len(sought)), open_anyway, strict=True) if not safe]
    if not pinned:
        return
    given = [at for at, group in enumerate(block.groups) if group in public]
    exact = np.array([public[block.groups[at]] for at in given], dtype=float) - mine[given]
    rows = [sought[at] for at in pinned]
    known_anyway = exactly_known(Program(block.sums[given], exact, exact), block.sums[rows])
    for at, public_anyway in zip(pinned, known_anyway, strict=True):
        if not public_anyway:
            yield block.groups[sought[at]], *integers(low[at], high[at])


def _worth_knowing(one: Printed) -> bool:
    # what is shown exactly on purpose is no secret, unless it is a small group
    return not one.exact or (one.status == "published" and 0 < one.lower < SMALL)
