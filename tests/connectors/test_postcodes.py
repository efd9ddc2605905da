"""In which NUTS 2 region does a postcode lie?"""

import polars as pl
import pytest

from connectors.postcodes import regions


@pytest.mark.parametrize(
    ("postcode", "country", "region"),
    [
        ("1000", "Belgique", "BE10"),
        ("B-1348", "BE", "BE31"),
        ("1500", "België", "BE24"),
        ("3000", "Belgium", "BE24"),
        ("9000", "be", "BE23"),
        ("75011", "France", "FR10"),
        ("5101", "Frankrijk", "FRL0"),  # a spreadsheet dropped the zero
        ("97400", "FRA", "FRY4"),
        ("20000", "France", "FRM0"),
        ("1011 AB", "Nederland", None),
        ("50667", "Deutschland", None),
        ("75011", "Belgique", None),
        ("nowhere", "France", None),
        ("99999", "France", None),
        ("75011", None, None),
        (None, "France", None),
    ],
)
def test_a_postcode_gives_a_region_only_where_it_is_certain(
    postcode: str | None, country: str | None, region: str | None
) -> None:
    found = regions(
        pl.Series("region", [postcode], dtype=pl.String), pl.Series([country], dtype=pl.String)
    )
    assert found.to_list() == [region]


def test_every_row_keeps_its_place() -> None:
    found = regions(pl.Series("r", ["1000", None, "5000"]), pl.Series(["BE", "BE", "BE"]))
    assert found.to_list() == ["BE10", None, "BE35"]
