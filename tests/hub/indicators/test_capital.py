"""Is capital added up per holder, and its spread worked out exactly?"""

from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.hub.indicators import spec


def _parts(folder: Path, indicator: str, **records: spec.Rows) -> spec.Parts:
    return spec.parts(spec.found(folder, f"capital.{indicator}", records))


def _holdings(*amounts: float) -> list[dict[str, Any]]:
    return [{"amount": amount} for amount in amounts]


def test_two_share_classes_of_one_member_are_one_holding(tmp_path: Path) -> None:
    rows = [
        {"pseudonym": "a", "share_class": "A", "amount": 100},
        {"pseudonym": "a", "share_class": "B", "amount": 50},
        {"pseudonym": "b", "amount": 30},
    ]
    assert _parts(tmp_path, "mean_holding", shareholdings=rows) == {"2022": (180, 2)}
    assert _parts(tmp_path, "single_share_rate", shareholdings=rows) == {"2022": (1, 2)}


def test_movements_are_added_up_to_the_reference_date(tmp_path: Path) -> None:
    rows = [
        {"pseudonym": "a", "amount": 90, "quantity": 3, "transaction": "subscription"},
        {"pseudonym": "a", "amount": -60, "quantity": -2, "transaction": "sell_back"},
        {"pseudonym": "b", "amount": 30, "transaction": "subscription"},
        {"pseudonym": "b", "amount": -30, "quantity": -1, "transaction": "transfer"},
    ]
    days = [date(2021, 1, 1), date(2022, 1, 1), date(2021, 1, 1), date(2023, 1, 1)]
    dated = [row | {"as_of": day} for row, day in zip(rows, days, strict=True)]
    assemblies = [{}, {"code": "next", "date": date(2023, 6, 1)}]
    found = _parts(tmp_path, "mean_holding", shareholdings=dated, assemblies=assemblies)
    assert found == {"2022": (60, 2), "2023": (30, 1)}


def test_balances_go_before_movements(tmp_path: Path) -> None:
    rows: spec.Rows = [{"amount": 90}, {"amount": 500, "transaction": "subscription"}]
    assert _parts(tmp_path, "total", shareholdings=rows, assemblies=[{}]) == {"2022": (90, None)}


def test_only_shares_in_euros_are_added_up(tmp_path: Path) -> None:
    rows: spec.Rows = [{"amount": 90}, {"amount": 500, "currency": "CHF"}]
    assert _parts(tmp_path, "total", shareholdings=rows) == {"2022": (90, None)}


def test_capital_is_told_by_category_of_the_day(tmp_path: Path) -> None:
    records: dict[str, spec.Rows] = {
        "members": [{"times": 2}, {"category": "workers"}],
        "shareholdings": _holdings(10, 20, 40, 80),
    }
    found = spec.found(tmp_path, "capital.total", records)
    assert spec.groups(found, "category") == {"users": 30, "workers": 40}
    assert spec.parts(found) == {"2022": (150, None)}


def test_the_median_of_an_even_number_is_half_way(tmp_path: Path) -> None:
    found = _parts(tmp_path, "median_holding", shareholdings=_holdings(10, 20, 25.01, 90))
    assert found == {"2022": (22.505, None)}


def test_the_median_of_a_category_is_its_own(tmp_path: Path) -> None:
    records: dict[str, spec.Rows] = {
        "members": [{"times": 3}, {"times": 2, "category": "workers"}],
        "shareholdings": _holdings(1, 2, 3, 10, 20),
    }
    found = spec.found(tmp_path, "capital.median_holding", records)
    assert spec.groups(found, "category") == {"users": 2, "workers": 15}
    assert spec.groups(found) == {"": 3}


def test_legal_persons_are_known_from_the_register(tmp_path: Path) -> None:
    found = _parts(
        tmp_path,
        "legal_person_share",
        members=[{}, {"person_kind": "legal"}],
        shareholdings=_holdings(10, 30, 500),
    )
    assert found == {"2022": (30, 40)}


@pytest.mark.parametrize(
    ("amounts", "owners"), [((5,), 1), ((1, 1), 1), ((1, 1, 1), 2), ((3, 1, 1, 1), 1)]
)
def test_half_owners_reach_half_the_capital(
    amounts: tuple[int, ...], owners: int, tmp_path: Path
) -> None:
    found = _parts(tmp_path, "half_owners", shareholdings=_holdings(*amounts))
    assert found == {"2022": (owners, len(amounts))}


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.integers(1, 40), min_size=1, max_size=15))
def test_spread_is_what_the_formulas_say(tmp_path: Path, amounts: list[int]) -> None:
    rows = _holdings(*amounts)
    ordered, whole, n = sorted(amounts), sum(amounts), len(amounts)
    gini = Fraction(sum((2 * i - n - 1) * x for i, x in enumerate(ordered, start=1)), n * whole)
    owners = next(k for k in range(1, n + 1) if 2 * sum(ordered[-k:]) >= whole)
    expected = {
        "capital.gini": gini,
        "capital.hhi": Fraction(sum(x * x for x in amounts), whole * whole),
        "capital.half_owners": Fraction(owners, n),
        "capital.top1_share": Fraction(ordered[-1], whole),
    }
    found = spec.all_found(tmp_path, expected, {"shareholdings": rows})
    assert expected == {
        measure.indicator: Fraction(measure.numerator) / Fraction(measure.denominator or 0)
        for measure in found
    }
