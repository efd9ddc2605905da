"""How is an observation read from the shelf, where only some of it will be asked for?

A figure is its row, and each part is made of it when it is asked for: whoever wants six columns of
a hundred figures neither fetches nor reads the other twenty.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from enum import StrEnum
from functools import lru_cache
from operator import itemgetter
from typing import TYPE_CHECKING, Any, ClassVar, overload

import orjson
import sqlalchemy as sa

from hub.releases.observation import Breakdown, Observation, Source, read_breakdown
from hub.releases.shelf import OBSERVATIONS
from hub.vocabulary import Comparability, Confidentiality, Origin, Status, Uncertainty, Unit

#: How many shapes are known at once: one for each set of parts that is asked for.
KEPT = 256

#: For choosing among rows, and of no interest once they are chosen.
_FOR_CHOOSING = {"release_id", "period_first", "period_last", "dimensions"}

#: What a figure may hold, in this order.
COLUMNS: Mapping[str, sa.Column[Any]] = {
    column.name: column for column in OBSERVATIONS.c if column.name not in _FOR_CHOOSING
}

#: All of it.
WHOLE = frozenset(COLUMNS)

#: Which figure it is.
NAMES = frozenset({"position", "cooperative", "indicator", "period"})

_WORDS: Mapping[str, type[StrEnum]] = {
    "unit": Unit,
    "uncertainty": Uncertainty,
    "status": Status,
    "confidentiality": Confidentiality,
    "origin": Origin,
}


class Figure(tuple[Any, ...]):
    """One observation on the shelf, with its place; what `Observation` has is read from it.

    A class for each shape: see `shaped`. What a shape leaves out, its figures do not have.

    Attributes:
        standing: where in the row those parts stand that are kept as they are.
        coded: where those stand of which the row has the code, and of which list the code is.
    """

    __slots__ = ()

    standing: ClassVar[Mapping[str, int]] = {}
    coded: ClassVar[Mapping[str, tuple[int, type[StrEnum]]]] = {}

    if TYPE_CHECKING:
        position: int
        cooperative: str
        indicator: str
        period: str
        as_of: str
        breakdown: Breakdown
        value: float | None
        text: str | None
        unit: Unit
        numerator: float | None
        denominator: float | None
        lower: float | None
        upper: float | None
        uncertainty: Uncertainty
        status: Status
        confidentiality: Confidentiality
        reason: str | None
        base: int | None
        held_from: str | None
        policy: str | None
        parameters: str | None
        key_id: str | None
        origin: Origin
        source: Source | None
        contested: bool
        comparability: tuple[Comparability, ...]
        method_version: str

    def whole(self) -> Observation:
        """All of it, as it was when it was written."""
        parts = (field.name for field in fields(Observation))
        return Observation(**{name: getattr(self, name) for name in parts})


@lru_cache(maxsize=KEPT)
def shaped(parts: frozenset[str]) -> type[Figure]:
    """The figures that hold these parts, and their columns in this order: `columns`."""
    places = {name: place for place, name in enumerate(_order(parts))}
    read = {name: property(_reader(name, place)) for name, place in places.items()}
    kept = {
        "standing": {
            name: place
            for name, place in places.items()
            if name not in _WORDS and name not in _READ
        },
        "coded": {name: (places[name], of) for name, of in _WORDS.items() if name in places},
    }
    return type("Figure", (Figure,), {"__slots__": (), **kept, **read})


class Figures(Sequence[Figure]):
    """Many figures of one shape, each made of its row when somebody looks at it.

    Args:
        shape: of all of them; see `shaped`.
        rows: theirs.
    """

    __slots__ = ("rows", "shape")

    def __init__(self, shape: type[Figure], rows: Sequence[tuple[Any, ...]]) -> None:
        self.shape = shape
        self.rows = rows

    def __len__(self) -> int:
        return len(self.rows)

    @overload
    def __getitem__(self, place: int) -> Figure: ...

    @overload
    def __getitem__(self, place: slice) -> "Figures": ...

    def __getitem__(self, place: int | slice) -> "Figure | Figures":
        if isinstance(place, slice):
            return Figures(self.shape, self.rows[place])
        return self.shape(self.rows[place])

    def __iter__(self) -> Iterator[Figure]:
        return map(self.shape, self.rows)

    def by(self, part: str) -> Iterator[tuple[str, tuple[Any, ...]]]:
        """Each row, after what it says at one of the parts that are kept as they are."""
        place = self.shape.standing[part]
        return ((row[place], row) for row in self.rows)


def columns(
    parts: frozenset[str], of: Iterable[sa.ColumnElement[Any]]
) -> list[sa.ColumnElement[Any]]:
    """What to select for such figures, of a table or a query with the shelf's columns."""
    found = {column.name: column for column in of if isinstance(column, sa.ColumnClause)}
    # JSON as its text: most of it is never read
    return [
        sa.cast(found[name], sa.Text).label(name)
        if isinstance(COLUMNS[name].type, sa.JSON)
        else found[name]
        for name in _order(parts)
    ]


def _order(parts: frozenset[str]) -> list[str]:
    return [name for name in COLUMNS if name in parts]


def _reader(name: str, place: int) -> Callable[[Any], Any]:
    if name in _WORDS:
        words = {word.value: word for word in _WORDS[name]}
        return lambda row: words[row[place]]
    if name in _READ:
        read = _READ[name]
        return lambda row: read(row[place])
    return itemgetter(place)


def _source(printed: str | None) -> Source | None:
    # a JSON null on one database is no value on the other
    found = orjson.loads(printed) if printed else None
    return Source(**found) if found else None


def _flags(written: str) -> tuple[Comparability, ...]:
    return tuple(map(Comparability, orjson.loads(written)))


_READ: Mapping[str, Callable[[Any], Any]] = {
    "breakdown": read_breakdown,
    "source": _source,
    "contested": bool,  # SQLite keeps a number
    "comparability": _flags,
}
