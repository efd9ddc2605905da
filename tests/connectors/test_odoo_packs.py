"""What Odoo's module cooperator exports under its labels is read as under its technical names."""

import json
from datetime import date
from decimal import Decimal

import pytest

from tests.connectors.exports import cells, person
from tests.connectors.uploads import Reader

FRENCH = (
    "Numéro de transaction,Date de la souscription,Coopérateur/Numéro de coopérateur,"
    "Type de transaction,Type de part,Nombre de parts,Prix de la part,"
    "Transféré à/Numéro de coopérateur\n"
)
ENGLISH = (
    "Register Number Operation,Subscription Date,Cooperator/Cooperator Number,Operation Type,"
    "Share type,Number of share,Share price,Transfered to/Cooperator Number\n"
)
# invented movements
MOVED = "1,2020-01-02,7,{},A,4,25.0,\n2,2021-01-02,7,{},A,1,25.0,\n3,2022-01-02,7,{},A,1,25.0,8\n"
CONTACTS = "cooperator_register_number,cooperator_type,effective_date,old_member"


@pytest.mark.parametrize(
    ("headers", "kinds"),
    [
        (FRENCH, ("Souscription", "Revente", "Transfert")),
        (ENGLISH, ("Subscription", "Sell Back", "Transfer")),
    ],
    ids=["French", "English"],
)
def test_the_register_is_read_under_its_labels(
    read: Reader, headers: str, kinds: tuple[str, ...]
) -> None:
    outcome = read({"register.csv": headers + MOVED.format(*kinds)}, known={})
    assert not outcome.report.blocked
    assert "receivers_missing" not in outcome.codes()
    columns = ("pseudonym", "share_class", "quantity", "amount", "as_of")
    assert cells(outcome, "shareholdings", *columns) == [
        (person("7"), "A", 4, Decimal("100.00"), date(2020, 1, 2)),
        (person("7"), "A", -1, Decimal("-25.00"), date(2021, 1, 2)),
        (person("7"), "A", -1, Decimal("-25.00"), date(2022, 1, 2)),
        (person("8"), "A", 1, Decimal("25.00"), date(2022, 1, 2)),
    ]


def test_a_register_that_does_not_say_to_whom_shares_went_is_warned_of(read: Reader) -> None:
    header, *rows = (ENGLISH + MOVED).splitlines()
    text = "\n".join(line.rpartition(",")[0] for line in (header, *rows))
    outcome = read(
        {"register.csv": text.format("Subscription", "Sell Back", "Transfer")}, known={}
    )
    assert outcome.one("receivers_missing").row == 1


@pytest.mark.parametrize(
    ("column", "codes"), [("", ["kinds_taken"]), (",is_company", [])], ids=["absent", "there"]
)
def test_contacts_that_do_not_say_who_is_an_organisation_are_warned_of(
    read: Reader, column: str, codes: list[str]
) -> None:
    row = "1,A,2020-01-02,False" + (",True" if column else "")
    outcome = read({"contacts.csv": f"{CONTACTS}{column}\n{row}\n"}, known={})
    assert [code for code in outcome.codes() if code == "kinds_taken"] == codes
    assert cells(outcome, "members", "person_kind") == [("legal" if column else "natural",)]


@pytest.mark.parametrize("column", [0, 1], ids=["first", "second"])
def test_the_heading_of_a_group_is_one_wherever_the_numbers_stand(
    read: Reader, column: int
) -> None:
    # Odoo writes the sum of all columns of numbers but the first beside each heading
    headers = ["Name", "Effective Date", "Old cooperator", "Is a Company"]
    headers.insert(column, "Cooperator Number")
    headings = ["A (2)", "", "", "", ""], ["B (1)", "", "", "", ""]
    members = [["V", "2020-01-02", "", "", ""] for _ in range(3)]
    for number, row in enumerate(members, start=7):
        row.insert(column, str(number))
    if column:
        headings[0][column], headings[1][column] = "15", "9"
    every = [headers, headings[0], *members[:2], headings[1], members[2]]
    outcome = read({"contacts.csv": "\n".join(",".join(row[:5]) for row in every)}, known={})
    assert not outcome.report.blocked
    assert cells(outcome, "members", "pseudonym", "category") == [
        (person("7"), "A"),
        (person("8"), "A"),
        (person("9"), "B"),
    ]


