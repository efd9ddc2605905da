"""Which tables may be counted at all? The columns, their codes, and what is crossed with what.

Everything here follows from published facts alone: the plan's file, the cooperative's own member
categories and country, its number of members. Nothing follows from who is in which group, so a
table's existence tells nothing.
"""

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import combinations, permutations, product
from math import prod
from typing import Any

import orjson
import yaml

from hub.disclosure.parameters import Parameters
from hub.indicators.population import OCCASIONAL, PERSONAL
from hub.problem import Problem
from hub.releases.release import MemberCategory
from hub.releases.structure import Column, Structure
from hub.vocabulary import Dimension

#: The leaf of whoever's attribute is not known, or is no code of the plan.
UNKNOWN = "unknown"

#: The region of whoever lives in another country.
ABROAD = "abroad"

#: Between the two categories of a person who holds two.
AND = "+"

#: Crossed columns, sorted by name.
Table = tuple[str, ...]


class UnknownColumn(Problem):
    """A table that crosses a column which the plan does not have."""

    def __init__(self, column: str, known: Iterable[str]) -> None:
        super().__init__(
            f"the plan has no column {column!r}, only {', '.join(sorted(known))}",
            "Nothing was published; correct the entry's `counted`, or add the column to "
            "hub/disclosure/plan.yaml",
        )


class UnknownDimension(Problem):
    """A column that divides what is not recorded of people, or is shown as no breakdown."""

    def __init__(self, column: str, dimension: str, known: Iterable[str]) -> None:
        super().__init__(
            f"the plan (hub/disclosure/plan.yaml), column {column!r}: there is no {dimension!r}, "
            f"only {', '.join(sorted(known))}",
            "Nothing was published; correct the column's `dimension` or `breakdown`",
        )


