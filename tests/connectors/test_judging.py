"""Can a table be read by its headers?"""

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
