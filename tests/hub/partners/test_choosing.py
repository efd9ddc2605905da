"""The page of the columns asks what is not known, and its form says what was chosen."""

import pytest

from connectors.contract import About, Choice
from hub.partners.choosing import (
    MARK,
    NOTHING,
    asked,
    chosen,
    every_column,
    file_field,
    name_of,
    readable_tables,
)

COLUMN = Choice(
    system="intercoop", table="members", about=About.COLUMN, field="gender", said="sekse"
)
WORD = Choice(
    system="intercoop",
    table="members",
    about=About.WORD,
    field="gender",
    said="zij",
    code="female",
)
IDENTIFIED = {
    "file": "members.csv",
    "sheet": None,
    "system": "intercoop",
    "table": "members",
    "columns": {"lidnummer": "pseudonym", "geslacht": "gender"},
    "unknown": ["Hobby"],
}


def joined(*parts: str) -> str:
    return MARK.join(parts)


def test_it_asks_for_columns_that_nothing_stands_for_and_for_coded_words() -> None:
    [one] = asked([IDENTIFIED], (), {})
    assert "joined_on" in one.free
    assert "gender" not in one.free
    assert list(one.words) == ["gender"]
    assert one.unknown == ["Hobby"]


def test_codes_that_the_cooperative_has_defined_are_offered_for_its_words() -> None:
    columns = {"lidnummer": "pseudonym", "categorie": "category"}
    codes = {"member_categories": {"workers", "users"}, "bodies": {"board"}}
    [one] = asked([{**IDENTIFIED, "columns": columns}], (), codes)
    assert one.words == {"category": ()}
    assert one.defined == {"category": ["users", "workers"]}


def test_of_a_code_list_that_an_export_implies_no_further_column_is_asked() -> None:
    # its label is public: a member's name must not become one
    columns = {"Statut": "code"}
    implied = {"system": "galette", "table": "member_categories", "columns": columns}
    members = {"system": "galette", "table": "members", "columns": {"Genre": "gender"}}
    found = asked(
        [{**IDENTIFIED, **one, "unknown": ["Nom"]} for one in (implied, members)], (), {}
    )
    assert [one.unknown for one in found] == [[], ["Nom"]]


def test_a_form_says_columns_words_and_headers() -> None:
    new, old = chosen(
        [
            (joined("column", "intercoop", "members", "sekse"), "gender"),
            (joined("column", "intercoop", "members", "Hobby"), NOTHING),
            (joined("column", "intercoop", "members", "Note"), ""),
            (joined("word", "intercoop", "members", "gender"), "zij"),
            (joined("code", "intercoop", "members", "gender"), "female"),
            (joined("header", "1"), "Date d'entrée"),
            (joined("means", "1"), joined("members", "joined_on")),
            (joined("header", "2"), " "),
        ]
    )
    assert [(one.about, one.said, one.field, one.code) for one in new] == [
        (About.COLUMN, "sekse", "gender", ""),
        (About.COLUMN, "Hobby", "", ""),
        (About.WORD, "zij", "gender", "female"),
        (About.COLUMN, "Date d'entrée", "joined_on", ""),
    ]
    assert old == []


@pytest.mark.parametrize("choice", [COLUMN, WORD])
def test_what_is_remembered_can_be_named_and_forgotten(choice: Choice) -> None:
    assert chosen([(name_of(choice), "1")]) == ([], [choice])


@pytest.mark.parametrize("name", ["column", joined("forget", "x"), joined("word", "a")])
def test_a_form_of_somebody_else_is_refused(name: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - of any kind
        chosen([(name, "x")])


def test_every_table_of_the_templates_is_offered_with_its_columns() -> None:
    assert "pseudonym" in dict(every_column())["members"]


def test_what_a_file_is_can_be_said_and_be_left_to_the_hub() -> None:
    form = [(file_field("a.csv"), "galette/members"), (file_field("b.csv"), "")]
    [one] = chosen(form)[0]
    assert (one.about, one.system, one.table, one.said) == (
        About.FILE,
        "galette",
        "members",
        "a.csv",
    )


def test_a_file_can_be_any_table_of_any_software_and_the_hub_s_own_come_first() -> None:
    tables = dict(readable_tables())
    assert next(iter(tables)) == "intercoop"
    assert "members" in tables["galette"]
