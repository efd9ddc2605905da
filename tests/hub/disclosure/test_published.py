"""Does every count that goes out carry the interval that its rounding leaves, and its status?"""

from dataclasses import replace

from hub.disclosure.published import Published, cells_of
from hub.releases.cell import EVERYONE, PERSONS
from hub.releases.table_plan import Movers
from hub.vocabulary import Status
from tests.hub.disclosure.registers import register, tables_of

TABLES = tables_of(register(103, 1))


def test_every_count_is_a_cell_with_its_interval() -> None:
    cells = {cell.key: cell for cell in cells_of(TABLES)}
    assert cells.keys() == TABLES.counts.keys()
    for key, count in TABLES.counts.items():
        cell = cells[key]
        assert (cell.value, cell.lower, cell.upper) == (count, max(0, count - 4), count + 4)
        assert (cell.status, cell.reason, cell.held_from) == (Status.ROUNDED, None, None)


def test_a_cell_says_of_whom_and_when() -> None:
    [total] = [cell for cell in cells_of(TABLES) if cell.key == EVERYONE]
    assert (total.cooperative, total.population, total.measure) == ("essai", "members", PERSONS)
    assert (total.period, total.as_of) == ("2022", "2022-06-15")


def test_cells_come_in_the_order_of_their_keys() -> None:
    keys = [cell.key for cell in cells_of(TABLES)]
    assert keys == sorted(keys)


def test_held_tables_have_held_cells_with_the_release_they_come_from() -> None:
    plan = replace(TABLES.plan, movers=Movers.FEW, held_from="r1")
    cells = cells_of(Published(plan=plan, counts=TABLES.counts))
    assert {(cell.status, cell.reason, cell.held_from) for cell in cells} == {
        (Status.HELD, "few_movers", "r1")
    }
    assert [cell.value for cell in cells] == [cell.value for cell in cells_of(TABLES)]
