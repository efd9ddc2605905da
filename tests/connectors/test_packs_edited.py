"""What becomes of exports that staff added to, and of words that each cooperative makes up?"""

import json

import pytest

from connectors import encoding, text_table
from tests.connectors.exports import cells, person
from tests.connectors.uploads import Reader, workbook

TOTALS = {
    "galette": (
        "Numéro adhérent;Statut;Personne morale;Compte;Date de création\n"
        "1;Membre actif;;Oui;02/05/2019\n;Total;1;;\n"
    ),
    "dolibarr": (
        "Id adhérent;Nature;Statut;Date validation;Libellé du type adhérent;Montant\n"
        "1;phy;1;02/05/2019;Usager;25,00\n;;;;Total;25,00\n"
    ),
    "paheko": (
        "Numéro de membre;Nom & prénom;Date d'inscription;Catégorie\n"
        "1;x;02/05/2019;Membres actifs\n;;;Total : 1\n"
    ),
    "civicrm": (
        "Contact ID;Contact Type;Membership Type;Membership Status;Member Since;Membership ID\n"
        "1;Individual;A;Current;02/05/2019;1\n;;Total : 1;;;\n"
    ),
}


@pytest.mark.parametrize("system", TOTALS)
def test_a_row_of_totals_is_no_member_and_its_word_no_category(system: str, read: Reader) -> None:
    outcome = read({"liste.csv": TOTALS[system]}, known={})
    assert not outcome.report.blocked
    assert cells(outcome, "members", "pseudonym") == [(person("1"),)]
    assert [row for row, _ in outcome.places("rows_left_out")] == [3]
    assert outcome.tables["member_categories"].height == 1
    assert "status_unknown" not in outcome.codes()


NOTES = {
    **TOTALS,
    "odoo": (
        "cooperator_register_number;member;old_member;cooperator_type;effective_date\n"
        "1;True;;A;02/05/2019\n"
    ),
}


@pytest.mark.parametrize("system", NOTES)
def test_a_note_below_the_members_is_no_member(system: str, read: Reader) -> None:
    headers, member, *_ = NOTES[system].splitlines()
    note = "Extrait par Anne" + ";" * headers.count(";")
    outcome = read({"liste.csv": f"{headers}\n{member}\n{note}\n"}, known={})
    assert not outcome.report.blocked
    assert cells(outcome, "members", "pseudonym") == [(person("1"),)]
    assert [row for row, _ in outcome.places("rows_left_out")] == [3]
    assert outcome.tables["member_categories"].height == 1
    assert "Anne" not in outcome.said()


PAHEKO = "Numéro de membre,Nom & prénom,Date d'inscription,Catégorie\n"


def test_paheko_categories_of_its_own_are_told_since_nothing_else_says_who_left(
    read: Reader,
) -> None:
    named = ("Membres actifs", "Anciens sociétaires", "Ancien·ne·s coopérateur·rices", "Archives")
    text = PAHEKO + "".join(f"{at},x,12/04/2016,{one}\n" for at, one in enumerate(named, start=1))
    outcome = read({"Tous les membres.csv": text}, known={})
    assert not outcome.report.blocked
    assert [row for row, _ in outcome.places("rows_left_out")] == [3]
    assert [row for row, _ in outcome.places("status_unknown")] == [4]
    categories = [name for (name,) in cells(outcome, "member_categories", "code")]
    assert categories == ["Membres actifs", *named[2:]]


def test_paheko_members_whose_leaving_is_dated_have_left(read: Reader) -> None:
    text = PAHEKO.strip() + ",Date de départ\n1,x,12/04/2016,Membres actifs,02/03/2020\n"
    text += "2,x,12/04/2016,Anciens membres,02/03/2021\n3,x,12/04/2016,Anciens membres,\n"
    outcome = read({"Tous les membres.csv": text}, known={})
    assert [str(day) for (day,) in cells(outcome, "members", "left_on")] == [
        "2020-03-02",
        "2021-03-02",
    ]
    assert [row for row, _ in outcome.places("rows_left_out")] == [4]


