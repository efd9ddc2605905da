"""The reference of the canonical tables says what the code says."""

import json
from pathlib import Path
from typing import Any

import jsonschema_rs
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


#: What a constraint is said of, as the specification of Table Schema has it.
ORDERED = ("minimum", "maximum")
SAID_OF = {
    "string": ("required", "enum", "pattern", "minLength", "maxLength"),
    "integer": ("required", "enum", *ORDERED),
    "number": ("required", "enum", *ORDERED),
    "date": ("required", "enum", *ORDERED),
    "boolean": ("required", "enum"),
}
VALUES = {
    "required": {"type": "boolean"},
    "enum": {"type": "array", "minItems": 1, "uniqueItems": True},
    "pattern": {"type": "string", "format": "regex"},
    "minLength": {"type": "integer", "minimum": 0},
    "maxLength": {"type": "integer", "minimum": 0},
    "minimum": {"type": "number"},
    "maximum": {"type": "number"},
}
NAMES = {"type": "array", "items": {"type": "string"}, "minItems": 1, "uniqueItems": True}
#: The rules of the specification for one descriptor, as far as this hub makes use of it.
RULES = {
    "type": "object",
    "required": ["fields"],
    "properties": {
        "name": {"type": "string", "pattern": "^[a-z_]+$"},
        "title": {"type": "string"},
        "description": {"type": "string"},
        "missingValues": {"type": "array", "items": {"type": "string"}, "uniqueItems": True},
        "primaryKey": NAMES,
        "uniqueKeys": {"type": "array", "items": NAMES, "minItems": 1},
        "fields": {
            "type": "array",
            "minItems": 1,
            "items": {
                "oneOf": [
                    {
                        "type": "object",
                        "required": ["name", "type", "constraints"],
                        "properties": {
                            "name": {"type": "string", "minLength": 1},
                            "type": {"const": kind},
                            "constraints": {
                                "type": "object",
                                "properties": {word: VALUES[word] for word in words},
                                "additionalProperties": False,
                            },
                        },
                        "additionalProperties": False,
                    }
                    for kind, words in SAID_OF.items()
                ]
            },
        },
        "foreignKeys": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["fields", "reference"],
                "properties": {
                    "fields": NAMES,
                    "reference": {
                        "type": "object",
                        "required": ["resource", "fields"],
                        "properties": {"resource": {"type": "string"}, "fields": NAMES},
                        "additionalProperties": False,
                    },
                },
                "additionalProperties": False,
            },
        },
    },
    "additionalProperties": False,
}


def published(table: str) -> dict[str, Any]:
    text = (REFERENCE / "tables" / f"{table}.json").read_text(encoding="utf-8")
    descriptor: dict[str, Any] = json.loads(text)
    return descriptor


@pytest.mark.parametrize("table", TABLES)
def test_what_is_published_keeps_the_rules_of_table_schema(table: str) -> None:
    rules_kept = jsonschema_rs.Draft202012Validator(RULES, validate_formats=True)
    assert [str(one) for one in rules_kept.iter_errors(published(table))] == []


@pytest.mark.parametrize("table", TABLES)
def test_keys_name_columns_that_there_are(table: str) -> None:
    descriptor = published(table)
    names = [field["name"] for field in descriptor["fields"]]
    assert len(set(names)) == len(names)
    keys = [descriptor.get("primaryKey", []), *descriptor.get("uniqueKeys", [])]
    assert {name for key in keys for name in key} <= set(names)
    for key in descriptor.get("foreignKeys", ()):
        assert set(key["fields"]) <= set(names)
        # what is referred to tells the rows of its table apart
        other = published(key["reference"]["resource"] or table)
        assert key["reference"]["fields"] == other["primaryKey"]


def test_the_rules_find_what_is_wrong() -> None:
    rules_kept = jsonschema_rs.Draft202012Validator(RULES, validate_formats=True)
    whole = json.dumps(published("members"))
    for right, wrong in (
        ('"date"', '"day"'),
        ('"minimum": 0', '"minLength": 0'),
        ('"required": true', '"required": "yes"'),
        ('"primaryKey"', '"primarykey"'),
        (r"\\d{1,3}-", "["),
    ):
        assert right in whole
        assert not rules_kept.is_valid(json.loads(whole.replace(right, wrong)))
