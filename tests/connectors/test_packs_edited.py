"""What becomes of exports that staff added to, and of categories that each association names?"""

import pytest

from tests.connectors.exports import cells, person
from tests.connectors.uploads import Reader

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
    ],
)
def test_payments_and_books_are_refused_by_name(headers: str, read: Reader) -> None:
    row = ";".join("1" for _ in headers.split(";"))
    outcome = read({"export.csv": f"{headers}\n{row}\n"})
    assert outcome.codes() == ["known_and_refused"]