def test_helloasso_no_row_of_the_list_is_dropped_in_silence(read: Reader) -> None:
    text = "Référence commande;Date de la commande;Statut de la commande;Nom adhérent;"
    text += "Email payeur;Tarif;Montant tarif;Numéro de membre\n"
    for number, state in enumerate(("Validé", "Payé", "Remboursé"), start=1):
        text += f"{number};03/04/2024;{state};x;x;Usager;25;{number}\n"
    outcome = read({"liste.csv": text + ";;;;;Total;75;\n"}, known={})
    assert not outcome.report.blocked
    assert cells(outcome, "members", "pseudonym") == [(person("1"),), (person("2"),)]
    assert [row for row, _ in outcome.places("status_unknown")] == [3]
    [left] = [one for one in outcome.report.findings if one.code == "rows_left_out"]
    assert (left.row, left.alike) == (4, 2)


def test_paheko_a_whole_birth_date_gives_the_year(read: Reader) -> None:
    text = PAHEKO.strip() + ",Date de naissance complète\n1,x,12/04/2016,Actifs,01/02/1980\n"
    outcome = read({"Tous les membres.csv": text}, known={})
    assert cells(outcome, "members", "birth_year") == [(1980,)]


@pytest.mark.parametrize("status", ["Ancien membre", "Old-timer", "Ancien"])
def test_galette_the_status_that_is_former_member_in_french_is_one(
    status: str, read: Reader
) -> None:
    text = (
        "Numéro adhérent;Statut;Personne morale;Compte;Date de création\n"
        f"1;Membre actif;;Oui;02/05/2019\n2;{status};;Oui;02/05/2009\n"
    )
    outcome = read({"liste.csv": text}, known={})
    assert cells(outcome, "members", "pseudonym") == [(person("1"),)]
    assert cells(outcome, "member_categories", "code") == [("Membre actif",)]
    assert [row for row, _ in outcome.places("rows_left_out")] == [3]


@pytest.mark.parametrize(
    "headers",
    [
        "Contribution id;Contributeur;Type de contribution;Montant;Type de paiement;Date",
        "Contribution id;Contributor;Contribution type;Amount;Payment type;Date",
        "Numéro écriture;Libellé écriture;Date;Numéro de compte;Débit;Crédit",
        "Contribution ID;Contact Name;Amount;Financial Type;Contribution Date",
        "cast_at;voter_uuid;voter_hash;vote_hash",
        "Participant ID;Contact ID;Event Title;Participant Status;Participant Role",
    ],
)
def test_payments_and_books_are_refused_by_name(headers: str, read: Reader) -> None:
    row = ";".join("1" for _ in headers.split(";"))
    outcome = read({"export.csv": f"{headers}\n{row}\n"})
    assert outcome.codes() == ["known_and_refused"]


def sale(name: str, question: str) -> dict[str, object]:
    keys = ("id", "name", "type", "state", "priceCategory", "tierId", "initialAmount", "amount")
    values = (1, name, "Membership", "Processed", "Fixed", 3, 2500, 2500)
    order = {"formSlug": "a", "date": "2024-02-03T10:00:00+01:00"}
    asked = [{"name": question, "answer": "7"}]
    return {**dict(zip(keys, values, strict=True)), "order": order, "customFields": asked}


def test_helloasso_says_which_tiers_are_shares_and_who_passes_for_a_person(read: Reader) -> None:
    sold = [sale("Souscription de parts sociales", "N° de sociétaire")]
    outcome = read({"items.json": json.dumps({"data": sold})}, known={})
    assert not outcome.report.blocked
    assert cells(outcome, "shareholdings", "pseudonym") == [(person("7"),)]
    assert {"shares_by_tier", "kinds_taken"} <= {*outcome.codes()}
    assert "one_person_per_sale" not in outcome.codes()


def test_civicrm_a_status_by_its_short_name_decides(read: Reader) -> None:
    text = "Contact ID,Membership Type,Status,Member Since,End Date\n"
    text += (
        "1,A,Current,2020-01-02,\n2,A,Expired,2020-01-02,2022-01-01\n3,A,Cancelled,2020-01-02,\n"
    )
    outcome = read({"searchkit.csv": text}, known={})
    assert "deciding_column_missing" not in outcome.codes()
    assert [str(day) for (day,) in cells(outcome, "members", "left_on")] == ["None", "2022-01-01"]
    assert [row for row, _ in outcome.places("rows_left_out")] == [4]


