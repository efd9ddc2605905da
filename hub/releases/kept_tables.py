"""How are cells and their plans kept on the shelf? All cells of a day in one row.

A release of two hundred cooperatives has a million cells. Kept one by one they would fill the
shelf with their own names; so a row has a list per field, and one value where all are the same.
A structure is kept once for all days that share it.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from itertools import groupby
from typing import Any

import orjson

from hub.releases.cell import Cell, key_text, read_key
from hub.releases.structure import Column, Structure
from hub.releases.table_plan import Movers, TablePlan
from hub.vocabulary import Status

#: One row of the shelf, without its release: column -> plain value.
Row = dict[str, Any]

#: What all cells of a row share.
_SHARED = ("cooperative", "population", "period", "as_of", "measure")

#: What each of them has of its own, besides its key.
_OWN = ("value", "lower", "upper", "status", "reason", "held_from")


def cell_rows(cells: Iterable[Cell]) -> list[Row]:
    """Rows of the shelf table `cells`: one per population, day and measure, by these."""
    rows = []
    ordered = sorted(cells, key=lambda cell: (_shared(cell), key_text(cell.key)))
    for position, (shared, found) in enumerate(groupby(ordered, key=_shared)):
        group = list(found)
        kept = {name: _short([getattr(cell, name) for cell in group]) for name in _OWN}
        kept["key"] = [key_text(cell.key) for cell in group]
        rows.append(
            {"position": position, **dict(zip(_SHARED, shared, strict=True)), "cells": kept}
        )
    return rows


def read_cells(row: Mapping[str, Any]) -> Iterator[Cell]:
    """The cells of a row, by key."""
    kept = row["cells"]
    keys = kept["key"]
    own = [_long(kept[name], len(keys)) for name in _OWN]
    shared = {name: row[name] for name in _SHARED}
    for key, value, lower, upper, status, reason, held_from in zip(keys, *own, strict=True):
        yield Cell(
            **shared,
            key=read_key(key),
            value=value,
            lower=lower,
            upper=upper,
            status=Status(status),
            reason=reason,
            held_from=held_from,
        )


def plan_rows(plans: Iterable[TablePlan]) -> tuple[list[Row], list[Row]]:
    """Rows of the shelf tables `plans`, by cooperative, population and day, and `structures`."""
    rows, structures = [], {}
    ordered = sorted(plans, key=lambda one: (one.cooperative, one.population, one.as_of))
    for position, plan in enumerate(ordered):
        digest, columns = _structure(plan.structure)
        structures[digest] = columns
        row = {name: getattr(plan, name) for name in TablePlan.__slots__ if name != "structure"}
        rows.append(
            {
                **row,
                "position": position,
                "structure": digest,
                "known": dict(plan.known),
                "movers": plan.movers.value,
            }
        )
    kept = [{"digest": digest, "structure": of} for digest, of in sorted(structures.items())]
    return rows, kept


def read_plan(row: Mapping[str, Any], structure: Structure) -> TablePlan:
    """The plan of a row, with the structure that it names."""
    fields = {name: row[name] for name in TablePlan.__slots__}
    return TablePlan(**{**fields, "structure": structure, "movers": Movers(row["movers"])})


def read_structure(kept: Mapping[str, Any]) -> Structure:
    """The structure as it was kept, its columns and codes in the same order."""
    return Structure(
        columns={
            column["name"]: Column(
                dimension=column["dimension"],
                codes={code: frozenset(leaves) for code, leaves in column["codes"]},
                partition=column["partition"],
                codes_of=column["codes_of"],
            )
            for column in kept["columns"]
        },
        tables=tuple(tuple(table) for table in kept["tables"]),
    )


def _structure(structure: Structure) -> tuple[str, Row]:
    # lists, since the order of columns and codes matters and JSON objects have none
    columns = [
        {
            **asdict(column),
            "name": name,
            "codes": [[code, sorted(leaves)] for code, leaves in column.codes.items()],
        }
        for name, column in structure.columns.items()
    ]
    kept = {"columns": columns, "tables": [list(table) for table in structure.tables]}
    text = orjson.dumps(kept, option=orjson.OPT_SORT_KEYS)
    return hashlib.sha256(text).hexdigest(), kept


def _shared(cell: Cell) -> tuple[str, ...]:
    return cell.cooperative, cell.population, cell.period, cell.as_of, cell.measure


def _short(values: Sequence[Any]) -> Any:  # noqa: ANN401 - a list, or the value of any field
    return values[0] if len(set(values)) == 1 else list(values)


def _long(kept: Any, length: int) -> Sequence[Any]:  # noqa: ANN401 - as above
    return kept if isinstance(kept, list) else [kept] * length
