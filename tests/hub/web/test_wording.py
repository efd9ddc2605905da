"""Numbers, dates and countries are written as each language writes them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.vocabulary import Language, Unit
from hub.web.wording import Wording, printed_decimals

EN, FR, NL = (Wording(language) for language in (Language.EN, Language.FR, Language.NL))


@pytest.mark.parametrize(
    ("wording", "count", "share", "amount"),
    [
        (EN, "35,755", "3.8%", "€98.37"),
        (FR, "35\u202f755", "3,8\xa0%", "98,37\xa0€"),
        (NL, "35.755", "3,8%", "€\xa098,37"),
    ],
)
def test_a_number_is_written_as_the_language_writes_it(
    wording: Wording, count: str, share: str, amount: str
) -> None:
    assert wording.measured(35755, Unit.COUNT) == count
    assert wording.measured(650 / 17100, Unit.RATIO) == share
    assert wording.measured(98.37, Unit.EUR) == amount


def test_a_year_is_never_grouped_by_thousands_and_lists_end_with_a_word() -> None:
    assert EN.measured(1998, Unit.YEAR) == "1998"
    assert FR.listed(["genre", "région"]) == "genre et région"


def test_an_amount_without_cents_shows_none() -> None:
    assert EN.euros(3_200_000) == "€3,200,000"


@pytest.mark.parametrize(
    ("period", "english", "french"),
    [
        ("2022", "2022", "2022"),
        ("2023-06", "Jun 2023", "juin 2023"),
        ("2023-06-21", "21 June 2023", "21 juin 2023"),
        ("2015/2017", "2015–2017", "2015–2017"),  # noqa: RUF001  a range's dash
    ],
)
def test_a_period_is_written_as_precisely_as_it_is_known(
    period: str, english: str, french: str
) -> None:
    assert (EN.period(period), FR.period(period)) == (english, french)


def test_a_moment_says_that_it_is_in_utc() -> None:
    assert NL.moment("2026-11-23T01:19:05+00:00") == "23 november 2026, 01:19 UTC"


def test_countries_have_names_and_unknown_codes_stay() -> None:
    assert (FR.territory("BE"), EN.territory("XQ")) == ("Belgique", "XQ")


def test_a_text_in_no_language_of_the_reader_is_given_in_english_else_in_any() -> None:
    assert NL.among({"en": "Board", "fr": "Conseil"}) == "Board"
    assert NL.among({"fr": "Conseil"}) == "Conseil"
    assert NL.among({}) == ""


@pytest.mark.parametrize(
    ("lower", "upper", "decimals"),
    [
        (0.635, 0.645, 0),  # printed 64 %
        (0.0375, 0.0385, 1),  # printed 3.8 %
        (0.56935, 0.56945, 2),  # printed 56.94 %
        (0.1966, 0.2185, 0),
        (0.3, 0.3, 1),
        (None, 0.3, 1),
        (0.0, 1.0, 0),
    ],
)
def test_a_share_has_the_decimals_its_interval_warrants(
    lower: float | None, upper: float | None, decimals: int
) -> None:
    assert printed_decimals(lower, upper) == decimals


@given(st.floats(0, 1), st.integers(0, 2), st.sampled_from(list(Language)))
def test_a_share_never_shows_other_decimals_than_asked(
    value: float, decimals: int, language: Language
) -> None:
    digits = Wording(language).per_cent(value, decimals).rstrip("% \xa0")
    _, _, places = digits.replace(",", ".").partition(".")
    assert len(places) == decimals
