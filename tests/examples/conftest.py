"""What do the invented cooperatives push at their default sizes? Made once for all tests."""

from collections.abc import Callable, Mapping

import polars as pl
import pytest

from examples.generate import tables
from examples.plan import Plan, plan_for
from examples.profiles import INVENTED

#: Table -> its rows, under canonical names.
Pushed = Mapping[str, pl.DataFrame]


def push(plan: Plan, seed: int) -> Pushed:
    parts: dict[str, list[pl.DataFrame]] = {}
    for table, rows in tables(plan, seed, lambda _: None):
        parts.setdefault(table, []).append(rows)
    return {table: pl.concat(rows) for table, rows in parts.items()}


@pytest.fixture(scope="session")
def invent() -> Callable[[Plan, int], Pushed]:
    return push


@pytest.fixture(scope="session", params=sorted(INVENTED))
def plan(request: pytest.FixtureRequest) -> Plan:
    return plan_for(INVENTED[request.param].profile)


@pytest.fixture(scope="session")
def pushed(plan: Plan) -> Pushed:
    return push(plan, 1)


@pytest.fixture(scope="session")
def ateliers() -> Pushed:
    return push(plan_for(INVENTED["ateliers-fictifs"].profile), 1)


@pytest.fixture(scope="session")
def rail() -> Pushed:
    return push(plan_for(INVENTED["rail-fictif"].profile), 1)
