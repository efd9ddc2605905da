"""What does an outsider find in a whole release? Its CSV of cells, and the totals it prints."""

from collections import defaultdict
from collections.abc import Mapping

from tests.attacks import leaf_model
from tests.attacks.blocks import LARGEST
from tests.attacks.finding import Finding
from tests.attacks.published import Codebook, Printed, PublicTotals, read_cells

#: Cooperative, population, and period or day: as a line of the CSV names them.
Place = tuple[str, str, str]


def attack(
    text: str,
    codebooks: Mapping[Place, Codebook],
    totals: Mapping[Place, PublicTotals],
    *,
    largest: int = LARGEST,
) -> list[Finding]:
    """Counts that the cells of each population give away.

    Args:
        text: what `intercoop cells` wrote.
        codebooks: what the codes stand for, by population and period.
        totals: exact public totals, likewise.
        largest: the most unknowns of one program.
    """
    cells: dict[Place, list[Printed]] = defaultdict(list)
    for one in read_cells(text):
        cells[one.cooperative, one.population, one.period].append(one)
    return [
        finding
        for place, printed in sorted(cells.items())
        for finding in leaf_model.attack(
            printed, codebooks[place], {place[2]: totals.get(place, {})}, largest=largest
        )
    ]
