"""What can an attacker read? The cells of a release as CSV, its code lists and public totals."""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from math import inf

#: Which group a cell is of: (column, code); empty is everyone.
Group = frozenset[tuple[str, str]]

EVERYONE: Group = frozenset()

#: CSV column -> the dimension it divides, and the leaves that each of its codes stands for.
Codebook = Mapping[str, tuple[str, Mapping[str, frozenset[str]]]]

#: Exact figures that the cooperative prints itself.
PublicTotals = Mapping[Group, int]

_BEFORE, _AFTER = 4, 5
_EXACT = {"published", "declared_public", "public_role"}
_TOTAL = "T"


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """One row.

    Attributes:
        value: None where it is withheld.
        lower: what the publisher says is possible, 0 where it says nothing.
        upper: the same; infinite where it says nothing.
    """

    cooperative: str
    population: str
    period: str
    measure: str
    group: Group
    value: float | None
    status: str
    lower: float
    upper: float

    @property
    def exact(self) -> bool:
        """Whether the publisher shows the true count and says so."""
        return self.value is not None and self.status in _EXACT


def read_cells(text: str) -> tuple[Printed, ...]:
    """The rows of a CSV: four columns, then one per way to divide, then value to hi."""
    rows = csv.reader(io.StringIO(text))
    header = next(rows)
    ways = header[_BEFORE:-_AFTER]
    found = []
    for row in rows:
        group = frozenset(
            (way, code)
            for way, code in zip(ways, row[_BEFORE:-_AFTER], strict=True)
            if code != _TOTAL
        )
        value, status, _, low, high = row[-_AFTER:]
        exact = float(value) if value and status in _EXACT else None
        found.append(
            Printed(
                cooperative=row[0],
                population=row[1],
                period=row[2],
                measure=row[3],
                group=group,
                value=float(value) if value else None,
                status=status,
                lower=float(low) if low else exact or 0.0,
                upper=float(high) if high else inf if exact is None else exact,
            )
        )
    return tuple(found)
