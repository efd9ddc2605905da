"""Cells and plans come back from the shelf as they were published, in few and short rows."""

from dataclasses import replace

import orjson
from hypothesis import given
from hypothesis import strategies as st

from hub.releases.cell import EVERYONE, Cell, Key
from hub.releases.kept_tables import cell_rows, plan_rows, read_cells, read_plan, read_structure
from hub.releases.structure import Column, Structure
from hub.releases.table_plan import Movers, TablePlan
from hub.vocabulary import Status

CELL = Cell(
    cooperative="coop", population="members", period="2025", as_of="2025-12-31",
    measure="persons", key=EVERYONE, value=45.0, status=Status.ROUNDED, lower=41.0, upper=49.0,
)  # fmt: skip
KEYS: list[Key] = [EVERYONE, (("gender", "female"),), (("age", "old"), ("gender", "male"))]

STRUCTURE = Structure(
    columns={
        "place": Column(dimension="place", codes={"b": frozenset("b"), "a": frozenset("a")}),
        "held": Column(
            dimension="place", codes={"ab": frozenset("ab")}, partition=False, codes_of="place"
        ),
    },
    tables=((), ("place",)),
)
PLAN = TablePlan(
    cooperative="coop", population="members", period="2025", as_of="2025-12-31",
    structure=STRUCTURE, known={"": 46}, movers=Movers.MANY, held_from=None, base=5,
    key_id="key", parameters="rules", method="1",
)  # fmt: skip

ends = st.none() | st.integers(0, 500).map(float)
a_cell = st.builds(
    replace,
    st.just(CELL),
    period=st.sampled_from(["2024", "2025"]),
    measure=st.sampled_from(["persons", "capital"]),
    value=ends,
    lower=ends,
    upper=ends,
    status=st.sampled_from([Status.ROUNDED, Status.HELD, Status.SUPPRESSED_PRIMARY]),
    reason=st.none() | st.just("few"),
    held_from=st.none() | st.just("2025-01-01-abcdef12"),
    key=st.sampled_from(KEYS),
)


@given(st.lists(a_cell, unique_by=lambda one: (one.period, one.measure, one.key)))
def test_every_cell_is_read_back_as_it_was(cells: list[Cell]) -> None:
    rows = orjson.loads(orjson.dumps(cell_rows(cells)))
    found = [one for row in rows for one in read_cells(row)]
    assert len(found) == len(cells)
    assert set(found) == set(cells)
    assert len(rows) == len({(one.period, one.measure) for one in cells})


@given(st.permutations([replace(CELL, key=key) for key in KEYS]))
def test_the_order_of_the_cells_changes_nothing(cells: list[Cell]) -> None:
    assert cell_rows(cells) == cell_rows([replace(CELL, key=key) for key in KEYS])


def test_what_is_the_same_for_all_cells_is_kept_once() -> None:
    [row] = cell_rows([replace(CELL, key=key) for key in KEYS])
    assert (row["cells"]["status"], row["cells"]["reason"]) == ("rounded", None)


def test_a_plan_is_read_back_with_the_order_of_its_columns_and_codes() -> None:
    rows, structures = orjson.loads(orjson.dumps(plan_rows([PLAN])))
    structure = read_structure(structures[0]["structure"])
    assert read_plan(rows[0], structure) == PLAN
    assert list(structure.columns) == ["place", "held"]
    assert list(structure.columns["place"].codes) == ["b", "a"]


def test_days_of_one_structure_keep_it_once() -> None:
    again = replace(PLAN, as_of="2024-12-31", movers=Movers.FIRST)
    rows, structures = plan_rows([PLAN, again])
    assert [row["as_of"] for row in rows] == ["2024-12-31", "2025-12-31"]
    assert len(structures) == 1
    assert {row["structure"] for row in rows} == {structures[0]["digest"]}
