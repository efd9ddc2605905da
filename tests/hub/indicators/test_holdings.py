"""Is what each holder holds added up by day, and gathered by amount?"""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from hub.indicators import holdings
from tests.hub.indicators import spec

_DAY = date(2022, 12, 31)


def _balances(folder: Path, *rows: dict[str, Any]) -> list[tuple[Any, ...]]:
    tables = spec.tables(folder, {"shareholdings": rows, "assemblies": [{}]})
    return sorted(tables.rows(holdings.balances(tables)).rows())


def test_two_lines_of_one_holder_are_one_holding(tmp_path: Path) -> None:
    lines = [
        {"pseudonym": "a", "amount": 50},
        {"pseudonym": "a", "amount": 100, "quantity": 2, "share_class": "B"},
    ]
    assert _balances(tmp_path, *lines) == [("2022", _DAY, "a", 3, Decimal(150))]


def test_whoever_holds_nothing_any_more_is_no_holder(tmp_path: Path) -> None:
    moved = [
        {"pseudonym": "a", "amount": 50, "transaction": "subscription"},
        {"pseudonym": "a", "amount": -50, "quantity": -1, "transaction": "sell_back"},
        {"pseudonym": "b", "amount": 50, "transaction": "subscription"},
    ]
    dated = [{**row, "as_of": date(2020, 1, 1)} for row in moved]
    assert _balances(tmp_path, *dated) == [("2022", date(2022, 6, 15), "b", 1, Decimal(50))]


def test_movements_after_the_day_do_not_count(tmp_path: Path) -> None:
    late = {"pseudonym": "a", "amount": 50, "transaction": "subscription", "as_of": _DAY}
    assert _balances(tmp_path, late) == []


def test_movements_do_not_count_beside_balances_or_in_another_currency(tmp_path: Path) -> None:
    lines = [
        {"pseudonym": "a", "amount": 50},
        {"pseudonym": "b", "amount": 70, "transaction": "subscription"},
        {"pseudonym": "c", "amount": 90, "currency": "CHF"},
    ]
    assert [row[2] for row in _balances(tmp_path, *lines)] == ["a"]


def _spectrum(folder: Path, **records: spec.Rows) -> list[tuple[Any, ...]]:
    tables = spec.tables(folder, records)
    rows = tables.rows(holdings.spectrum(tables))
    assert all(row["cents"] == 100 * row["amount"] for row in rows.iter_rows(named=True))
    chosen = rows.select("category", "person_kind", "quantity", "amount", "holders")
    return sorted(chosen.rows(), key=str)


def test_holders_of_the_same_amount_and_group_are_one_line(tmp_path: Path) -> None:
    found = _spectrum(
        tmp_path,
        members=[{"times": 3}, {"person_kind": "legal"}],
        shareholdings=[{"times": 4, "amount": 50}],
    )
    assert found == [
        (["users"], "legal", 1, Decimal(50), 1),
        (["users"], "natural", 1, Decimal(50), 3),
    ]


def test_a_holder_of_two_categories_is_one_line_with_both(tmp_path: Path) -> None:
    members: spec.Rows = [
        {"pseudonym": "p1", "category": "workers"},
        {"pseudonym": "p1", "category": "users"},
    ]
    found = _spectrum(tmp_path, members=members, shareholdings=[{"amount": 50}])
    assert found == [(["users", "workers"], "natural", 1, Decimal(50), 1)]


def test_holders_outside_the_register_have_no_group(tmp_path: Path) -> None:
    found = _spectrum(
        tmp_path,
        members=[{}, {"left_on": date(2021, 1, 1)}],
        shareholdings=[{"times": 3, "amount": 50}],
    )
    assert found == [
        (None, None, 1, Decimal(50), 2),
        (["users"], "natural", 1, Decimal(50), 1),
    ]
