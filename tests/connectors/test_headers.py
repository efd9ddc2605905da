"""When do two headers say the same?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.headers import letters, plain


@pytest.mark.parametrize(
    "written",
    [
        "Date d\u2019échéance ",
        "DATE D'ÉCHÉANCE",
        "date_d'echeance",
        "Date\u00a0d\u00b4échéance :",
        "*date d'échéance*",
    ],
)
def test_headers_match_whatever_their_case_accents_and_blanks(written: str) -> None:
    assert plain(written) == "date d'echeance"


@pytest.mark.parametrize(
    ("column", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")]
)
def test_columns_are_lettered_as_in_a_spreadsheet(column: int, name: str) -> None:
    assert letters(column) == name


@given(st.text(max_size=20))
def test_a_plain_header_stays_as_it_is(header: str) -> None:
    assert plain(plain(header)) == plain(header)
