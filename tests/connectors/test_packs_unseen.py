"""What becomes of exports as other versions, languages and programs write them?"""

from datetime import date

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


HELLOASSO = (
    "Référence commande;Date de la commande;Statut de la commande;Nom adhérent;Prénom adhérent;"
    "Email payeur;Tarif;Montant tarif;Numéro de sociétaire\n"
    "123;01/02/2023;Validé;V;L;p@example.org;Part sociale;25,00;S 7\n"
    "124;02/02/2023;Remboursé;D;N;q@example.org;Part sociale;25,00;S 8\n"
)


def test_helloasso_list_is_read_where_the_form_asked_for_a_number(read: Reader) -> None:
    outcome = read({"export.csv": HELLOASSO}, known={})
    assert not outcome.report.blocked
    assert cells(outcome, "members", "pseudonym", "category", "joined_on") == [
        (person("S 7"), "Part sociale", date(2023, 2, 1))
    ]


def test_helloasso_list_that_numbers_nobody_is_refused_by_name(read: Reader) -> None:
    outcome = read({"export.csv": HELLOASSO.replace("Numéro de sociétaire", "Remarque")}, known={})
    assert outcome.codes() == ["known_and_refused"]
