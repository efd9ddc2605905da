"""Are the declared totals those of the register?"""

import polars as pl

from tests.examples.conftest import Pushed


def _figure(pushed: Pushed, indicator: str, part: str) -> dict[str, object]:
    [row] = (
        pushed["figures"]
        .filter(pl.col("indicator") == indicator, pl.col("part") == part)
        .to_dicts()
    )
    return row


def test_staff_is_declared_so_that_its_members_can_be_compared(
    ateliers: Pushed, rail: Pushed
) -> None:
    staff = [
        _figure(each, "membership.staff_member_rate", "denominator")["value"]
        for each in (ateliers, rail)
    ]
    assert staff == [210, 35]


def test_totals_are_printed_with_spaces_between_thousands(ateliers: Pushed) -> None:
    members = _figure(ateliers, "membership.total", "value")
    assert (members["printed"], members["value"]) == ("35 755", 35_755)
    assert (members["period"], members["as_of"]) == ("2022", "2023-05-31")


def test_an_assembly_that_is_not_alone_in_its_year_is_named_by_its_month(
    ateliers: Pushed, rail: Pushed
) -> None:
    periods = [
        _figure(each, "turnout.assembly", "numerator")["period"] for each in (ateliers, rail)
    ]
    assert periods == ["2023", "2023-06"]


def test_the_declared_capital_is_that_of_the_holdings(pushed: Pushed) -> None:
    declared = _figure(pushed, "capital.total", "value")["value"]
    assert pushed["shareholdings"]["amount"].sum() == declared