def test_a_file_is_known_by_the_end_of_its_name_and_by_no_other_part(read: Reader) -> None:
    assert read({"election.bel": "x"}).codes() == ["known_and_refused"]
    assert read({"www.belgique.csv": "x,y\n1,2\n"}).codes() == ["no_known_headers"]


def test_an_export_that_is_refused_by_name_is_so_in_a_workbook_too(read: Reader) -> None:
    headers = ["Subscription date request", "Subscription amount", "Account Number"]
    outcome = read({"requests.xlsx": workbook({"Sheet1": [headers, [1, 2, 3]]})})
    assert outcome.codes() == ["known_and_refused"]


def test_a_cell_of_a_failed_formula_is_no_number_no_category_and_no_organisation(
    read: Reader,
) -> None:
    text = (
        "Numéro adhérent;Statut;Personne morale;Compte;Date de création\n"
        "#REF!;Membre actif;;Oui;02/05/2019\n"
        "2;#N/A;;Oui;02/05/2019\n"
        "3;Membre actif;#NOM?;Oui;02/05/2019\n"
        "4;Membre actif;;Oui;########\n"
        "#5;Membre #1!;N/A;Oui;02/05/2019\n"
    )
    outcome = read({"liste.csv": text}, known={})
    assert outcome.places("formula_error") == [(2, "A"), (3, "B"), (4, "C"), (5, "E")]
    assert cells(outcome, "members", "pseudonym", "category", "person_kind") == [
        (person("#5"), "Membre #1!", "legal")
    ]
    assert {"missing_value", "unreadable_date"}.isdisjoint(outcome.codes())


def test_an_unknown_status_is_told_at_its_column_by_the_name_that_the_file_gives_it(
    read: Reader,
) -> None:
    text = (
        "ID du contact;Type de contact;Type d'adhésion;Statut d'adhésion;Membre depuis\n"
        "1;Individu;A;Actuel;02/05/2019\n2;Individu;A;Suspendu;02/05/2019\n"
    )
    found = read({"liste.csv": text}, known={}).one("status_unknown")
    assert (found.row, found.column, found.facts["header"]) == (3, "D", "Statut d'adhésion")


def share_lines(*lines: tuple[str, str, int]) -> str:
    header = (
        "name,cooperator_register_number,share_ids/share_number,share_ids/share_unit_price,"
        "share_ids/effective_date\n"
    )
    return header + "".join(f"{name},{no},{of},25,2019-05-02\n" for name, no, of in lines)


def test_lines_of_shares_that_were_sorted_away_from_whose_they_are_stop_the_file(
    read: Reader,
) -> None:
    first = [(f"n{number}", str(number), number) for number in range(1, 13)]
    further = [("", "", 7), ("", "", 8)]
    unsorted = read({"a.csv": share_lines(*first[:6], *further, *first[6:])}, known={})
    assert not unsorted.report.blocked
    assert cells(unsorted, "shareholdings", "pseudonym")[5:8] == [(person("6"),)] * 3
    few = read({"a.csv": share_lines(*first[:3], *further)}, known={})
    assert not few.report.blocked
    outcome = read({"a.csv": share_lines(*first, *further)}, known={})
    assert outcome.report.blocked
    assert outcome.one("continuations_sorted").facts["system"] == "odoo-cooperator"


def test_a_category_is_implied_by_the_first_row_that_is_kept_wherever_the_file_is_cut(
    read: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(encoding, "_PIECE", 100)
    monkeypatch.setattr(text_table, "_BATCH", 1)
    header = "Numéro adhérent;Statut;Personne morale;Compte;Date de création\n"
    statuses = ["A"] * 8 + ["B"] * 8 + [""] * 8 + ["A"] * 8
    rows = [f"{number};{said};;Oui;02/05/2019\n" for number, said in enumerate(statuses)]
    text = header + ";B;;;\n" + "".join(rows)
    outcome = read({"liste.csv": text}, known={})
    assert cells(outcome, "member_categories", "code") == [("A",), ("B",), ("membre",)]
    assert outcome.report.rows["members"] == len(statuses)
