"""A column that a cooperative does not use gives way to the next that says the same."""

from datetime import date

import pytest

from tests.connectors.exports import EXPORTS, cells, person
from tests.connectors.uploads import Reader

GALETTE = (EXPORTS / "galette" / "liste_adherents_filtree.csv").read_text("utf-8")
NUMBERS = {"A11": "1", "A12": "2", "A13": "3", "A14": "4"}


def without(*numbers: str) -> str:
    text = GALETTE
    for number in numbers:
        text = text.replace(f'"{number}"', '" "')
    return text


def test_members_without_numbers_are_known_by_their_id(read: Reader) -> None:
    outcome = read({"liste.csv": without(*NUMBERS)}, known={})
    assert not outcome.report.blocked
    assert cells(outcome, "members", "pseudonym") == [(person(one),) for one in "123"]


@pytest.mark.parametrize("number", ["A11", "A13"])
def test_ids_and_numbers_are_never_mixed(read: Reader, number: str) -> None:
    outcome = read({"liste.csv": without(*NUMBERS.keys() - {number})}, known={})
    rows = {"A11": [3, 4], "A13": [2, 3]}[number]
    assert outcome.places("missing_value") == [(row, "P") for row in rows]


def test_the_next_column_counts_for_a_year_of_birth_too(read: Reader) -> None:
    header = "member_number,category,person_kind,gender,birth_year,birth_date,joined_on\n"
    row = "M1,users,natural,female,,1980-05-06,2019-04-01\n"
    outcome = read({"members.csv": header + row})
    assert cells(outcome, "members", "birth_year") == [(1980,)]


def test_a_day_that_lacks_in_some_rows_is_taken_from_the_column_beside(read: Reader) -> None:
    # invented: of two members, one pays no subscription and has no day of one
    text = (
        "Id adhérent,Statut,Nature,Libellé du type adhérent,Date validation,"
        "Date fin adhésion,Date adhésion\n"
        "1,1,phy,Usager,2019-05-02 10:00:00,2027-05-02,2019-06-01\n"
        "2,1,phy,Usager,2020-05-02 10:00:00,,\n"
    )
    outcome = read({"export_member_1.csv": text}, known={})
    assert cells(outcome, "members", "joined_on") == [(date(2019, 6, 1),), (date(2020, 5, 2),)]
