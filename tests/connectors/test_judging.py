"""Can a table be read by its headers?"""

import pytest

from tests.connectors.exports import EXPORTS
from tests.connectors.uploads import Reader

GALETTE = EXPORTS / "galette" / "liste_adherents_filtree.csv"


def test_columns_of_another_system_that_are_not_stored_are_one_finding(read: Reader) -> None:
    outcome = read({GALETTE.name: GALETTE.read_text("utf-8")}, known={})
    left_out = str(outcome.one("columns_left_out").facts["columns"])
    assert {"Nom", "Prénom", "Courriel"} <= set(left_out.split(", "))
    assert "unknown_column" not in outcome.codes()


def test_a_known_export_is_refused_by_name_and_not_by_its_nearest_table(read: Reader) -> None:
    text = '[{"private_space": 1, "scopes_enabled": 2, "start_date": "x", "end_date": "y"}]'
    assert read({"processes.json": text}).codes() == ["known_and_refused"]


def test_json_has_keys_and_no_columns(read: Reader) -> None:
    outcome = read({"a.json": '[{"code": "c1", "name": "One", "shoe": 41}]'})
    finding = outcome.one("unknown_column")
    assert (finding.column, finding.header) == (None, "shoe")
    assert outcome.report.rows == {"cycles": 1}


def test_a_json_table_that_lacks_columns_says_which(read: Reader) -> None:
    outcome = read({"a.json": '[{"member_number": "1", "category": "users"}]'})
    assert "joined_on" in str(outcome.one("unrecognised_table").facts["lacking"])


def test_what_a_file_lacks_is_said_in_the_readers_words(read: Reader) -> None:
    said = read({"members.csv": "numéro de membre,année de naissance\n1,1980\n"}).said()
    assert "catégorie, date d'adhésion" in said
    assert "categorie, toetredingsdatum" in said


@pytest.mark.parametrize(
    "text",
    [
        '{"voter_id": "1", "vote_event_id": "2", "option": "yes"}',
        '{"option": "yes", "value": 5, "group": {"name": "x"}}',
        '{"id": "1", "person": {"id": "2"}, "organization": {"id": "3"}, "post": {"id": "4"}}',
        '{"name": "x", "memberships": [{"role": "y"}], "posts": [{"label": "z"}]}',
    ],
    ids=["vote", "count", "membership", "organisation"],
)
def test_one_thing_in_a_json_file_is_refused_by_name(text: str, read: Reader) -> None:
    outcome = read({"one.json": text})
    assert outcome.codes() == ["known_and_refused"]
    assert "Popolo" in outcome.said()


IMPORT_FILE = "email,Source,Membership Type,Start Date\na@b.example,x,General,2019-03-23\n"
PAYMENTS = (
    '{"data": [{"order": {"formSlug": "f"}, "payer": {"email": "a@b.example"}, "amount": 2500,'
    ' "cashOutState": "CashedOut", "paymentMeans": "Card", "installmentNumber": 1}]}'
)
ORDERS = (
    '{"data": [{"id": 1, "formSlug": "f", "formType": "Membership", "organizationSlug": "o"}]}'
)
CONTACTS = (
    "Contact ID,Contact Type,Do Not Email,Sort Name,Birth Date,Gender\n"
    '11,Individual,,"V, L",1979-03-04,Female\n'
)
SUMMARY = "topic,How?\nurl,https://x.example\nviews,27\nvoters,26\ncomments,3\n"


@pytest.mark.parametrize(
    ("name", "text", "system"),
    [
        ("m.csv", IMPORT_FILE, "CiviCRM"),
        ("s.csv", SUMMARY, "Polis"),
        ("REAL_completeness-status-for-cases.csv", "6245,,\n6240,Stub,1\n", "Participedia"),
        ("payments.json", PAYMENTS, "helloasso"),
        ("orders.json", ORDERS, "helloasso"),
        ("lines.csv", "share_number,total_amount_line,effective_date\n", "odoo-cooperator"),
        ("operations.csv", "Operation Type,Request date,Cooperator\n", "odoo-cooperator"),
        ("parts.csv", "Nombre de parts,Sous-total,Date effective\n", "odoo-cooperator"),
        ("contacts.csv", CONTACTS, "CiviCRM"),
    ],
    ids=[
        *("CiviCRM", "Polis", "Participedia", "payments", "orders", "share lines", "operations"),
        *("share lines in French", "contacts of CiviCRM"),
    ],
)
def test_what_holds_nothing_to_store_is_refused_by_name(
    name: str, text: str, system: str, read: Reader
) -> None:
    outcome = read({name: text})
    assert outcome.codes() == ["known_and_refused"]
    assert outcome.one("known_and_refused").facts["system"] == system


@pytest.mark.parametrize(
    "text",
    [IMPORT_FILE.replace("Source,", "").replace("x,", ""), SUMMARY.replace("voters", "people")],
    ids=["CiviCRM", "Polis"],
)
def test_what_only_resembles_it_is_not_said_to_be_it(text: str, read: Reader) -> None:
    assert read({"a.csv": text}).codes() == ["no_known_headers"]


def test_without_the_column_that_decides_the_reader_is_warned(read: Reader) -> None:
    lines = GALETTE.read_text("utf-8").splitlines()
    at = [cell.strip('" \u00a0') for cell in lines[0].split(";")].index("Compte")
    without = [line.split(";")[:at] + line.split(";")[at + 1 :] for line in lines]
    outcome = read({GALETTE.name: "\n".join(map(";".join, without))}, known={})
    found = outcome.one("deciding_column_missing")
    assert (found.row, found.facts["header"]) == (1, "Compte / Account")
    whole = read({GALETTE.name: GALETTE.read_text("utf-8")}, known={})
    assert "deciding_column_missing" not in whole.codes()


def test_rows_that_were_sorted_above_the_headers_are_told(read: Reader) -> None:
    rows = [f"c{number},One,2020-01-0{number}" for number in range(1, 6)]
    text = "\n".join(["Cycles of 2020,,", *rows[:2], "code,name,start_on", *rows[2:]])
    outcome = read({"cycles.csv": text})
    found = outcome.one("row_above_headers")
    assert (found.row, found.alike) == (2, 2)
    assert outcome.report.rows == {"cycles": 3}


def test_titles_above_the_headers_are_no_rows_of_the_table(read: Reader) -> None:
    text = "Report of 2020,,\nWhat,,When\ncode,name,start_on\nc1,One,2020-01-01\n"
    assert "row_above_headers" not in read({"cycles.csv": text}).codes()
