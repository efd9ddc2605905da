"""Which rows break a rule of their table?"""

import pytest

from connectors.rules import finding_code
from hub.records.tables import TABLES
from tests.connectors.uploads import Reader


@pytest.mark.parametrize(
    ("table", "column", "kind", "code"),
    [
        ("assemblies", "members", "min", "negative_number"),
        ("assemblies", "quorum", "max", "out_of_range"),
        ("members", "birth_year", "min", "out_of_range"),
        ("members", "gender", "nullability", "missing_value"),
        ("cooperatives", "slug", "regex", "wrong_form"),
    ],
)
def test_each_kind_of_rule_has_its_finding(table: str, column: str, kind: str, code: str) -> None:
    assert finding_code(kind, TABLES[table].columns()[column]) == code


def test_an_unreadable_cell_breaks_no_other_rule(read: Reader) -> None:
    text = (
        "code,kind,date,members,eligible,voters\n"
        "a,ordinary,soon,ten,5,6\n"
        "b,ordinary,2020-01-01,10,5,6\n"
    )
    outcome = read({"assemblies.csv": text})
    assert outcome.places("unreadable_date") == [(2, "C")]
    assert outcome.places("unreadable_integer") == [(2, "D")]
    assert outcome.places("voters_above_members") == [(3, "F")]
    assert outcome.report.rows == {}


def test_one_row_may_break_several_rules(read: Reader) -> None:
    text = "code,kind,date,members,eligible,voters\na,ordinary,2020-01-01,4,5,6\n"
    outcome = read({"assemblies.csv": text})
    assert sorted(outcome.codes()) == ["eligible_above_members", "voters_above_members"]


def test_the_bounds_of_a_number_are_said(read: Reader) -> None:
    text = "code,kind,date,quorum\na,ordinary,2020-01-01,150 %\n"
    finding = read({"assemblies.csv": text}).one("out_of_range")
    assert finding.facts == {"low": "0", "high": "1"}
