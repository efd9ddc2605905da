"""What Odoo's module cooperator exports under its labels is read as under its technical names."""

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
