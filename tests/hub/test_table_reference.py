"""The reference of the canonical tables says what the code says."""

import json
from pathlib import Path

import pytest

from hub.records.members import Members
from hub.records.shareholdings import Shareholdings
from hub.records.tables import TABLES
from hub.table_reference import columns, page, pages, rules, table_schema, write

REFERENCE = Path(__file__).parents[2] / "docs" / "reference"


@pytest.mark.parametrize("path", pages(), ids=str)
def test_the_committed_reference_is_current(path: Path) -> None:
    written = (REFERENCE / path).read_text(encoding="utf-8")
    assert written == pages()[path], "run: python -m hub.table_reference"


def test_no_page_is_left_of_a_table_that_is_gone() -> None:
    assert {file.stem for file in (REFERENCE / "tables").glob("*.json")} == set(TABLES)


def test_the_columns_that_the_import_adds_are_not_asked_of_a_file() -> None:
    assert "cooperative" not in columns(Members)
    assert next(iter(columns(Members))) == "pseudonym"


def test_a_rule_is_told_in_its_own_sentence() -> None:
    assert list(rules(Members)) == [
        "Nobody leaves before joining.",
        "Nobody joins before the year of their birth.",
    ]


def test_a_code_list_names_every_word() -> None:
    assert "| `person_kind` | code | yes | `natural` · `legal` |" in page()


def test_a_table_schema_gives_types_limits_key_and_references() -> None:
    schema = table_schema("members", Members)
    fields = {field["name"]: field for field in json.loads(json.dumps(schema))["fields"]}
    assert fields["education"] == {
        "name": "education",
        "type": "integer",
        "constraints": {"minimum": 0, "maximum": 8},
    }
    assert fields["joined_on"]["constraints"] == {"required": True}
    assert schema["primaryKey"] == ["pseudonym", "category"]
    assert schema["foreignKeys"] == [
        {
            "fields": ["category"],
            "reference": {"resource": "member_categories", "fields": ["code"]},
        }
    ]


def test_a_key_that_may_be_empty_is_no_primary_key() -> None:
    schema = table_schema("candidacies", TABLES["candidacies"])
    assert "primaryKey" not in schema
    assert schema["uniqueKeys"] == [["body", "seat_group", "date"]]


def test_a_table_without_key_says_so() -> None:
    assert {"primaryKey", "uniqueKeys"}.isdisjoint(table_schema("shareholdings", Shareholdings))
    assert "none: the same row may stand twice" in page()


def test_writing_twice_gives_the_same_files(tmp_path: Path) -> None:
    write(tmp_path)
    first = {path: (tmp_path / path).read_bytes() for path in pages()}
    write(tmp_path)
    assert first == {path: (tmp_path / path).read_bytes() for path in pages()}
