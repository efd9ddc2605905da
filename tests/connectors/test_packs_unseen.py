"""What becomes of exports as other versions, languages and programs write them?"""

from tests.connectors.exports import cells, person
from tests.connectors.uploads import Reader

CONTACTS = (
    "cooperator_register_number,member,coop_candidate,old_member,cooperator_type,effective_date,"
    "is_company,gender,birthdate_date\n"
)


def test_odoo_contacts_that_never_were_cooperators_block_nobody(read: Reader) -> None:
    text = CONTACTS + (
        "1,True,False,False,a,2023-04-05,False,female,1990-01-02\n"
        "0,False,False,False,,,True,,\n"
        "0,False,True,False,,,False,,\n"
        "0,,,,,,,,\n"
        ",,,,,,,,\n"
        "7,False,False,,a,2019-04-05,False,,\n"
    )
    outcome = read({"res.partner.csv": text}, known={})
    assert not outcome.report.blocked
    assert cells(outcome, "members", "pseudonym") == [(person("1"),)]
    assert [row for row, _ in outcome.places("rows_left_out")] == [3]


def test_odoo_a_cooperator_without_a_number_is_still_told(read: Reader) -> None:
    outcome = read({"res.partner.csv": CONTACTS + ",True,,,a,2023-04-05,,,\n"}, known={})
    assert outcome.places("missing_value") == [(2, "A")]


def test_odoo_false_written_by_a_program_is_an_empty_cell(read: Reader) -> None:
    text = CONTACTS + "1,True,False,False,a,2023-04-05,False,False,False\n"
    outcome = read({"res.partner.csv": text}, known={})
    assert not outcome.report.blocked
    columns = ("person_kind", "gender", "birth_year")
    assert cells(outcome, "members", *columns) == [("natural", "not_recorded", None)]
    untyped = read({"res.partner.csv": text.replace(",a,", ",False,")}, known={})
    assert untyped.places("missing_value") == [(2, "E")]