def test_what_a_program_asked_for_by_the_interface_is_read(read: Reader) -> None:
    keys = ("cooperator_register_number", "cooperator_type", "effective_date", "old_member")
    more = ("is_company", "gender", "birthdate_date", "zip", "country_id")
    natural = (7, "a", "2020-01-02", False, False, False, False, "75011", [75, "France"])
    legal = (8, "a", "2020-01-02", False, True, False, False, False, False)
    candidate = (0, False, False, False, False, False, False, False, False)
    said = [dict(zip(keys + more, one, strict=True)) for one in (natural, legal, candidate)]
    outcome = read({"contacts.json": json.dumps(said)}, known={})
    assert not outcome.report.blocked
    assert cells(outcome, "member_categories", "code") == [("a",)]
    columns = ("pseudonym", "person_kind", "gender", "birth_year", "region")
    assert cells(outcome, "members", *columns) == [
        (person("7"), "natural", "not_recorded", None, "FR10"),
        (person("8"), "legal", "not_recorded", None, None),
    ]


@pytest.mark.parametrize(
    ("header", "words"),
    [("Company Type", "Individual,Company"), ("company_type", "person,company")],
)
def test_an_organisation_is_told_by_the_type_of_its_contact(
    read: Reader, header: str, words: str
) -> None:
    natural, legal = words.split(",")
    text = f"{CONTACTS},{header}\n1,A,2020-01-02,False,{natural}\n2,A,2020-01-02,False,{legal}\n"
    outcome = read({"contacts.csv": text}, known={})
    assert "kinds_taken" not in outcome.codes()
    assert cells(outcome, "members", "person_kind") == [("natural",), ("legal",)]


def test_a_contact_without_shares_and_a_row_of_totals_block_nothing(read: Reader) -> None:
    lines = "Name,Cooperator Number,Share Lines/Number of Share,Share Lines/Share price,"
    lines += "Share Lines/Effective Date\nV,7,2,25,2020-01-02\n,,1,25,2021-01-02\nL,8,,,\n"
    held = read({"lines.csv": lines}, known={})
    assert not held.report.blocked
    assert held.places("movements_left_out") == [(4, "B")]
    assert cells(held, "shareholdings", "quantity") == [(2,), (1,)]
    totals = ENGLISH + MOVED.format("Subscription", "Sell Back", "Transfer")
    totals += ",,,TOTAL,,6,,\nExtrait par Anne,,,,,,,\n"
    moved = read({"register.csv": totals}, known={})
    assert not moved.report.blocked
    assert moved.places("movements_left_out") == [(5, "C")]
    assert moved.report.rows["shareholdings"] == 4


def test_a_register_of_few_columns_is_known_by_those_it_has(read: Reader) -> None:
    text = (
        "Date de la souscription,Coopérateur/Numéro de coopérateur,Type de transaction,"
        "Nombre de parts,Prix de la part\n2020-01-02,7,Souscription,4,25\n"
    )
    outcome = read({"registre.csv": text}, known={})
    assert not outcome.report.blocked
    assert cells(outcome, "shareholdings", "pseudonym", "quantity") == [(person("7"), 4)]


@pytest.mark.parametrize("header", ["cooperator_type", "Cooperator Type", "Type de coopérateur"])
def test_contacts_sent_with_their_lines_of_shares_are_not_left_out_in_silence(
    read: Reader, header: str
) -> None:
    text = (
        f"name,cooperator_register_number,{header},share_ids/share_number,"
        "share_ids/share_unit_price,share_ids/effective_date\nV,7,A,2,25,2020-01-02\n"
    )
    outcome = read({"contacts.csv": text}, known={})
    assert outcome.places("lines_alone") == [(1, "C")]
    assert "members" not in outcome.tables
