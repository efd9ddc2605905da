"""What becomes of exports as other versions, languages and programs write them?"""

import json
from datetime import date

import pytest

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


@pytest.mark.parametrize(("yes", "no"), [("VRAI", "FAUX"), ("WAAR", "ONWAAR")])
def test_odoo_booleans_that_a_spreadsheet_wrote_in_its_language_mean_the_same(
    yes: str, no: str, read: Reader
) -> None:
    text = CONTACTS + (
        f"1,{yes},{no},{no},a,2023-04-05,{no},,\n2,{yes},{no},{no},a,2023-04-05,{yes},,\n"
        f"3,{no},{no},{yes},a,2023-04-05,{no},,\n4,{no},{yes},{no},a,2023-04-05,{no},,\n"
        f"5,{no},{no},{no},a,2023-04-05,{no},,\n"
    )
    outcome = read({"res.partner.csv": text}, known={})
    assert not outcome.report.blocked
    assert cells(outcome, "members", "person_kind") == [("natural",), ("legal",)]


HELLOASSO = (
    "Référence commande;Date de la commande;Statut de la commande;Nom adhérent;Prénom adhérent;"
    "Email payeur;Tarif;Montant tarif;Numéro de sociétaire\n"
    "123;01/02/2023;Validé;V;L;p@example.org;Part sociale;25,00;S 7\n"
    "124;02/02/2023;Remboursé;D;N;q@example.org;Part sociale;25,00;S 8\n"
)


def test_helloasso_list_is_read_where_the_form_asked_for_a_number(read: Reader) -> None:
    renewed = "125;02/02/2024;Validé;V;L;p@example.org;Part sociale;25,00;S 7\n"
    outcome = read({"export.csv": HELLOASSO + renewed}, known={})
    assert not outcome.report.blocked
    assert cells(outcome, "members", "pseudonym", "category", "joined_on") == [
        (person("S 7"), "Part sociale", date(2023, 2, 1))
    ]


def test_helloasso_list_that_numbers_nobody_is_refused_by_name(read: Reader) -> None:
    outcome = read({"export.csv": HELLOASSO.replace("Numéro de sociétaire", "Remarque")}, known={})
    assert outcome.codes() == ["known_and_refused"]


def test_civicrm_contacts_without_a_membership_block_nobody(read: Reader) -> None:
    text = (
        "Internal Contact ID,Contact Type,Membership Type,Membership Status,Member Since,"
        "Membership Expiration Date\n"
        "1,Individual,Usager,En cours,2020-01-02,\n"
        "2,Individual,,,,\n"
        "3,Individual,Usager,Expirée,2020-01-02,2022-01-01\n"
    )
    outcome = read({"CiviCRM_Contact_Search.csv": text}, known={})
    assert not outcome.report.blocked
    assert outcome.places("rows_left_out") == [(3, "A")]
    left = [str(day) for (day,) in cells(outcome, "members", "left_on")]
    assert left == ["None", "2022-01-01"]


def test_dolibarr_former_members_written_as_words_are_former(read: Reader) -> None:
    text = "Id adhérent,Libellé du type adhérent,Date adhésion,Date fin adhésion,Statut,Nature\n"
    text += "1,Usager,2020-01-02,2022-01-01,Résilié,phy\n2,Usager,2020-01-02,,Exclu,phy\n"
    text += "3,Usager,2020-01-02,2027-01-01,Validé,phy\n"
    outcome = read({"export_member_1.csv": text}, known={})
    assert outcome.places("rows_left_out") == [(3, "A")]
    left = [str(day) for (day,) in cells(outcome, "members", "left_on")]
    assert left == ["2022-01-01", "None"]


def test_dolibarr_whoever_is_neither_man_nor_woman_is_not_taken_for_unrecorded(
    read: Reader,
) -> None:
    text = "Id adhérent,Libellé du type adhérent,Date adhésion,Statut,Genre,Moral/Physique\n"
    text += "1,Usager,2020-01-02,1,other,Physique\n2,Usager,2020-01-02,1,,Morale\n"
    outcome = read({"export_member_1.csv": text}, known={})
    assert cells(outcome, "members", "gender", "person_kind") == [
        ("other", "natural"),
        ("not_recorded", "legal"),
    ]


def test_paheko_categories_that_name_former_members_are_no_members(read: Reader) -> None:
    text = "Numéro de membre,Nom & prénom,Date d'inscription,Catégorie\n"
    named = ("Membres actifs", "Ancien·nes membres", "Démissionnaires")
    for number, category in enumerate(named, start=1):
        text += f"{number},x,12/04/2016,{category}\n"
    outcome = read({"Tous les membres.csv": text}, known={})
    assert cells(outcome, "members", "category") == [("Membres actifs",)]


