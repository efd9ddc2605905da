"""What do the tests of the audit share? Small tables, and what is published of them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import combinations, product

from hub.disclosure.population_cube import PopulationCube, population_cube
from hub.releases.cell import Cell, Key, key_text
from hub.releases.structure import Column, Structure
from hub.releases.table_plan import Movers, TablePlan
from hub.vocabulary import Status

#: A leaf of each dimension, in the order of the dimensions' names, and how many people have them.
People = Mapping[tuple[str, ...], int]


def leaves(dimension: str, *codes: str) -> Column:
    return Column(dimension=dimension, codes={code: frozenset({code}) for code in codes})


GENDER = leaves("gender", "female", "male")
AGE = leaves("age", "old", "young")
PLACE = leaves("place", "east", "north", "west")
SIDE = Column(
    dimension="place", codes={"far": frozenset({"east", "west"}), "near": frozenset({"north"})}
)


def structure(columns: Mapping[str, Column], *tables: tuple[str, ...]) -> Structure:
    smaller = {
        part
        for table in tables
        for size in range(len(table) + 1)
        for part in combinations(sorted(table), size)
    }
    return Structure(columns=columns, tables=tuple(sorted(smaller, key=lambda t: (len(t), t))))


#: Gender by age, and place by side.
PLAIN = structure(
    {"gender": GENDER, "age": AGE, "place": PLACE, "side": SIDE},
    ("age", "gender"),
    ("place",),
    ("side",),
)


def keys(of: Structure) -> list[Key]:
    found = {
        of.canonical(tuple(zip(table, chosen, strict=True)))
        for table in of.tables
        for chosen in product(*(of.columns[name].codes for name in table))
    }
    return sorted(found)


def count(of: Structure, people: People, key: Key) -> int:
    dimensions = sorted(of.leaves)
    meant = {of.columns[name].dimension: of.columns[name].codes[code] for name, code in key}
    return sum(
        number
        for leaf, number in people.items()
        if all(
            code in meant.get(dimension, {code})
            for dimension, code in zip(dimensions, leaf, strict=True)
        )
    )


def plan(
    of: Structure = PLAIN, known: Mapping[Key, int] | None = None, **more: object
) -> TablePlan:
    usual = TablePlan(
        cooperative="coop", population="members", period="2025", as_of="2025-12-31",
        structure=of, known={key_text(key): exact for key, exact in (known or {}).items()},
        movers=Movers.FIRST, held_from=None, base=5, key_id="key", parameters="rules",
        method="1",
    )  # fmt: skip
    return replace(usual, **more)  # type: ignore[arg-type]


def cell(key: Key, value: float | None, **more: object) -> Cell:
    usual = Cell(
        cooperative="coop", population="members", period="2025", as_of="2025-12-31",
        measure="persons", key=key, value=value, status=Status.ROUNDED,
        lower=None if value is None else max(0.0, value - 4),
        upper=None if value is None else value + 4,
    )  # fmt: skip
    return replace(usual, **more)  # type: ignore[arg-type]


def cells(of: Structure, published: Callable[[Key], float]) -> list[Cell]:
    return [cell(key, published(key)) for key in keys(of)]


def cube(of: Iterable[Cell], under: TablePlan | None = None) -> PopulationCube:
    found, refused = population_cube(under or plan(), of)
    assert not refused
    return found


def found(findings: Iterable[object]) -> Sequence[tuple[str, str]]:
    return sorted((one.kind.value, one.key) for one in findings)  # type: ignore[attr-defined]
