"""What does the text of a cell say?"""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors import cells
from connectors.table_pack import DateOrder


def column(*texts: str | None) -> pl.Series:
    return pl.Series("cell", texts, dtype=pl.String)


def one(read: pl.Series) -> object:
    return read[0]


MIXED = st.lists(
    st.sampled_from(
        ["2020-02-09", "9/2/2020", "09.02.2020 10:30", "1987", "31/02/2020", "12,5", "1.234", None]
    ),
    max_size=6,
)


@pytest.mark.parametrize(
    "read",
    [
        lambda text: cells.dates(text, DateOrder.DAY_FIRST),
        lambda text: cells.years(text, DateOrder.DAY_FIRST),
        cells.decimals,
        cells.integers,
    ],
    ids=["dates", "years", "decimals", "integers"],
)
@given(texts=MIXED)
def test_a_cell_says_the_same_whatever_stands_beside_it(
    read: Callable[[pl.Series], pl.Series], texts: list[str | None]
) -> None:
    alone = [one(read(column(text))) for text in texts]
    assert read(column(*texts)).to_list() == alone


def test_blanks_at_both_ends_go_and_nothing_is_null() -> None:
    assert cells.tidy(column(" a\u00a0", "\u202f", "", None)).to_list() == ["a", None, None, None]


@given(texts=st.lists(st.none() | st.text(alphabet="09AZaz:@[`{- \u00a0\u3000\u00e9", max_size=3)))
def test_a_cell_is_never_blank_unless_nothing_is_left_of_it(texts: list[str | None]) -> None:
    cell = column(*texts)
    assert cells.blank(cell).to_list() == cells.tidy(cell).is_null().to_list()


@given(first=st.characters(codec="utf-8"))
def test_a_cell_begins_plainly_with_a_digit_or_a_letter_of_ascii_alone(first: str) -> None:
    plainly = first.isascii() and first.isalnum()
    assert cells.begins_plainly(column(first, f"{first}x")).to_list() == [plainly, plainly]


def test_an_accent_that_is_a_letter_of_its_own_makes_no_other_word() -> None:
    apart = column("Adhe\u0301rent", "Usager", None, "\u00c9lu")
    assert cells.tidy(apart).to_list() == ["Adh\u00e9rent", "Usager", None, "\u00c9lu"]


@pytest.mark.parametrize(
    "text",
    [
        "2020-02-09",
        "09/02/2020",
        "9/2/2020",
        "09-02-2020",
        "9.2.2020",
        "2020/02/09",
        "2020-02-09 10:30",
        "09/02/2020 00:00:00",
        "2020-02-09T00:00:00Z",
    ],
)
def test_dates_in_every_usual_form(text: str) -> None:
    assert one(cells.dates(column(text), DateOrder.DAY_FIRST)) == date(2020, 2, 9)


@pytest.mark.parametrize(
    "text",
    [
        "31/02/2020",
        "30.02.2020",
        "09/02/20",
        "12/31/2020",
        "0202-02-09",
        "2020",
        "soon",
        "2020-02-09x",
        "43870",
    ],
)
def test_what_is_no_date_is_never_guessed(text: str) -> None:
    assert one(cells.dates(column(text), DateOrder.DAY_FIRST)) is None


def test_a_pack_may_say_that_the_month_comes_first() -> None:
    assert one(cells.dates(column("12/31/2020"), DateOrder.MONTH_FIRST)) == date(2020, 12, 31)


@given(st.dates(date(1600, 1, 1), date(2200, 12, 31)), st.sampled_from(["%Y-%m-%d", "%d/%m/%Y"]))
def test_every_date_is_read_as_written(day: date, form: str) -> None:
    assert one(cells.dates(column(day.strftime(form)), DateOrder.DAY_FIRST)) == day


@pytest.mark.parametrize(
    ("text", "year"), [("1980", 1980), ("06/05/1980", 1980), ("1980-05-06", 1980), ("80", None)]
)
def test_a_year_may_be_written_as_a_date(text: str, year: int | None) -> None:
    assert one(cells.years(column(text), DateOrder.DAY_FIRST)) == year


@given(text=st.text(alphabet="0123456789+-. x", min_size=4, max_size=4))
def test_years_read_at_once_are_those_read_with_care(text: str) -> None:
    at_once = one(cells.years_alone(column(text)))
    assert at_once in {None, one(cells.years(column(text), DateOrder.DAY_FIRST))}


def test_four_digits_are_read_at_once() -> None:
    assert one(cells.years_alone(column("1980"))) == 1980


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2021", "2021"),
        ("2021-06", "2021-06"),
        ("6/2021", "2021-06"),
        ("01/06/2021", "2021-06-01"),
        ("2021-06-31", None),
        ("13/2021", None),
        ("21", None),
    ],
)
def test_partial_dates_keep_what_is_known(text: str, iso: str | None) -> None:
    assert one(cells.partial_dates(column(text), DateOrder.DAY_FIRST)) == iso


@pytest.mark.parametrize(
    ("text", "kept"), [("2022", "2022"), ("2015/2017", "2015/2017"), ("2017/2015", None)]
)
def test_periods_are_iso_8601(text: str, kept: str | None) -> None:
    assert one(cells.periods(column(text))) == kept


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1,5", 1.5),
        ("1.5", 1.5),
        ("1\u202f234,5", 1234.5),
        ("1 234", 1234),
        ("1.234,5", 1234.5),
        ("1,234.5", 1234.5),
        ("1.234.567", 1234567),
        ("\u22123", -3),
        ("+4", 4),
    ],
)
def test_numbers_with_either_decimal_sign(text: str, number: float) -> None:
    assert one(cells.decimals(column(text))) == number


@pytest.mark.parametrize("text", ["nan", "inf", "1e5", "1 2", "--1", "a", "1,2,3", "1.2.3"])
def test_what_is_no_number_is_never_guessed(text: str) -> None:
    assert one(cells.decimals(column(text))) is None


@pytest.mark.parametrize(
    ("text", "number"),
    [("12", 12), ("12,0", 12), ("1 234", 1234), ("1.234", None), ("1,000", None), ("1,5", None)],
)
def test_a_whole_number_with_three_decimals_could_be_thousands(
    text: str, number: int | None
) -> None:
    assert one(cells.integers(column(text))) == number


@given(st.integers(-(10**12), 10**12))
def test_every_whole_number_is_read_as_written(number: int) -> None:
    assert one(cells.integers(column(str(number)))) == number


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("25", "25.00"),
        ("25,50 €", "25.50"),
        ("1.234,56 EUR", "1234.56"),
        ("-5.5", "-5.50"),
        ("1,999", None),
        ("25.000", None),
    ],
)
def test_money_has_at_most_two_decimals(text: str, amount: str | None) -> None:
    read = one(cells.amounts(column(text), pl.Decimal(18, 2)))
    assert read == (None if amount is None else Decimal(amount))


@pytest.mark.parametrize(
    ("text", "share"), [("50 %", 0.5), ("12,5%", 0.125), ("0,5", 0.5), ("half", None)]
)
def test_a_share_may_be_a_percentage(text: str, share: float | None) -> None:
    assert one(cells.shares(column(text))) == share


@pytest.mark.parametrize(
    ("text", "true"),
    [
        ("Oui", True),
        ("JA", True),
        ("1", True),
        ("non", False),
        ("Nee", False),
        ("false", False),
        ("maybe", None),
    ],
)
def test_yes_and_no_in_three_languages(text: str, true: bool | None) -> None:  # noqa: FBT001 - expected value
    assert one(cells.truths(column(text))) == true
