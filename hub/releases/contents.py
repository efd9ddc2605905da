"""What does one release say? All of it together, before it has an id, and the hash of it."""

import hashlib
from dataclasses import dataclass, fields
from typing import Any

import orjson

from hub.period import Period
from hub.releases.aggregate import Aggregate, aggregate_rows
from hub.releases.cell import Cell
from hub.releases.definition import Definition
from hub.releases.kept_tables import Row, cell_rows, plan_rows
from hub.releases.observation import Observation, breakdown_text
from hub.releases.release import (
    Assembly,
    Body,
    Cooperative,
    Cycle,
    MemberCategory,
    Practice,
    Recommendation,
    ReconciliationFinding,
)
from hub.releases.table_plan import TablePlan


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """Everything a release publishes; each field is the shelf table of that name.

    The plans' structures are a table of their own.
    """

    cooperatives: tuple[Cooperative, ...] = ()
    member_categories: tuple[MemberCategory, ...] = ()
    bodies: tuple[Body, ...] = ()
    assemblies: tuple[Assembly, ...] = ()
    cycles: tuple[Cycle, ...] = ()
    recommendations: tuple[Recommendation, ...] = ()
    practices: tuple[Practice, ...] = ()
    indicators: tuple[Definition, ...] = ()
    observations: tuple[Observation, ...] = ()
    reconciliation_findings: tuple[ReconciliationFinding, ...] = ()
    aggregates: tuple[Aggregate, ...] = ()
    cells: tuple[Cell, ...] = ()
    plans: tuple[TablePlan, ...] = ()

    def rows(self) -> dict[str, list[Row]]:
        """The rows of each shelf table, in an order that depends on the content alone."""
        rows = {
            field.name: _rows(field.name, getattr(self, field.name))
            for field in fields(self)
            if field.name not in {"aggregates", "cells", "plans"}
        }
        plans, structures = plan_rows(self.plans)
        return {
            **rows,
            "aggregates": aggregate_rows(self.aggregates),
            "cells": cell_rows(self.cells),
            "plans": plans,
            "structures": structures,
        }


def content_hash(rows: dict[str, list[Row]]) -> str:
    """SHA-256 over the rows as JSON with sorted keys: equal for equal content only.

    How many moved since another release is no content of this one.
    """
    plans = [
        {name: kept for name, kept in plan.items() if name != "movers"}
        for plan in rows.get("plans", ())
    ]
    text = orjson.dumps({**rows, "plans": plans}, option=orjson.OPT_SORT_KEYS)
    return hashlib.sha256(text).hexdigest()


def _rows(table: str, published: tuple[object, ...]) -> list[Row]:
    if table == "observations":
        rows = [observation_row(one) for one in published if isinstance(one, Observation)]
    else:
        rows = [orjson.loads(orjson.dumps(one)) for one in published]
    rows.sort(key=lambda row: orjson.dumps(_order(row), option=orjson.OPT_SORT_KEYS))
    if table in {"observations", "reconciliation_findings"}:
        for position, row in enumerate(rows):
            row["position"] = position
    return rows


def _order(row: Row) -> list[Any]:
    """What a row is about first, so that a reader of the raw table finds like beside like."""
    about = ("cooperative", "slug", "code", "indicator", "dimensions", "breakdown", "period_first")
    return [*(row.get(column) or "" for column in about), row]


def observation_row(observation: Observation) -> Row:
    """An observation as the shelf keeps it; its position is given when the release is written."""
    period = Period.parse(observation.period)
    row: Row = orjson.loads(orjson.dumps(observation))
    row["breakdown"] = breakdown_text(observation.breakdown)
    row["dimensions"] = "|".join(dimension.value for dimension, _ in observation.breakdown)
    row["period_first"] = period.first.isoformat()
    row["period_last"] = period.last.isoformat()
    return row