def test_paheko_organisations_are_told_apart_only_where_the_list_says_so(read: Reader) -> None:
    text = "Numéro de membre,Nom & prénom,Date d'inscription,Catégorie,{}\n"
    text += "1,x,12/04/2016,Actifs,Personne physique\n2,x,12/04/2016,Actifs,Personne morale\n"
    told = read({"liste.csv": text.format("Type de personne")}, known={})
    assert cells(told, "members", "person_kind") == [("natural",), ("legal",)]
    silent = read({"liste.csv": text.format("Remarque")}, known={})
    assert silent.one("kinds_taken").facts["header"] == "Type de personne"


@pytest.mark.parametrize(
    ("name", "headers"),
    [
        ("Contact.csv", "Contact ID,Contact Type,Sort Name,Display Name,Do Not Email,Gender"),
        ("d.example-open-data-debates.csv", "id;title/fr;instructions/fr;last_comment_at"),
        ("tokens_1.csv", "tid,firstname,email,emailstatus,remindercount,usesleft"),
        ("survey_1_R_data_file.csv", '"1","2025-01-01","3"'),
        ("statistic-survey1.csv", "Results,of,a"),
        ("people.csv", "Title,Given name,Groups,Participant number,Vote weight,Is present"),
    ],
)
def test_what_is_no_register_and_no_result_is_refused_by_name(
    name: str, headers: str, read: Reader
) -> None:
    row = ",".join("x" * len(headers.split(",")))
    outcome = read({name: f"{headers}\n{row}\n"})
    assert outcome.codes() == ["known_and_refused"]


def test_openslides_after_its_version_4_2_is_refused_by_name(read: Reader) -> None:
    named = ("_migration_index", "meeting", "motion", "poll", "poll_ballot", "meeting_user")
    outcome = read({"meeting.json": json.dumps({key: {} for key in named})})
    assert outcome.codes() == ["known_and_refused"]


REGISTER = (
    "Register Number Operation,Cooperator/Cooperator Number,Date,Operation Type,Number of share,"
    "Share price,{}/Cooperator Number\n"
    "1,1,2020-01-02,Subscription,2,25,\n2,1,2021-01-02,Transfer,1,25,2\n"
)


def test_odoo_a_transfer_reaches_somebody_in_either_spelling(read: Reader) -> None:
    for spelt in ("Transferred to", "Transfered to"):
        outcome = read({"register.csv": REGISTER.format(spelt)}, known={})
        assert [held for (held,) in cells(outcome, "shareholdings", "quantity")] == [2, -1, 1]


def test_helloasso_two_sales_to_one_member_are_one_member_with_two_holdings(read: Reader) -> None:
    keys = ("id", "name", "type", "state", "priceCategory", "tierId", "initialAmount", "amount")
    said = ("Part sociale", "Membership", "Processed", "Fixed", 3, 2500, 2500)
    sold = [
        {
            **dict(zip(keys, (year, *said), strict=True)),
            "order": {"formSlug": "a", "date": f"{year}-02-03T10:00:00+01:00"},
            "customFields": [{"name": "Numéro de membre", "answer": "7"}],
        }
        for year in (2024, 2023)
    ]
    outcome = read({"items.json": json.dumps({"data": sold})}, known={})
    assert not outcome.report.blocked
    assert cells(outcome, "members", "pseudonym") == [(person("7"),)]
    assert str(outcome.tables["members"]["joined_on"][0]) == "2023-02-03"
    assert outcome.tables["shareholdings"].height == 2


@pytest.mark.parametrize(
    ("system", "word", "told"),
    [
        ("civicrm", "Current", False),
        ("civicrm", "Expired", False),
        ("civicrm", "Sleeping", True),
        ("civicrm", "", True),
        ("galette", "Oui", False),
        ("galette", "Peut-être", True),
        ("odoo", "False", False),
        ("odoo", "", False),
        ("odoo", "Left", True),
    ],
)
def test_a_status_that_nobody_foresaw_is_told(
    read: Reader, system: str, word: str, *, told: bool
) -> None:
    text = {
        "civicrm": (
            "Contact ID,Contact Type,Membership Type,Membership Status,Member Since,"
            "Membership ID,Membership Expiration Date\n"
            f"1,Individual,A,{word},2020-01-02,1,2021-01-02\n"
        ),
        "galette": (
            "ID de l'adhérent;Statut;Personne morale;Compte;Exempt de cotisation;"
            f"Date de création\n1;Membre actif;;{word};Non;02/05/2019\n"
        ),
        "odoo": (
            "cooperator_register_number,cooperator_type,effective_date,old_member,is_company\n"
            f"1,A,2020-01-02,{word},False\n"
        ),
    }[system]
    outcome = read({"x.csv": text}, known={})
    assert not outcome.report.blocked
    assert ("status_unknown" in outcome.codes()) is told
    assert outcome.report.rows["members"] == 1
