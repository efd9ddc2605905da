"""How is the global export of easy_my_coop read?"""

from datetime import date
from decimal import Decimal
from pathlib import Path

from tests.connectors.exports import cells, export, person


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
