"""How is the global export of easy_my_coop read?"""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from tests.connectors.exports import cells, export, person
from tests.connectors.uploads import Reader, workbook


def test_payments_below_a_cooperator_are_read_by_position(tmp_path: Path) -> None:
    outcome = export("easy_my_coop", "Global_export.xlsx", scratch=tmp_path)
    assert not outcome.report.blocked
    assert cells(outcome, "members", "pseudonym", "joined_on", "source_row") == [
        (person("11"), date(2019, 5, 2), 2),
        (person("12"), date(2020, 1, 15), 5),
    ]
    assert cells(outcome, "shareholdings", "pseudonym", "quantity", "amount", "as_of") == [
        (person("11"), 2, Decimal("50.00"), date(2019, 5, 2)),
        (person("11"), 1, Decimal("25.00"), date(2020, 6, 1)),
        (person("12"), 4, Decimal("100.00"), date(2020, 1, 15)),
    ]


def test_what_the_sheet_cannot_say_is_a_warning(tmp_path: Path) -> None:
    outcome = export("easy_my_coop", "Global_export.xlsx", scratch=tmp_path)
    assert outcome.one("joined_when").row == 7
    assert outcome.one("totals_differ").alike == 1
    assert "requests_left_out" in outcome.codes()


NAMED = {0: "Num. Coop", 10: "Nombre de part total", 11: "Montant total des parts"}
HEADERS = [NAMED.get(at, f"h{at}") for at in range(19)]


def cooperator(number: str, shares: str) -> list[str]:
    return [number, *[""] * 9, shares, "25", *[""] * 7]


def payment(shares: str) -> list[str]:
    return [*[""] * 11, "SUBJ", "paid", "", "", shares, "25", "2020-01-02", "2020-01-02"]


def sheets(rows: list[list[str]]) -> bytes:
    return workbook({"Sheet1": rows, "Sheet2": [["x"]], "Sheet3": [["x"]]})


@pytest.mark.parametrize("downwards", [True, False])
def test_payments_of_a_sorted_sheet_are_given_to_nobody(read: Reader, *, downwards: bool) -> None:
    rows = [cooperator("1", "1"), cooperator("2", "2"), payment("1"), payment("2")]
    every = [HEADERS, *(rows if downwards else reversed(rows))]
    outcome = read({"Global_export.xlsx": sheets(every)}, known={})
    assert outcome.report.blocked
    assert "unexpected_shape" in outcome.codes()
    assert not outcome.tables


def test_a_column_put_first_moves_no_payment(read: Reader) -> None:
    rows = [HEADERS, cooperator("1", "1"), payment("1"), cooperator("2", "2"), payment("2")]
    outcome = read({"Global_export.xlsx": sheets([["", *row] for row in rows])}, known={})
    assert set(outcome.codes()) == {"known_and_refused"}
    taken = read({"Global_export.xlsx": sheets(rows)}, known={})
    assert not taken.report.blocked
    assert cells(taken, "shareholdings", "pseudonym", "quantity") == [
        (person("1"), 1),
        (person("2"), 2),
    ]