class IncompletePlan(Problem):
    """A column without its dimension or its codes."""

    def __init__(self, column: str, missing: str) -> None:
        super().__init__(
            f"the plan (hub/disclosure/plan.yaml), column {column!r}: it has no {missing!r}",
            "Nothing was published; complete the column as the others are",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """All columns that one cooperative's members can be counted by.

    Attributes:
        columns: name -> column.
        shown: breakdown of an observation -> the columns whose codes are shown in it.
    """

    version: str
    columns: Mapping[str, Column]
    shown: Mapping[Dimension, tuple[str, ...]]

    def cells(self, table: Table) -> int:
        """How many groups a table tells apart, as its readers count them."""
        return prod(self._codes(column) for column in table)

    def structure(
        self, wanted: Collection[Table], members: int, parameters: Parameters
    ) -> Structure:
        """The tables of so many members: those that are wanted and not too fine, and all smaller.

        Where two of them give the same sums, the table of these sums is added: it says nothing
        new, and holds the two together.

        Args:
            wanted: crossed columns; of a column that overlaps, its partition is added.
            members: how many people are counted.
            parameters: `mean_cell`, `order`.

        Raises:
            UnknownColumn: a table crosses a column that is not in the plan.
        """
        chosen = {
            smaller
            for table in wanted
            for smaller in _smaller(self._known(table))
            if len(smaller) <= parameters.order(members)
            and members >= parameters.mean_cell * self.cells(smaller)
        }
        tables = sorted(
            self._closed({full for table in chosen for full in self._with_partitions(table)}),
            key=lambda table: (len(table), table),
        )
        named = {column for table in tables for column in table}
        # Coarser columns first: they are there for fewer members too, and the first column that
        # knows a group names its cell. With another name it would get another threshold.
        ordered = sorted(self.columns, key=self._codes)
        return Structure(
            columns={name: self.columns[name] for name in ordered if name in named},
            tables=tuple(tables),
        )

    def _known(self, table: Table) -> Table:
        for column in table:
            if column not in self.columns:
                raise UnknownColumn(column, self.columns)
        return tuple(sorted(table))

    def _codes(self, column: str) -> int:
        # the codes of two categories together are only there so that the others add up
        readers = [one for one in self.columns.values() if one.codes_of == column]
        return len((readers[0] if readers else self.columns[column]).codes)

    def _closed(self, tables: set[Table]) -> set[Table]:
        """With the sums that two tables share, and all on the way there, column by column."""
        alike: dict[frozenset[str], set[Table]] = {}
        for table in tables:
            divided = frozenset(self.columns[name].dimension for name in table)
            if len(divided) == len(table):
                alike.setdefault(divided, set()).add(table)
        return tables.union(*map(self._with_shared, alike.values()))

    def _with_shared(self, tables: set[Table]) -> set[Table]:
        """Tables of the same dimensions, and the sums that any two of them share."""
        found, new = set(tables), set(tables)
        while new:
            pairs = [pair for pair in permutations(sorted(found), 2) if new & set(pair)]
            new = {step for one, other in pairs for step in self._steps(one, other)} - found
            found |= new
        return found

    def _steps(self, one: Table, other: Table) -> Iterator[Table]:
        """From a table to the sums that it shares with another of the same dimensions."""
        mine, theirs = ({self.columns[name].dimension: name for name in of} for of in (one, other))
        shared = {at: _coarser(self.columns, name, theirs[at]) for at, name in mine.items()}
        if None not in shared.values():
            for dimension in sorted(mine):
                mine[dimension] = shared[dimension] or mine[dimension]
                yield tuple(sorted(mine.values()))

    def _with_partitions(self, table: Table) -> Iterator[Table]:
        choices = [{column, self.columns[column].codes_of or column} for column in table]
        for choice in product(*map(sorted, choices)):
            yield tuple(sorted(choice))


def plan_of(categories: Sequence[MemberCategory], country: str) -> Plan:
    """The plan of one cooperative.

    Args:
        categories: its own, which are public.
        country: ISO 3166-1 alpha-2.

    Raises:
        UnknownDimension: the plan's file names one.
    """
    written = _written()
    columns, shown = written_columns(written["columns"])
    for dimension, found in _category_columns(categories).items():
        columns |= found
        shown[dimension] = [name for name, column in found.items() if not column.partition]
    regions = _region_columns(country, written["regions"].get(country, ()))
    columns |= regions
    shown[Dimension.REGION] = list(regions)
    return Plan(
        version=written["version"],
        columns=columns,
        shown={dimension: tuple(names) for dimension, names in shown.items()},
    )


def written_columns(
    written: Mapping[str, Mapping[str, Any]],
) -> tuple[dict[str, Column], dict[Dimension, list[str]]]:
    """The columns of the plan's file, and in which breakdowns they are shown.

    Raises:
        IncompletePlan: a column has no dimension or no codes.
        UnknownDimension: a column divides what is not recorded, or is shown as no breakdown.
    """
    recorded, breakdowns = (*PERSONAL, *OCCASIONAL), [one.value for one in Dimension]
    columns: dict[str, Column] = {}
    shown: dict[Dimension, list[str]] = {}
    for name, one in written.items():
        for missing in sorted({"codes", "dimension"} - one.keys()):
            raise IncompletePlan(name, missing)
        if one["dimension"] not in recorded:
            raise UnknownDimension(name, one["dimension"], recorded)
        columns[name] = Column(dimension=one["dimension"], codes=_codes(one["codes"]))
        if "breakdown" in one:
            if one["breakdown"] not in breakdowns:
                raise UnknownDimension(name, one["breakdown"], breakdowns)
            shown.setdefault(Dimension(one["breakdown"]), []).append(name)
    return columns, shown


def digest() -> str:
    """SHA-256 of the plan's file."""
    return hashlib.sha256(orjson.dumps(_written())).hexdigest()


def category_leaf(held: Collection[str], known: Collection[str]) -> str:
    """The leaf of a person's categories.

    Whoever holds three and more is counted in the two that come first in the alphabet.
    """
    codes = sorted(code for code in held if code in known)
    return AND.join(codes[:2]) or UNKNOWN


def region_leaf(code: str | None, country: str, known: Collection[str]) -> str:
    """The leaf of a recorded NUTS code; a final point says that the level below is not known."""
    if not code or code == UNKNOWN:
        return UNKNOWN
    if not code.startswith(country):
        return ABROAD
    for leaf in (code[:4], f"{code[:3]}.", f"{country}."):
        if leaf in known:
            return leaf
    return UNKNOWN


def _coarser(columns: Mapping[str, Column], one: str, other: str) -> str | None:
    """Of two columns, the one whose codes are sums of the other's; None: neither."""
    if one == other:
        return one
    for fine, coarse in ((one, other), (other, one)):
        parts = columns[fine].codes.values()
        if columns[fine].partition and all(
            frozenset[str]().union(*(part for part in parts if part <= whole)) == whole
            for whole in columns[coarse].codes.values()
        ):
            return coarse
    return None


def _smaller(table: Table) -> Iterator[Table]:
    for size in range(len(table) + 1):
        yield from combinations(table, size)


@cache
def _written() -> dict[str, Any]:
    text = (files("hub.disclosure") / "plan.yaml").read_text("utf-8")
    read: dict[str, Any] = yaml.load(text, yaml.CSafeLoader)
    return read


def _codes(written: list[str] | dict[str, list[str]]) -> dict[str, frozenset[str]]:
    if isinstance(written, dict):
        return {code: frozenset(leaves) for code, leaves in written.items()}
    return {code: frozenset({code}) for code in written}


def _category_columns(
    categories: Sequence[MemberCategory],
) -> dict[Dimension, dict[str, Column]]:
    codes = sorted(one.code for one in categories)
    leaves = [(code,) for code in codes] + list(combinations(codes, 2))
    facets: dict[Dimension, tuple[str, str, dict[str, str]]] = {
        Dimension.CATEGORY: (
            "category",
            "category_holder",
            {one.code: one.code for one in categories},
        ),
        Dimension.CATEGORY_KIND: (
            "category_kind",
            "category_kind_holder",
            {one.code: one.kind.value for one in categories},
        ),
        Dimension.COLLEGE: (
            "college",
            "college_holder",
            {one.code: one.college for one in categories if one.college},
        ),
    }
    return {
        dimension: _facet(leaves, partition, holder, of)
        for dimension, (partition, holder, of) in facets.items()
        if of
    }


def _facet(
    leaves: Sequence[tuple[str, ...]], partition: str, holder: str, of: Mapping[str, str]
) -> dict[str, Column]:
    """The partition by all that a person's categories stand for, and who holds each of it."""
    exact: dict[str, set[str]] = {UNKNOWN: {UNKNOWN}}
    held: dict[str, set[str]] = {}
    for leaf in leaves:
        stands_for = sorted({of[code] for code in leaf if code in of})
        exact.setdefault(AND.join(stands_for) or UNKNOWN, set()).add(AND.join(leaf))
        for code in stands_for:
            held.setdefault(code, set()).add(AND.join(leaf))
    return {
        partition: Column(dimension="category", codes=_frozen(exact)),
        holder: Column(
            dimension="category", codes=_frozen(held), partition=False, codes_of=partition
        ),
    }


def _region_columns(country: str, level_2: Sequence[str]) -> dict[str, Column]:
    level_1 = sorted({code[:3] for code in level_2})
    leaves = [*level_2, *(f"{code}." for code in level_1), f"{country}.", ABROAD, UNKNOWN]
    by_1: dict[str, set[str]] = {code: {f"{code}."} for code in level_1}
    for code in level_2:
        by_1[code[:3]].add(code)
    elsewhere = {leaf: {leaf} for leaf in (ABROAD, UNKNOWN)}
    inside = set(leaves) - {ABROAD, UNKNOWN}
    found = {"region_0": Column(dimension="region", codes=_frozen({country: inside, **elsewhere}))}
    if level_2:
        coarse = {**by_1, f"{country}.": {f"{country}."}, **elsewhere}
        found["region_1"] = Column(dimension="region", codes=_frozen(coarse))
        found["region"] = Column(
            dimension="region", codes={leaf: frozenset({leaf}) for leaf in leaves}
        )
    return found


def _frozen(codes: Mapping[str, set[str]]) -> dict[str, frozenset[str]]:
    return {code: frozenset(leaves) for code, leaves in sorted(codes.items())}
