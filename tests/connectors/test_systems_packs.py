"""What do the packs of other systems store? What their exports honestly say, and no more."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from tests.connectors.exports import EXPORTS, cells, export, person
from tests.connectors.uploads import Reader, workbook

MEMBER = ("pseudonym", "category", "person_kind", "gender", "birth_year", "region", "joined_on")


@pytest.mark.parametrize(
    "name", ["Contact (res.partner).csv", "Contact technical (res.partner).csv"]
)
def test_odoo_contacts_are_read_under_labels_and_technical_names(
    name: str, tmp_path: Path
) -> None:
    outcome = export("odoo-cooperator", name, scratch=tmp_path)
    assert cells(outcome, "members", *MEMBER) == [
        (person("11"), "Usager", "natural", "not_recorded", None, None, date(2019, 5, 2)),
        (person("12"), "Salarié", "legal", "not_recorded", None, None, date(2020, 1, 15)),
        (person("13"), "Usager", "natural", "not_recorded", None, None, date(2021, 9, 9)),
    ]
    left_out = outcome.one("rows_left_out")
    assert (left_out.row, left_out.alike) == (5, 1)
    assert cells(outcome, "member_categories", "code", "kind") == [
        ("Usager", "other"),
        ("Salarié", "other"),
    ]


def test_odoo_groups_become_categories_with_a_warning(tmp_path: Path) -> None:
    outcome = export("odoo-cooperator", "Contact grouped (res.partner).xlsx", scratch=tmp_path)
    assert cells(outcome, "members", "pseudonym", "category", "source_row") == [
        (person("12"), "Salarié", 3),
        (person("11"), "Usager", 5),
        (person("13"), "Usager", 6),
    ]
    assert "groups_taken" in outcome.codes()


def test_odoo_share_lines_continue_the_contact_above(tmp_path: Path) -> None:
    outcome = export("odoo-cooperator", "Share lines (res.partner).csv", scratch=tmp_path)
    columns = ("pseudonym", "share_class", "quantity", "amount", "as_of")
    assert cells(outcome, "shareholdings", *columns) == [
        (person("11"), "Part A", 2, Decimal("50.00"), date(2019, 5, 2)),
        (person("11"), "Part B", 1, Decimal("100.00"), date(2020, 6, 1)),
        (person("12"), "Part A", 4, Decimal("100.00"), date(2020, 1, 15)),
    ]


def test_odoo_a_contact_without_number_never_gets_the_number_above(read: Reader) -> None:
    file = EXPORTS / "odoo-cooperator" / "Share lines (res.partner).csv"
    text = file.read_text("utf-8").replace('"","","Part B"', '"Someone","","Part B"')
    outcome = read({file.name: text}, known={})
    assert outcome.places("missing_value") == [(3, "B")]


def test_odoo_movements_are_added_taken_away_and_handed_over(tmp_path: Path) -> None:
    name = "Subscription Register (subscription.register).csv"
    outcome = export("odoo-cooperator", name, scratch=tmp_path)
    columns = ("pseudonym", "transaction", "quantity", "amount")
    giver, taker = person("__export__.p11"), person("__export__.p12")
    assert cells(outcome, "shareholdings", *columns) == [
        (giver, "subscription", 5, Decimal("125.00")),
        (giver, "sell_back", -2, Decimal("-50.00")),
        (giver, "transfer", -1, Decimal("-25.00")),
        (taker, "transfer", 1, Decimal("25.00")),
    ]
    assert outcome.one("movements_left_out").row == 5


def test_galette_members_are_those_whose_account_is_active(tmp_path: Path) -> None:
    outcome = export("galette", "liste_adherents_filtree.csv", scratch=tmp_path)
    assert cells(outcome, "members", *MEMBER) == [
        (person("A11"), "membre", "natural", "female", 1979, "BE10", date(2019, 5, 2)),
        (person("A12"), "Membre actif", "legal", "male", 1962, "FR10", date(2020, 1, 15)),
        (
            person("A13"),
            "Membre fondateur",
            "natural",
            "not_recorded",
            1991,
            "BE35",
            date(2021, 9, 9),
        ),
    ]


def test_dolibarr_subscriptions_of_one_member_are_one_membership(tmp_path: Path) -> None:
    outcome = export("dolibarr", "export_member_1.csv", scratch=tmp_path)
    assert cells(outcome, "members", *MEMBER, "left_on") == [
        (person("11"), "Usager", "natural", "female", 1979, "BE10", date(2019, 5, 2), None),
        (
            *(person("12"), "Salarié", "legal", "male", 1962, "FR10", date(2020, 1, 15)),
            date(2022, 1, 15),
        ),
        (person("13"), "Usager", "natural", "female", 1991, "BE35", date(2021, 9, 9), None),
    ]
    assert outcome.one("rows_left_out").row == 7


@pytest.mark.parametrize("suffix", ["csv", "json", "ods", "xlsx"])
def test_paheko_is_read_in_all_its_forms_and_a_pronoun_is_no_gender(
    suffix: str, tmp_path: Path
) -> None:
    outcome = export("paheko", f"Tous les membres.{suffix}", scratch=tmp_path)
    assert cells(outcome, "members", *MEMBER) == [
        (person("11"), "Membres actifs", "natural", "not_recorded", 1979, None, date(2019, 5, 2)),
        (person("12"), "Membres actifs", "natural", "not_recorded", 1962, None, date(2020, 1, 15)),
        (person("13"), "Membres actifs", "natural", "not_recorded", 1991, None, date(2021, 9, 9)),
    ]
    assert {"pronoun_not_gender", "region_not_known", "rows_left_out"} <= set(outcome.codes())


def test_helloasso_reads_all_pages_in_cents_and_nothing_of_the_payer(tmp_path: Path) -> None:
    pages = ("items_page1.json", "items_page2.json")
    outcome = export("helloasso", *pages, scratch=tmp_path)
    assert not outcome.report.blocked
    assert cells(outcome, "members", "pseudonym", "gender", "birth_year", "joined_on") == [
        (person("100"), "female", 1979, date(2019, 5, 2)),
        (person("102"), "female", 1991, date(2021, 9, 9)),
    ]
    assert cells(outcome, "shareholdings", "quantity", "amount") == [(1, Decimal("25.50"))] * 2
    assert "one_person_per_sale" in outcome.codes()


def test_helloasso_half_an_upload_is_refused(tmp_path: Path) -> None:
    outcome = export("helloasso", "items_page2.json", scratch=tmp_path)
    assert outcome.one("missing_page").facts == {"pages": "1", "of": "2"}
    assert outcome.report.blocked


def test_helloasso_a_member_number_asked_in_the_form_is_used(read: Reader) -> None:
    page = json.loads((EXPORTS / "helloasso" / "items_page2.json").read_text("utf-8"))
    page["pagination"] |= {"pageIndex": 1, "totalPages": 1}
    page["data"][0]["customFields"].append({"name": "Numéro de sociétaire", "answer": "S 7"})
    outcome = read({"items.json": json.dumps(page)}, known={})
    assert cells(outcome, "members", "pseudonym") == [(person("S 7"),)]


def test_helloasso_a_sale_without_the_number_that_others_gave_is_a_person(read: Reader) -> None:
    page = json.loads((EXPORTS / "helloasso" / "items_page2.json").read_text("utf-8"))
    page["pagination"] |= {"pageIndex": 1, "totalPages": 1}
    one, number = page["data"][0], {"name": "Numéro de membre", "answer": "S 7"}
    old = {**one, "id": 7, "customFields": [*one["customFields"], number]}
    new = {**one, "id": 8, "customFields": [*one["customFields"], number | {"answer": " "}]}
    neither = {**new, "id": " "}
    outcome = read({"items.json": json.dumps({**page, "data": [old, new, neither]})}, known={})
    assert cells(outcome, "members", "pseudonym") == [(person("S 7"),), (person("8"),)]
    assert [row for row, _ in outcome.places("sale_without_number")] == [2]
    assert [row for row, _ in outcome.places("missing_value")] == [3, 3]


def test_civicrm_memberships_of_one_contact_are_one_and_end_where_they_ended(
    tmp_path: Path,
) -> None:
    outcome = export("civicrm", "CiviCRM_Member_Search.csv", scratch=tmp_path)
    assert cells(outcome, "members", *MEMBER, "left_on") == [
        (person("11"), "Usager", "natural", "female", 1979, "BE10", date(2019, 5, 2), None),
        (
            *(person("12"), "Usager", "legal", "not_recorded", None, "FR10", date(2020, 1, 15)),
            date(2023, 1, 14),
        ),
        (person("14"), "Usager", "natural", "male", 1985, "BE23", date(2022, 2, 28), None),
    ]
    assert outcome.one("rows_left_out").row == 5


def test_categories_that_somebody_wrote_are_kept(read: Reader) -> None:
    file = EXPORTS / "civicrm" / "CiviCRM_Member_Search.csv"
    known = {"member_categories": frozenset({"Usager", "Salarié"})}
    outcome = read({file.name: file.read_text("utf-8")}, known=known)
    assert "member_categories" not in outcome.report.rows
    written = "code,kind,college_aggregation\nUsager,user,block\n"
    outcome = read({file.name: file.read_text("utf-8"), "categories.csv": written}, known={})
    assert cells(outcome, "member_categories", "code", "kind") == [("Usager", "user")]


def test_a_request_is_no_membership_and_the_reason_is_said_in_three_languages(
    tmp_path: Path,
) -> None:
    name = "Subscription Request (subscription.request).csv"
    outcome = export("odoo-cooperator", name, scratch=tmp_path)
    assert outcome.codes() == ["known_and_refused"]
    assert "pas encore une adhésion" in outcome.said()
    assert "nog geen lidmaatschap" in outcome.said()
    assert "not a membership yet" in outcome.said()


def test_an_order_to_repay_is_not_read_as_its_number_without_sign(read: Reader) -> None:
    file = EXPORTS / "dolibarr" / "export_member_1.csv"
    text = file.read_bytes().decode("latin-1")
    assert read({file.name: text}, known={}).report.rows["members"] == 3


ODOO = ["Naam", "Cooperator Number", "Effective Date", "Old cooperator"]
JAN = ["Jan", "7", "2018-02-03", ""]


@pytest.mark.parametrize(
    ("rows", "code", "row"),
    [
        ([ODOO, JAN], "group_missing", 2),
        ([ODOO, ["Undefined (1)"], JAN], "group_missing", 3),
        ([ODOO, ["share_a (1)"], ["    Gent (1)"], JAN], "groups_nested", None),
    ],
    ids=["no group", "a group without a name", "groups in groups"],
)
def test_odoo_a_member_without_a_category_is_never_left_out_in_silence(
    rows: list[list[str]], code: str, row: int | None, read: Reader
) -> None:
    outcome = read({"Contact.xlsx": workbook({"Sheet1": rows})}, known={})
    assert outcome.one(code).row == row
    assert outcome.report.blocked


def test_odoo_in_dutch_gives_birth_years_and_technical_countries_give_regions(
    read: Reader,
) -> None:
    text = (
        "cooperator_register_number,cooperator_type,effective_date,old_member,zip,country_id/id,"
        "Geboortedatum\n7,a,2018-02-03,False,10115,base.de,1980-05-06\n"
        "8,a,2018-02-03,False,9000,base.be,1981-05-06\n"
    )
    outcome = read({"res.partner.csv": text}, known={})
    assert cells(outcome, "members", "birth_year", "region") == [(1980, None), (1981, "BE23")]


def test_galette_who_is_no_member_is_left_out(read: Reader) -> None:
    text = (
        "Numéro adhérent ;Statut ;Compte ;Date de création \n"
        "A1;Non-membre;Oui;03/02/2018\nA2;Membre actif;Oui;03/02/2018\n"
    )
    outcome = read({"liste_adherents_filtree.csv": text}, known={})
    assert cells(outcome, "members", "pseudonym") == [(person("A2"),)]
    assert outcome.one("rows_left_out").row == 2
    assert "Non-membre" not in outcome.tables["member_categories"]["code"].to_list()


def test_a_code_list_that_an_export_implies_is_told_from_what_was_sent(tmp_path: Path) -> None:
    identified = export(
        "galette", "liste_adherents_filtree.csv", scratch=tmp_path
    ).report.identified
    assert {one.table: one.implied for one in identified} == {
        "member_categories": True,
        "members": False,
    }


def test_dolibarr_in_dutch_is_read(read: Reader) -> None:
    text = (
        "Member Id;Naam;Lidtype label;Aard van het lid;Statut;Startdatum lidmaatschap;"
        "Einddatum lidmaatschap;Postcode;Land;Bijdrage ID;\n"
        "1;Peeters;Gewoon lid;phy;1;2018-02-03;2019-02-02;1000;BE;5;\n"
        "2;Coop;Steunend lid;mor;0;2018-02-03;2019-02-02;9000;BE;7;\n"
    )
    outcome = read({"export_member_1.csv": text}, known={})
    assert cells(outcome, "members", "pseudonym", "person_kind", "region", "left_on") == [
        (person("1"), "natural", "BE10", None),
        (person("2"), "legal", "BE23", date(2019, 2, 2)),
    ]


def test_dolibarr_ends_a_membership_on_the_first_of_two_days_under_one_label(
    read: Reader,
) -> None:
    # invented rows; of all columns, the member's end stands before the subscription's
    text = (
        "Id adhérent,Statut,Date validation,Date fin adhésion,Libellé du type adhérent,"
        "Id adhésion,Date adhésion,Date fin adhésion\n"
        "1,0,2019-01-03,2022-12-31,Usager,5,2019-01-03,2019-12-31\n"
    )
    outcome = read({"export_member_1.csv": text}, known={})
    assert "repeated_column" not in outcome.codes()
    assert cells(outcome, "members", "left_on") == [(date(2022, 12, 31),)]


def test_dolibarr_with_two_columns_of_numbers_is_asked_which_counts(read: Reader) -> None:
    text = (
        "Id adhérent,Id adhérent,Statut,Date validation,Date fin adhésion,"
        "Libellé du type adhérent\n"
        "1,2,1,2019-01-03,2022-12-31,Usager\n"
    )
    outcome = read({"export_member_1.csv": text}, known={})
    assert outcome.one("repeated_column").column == "B"


def test_dolibarr_tells_an_association_by_either_label_of_its_nature(read: Reader) -> None:
    # invented rows; `Id` is what older versions call the number, the label of the nature is newer
    text = (
        "Id;Nature de l'adhérent;Statut;Date validation;Date fin adhésion;"
        "Libellé du type adhérent;Date adhésion\n"
        "1;phy;1;2019-01-03;2026-12-31;Usager;2019-01-03\n"
        "2;mor;1;2019-01-03;2026-12-31;Usager;2019-01-03\n"
    )
    outcome = read({"export_member_1.csv": text}, known={})
    assert cells(outcome, "members", "pseudonym", "person_kind") == [
        (person("1"), "natural"),
        (person("2"), "legal"),
    ]


@pytest.mark.parametrize(
    "headers",
    [
        (
            "Identifiant du contact;Type d'adhésion;Membre depuis;Date de fin d'adhésion;"
            "Statut de l'adhésion;Code postal"
        ),
        (
            "Contact-ID;Soort lidmaatschap;Lid sinds;Einddatum lidmaatschap;"
            "Status lidmaatschap;Postcode"
        ),
        (
            "ID du contact;Type de membre;Membre depuis;Date d'expiration de l'adhésion;"
            "Statut de l'Adhésion;Code postal"
        ),
        (
            "Contact-id;Lidmaatschapstype;Lid sinds;Verloopdatum lidmaatschap;"
            "Lidmaatschap status;Postcode"
        ),
    ],
    ids=["fr", "nl", "fr as in 2021", "nl as in 2021"],
)
def test_civicrm_whoever_has_left_has_left_in_every_language(headers: str, read: Reader) -> None:
    rows = "12;Usager;2018-02-03;2020-12-31;Verlopen;1000\n13;Usager;2018-02-03;;Huidig;1000\n"
    outcome = read({"CiviCRM_Member_Search.csv": f"{headers}\n{rows}"}, known={})
    assert "deciding_column_missing" not in outcome.codes()
    assert cells(outcome, "members", "left_on") == [(date(2020, 12, 31),), (None,)]


@pytest.mark.parametrize(
    ("headers", "pending"),
    [
        ("ID du contact;Type de membre;Date de début de l'adhésion;ID Adhésion", "En instance"),
        ("Contact-id;Lidmaatschapstype;Lidmaatschap startdatum;Lidmaatschap ID", "In behandeling"),
    ],
    ids=["fr", "nl"],
)
def test_civicrm_who_has_only_asked_is_no_member_in_any_language(
    headers: str, pending: str, read: Reader
) -> None:
    status = "Statut de l'Adhésion" if "membre" in headers else "Lidmaatschap status"
    rows = f"12;Usager;2018-02-03;1;{pending}\n13;Usager;2018-02-03;2;x\n"
    outcome = read({"CiviCRM_Member_Search.csv": f"{headers};{status}\n{rows}"}, known={})
    assert cells(outcome, "members", "pseudonym", "joined_on") == [
        (person("13"), date(2018, 2, 3))
    ]
    assert outcome.one("rows_left_out").row == 2


def test_helloasso_a_form_that_asks_the_number_is_not_told_that_it_does_not(read: Reader) -> None:
    page = json.loads((EXPORTS / "helloasso" / "items_page2.json").read_text("utf-8"))
    page["pagination"] |= {"pageIndex": 1, "totalPages": 1}
    for sale in page["data"]:
        sale["customFields"] = [{"name": "Numéro de sociétaire", "answer": "S 7"}]
    outcome = read({"items.json": json.dumps(page)}, known={})
    assert "one_person_per_sale" not in outcome.codes()


def test_an_export_of_nothing_but_other_things_is_refused_and_not_stored_as_empty(
    read: Reader,
) -> None:
    page = json.loads((EXPORTS / "helloasso" / "items_page2.json").read_text("utf-8"))
    page["pagination"] |= {"pageIndex": 1, "totalPages": 1}
    for sale in page["data"]:
        sale["type"] = "Donation"
    outcome = read({"items.json": json.dumps(page)}, known={})
    assert outcome.one("nothing_taken").facts == {"system": "helloasso"}
    assert outcome.report.blocked


def test_odoo_a_number_of_shares_that_cannot_be_read_is_one_fault_and_not_two(
    read: Reader,
) -> None:
    text = (
        "date,partner_id/id,type,quantity,share_unit_price,register_number_operation\n"
        "2020-01-02,p1,subscription,two,25.0,1\n2020-01-02,p2,subscription,,25.0,2\n"
        "2020-01-02,p3,subscription,2,,3\n"
    )
    outcome = read({"Subscription Register.csv": text}, known={})
    found = [(one.code, one.row, one.column) for one in outcome.report.findings if one.column]
    assert found == [
        ("unreadable_integer", 2, "D"),
        ("missing_value", 3, "D"),
        ("missing_value", 4, "E"),
    ]
